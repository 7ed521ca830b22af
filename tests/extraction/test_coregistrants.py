"""Covers and headers of filings that several registrants share: each with what is its own."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged import markup, xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Document, Extraction
from tests.extraction.fakes_extraction import printed
from tests.extraction.test_edgar_forms import read as submitted
from tests.extraction.test_edgar_parties import party, submission
from tests.extraction.test_note_forms import rows, values

COLUMNS = [f"registrants.{one}" for one in ("name", "file_number", "ein", "incorporation")]


def page(html: str) -> Document:
    sheet = Sheet(page_limit=5)
    markup.walk(sheet, xmlsafe.hypertext(html.encode()), lambda _: ())
    return sheet.finish("text/html")


def read(document: Document) -> Extraction:
    return extract(document, catalogue.load().get("regulatory_filing"), None)


def table(head: str, *lines: tuple[str, str, str]) -> Document:
    cells = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>"
        for line in (
            ("Commission File Number", head, "IRS Employer Identification No."), *lines,
        )
    )  # fmt: skip
    return page(
        f"<html><body><p>FORM 10-Q</p><p>For the quarterly period ended June 30, 2025</p>"
        f"<table>{cells}</table><p>Indicate by check mark</p></body></html>"
    )


BEHIND = table(
    "Exact Name of Registrant, State of Organization, Address, Phone",
    ("1-4402", "HOLLOW PINE GAS LP, Delaware, 9 Elm Ave, Tulsa OK, 918-555-0100", "73-1112223"),
    ("333-90210-01", "Hollow Pine Finance Corp., a Texas corporation, 9 Elm Ave", "73-1112224"),
)  # fmt: skip
BELOW = table(
    "Registrant; State of Incorporation;<br>Address; and Telephone Number",
    ("1-9001", "QUARRY POINT HOLDINGS, INC.", "34-7000001"),
    ("", "(An Ohio Corporation)", ""),
    ("", "21 Canal Street, Akron, Ohio 44308", ""),
    ("1-9002", "QUARRY POINT EDISON COMPANY", "34-7000002"),
    ("", "(A Pennsylvania Corporation)", ""),
)


def test_each_registrant_of_a_cover_has_its_own_numbers_and_state() -> None:
    assert rows(read(BEHIND), *COLUMNS) == [
        ("HOLLOW PINE GAS LP", "1-4402", "73-1112223", "Delaware"),
        ("Hollow Pine Finance Corp.", "333-90210-01", "73-1112224", "Texas"),
    ]
    assert rows(read(BELOW), *COLUMNS) == [
        ("QUARRY POINT HOLDINGS, INC.", "1-9001", "34-7000001", "Ohio"),
        ("QUARRY POINT EDISON COMPANY", "1-9002", "34-7000002", "Pennsylvania"),
    ]


def test_the_state_behind_a_name_is_no_part_of_it() -> None:
    found = read(BEHIND)
    assert values(found, "registrant_name") == ["HOLLOW PINE GAS LP"]
    assert values(found, "incorporation") == ["Delaware"]


@pytest.mark.parametrize(
    ("said", "name", "state"),
    [
        ("First Interlake, Washington Trust Co., a Maine corporation, 12 Main St",
         "First Interlake, Washington Trust Co.", "Maine"),
        ("Cedar Receivables Series 2019 Trust, Delaware, 9 Elm Ave",
         "Cedar Receivables Series 2019 Trust", "Delaware"),
        ("Cedar Gas LP, Delaware limited partnership, 9 Elm Ave", "Cedar Gas LP", "Delaware"),
        ("Cedar Gas LP, an Oklahoma limited partnership", "Cedar Gas LP", "Oklahoma"),
    ],
)  # fmt: skip
def test_a_state_within_a_name_does_not_end_it(said: str, name: str, state: str) -> None:
    other = ("333-90210-01", "Cedar Finance Corp., a Texas corporation", "73-1112224")
    lines = ("1-4402", said, "73-1112223"), other
    found = read(table("Exact Name of Registrant, State, Address", *lines))
    assert values(found, "registrants.name")[0] == name
    assert values(found, "registrants.incorporation")[0] == state


PRINTED = """FORM 10-Q
Commission      Registrant; State of Incorporation;            IRS Employer
File Number     Address; and Telephone Number                  Identification No.

1-9001          QUARRY POINT HOLDINGS, INC.                    34-7000001
                (An Ohio Corporation)
                21 Canal Street
                Akron, Ohio 44308
                Telephone (330) 555-0100
1-9002          QUARRY POINT EDISON COMPANY                    34-7000002
                (A Pennsylvania Corporation)
                88 River Road
                Erie, Pennsylvania 16501
                Telephone (814) 555-0100

Indicate by check mark whether the registrant has filed all reports.
"""


def test_registrants_are_told_apart_on_a_printed_page() -> None:
    assert rows(read(printed(PRINTED)), *COLUMNS) == [
        ("QUARRY POINT HOLDINGS, INC.", "1-9001", "34-7000001", "Ohio"),
        ("QUARRY POINT EDISON COMPANY", "1-9002", "34-7000002", "Pennsylvania"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [("1-9001", "QUARRY POINT HOLDINGS, INC.", "34-7000001")],
        [("1-9001", "QUARRY POINT, INC.", "34-7000001"), ("1-9002", "", "34-7000002")],
        [("1-9001", "QUARRY POINT, INC.", "34-7000001"), ("1-9002", "2 Elm St", "34-7000002")],
    ],
)
def test_one_registrant_or_a_broken_table_is_no_list(lines: list[tuple[str, str, str]]) -> None:
    found = read(table("Exact name of registrant, state, address", *lines))
    assert rows(found, *COLUMNS) == []


FILERS = (
    party(
        "FILER", "CEDAR BLUFF CORP", "CENTRAL INDEX KEY:\t0001222333", "IRS NUMBER:\t561112223",
        "STATE OF INCORPORATION:\tNC", "FILING VALUES:", "SEC FILE NUMBER:\t001-33344",
    ),
    party(
        "FILER", "CEDAR BLUFF LLC", "CENTRAL INDEX KEY:\t0001222444", "IRS NUMBER:\t561112224",
        "STATE OF INCORPORATION:\tDE", "FILING VALUES:", "SEC FILE NUMBER:\t001-33345",
    ),
)  # fmt: skip


def test_two_filers_of_a_submission_are_told_apart() -> None:
    fields = submitted(submission(*FILERS))
    told = Extraction(doctype="regulatory_filing", fields=tuple(fields))
    assert rows(told, "registrants.cik", *COLUMNS) == [
        ("0001222333", "CEDAR BLUFF CORP", "001-33344", "561112223", "NC"),
        ("0001222444", "CEDAR BLUFF LLC", "001-33345", "561112224", "DE"),
    ]
    facts = dict(rows(told, "facts.name", "facts.value"))
    assert facts["COMPANY DATA/CENTRAL INDEX KEY"] == "0001222333"
    assert facts["FILER 2/COMPANY DATA/CENTRAL INDEX KEY"] == "0001222444"
    assert values(told, "cik") == ["0001222333"]


def test_a_single_filer_is_no_list() -> None:
    fields = submitted(submission(FILERS[0]))
    assert not [field for field in fields if field.name.startswith("registrants")]
