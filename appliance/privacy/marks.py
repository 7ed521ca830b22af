"""What people add to a redaction and take back from it, and the regions that they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from appliance.privacy.finding import Finding, Group
from appliance.types import Box, Document, Page, Span, Word

BY_HAND = "MARKED_BY_HAND"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A box on a page, in points."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One finding as a reviewer sees it: where, what, and which rule found it; never its value."""

    start: int
    end: int
    label: str
    group: Group
    score: float
    why: str
    places: tuple[Place, ...]


def marked(document: Document, marks: Sequence[Place]) -> Iterator[Finding]:
    """The words under hand-drawn boxes, those that follow each other as one value."""
    for page in document.pages:
        boxes = [mark.box for mark in marks if mark.page == page.number]
        under = sorted(
            (word.span for word in page.words if any(_under(word, box) for box in boxes)),
            key=lambda span: span.start,
        )
        for run in _runs(document, under):
            yield Finding(
                start=run.start,
                end=run.end,
                group=Group.IDENTIFIER,
                label=BY_HAND,
                score=1.0,
                why="person: marked by hand",
            )


def regions(document: Document, found: Sequence[Finding]) -> tuple[Region, ...]:
    """The findings with the boxes of their words."""
    return tuple(
        Region(
            start=item.start,
            end=item.end,
            label=item.label,
            group=item.group,
            score=item.score,
            why=item.why,
            places=tuple(_places(document.pages, item)),
        )
        for item in found
    )


def _places(pages: Sequence[Page], found: Finding) -> Iterator[Place]:
    for page in pages:
        for word in page.words:
            if word.span.start < found.end and found.start < word.span.end:
                yield Place(page=page.number, box=word.box)


def _under(word: Word, box: Box) -> bool:
    """Whether the box covers the middle of the word, or the word the middle of the box."""
    return _holds(box, word.box) or _holds(word.box, box)


def _holds(outer: Box, inner: Box) -> bool:
    across, down = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    return outer.left <= across <= outer.right and outer.top <= down <= outer.bottom


def _runs(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans with nothing but blanks between them, joined; never over a line's end."""
    if not spans:
        return
    start = spans[0].start
    for one, other in pairwise(spans):
        between = document.text[one.end : other.start]
        if between.strip() or "\n" in between:
            yield Span(start, one.end)
            start = other.start
    yield Span(start, spans[-1].end)
