"""A document as a sheet: printed rows, each split into cells at wide gaps, with neighbours.

Labels stand left of or above their values (or below, in brackets, on American forms), and
columns break rows apart: both are geometry, so it is worked out once per document here. Running
headers and footers are no rows of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import NamedTuple

from appliance.extraction.sheet.looks import Look
from appliance.types import Box, Document, Page, Span, Word

HEAD = 12
"""Rows among which a heading is the largest print."""

GAP = 1.3
"""A blank wider than this many row heights separates two cells."""


ADJACENT = 3
"""Rows from a table to one that goes on with it: its cells may be broken over some."""


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
    if not found:
        return None
    return Box(
        min(b.left for b in found),
        min(b.top for b in found),
        max(b.right for b in found),
        max(b.bottom for b in found),
    )


def _cells(words: Sequence[Word], row: int, borders: Mapping[int, Place]) -> tuple[Cell, ...]:
    height = median(max(word.box.bottom - word.box.top, 0.1) for word in words)
    groups: list[list[Word]] = []
    for word in words:
        close = groups and word.box.left - groups[-1][-1].box.right <= GAP * height
        if close and word.span.start not in borders:
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


def _borders(document: Document, window: Sequence[Span]) -> dict[int, Place]:
    """Where the cells of tables begin, within the window."""
    found: dict[int, Place] = {}
    for number, table in enumerate(document.tables):
        for index, row in enumerate(table.rows):
            for column, span in enumerate(row):
                if span.end > span.start and any(w.start <= span.start < w.end for w in window):
                    found[span.start] = Place(number, index, column)
    return found


def _row(index: int, page: int, words: Sequence[Word], borders: Mapping[int, Place]) -> Row:
    cells = _cells(words, index, borders)
    return Row(
        index=index,
        span=Span(words[0].span.start, words[-1].span.end),
        page=page,
        cells=cells,
        box=enclosing(cell.box for cell in cells if cell.box),
    )


def _printed_rows(document: Document, window: Sequence[Span]) -> Iterable[tuple[int, list[Word]]]:
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


def _plain_rows(text: str, window: Sequence[Span]) -> Iterable[Row]:
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


@dataclass(frozen=True)
class Sheet:
    """The rows of (the shown part of) a document. Not slotted: it caches what is derived."""

    document: Document
    window: tuple[Span, ...]
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, document: Document, window: Sequence[Span] = ()) -> Sheet:
        """The sheet of the whole document, or of the passages in ``window``."""
        shown = tuple(window) or (Span(0, len(document.text)),)
        borders = _borders(document, shown)
        running = {span.start for span in document.furniture}
        printed = (
            (page, words)
            for page, words in _printed_rows(document, shown)
            if words[0].span.start not in running
        )
        rows: tuple[Row, ...] = tuple(
            _row(index, page, words, borders) for index, (page, words) in enumerate(printed)
        )
        if not rows:
            rows = tuple(_plain_rows(document.text, shown))
        return cls(document, shown, rows)

    @cached_property
    def _starts(self) -> list[int]:
        return [row.span.start for row in self.rows]

    @cached_property
    def height(self) -> float:
        """Median row height in points (1.0 where there are no boxes)."""
        heights = [row.box.bottom - row.box.top for row in self.rows if row.box]
        return max(median(heights), 0.1) if heights else 1.0

    @cached_property
    def head_height(self) -> float:
        """The largest print at the head of the page, in points (0.0 where there are no boxes)."""
        heights = [row.box.bottom - row.box.top for row in self.rows[:HEAD] if row.box]
        return max(*heights, 0.1) if heights else 0.0

    @cached_property
    def pages(self) -> dict[int, Page]:
        """Pages by number."""
        return {page.number: page for page in self.document.pages}

    def text(self, span: Span) -> str:
        """The characters of a span."""
        return self.document.text[span.start : span.end]

    @cached_property
    def _looks(self) -> dict[Span, Look]:
        return {}

    def look(self, span: Span) -> Look:
        """What a span's characters are, counted once."""
        found = self._looks.get(span)
        if found is None:
            found = self._looks[span] = Look.of(self.text(span))
        return found

    @cached_property
    def runs(self) -> dict[tuple[int, int], Mapping[str, float]]:
        """What is known of runs of rows (first and last), kept by whoever describes them."""
        return {}

    def row_at(self, offset: int) -> Row | None:
        """The row that holds a character offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.rows[index].span.end:
            return None
        return self.rows[index]

    def cell_at(self, offset: int) -> Cell | None:
        """The cell that holds a character offset."""
        row = self.row_at(offset)
        if row is None:
            return None
        return next((c for c in row.cells if c.span.start <= offset < c.span.end), None)

    def under(self, cell: Cell, reach: float = 2.2) -> Cell | None:
        """The next cell below in the same column, at most ``reach`` row heights away."""
        return self._vertical(cell, 1, reach)

    def over(self, cell: Cell, reach: float = 2.2) -> Cell | None:
        """The next cell above in the same column, at most ``reach`` row heights away."""
        return self._vertical(cell, -1, reach)

    @cached_property
    def _columns(self) -> dict[Place, Cell]:
        return {c.place: c for row in self.rows for c in row.cells if c.place}

    def _in_column(self, place: Place, step: int) -> Cell | None:
        """The next filled cell of the same table column, at most two rows away."""
        for distance in (1, 2):
            found = self._columns.get(place._replace(row=place.row + step * distance))
            if found:
                return found
        return None

    @cached_property
    def _edges(self) -> dict[int, tuple[dict[int, Cell], dict[int, Cell]]]:
        """The cells of the first and of the last row of each table, by column."""
        rows: dict[int, dict[int, dict[int, Cell]]] = {}
        for place, cell in self._columns.items():
            rows.setdefault(place.table, {}).setdefault(place.row, {})[place.column] = cell
        return {number: (told[min(told)], told[max(told)]) for number, told in rows.items()}

    def _opposite(self, cell: Cell, place: Place, step: int) -> Cell | None:
        """The cell of the same column in the next table, where that has as many columns and begins
        right there: captions may stand in a table of their own.
        """
        own, other = self._edges.get(place.table), self._edges.get(place.table + step)
        if own is None or other is None:
            return None
        near, far = (own[1], other[0]) if step > 0 else (own[0], other[1])
        if near.get(place.column) != cell or len(near) != len(far) or len(near) < 2:
            return None
        found = far.get(place.column)
        return found if found and abs(found.row - cell.row) <= ADJACENT else None

    @cached_property
    def _verticals(self) -> dict[tuple[Span, int, float], Cell | None]:
        return {}

    def _vertical(self, cell: Cell, step: int, reach: float) -> Cell | None:
        key = cell.span, step, reach
        if key not in self._verticals:
            self._verticals[key] = self._next(cell, step, reach)
        return self._verticals[key]

    @cached_property
    def wrapped(self) -> tuple[tuple[Cell, str, int], ...]:
        """The cells of many-celled rows, each with its text and that of the cell below it as one,
        and where the latter begins less a blank."""
        found = []
        for row in self.rows:
            for cell in row.cells if len(row.cells) > 1 else ():
                below = self.under(cell)
                if below is not None:
                    upper = self.text(cell.span)
                    found.append((cell, f"{upper} {self.text(below.span)}", len(upper)))
        return tuple(found)

    def _next(self, cell: Cell, step: int, reach: float) -> Cell | None:
        if cell.place:
            found = self._in_column(cell.place, step) or self._opposite(cell, cell.place, step)
            if found:
                return found
        page = self.rows[cell.row].page
        for index in range(cell.row + step, cell.row + 6 * step, step):
            if not 0 <= index < len(self.rows) or self.rows[index].page != page:
                return None
            row = self.rows[index]
            if cell.box is None or row.box is None:
                return row.cells[0]
            gap = row.box.top - cell.box.bottom if step > 0 else cell.box.top - row.box.bottom
            if gap > reach * self.height:
                return None
            for other in row.cells:
                if other.box and min(other.box.right, cell.box.right) > max(
                    other.box.left, cell.box.left
                ):
                    return other
        return None
