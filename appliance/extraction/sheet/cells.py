"""Printed rows and their cells, from the words of a document and its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from appliance.types import Box, Document, Span, Word

GAP = 1.3
"""A blank wider than this many row heights separates two cells."""


STAMPED, ASKEW = 1.5, 0.4
"""A recognised word so many times as tall as its neighbour, and so much of the lower one's height
off its line, belongs to another print: a stamp beside a name, the stroke of a pen. (345 receipts,
real and drawn: 35 such pairs, 31 of them a stamp, a stroke or what was misread as a word.)"""


class Place(NamedTuple):
    """Where a cell stands in ``Document.tables``."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A run of words of one row without a wide gap, or a cell of a table.

    ``row`` is an index into ``Sheet.rows``; ``place`` is table, row and column for a table's cell.
    """

    span: Span
    row: int
    box: Box | None
    confidence: float
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed row: its cells left to right. ``page`` counts from 1."""

    index: int
    span: Span
    page: int
    cells: tuple[Cell, ...]
    box: Box | None


def enclosing(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around ``boxes``."""
    found = tuple(boxes)
    if len(found) < 2:
        return found[0] if found else None
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _cells(words: Sequence[Word], row: int, borders: Mapping[int, Place]) -> tuple[Cell, ...]:
    height = median(max(word.box.bottom - word.box.top, 0.1) for word in words)
    groups: list[list[Word]] = []
    for word in words:
        close = groups and word.box.left - groups[-1][-1].box.right <= GAP * height
        if close and word.span.start not in borders and not _foreign(groups[-1][-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return tuple(
        Cell(
            span=Span(group[0].span.start, group[-1].span.end),
            row=row,
            box=enclosing(word.box for word in group),
            confidence=min(word.confidence for word in group),
            place=borders.get(group[0].span.start),
        )
        for group in groups
    )


def _foreign(word: Word, other: Word) -> bool:
    """Whether two neighbours of a row are of different prints. What is not recognised is none."""
    if word.confidence == other.confidence == 1.0:
        return False
    one, two = word.box, other.box
    low, high = sorted((max(one.bottom - one.top, 0.1), max(two.bottom - two.top, 0.1)))
    off = abs(one.top + one.bottom - two.top - two.bottom) / 2
    return high >= STAMPED * low and off >= ASKEW * low


def borders_of(document: Document, window: Sequence[Span]) -> dict[int, Place]:
    """Where the cells of tables begin, within the window."""
    found: dict[int, Place] = {}
    for number, table in enumerate(document.tables):
        for index, row in enumerate(table.rows):
            for column, span in enumerate(row):
                if span.end > span.start and any(w.start <= span.start < w.end for w in window):
                    found[span.start] = Place(number, index, column)
    return found


def row_of(index: int, page: int, words: Sequence[Word], borders: Mapping[int, Place]) -> Row:
    """The row of these words, parted where a cell of a table begins (``borders``)."""
    cells = _cells(words, index, borders)
    return Row(
        index=index,
        span=Span(words[0].span.start, words[-1].span.end),
        page=page,
        cells=cells,
        box=enclosing(cell.box for cell in cells if cell.box),
    )


def printed_rows(document: Document, window: Sequence[Span]) -> Iterable[tuple[int, list[Word]]]:
    """Words grouped by printed row (a row ends where the text has a line break)."""
    for span in window:
        current: list[Word] = []
        number = 0
        for page, word in document.words_in(span):
            broken = current and "\n" in document.text[current[-1].span.end : word.span.start]
            if broken or (current and page.number != number):
                yield number, current
                current = []
            current.append(word)
            number = page.number
        if current:
            yield number, current


def plain_rows(text: str, window: Sequence[Span]) -> Iterable[Row]:
    """Rows of a text without words: whole lines, no boxes."""
    index = 0
    for start, end in window:
        position = start
        for line in text[start:end].splitlines(keepends=True):
            stripped = line.strip()
            if stripped:
                begin = position + line.index(stripped[0])
                span = Span(begin, begin + len(stripped))
                cell = Cell(span=span, row=index, box=None, confidence=1.0)
                yield Row(index=index, span=span, page=1, cells=(cell,), box=None)
                index += 1
            position += len(line)
