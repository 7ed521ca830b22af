"""Where the names and addresses of firms stand on business letters beside the top and their cues:
the small print at the foot, the sender's line above the window, a name with its legal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.extraction.sheet import inline
from appliance.extraction.sheet.legal_forms import FORM
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

MARKS = " \t*=~_|:;•#"
"""Marks around a name that are not part of it."""
BLANK = 0.5
"""Width of a blank at most, in row heights."""
FOOT = 9
"""Rows at the end of the first and of the last page that are its foot."""
_FORMED = re.compile(
    rf"(?<![\w&])[A-ZÀ-ÞА-Я0-9][^\n:;|●•·∙]{{1,60}}?[ ,]{FORM}(?![^\W_])\.?"
    rf"(?= *(?:$|[,;|●•·∙(]| [-–—] |\.? (?:Regd?\b|Registered|Sitz|Siège|Sede|Vorstand)))",
    re.IGNORECASE,
)
_INSIDE = re.compile(rf"(?<=[^\W_] ){FORM}(?![^\W_])\.?(?=\s*[(\[]|\s+\S*\d)", re.IGNORECASE)


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
    """The address in a sender's line (``Name · Street 1 · 12345 Town``), without what follows it:
    a telephone number, a country, a register.
    """
    start = cell.span.start
    for first, last in inline.addresses(sheet.text(cell.span)):
        yield Span(start + first, start + last)


def across(sheet: Sheet, cell: Cell, span: Span) -> Span | None:
    """A row of cells as one: a sign that was not read leaves a gap (``CO.  SDN BHD``), and a header
    may be taken for a table of one-word columns.
    """
    cells = sheet.rows[cell.row].cells
    if len(cells) < 2 or cell is not cells[0] or any(sheet.look(c.span).digits for c in cells[1:]):
        return None
    if len(cells) > 2 and not all(map(_touch, cells, cells[1:])):
        return None
    rest = sheet.text(cells[-1].span).rstrip(MARKS)
    return Span(span.start, cells[-1].span.start + len(rest)) if rest else None


def _touch(left: Cell, right: Cell) -> bool:
    """Whether no more than a blank parts two cells."""
    if left.box is None or right.box is None:
        return False
    return right.box.left - left.box.right < BLANK * (left.box.bottom - left.box.top)
