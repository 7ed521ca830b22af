"""CSV and XLSX: a row per document, typed where possible, and nothing that a sheet executes."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.exports import csv as csv_export
from appliance.exports import xlsx
from appliance.types import Processed
from tests.exports import made

FORMULAS = ["=1+1", "+1 234 567", "-SUM(A1)", "@cmd", "\t=1", "\r=1", "\n=1", "  =1", "＝1"]


def read_csv(records: Sequence[Processed]) -> list[dict[str, str]]:
    text = csv_export.render(records).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_xlsx(records: Sequence[Processed]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.render(records)))


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, name: str) -> list[object]:
    header = [cell.value for cell in sheet[1]]
    return [row[header.index(name)].value for row in sheet.iter_rows(min_row=2)]


def test_csv_has_a_row_per_document_and_joins_lists() -> None:
    rows = read_csv(
        [
            made.processed(("company", "A, B"), ("total", "12.50"), ("code", "X"), ("code", "Y")),
            made.processed(("total", "-3.00"), id="d9"),
        ]
    )
    assert [row["id"] for row in rows] == ["d1", "d9"]
    assert rows[0]["company"] == "A, B"
    assert rows[0]["code"] == "X; Y"
    assert rows[1]["total"] == "-3.00"
    assert rows[1]["code"] == ""


def test_csv_is_rfc_4180_with_a_byte_order_mark() -> None:
    raw = csv_export.render([made.processed(("company", 'The "Corner"\nShop'))])
    assert raw.startswith(b"\xef\xbb\xbfid,file,doctype,")
    assert raw.endswith(b"\r\n")
    assert b'"The ""Corner""\nShop"' in raw


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_csv_starts_a_formula(formula: str) -> None:
    (row,) = read_csv([made.processed(("company", formula), name=formula)])
    assert row["company"] == "'" + formula
    assert row["file"] == "'" + formula


@pytest.mark.parametrize("number", ["-3.00", "0", "12345.6789", "-1"])
def test_numbers_stay_numbers(number: str) -> None:
    (row,) = read_csv([made.processed(("total", number))])
    assert row["total"] == number


@given(st.text(max_size=30))
def test_whatever_the_text_a_spreadsheet_takes_it_for_text(text: str) -> None:
    shown = csv_export.cell(text)
    assert not shown.startswith(("=", "+", "@", "\t", "\r"))
    assert shown.removeprefix("'") == text or shown == text


def test_columns_keep_the_schema_order_whatever_the_records_order() -> None:
    records = [
        made.processed(("company", "A"), ("total", "1")),
        made.processed(("date", "2026-01-02"), ("total", "1"), id="d2"),
        made.processed(("company", "A"), ("date", "2026-01-02"), id="d3"),
    ]
    header = csv_export.render(records).split(b"\r\n")[0]
    assert header.endswith(b",company,date,total")
    assert csv_export.render(records[::-1]).split(b"\r\n")[0] == header


def test_an_archive_is_its_members_rows() -> None:
    rows = read_csv([made.archive(made.processed(), made.refused())])
    assert [row["id"] for row in rows] == ["d1", "d2"]


def test_a_workbook_has_a_sheet_per_type_with_typed_cells() -> None:
    book = read_xlsx(
        [
            made.processed(
                ("document_number", "12.50"), ("issue_date", "2026-11-02"), ("total", "-12.50")
            ),
            made.processed(("invoice_number", "0012"), doctype="invoice", id="d9"),
        ]
    )
    assert book.sheetnames == ["invoice", "receipt"]
    receipt = book["receipt"]
    assert column(receipt, "issue_date") == [datetime.datetime(2026, 11, 2)]
    assert column(receipt, "total") == [-12.5]
    assert column(receipt, "document_number") == ["12.50"]
    assert column(receipt, "probability") == [0.99]
    assert column(book["invoice"], "invoice_number") == ["0012"]


def test_a_customers_own_type_is_typed_by_the_form_of_its_values() -> None:
    values = (("due", "2026-11-02"), ("sum", "7.25"), ("reference", "123456789012"), ("n", "1e5"))
    sheet = read_xlsx([made.processed(*values, doctype="parking_ticket")])["parking_ticket"]
    assert column(sheet, "due") == [datetime.datetime(2026, 11, 2)]
    assert column(sheet, "sum") == [7.25]
    assert column(sheet, "reference") == ["123456789012"]
    assert column(sheet, "n") == ["1e5"]


def test_what_lacks_the_form_of_its_column_stays_text() -> None:
    values = (("issue_date", "32 March"), ("total", "about 7"))
    sheet = read_xlsx([made.processed(*values)])["receipt"]
    assert column(sheet, "issue_date") == ["32 March"]
    assert column(sheet, "total") == ["about 7"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(formula: str) -> None:
    sheet = read_xlsx([made.processed(("company", formula), name=formula)])["receipt"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(not str(cell.value).startswith(("=", "+", "@")) for cell in cells)


def test_characters_that_a_workbook_cannot_hold_are_dropped() -> None:
    sheet = read_xlsx([made.processed(("company", "A\x00\x0bB" + "x" * 40_000))])["receipt"]
    assert str(column(sheet, "company")[0]).startswith("ABx")


def test_a_type_name_becomes_a_possible_sheet_name() -> None:
    book = read_xlsx([made.processed(("a", "b"), doctype="x/y:" + "z" * 40)])
    assert book.sheetnames == ["x_y_" + "z" * 27]


def test_no_records_still_make_a_file() -> None:
    assert read_xlsx([]).sheetnames == ["empty"]
    assert read_csv([]) == []


def with_items() -> Processed:
    """Two items; the second has no quantity."""
    cells = [
        ("items.description", "Chair", 1),
        ("items.description", "Lamp", 2),
        ("items.quantity", "4", 1),
        ("items.amount", "80.00", 1),
        ("items.amount", "9.50", 2),
    ]
    record = made.processed(("total", "89.50"), doctype="invoice")
    assert record.extraction is not None
    fields = [replace(made.field(name, value), row=row) for name, value, row in cells]
    extraction = replace(record.extraction, fields=(*record.extraction.fields, *fields))
    return replace(record, extraction=extraction)


def test_items_stand_in_a_sheet_of_their_own_a_line_per_row() -> None:
    book = read_xlsx([with_items()])

    assert book.sheetnames == ["invoice", "invoice items"]
    items = book["invoice items"]
    assert column(items, "row") == [1, 2]
    assert column(items, "description") == ["Chair", "Lamp"]
    assert column(items, "quantity") == [4, None]
    assert column(items, "amount") == [80, 9.5]
    assert "items.amount" not in [cell.value for cell in book["invoice"][1]]


def test_in_csv_the_values_of_a_column_stand_at_their_rows() -> None:
    (row,) = read_csv([with_items()])

    assert row["items.description"] == "Chair; Lamp"
    assert row["items.quantity"] == "4"
    assert row["items.amount"] == "80.00; 9.50"
