"""Blanks in and between the numbers of a row: whether one groups thousands or parts two numbers.

``14 000`` is one number where its digits stand as close as words of a line do, two where they
stand in columns. What the blanks leave open is doubtful, however well a reading adds up: numbers
that are all cut at their thousands add up, too.
"""

from __future__ import annotations

import re
from functools import partial

from appliance.extraction.kinds import amounts, currencies
from appliance.extraction.sheet.rows import Cell, Row, Sheet
from appliance.types import Span

WIDE = 1.4
"""Widths of a digit between two numbers beyond which they are two. (A blank is half a digit wide in
proportional type, a whole one in that of tills, with the margins of both digits as recognised.)"""
_GROUPED = re.compile(r"\d\x20\d{3}(?!\d)")
_BLANK = re.compile(r"(?<=\d)\x20(?=\d{3}(?!\d))")
_SURE = re.compile(
    rf"(?<![\d.,] )(?<![\d.,])(?:\d{{1,3}}(?:\x20\d{{3}}(?!\d))*\x20(?:0\d\d(?!\d|[.]\d)|"
    rf"\d{{3}}(?:,\d\d)?\s?{currencies.MARK})|{currencies.MARK}\s?\d{{1,3}}\x20\d{{3}}(?![\d.]))"
)
"""A number that no other reading has: nobody writes 000 by itself, a mark belongs to all of it."""
_LEFT = re.compile(r"(?<![\d.,:/-])\d{1,3}\x20$")
_HYPHEN = re.compile(rf"\S\s+-\s+(?:{currencies.MARK}\s?)?$", re.IGNORECASE)
_MARKED_BEFORE = re.compile(rf"(?:{currencies.MARK})\s?$|[:=|]\s?$", re.IGNORECASE)
_MARKED_BEHIND = re.compile(rf"^(?:[.,][-–—]{{1,2}})?\s?(?:{currencies.MARK})", re.IGNORECASE)


def parted(sheet: Sheet, row: Row) -> str:
    """A row's text, as long as it is printed, with ``amounts.CELL`` in front of each cell and in
    each wide blank between digits."""
    text = sheet.text(row.span)
    breaks = [cell.span.start for cell in row.cells[1:]]
    if _GROUPED.search(text):
        breaks += [at for cell in row.cells for at in _wide(sheet, cell)]
    return _broken(text, row.span.start, breaks) if breaks else text


def of_cell(sheet: Sheet, cell: Cell) -> str:
    """The same of one cell."""
    text = sheet.text(cell.span)
    wide = _wide(sheet, cell) if _GROUPED.search(text) else []
    return _broken(text, cell.span.start, wide) if wide else text


def _broken(text: str, offset: int, breaks: list[int]) -> str:
    """The text with a break in the blank before each of these places of the document."""
    letters = list(text)
    for place in breaks:
        at = place - offset - 1
        if 0 <= at < len(letters) and letters[at].isspace():
            letters[at] = amounts.CELL
    return "".join(letters)


def _wide(sheet: Sheet, cell: Cell) -> list[int]:
    """Where a group of three digits stands too far from the number before it to go on with it."""
    found = []
    for blank in _BLANK.finditer(sheet.text(cell.span)):
        at = cell.span.start + blank.start()
        before = [word for _, word in sheet.document.words_in(Span(at - 1, at))]
        behind = [word for _, word in sheet.document.words_in(Span(at + 1, at + 2))]
        if before and behind and before[0] is not behind[0]:
            one, two = before[0], behind[0]
            letters = (one.span.end - one.span.start) + (two.span.end - two.span.start)
            width = (one.box.right - one.box.left) + (two.box.right - two.box.left)
            if two.box.left - one.box.right > WIDE * width / max(letters, 1):
                found.append(at + 1)
    return found


def groups(sheet: Sheet) -> bool:
    """Whether the page has a number whose thousands are surely parted by blanks."""
    rows = partial(any, (_SURE.search(parted(sheet, r)) for r in sheet.rows))
    return bool(sheet.once((groups,), rows))


def doubtful(sheet: Sheet, span: Span) -> bool:
    """Whether a number may be a part of a longer one, or two in one, or its minus a dash: what
    stands beside it in its cell allows both readings."""
    cell = sheet.cell_at(span.start)
    if cell is None or span.end > cell.span.end:
        return False
    text, start = of_cell(sheet, cell), span.start - cell.span.start
    before, number = text[:start], text[start : span.end - cell.span.start]
    behind = text[span.end - cell.span.start :]
    return bool(
        _HYPHEN.search(before)
        or (_LEFT.search(before) and re.match(r"\d{3}(?!\d)", number))
        or (re.match(r"\x20\d{3}(?!\d)", behind) and re.search(r"(?<![\d.,])\d{1,3}$", number))
        or (_GROUPED.search(number) and _joined(sheet, before, number, behind))
    )


def _joined(sheet: Sheet, before: str, number: str, behind: str) -> bool:
    """Whether a number with blanks may be several: nothing else on the page has any, no mark holds
    it together, and it does not fill its cell."""
    if re.search(r"\x200\d\d(?!\d)", number):
        return False
    if re.search(r"\d\x20$", before) or re.match(r"\x20\d", behind):
        return True
    marked = _MARKED_BEFORE.search(before) or _MARKED_BEHIND.match(behind)
    alone = not before.strip() and not behind.strip()
    return not (marked or alone or groups(sheet))
