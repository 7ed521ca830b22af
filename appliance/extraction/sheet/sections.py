"""Headings and the bodies under them, found by their looks alone.

A heading is a short row of its own: capitals throughout, or a colon at its end, or set apart in
title case. Nothing is looked up in a list of known headings, so any language works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

LONGEST = 60
_NUMBERED = re.compile(r"^\s*(?:[IVXLC]+|\d{1,2}(?:\.\d{1,2})*)[.)]\s+")
_BULLET = re.compile(r"^[•●▪◦‣*·–—-]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its body: rows ``first`` to ``last`` (exclusive) of the sheet."""

    title: Span
    first: int
    last: int


def is_heading(sheet: Sheet, row: Row) -> bool:
    """Whether a row looks like a heading."""
    text = sheet.text(row.span).strip()
    if len(row.cells) != 1 or not 3 <= len(text) <= LONGEST or text[-1] in ".,;" or "\t" in text:
        return False
    if _BULLET.match(text):
        return False
    words = _NUMBERED.sub("", text).rstrip(":").split()
    letters = [ch for ch in text if ch.isalpha()]
    if not letters or len(words) > 8 or len(letters) < 0.6 * len(text.replace(" ", "")):
        return False
    if len(letters) >= 3 and all(ch.isupper() for ch in letters if ch.lower() != ch.upper()):
        return True
    return text.endswith(":")


def prominence(sheet: Sheet) -> dict[int, float]:
    """Row index of each heading -> how much it stands out: the fewer rows look like it, the more.

    Receipts are all capitals; there capitals say nothing.
    """
    heads = [row.index for row in sheet.rows if is_heading(sheet, row)]
    return dict.fromkeys(heads, 1.0 - len(heads) / max(len(sheet.rows), 1))


def _gap_before(sheet: Sheet, row: Row) -> bool:
    """Whether a blank line (or as much white) stands above the row."""
    if row.index == 0:
        return True
    above = sheet.rows[row.index - 1]
    if above.page != row.page:
        return True
    between = sheet.document.text[above.span.end : row.span.start]
    if between.count("\n") > 1:
        return True
    return bool(above.box and row.box and row.box.top - above.box.bottom > 0.8 * sheet.height)


def _is_title(sheet: Sheet, row: Row) -> bool:
    """A row in title case that stands apart and is followed by text."""
    text = sheet.text(row.span).strip()
    words = text.split()
    if len(row.cells) != 1 or not 1 <= len(words) <= 6 or not text[-1:].isalpha():
        return False
    capital = sum(word[0].isupper() for word in words)
    return 2 * capital >= len(words) and words[0][0].isupper() and _gap_before(sheet, row)


def find(sheet: Sheet) -> tuple[Section, ...]:
    """The sections of a sheet in order. Rows before the first heading belong to none."""
    heads = [r for r in sheet.rows if is_heading(sheet, r) or _is_title(sheet, r)]
    ends = [*(row.index for row in heads[1:]), len(sheet.rows)] if heads else []
    return tuple(
        Section(title=row.span, first=row.index + 1, last=end)
        for row, end in zip(heads, ends, strict=True)
    )


def without_bullet(sheet: Sheet, span: Span) -> Span:
    """A row's span without its bullet."""
    match = _BULLET.match(sheet.text(span))
    return (
        Span(span.start + match.end(), span.end)
        if match and match.end() < len(sheet.text(span))
        else span
    )
