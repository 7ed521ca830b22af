"""The text of a segment as what its writer meant by rows: paragraphs, and entries of a list.

A printed row that has no room for the next row's first word goes on in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

WIDE = 60
"""Characters from which the widest row of a document tells where rows are broken."""
SLACK = 4
_MARK = re.compile(
    r"^\s*(?:[•●▪◦‣*·–—-]+\s*|\(?\d{1,2}[.)]\s+|\(?[a-hA-H][.)]\s+|#\d{0,2}:?\s+"
    r"|\[[^\W\d_][\w .']{1,24}\]\s+)"
)
"""What opens an entry: a bullet, a number, or who speaks (``[doctor]``)."""
_FIRST = re.compile(r"\s*\(?1[.)]\s+[^\W\d]")
_OPEN = re.compile(r"[^.!?:;]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A paragraph or list entry. ``span`` may cross rows and leaves its mark out; ``text`` is
    folded to one line; ``marked`` tells a bullet or a number in front.
    """

    span: Span
    text: str
    marked: bool


def width(sheet: Sheet) -> int:
    """The widest printed row in characters, 0 where none is wide enough to be full."""
    widest = max((row.span.end - row.span.start for row in sheet.rows), default=0)
    return widest if widest >= WIDE else 0


def paragraphs(sheet: Sheet, rows: Sequence[Span]) -> Iterator[Span]:
    """Rows joined where one goes on in the next."""
    widest = width(sheet)
    start = end = -1
    for row in rows:
        if end >= 0 and _goes_on(sheet, Span(start, end), row, widest):
            end = row.end
            continue
        if end >= 0:
            yield Span(start, end)
        start, end = row
    if end >= 0:
        yield Span(start, end)


def _goes_on(sheet: Sheet, above: Span, below: Span, widest: int) -> bool:
    text = sheet.text(below)
    if _MARK.match(text) or sheet.document.text[above.end : below.start].count("\n") > 1:
        return False
    last = sheet.text(above).rpartition("\n")[2]
    first = text.split(" ", 1)[0]
    full = widest and len(last) + 1 + len(first) > widest - SLACK
    if full:
        return True
    return text[:1].islower() and bool(_OPEN.search(last)) and 2 * len(last) > widest > 0


def find(sheet: Sheet, rows: Sequence[Span]) -> tuple[Entry, ...]:
    """The entries under a heading, in order."""
    found = []
    for span in (item for whole in paragraphs(sheet, rows) for item in _numbered(sheet, whole)):
        text = sheet.text(span)
        mark = _MARK.match(text)
        start = span.start + (mark.end() if mark and mark.end() < len(text) else 0)
        inner = Span(start, span.end)
        found.append(Entry(span=inner, text=" ".join(sheet.text(inner).split()), marked=bool(mark)))
    return tuple(entry for entry in found if entry.text)


def _numbered(sheet: Sheet, span: Span) -> Iterator[Span]:
    """The entries of a list that runs on in its row (``1. Gout. 2. Asthma.``)."""
    text = sheet.text(span)
    start, number = 0, 2
    if _FIRST.match(text):
        while following := re.search(rf"(?<=[.;,])\s+(?={number}[.)]\s+[^\W\d])", text[start:]):
            yield Span(span.start + start, span.start + start + following.start())
            start, number = start + following.end(), number + 1
    yield Span(span.start + start, span.end)


def part(sheet: Sheet, span: Span, start: int, end: int) -> Span:
    """The part of a span by offsets into its own text."""
    return Span(span.start + start, span.start + end)
