"""Running headers and footers: rows that stand at the same place on page after page.

They interrupt what goes on across pages (a section, a table), and look like headings there. The
first of each kind stays part of the text: an invoice's letterhead is often a running header. Digits
count as equal, so page numbers are found too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from appliance.types import Page, Span, Table, Word

MARGIN = 0.14  # of the page's height, at its top and at its bottom
DEEPEST = 4  # rows of a running header or footer
DRIFT = 0.012  # of the page's height, between two pages
ALIKE = 0.85  # share of equal characters: OCR errs
BACK = 2  # pages: left and right pages may differ
_NUMBER = re.compile(r"\d+")


class _Row(NamedTuple):
    """A row in a margin: ``at`` is its middle as a share of the page's height."""

    span: Span
    key: str
    at: float


def running(text: str, pages: Sequence[Page], tables: Sequence[Table] = ()) -> tuple[Span, ...]:
    """The rows that repeat one of the two pages before; a table's rows are never such."""
    cells = {cell.start for table in tables for row in table.rows for cell in row if cell.end}
    known: list[list[_Row]] = []
    found: list[Span] = []
    for page in pages:
        margin = list(_margin(text, page, cells))
        earlier = [row for rows in known[-BACK:] for row in rows]
        found += [row.span for row in margin if any(_same(row, other) for other in earlier)]
        known.append(margin)
    return tuple(found)


def _margin(text: str, page: Page, cells: Collection[int]) -> Iterator[_Row]:
    """The first and last rows of a page, as far as they stand in its margins."""
    rows = list(_rows(text, page.words))
    for words in rows[:DEEPEST] + rows[max(DEEPEST, len(rows) - DEEPEST) :]:
        top, bottom = min(w.box.top for w in words), max(w.box.bottom for w in words)
        at = (top + bottom) / 2 / max(page.height, 1.0)
        outside = at < MARGIN or at > 1 - MARGIN
        if outside and not any(word.span.start in cells for word in words):
            span = Span(words[0].span.start, words[-1].span.end)
            yield _Row(span, _NUMBER.sub("#", text[span.start : span.end].casefold()), at)


def _rows(text: str, words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    first = 0
    for index, word in enumerate(words, start=1):
        if index == len(words) or "\n" in text[word.span.end : words[index].span.start]:
            yield words[first:index]
            first = index


def _same(row: _Row, other: _Row) -> bool:
    near = abs(row.at - other.at) <= DRIFT
    return near and SequenceMatcher(None, row.key, other.key).ratio() >= ALIKE
