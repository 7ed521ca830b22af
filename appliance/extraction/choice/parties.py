"""Where the names and addresses of firms stand on business letters beside the top and their cues:
the small print at the foot, the sender's line above the window, a name with its legal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.extraction.sheet.legal_forms import FORM
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

FOOT = 9
"""Rows at the end of the first and of the last page that are its foot."""
_FORMED = re.compile(
    rf"(?<![\w&])[A-ZÀ-ÞА-Я0-9][^\n:;|●•·∙]{{1,60}}?[ ,]{FORM}\b\.?(?= *(?:$|[,;|●•·∙(]| [-–—] ))",
    re.IGNORECASE,
)
_INSIDE = re.compile(rf"(?<=[^\W_] ){FORM}\b\.?(?=\s*[(\[]|\s+\S*\d)", re.IGNORECASE)
_BREAK = re.compile(r"\s*[●•·∙|]\s*|\s+[-–—]\s+|,\s+")


def formed(sheet: Sheet, cell: Cell) -> Iterator[Span]:
    """Names that end with a legal form, where the cell begins with one (after a label at most)."""
    text = sheet.text(cell.span)
    match = _FORMED.search(text)
    if match and (match.start() == 0 or text[: match.start()].rstrip().endswith((":", "-", "–"))):
        yield Span(cell.span.start + match.start(), cell.span.start + match.end())


def form_inside(text: str) -> int:
    """Where a name ends by its legal form although the row goes on; 0 where it has none such."""
    found = _INSIDE.search(text)
    return found.end() if found else 0


def feet(sheet: Sheet) -> Iterator[Cell]:
    """The cells of the last rows of the first and of the last page."""
    first = [row for row in sheet.rows if row.page == 1]
    rows = {row.index: row for row in (*first[-FOOT:], *sheet.rows[-FOOT:])}
    for row in rows.values():
        yield from row.cells


def rest_of_line(sheet: Sheet, cell: Cell) -> Iterator[Span]:
    """The address in a sender's line (``Name · Street 1 · 12345 Town``)."""
    text = sheet.text(cell.span)
    cut = _BREAK.search(text)
    if cut and cut.start() > 2 and re.search(r"\d", text[cut.end() :]):
        start = cell.span.start + cut.end()
        yield Span(start, cell.span.end)
        last = [match for match in _BREAK.finditer(text) if match.start() > cut.end()]
        if last:  # what follows the town is a telephone number, a country, a register
            yield Span(start, cell.span.start + last[-1].start())
