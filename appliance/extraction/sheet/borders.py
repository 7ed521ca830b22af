"""Text with a sign for the white between two cells: what stands in one cell is one thing."""

from __future__ import annotations

from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

BORDER = "\x02"
"""Stands for the last blank before a cell; no document has it."""


def bordered(sheet: Sheet, span: Span) -> str:
    """The text of a span with borders, offsets kept; breaks of rows as they are."""
    text = sheet.text(span)
    for row in _rows(sheet, span):
        for cell in row.cells[1:]:
            at = cell.span.start - span.start - 1
            if 0 <= at < len(text) and text[at] == " ":
                text = f"{text[:at]}{BORDER}{text[at + 1 :]}"
    return text


def _rows(sheet: Sheet, span: Span) -> list[Row]:
    first = sheet.row_at(span.start)
    if first is None:
        return []
    found = []
    for row in sheet.rows[first.index :]:
        if row.span.start >= span.end:
            break
        found.append(row)
    return found
