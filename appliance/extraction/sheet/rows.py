"""A document as a sheet: printed rows, each split into cells at wide gaps, with neighbours.

Labels stand left of or above their values (or below, in brackets, on American forms), and
columns break rows apart: both are geometry, so it is worked out once per document here. Running
headers and footers are no rows of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any, NamedTuple, TypeVar

from appliance.extraction.sheet.cells import (
    Cell,
    Place,
    Row,
    borders_of,
    enclosing,
    plain_rows,
    printed_rows,
    row_of,
)
from appliance.extraction.sheet.lines import Lines
from appliance.extraction.sheet.looks import Look
from appliance.types import Document, Page, Span

__all__ = ["Cell", "Place", "Row", "Sheet", "enclosing"]

T = TypeVar("T")

HEAD = 12
"""Rows among which a heading is the largest print."""
ADJACENT = 3
"""Rows from a table to one that goes on with it: its cells may be broken over some."""


class Wrapped(NamedTuple):
    """A cell, its text and that of the cell below it as one, and where the latter begins less a
    blank."""

    cell: Cell
    text: str
    upper: int


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
        borders = borders_of(document, shown)
        running = {span.start for span in document.furniture}
        printed = (
            (page, words)
            for page, words in printed_rows(document, shown)
            if words[0].span.start not in running
        )
        rows: tuple[Row, ...] = tuple(
            row_of(index, page, words, borders) for index, (page, words) in enumerate(printed)
        )
        if not rows:
            rows = tuple(plain_rows(document.text, shown))
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
        start, end = span
        return self.document.text[start:end]

    @cached_property
    def lines(self) -> Lines:
        """The rows by what they hold."""
        return Lines(self.text(row.span) for row in self.rows)

    @cached_property
    def _known(self) -> dict[Hashable, Any]:
        return {}

    def once(self, what: Hashable, work: Callable[[], T]) -> T:
        """What ``work`` finds out about this sheet, worked out once under the name ``what``."""
        known: T
        try:
            known = self._known[what]
        except KeyError:
            known = self._known[what] = work()
        return known

    def told(self, test: Callable[[str], T], span: Span) -> T:
        """What a test says of the characters of a span, made once."""
        known: T
        try:
            known = self._known[test, span]
        except KeyError:
            known = self._known[test, span] = test(self.text(span))
        return known

    def look(self, span: Span) -> Look:
        """What a span's characters are, counted once."""
        return self.told(Look.of, span)

    def row_at(self, offset: int) -> Row | None:
        """The row that holds a character offset."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.rows[index].span.end:
            return None
        return self.rows[index]

    def row_of(self, span: Span) -> Row:
        """The row in which a span begins; for what begins in none, the first."""
        return self.row_at(span.start) or self.rows[0]

    def cell_at(self, offset: int) -> Cell | None:
        """The cell that holds a character offset."""
        try:
            return self._cells_at[offset]
        except KeyError:
            row = self.row_at(offset)
            held = (c for c in (row.cells if row else ()) if c.span.start <= offset < c.span.end)
            found = self._cells_at[offset] = next(held, None)
            return found

    @cached_property
    def _cells_at(self) -> dict[int, Cell | None]:
        return {}

    def under(self, cell: Cell, reach: float = 2.2) -> Cell | None:
        """The next cell below in the same column, at most ``reach`` row heights away."""
        return self._vertical(cell, 1, reach)

    def over(self, cell: Cell, reach: float = 2.2) -> Cell | None:
        """The next cell above in the same column, at most ``reach`` row heights away."""
        return self._vertical(cell, -1, reach)

    @cached_property
    def _columns(self) -> dict[Place, Cell]:
        return {c.place: c for row in self.rows for c in row.cells if c.place}

    def column(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of a cell's column in the document's own table; none where it is in none."""
        if cell.place is None:
            return ()
        own = (cell.place.table, cell.place.column)
        return tuple(c for p, c in self._columns.items() if (p.table, p.column) == own)

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

    def _vertical(self, cell: Cell, step: int, reach: float) -> Cell | None:
        key = cell.span, step, reach
        try:
            return self._beside[key]
        except KeyError:
            found = self._beside[key] = self._next(cell, step, reach)
            return found

    @cached_property
    def _beside(self) -> dict[tuple[Span, int, float], Cell | None]:
        """The neighbours of cells above and below, within a reach."""
        return {}

    @cached_property
    def wrapped(self) -> tuple[Wrapped, ...]:
        """The cells of many-celled rows with those below them."""
        found = []
        for row in self.rows:
            for cell in row.cells if len(row.cells) > 1 else ():
                below = self.under(cell)
                if below is not None:
                    upper = self.text(cell.span)
                    text = f"{upper} {self.text(below.span)}"
                    found.append(Wrapped(cell, text, len(upper)))
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
