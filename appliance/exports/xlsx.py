"""XLSX: a sheet per document type, a row per document, dates and amounts as real dates and numbers.

Tables within documents (the items of an invoice) have sheets of their own, a line per row.

The schema of a shipped document type says what a column is; for a customer's own type a value's
form decides (an ISO date, a decimal with a point). What lacks the form stays text. Codes stay text
even when they are all digits, so leading zeros survive. Text never starts a
formula: it is stored as text and, since people save such sheets as CSV, made inert as there.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from appliance.doctypes import catalogue
from appliance.doctypes.schema import Kind
from appliance.exports._table import BASE, JOINT, base, by_doctype, columns, inert, tables, values
from appliance.types import Processed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAME = "xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX = ".xlsx"

_LONGEST_CELL = 32_767
_LONGEST_TITLE = 31
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # not allowed in XML
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_POINTED = re.compile(r"-?(?:0|[1-9]\d*)\.\d+\Z")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOST_DIGITS = 15  # what a spreadsheet's number holds exactly

Cell = str | float | Decimal | datetime.date | None


def render(records: Sequence[Processed]) -> bytes:
    """A workbook; without records a single empty sheet."""
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    groups = by_doctype(records)
    kinds = _kinds()
    for doctype, rows in groups.items():
        _fill(book.create_sheet(_title(doctype)), rows, kinds.get(doctype, {}))
        for table in dict.fromkeys(name for record in rows for name in tables(record)):
            title = _title(f"{doctype} {table}")
            _fill_table(book.create_sheet(title), rows, table, kinds.get(doctype, {}))
    if groups:
        book.remove(first)
    else:
        first.title = "empty"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _kinds() -> Mapping[str, Mapping[str, Kind]]:
    """The kind of each field of the shipped document types."""
    return {
        doctype.name: {field.name: field.kind for field in doctype.fields}
        for doctype in catalogue.load().all
    }


def _title(doctype: str) -> str:
    return _FORBIDDEN_IN_TITLE.sub("_", doctype)[:_LONGEST_TITLE] or "unknown"


def _head(sheet: Worksheet, names: Sequence[str]) -> None:
    from openpyxl.styles import Font

    _write(sheet, 1, names)
    for header in sheet[1]:
        header.font = Font(bold=True)
    sheet.freeze_panes = "A2"


def _fill_table(
    sheet: Worksheet, records: Sequence[Processed], table: str, kinds: Mapping[str, Kind]
) -> None:
    """A line per row of the table, with the document it is from."""
    all_names = (name.partition(".") for name in columns(records))
    names = [column for start, dot, column in all_names if dot and start == table]
    _head(sheet, ("id", "file", "row", *map(_text, names)))
    line = 1
    for record in records:
        for row, found in sorted(tables(record).get(table, {}).items()):
            line += 1
            given = (
                typed((found[name],) if name in found else (), kinds.get(f"{table}.{name}"))
                for name in names
            )
            _write(sheet, line, (_text(record.id), _text(record.name), row, *given))


def _fill(sheet: Worksheet, rows: Sequence[Processed], kinds: Mapping[str, Kind]) -> None:
    """Write the header and a row per document."""
    names = tuple(name for name in columns(rows) if "." not in name)
    _head(sheet, (*BASE, *map(_text, names)))
    for number, record in enumerate(rows, start=2):
        found = values(record)
        fixed = (_text(value) if isinstance(value, str) else value for value in base(record))
        given = (typed(found.get(name, ()), kinds.get(name)) for name in names)
        _write(sheet, number, (*fixed, *given))


def _write(sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
    """Write one row; text is stored as text, whatever it looks like."""
    for column, value in enumerate(cells, start=1):
        if value is None or value == "":
            continue
        cell = sheet.cell(row, column, value)
        if isinstance(value, str):
            cell.data_type = "s"
        elif isinstance(value, datetime.date):
            cell.number_format = "yyyy-mm-dd"


def typed(found: Sequence[str], kind: Kind | None) -> Cell:
    """A single value in its own form; several, or one that lacks the form, as text."""
    if len(found) == 1:
        if kind in (Kind.AMOUNT, Kind.NUMBER) or (kind is None and _POINTED.match(found[0])):
            return _decimal(found[0])
        if kind is Kind.DATE or (kind is None and _ISO_DATE.match(found[0])):
            return _date(found[0])
    return _text(JOINT.join(found))


def _decimal(value: str) -> Cell:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return _text(value)
    exact = number.is_finite() and len(number.as_tuple().digits) <= _MOST_DIGITS
    return number if exact else _text(value)


def _date(value: str) -> Cell:
    try:
        date = datetime.date.fromisoformat(value)
    except ValueError:
        return _text(value)
    return date if date.year >= 1900 else _text(value)  # a spreadsheet's calendar begins there


def _text(value: str) -> str:
    return inert(_FORBIDDEN.sub("", value))[:_LONGEST_CELL]
