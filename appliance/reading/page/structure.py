"""The cells of a table as a network saw them: which rows and columns there are, and which are one.

What a network says of places is rough, what it says of rows and columns is good. So each row and
each column is the stretch that the words of its own cells take, and a word belongs to the stretches
that it is nearest to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from appliance.reading.page.rows import Row, Token
from appliance.types import Box

FEWEST = 2  # rows, and columns
INSIDE = 0.8  # of a table's words, that have to lie in the cells that were seen
SLACK = 0.5  # heights of a word, by which it may lie outside of its cell

Stretch = tuple[float, float]
Place = tuple[int, int]


class Cell(NamedTuple):
    """A cell at its first row and column, which it takes ``rows`` and ``columns`` of."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


class Structure(NamedTuple):
    """A table: the stretches of its rows (``down``) and columns (``across``) in page points.

    ``merged`` gives the first place of a merged cell for each other place that it takes.
    """

    box: Box
    down: tuple[Stretch, ...]
    across: tuple[Stretch, ...]
    merged: Mapping[Place, Place]

    @property
    def size(self) -> Place:
        """How many rows and columns there are."""
        return len(self.down), len(self.across)

    def scaled(self, factor: float) -> Structure:
        """The same in other units."""

        def both(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
            return tuple((low * factor, high * factor) for low, high in stretches)

        box = Box(*(edge * factor for edge in self.box))
        return Structure(box, both(self.down), both(self.across), self.merged)

    def cell(self, box: Box) -> Place | None:
        """The row and column of what stands at a place, if it is inside."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        own = self.box
        if not (own.left <= x <= own.right and own.top <= y <= own.bottom):
            return None
        place = _nearest(self.down, box.top, box.bottom), _nearest(self.across, box.left, box.right)
        return self.merged.get(place, place)


def built(box: Box, cells: Sequence[Cell], tokens: Sequence[Token]) -> Structure | None:
    """The table in a region; ``None`` where what was seen does not fit the words that stand there.

    Boxes are in page points, straightened.
    """
    held = [(cell, t.box) for t in tokens if (cell := _holder(cells, t.box)) is not None]
    if not held or len(held) < INSIDE * len(tokens):
        return None
    down = _stretches((cell.row, cell.rows, word.top, word.bottom) for cell, word in held)
    across = _stretches((cell.column, cell.columns, word.left, word.right) for cell, word in held)
    if len(down) < FEWEST or len(across) < FEWEST or not _apart(list(down.values())):
        return None
    rows, columns = list(down), list(across)
    merged = {
        (rows.index(row), columns.index(column)): (rows.index(cell.row), columns.index(cell.column))
        for cell in cells
        if cell.row in down and cell.column in across
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
        if row in down and column in across and (row, column) != (cell.row, cell.column)
    }
    return Structure(box, tuple(down.values()), tuple(across.values()), merged)


def gathered(printed: Sequence[Row], tables: Sequence[Structure]) -> list[Row]:
    """The printed rows, where those that make up one row of a table are one: cell after cell.

    A cell of several lines is then read as a whole, and its neighbours not between its lines.
    """
    rows = list(printed)
    for table in tables:
        rows = list(_of_cells(rows, table))
    return rows


def _of_cells(printed: Sequence[Row], table: Structure) -> Iterator[Row]:
    waiting: list[Row] = []
    at: int | None = None
    for row in printed:
        places = [table.cell(token.box) for token in row]
        own = {place[0] for place in places if place is not None}
        whole = None not in places and len(own) == 1
        number = own.pop() if whole else None
        if waiting and (number is None or number != at):
            yield _row(waiting, table)
            waiting = []
        if number is None:
            yield row
        else:
            waiting.append(row)
        at = number
    if waiting:
        yield _row(waiting, table)


def _row(lines: Sequence[Row], table: Structure) -> Row:
    """The words of a table's row by cell, line by line within a cell."""
    if len(lines) == 1:
        return lines[0]
    tokens = [(number, token) for number, line in enumerate(lines) for token in line]
    order = sorted(
        tokens, key=lambda one: ((table.cell(one[1].box) or (0, 0))[1], one[0], one[1].box.left)
    )
    return [token for _, token in order]


def _holder(cells: Sequence[Cell], word: Box) -> Cell | None:
    """The cell in which a word stands, or hardly beside; of several, the one whose middle is
    nearest in height."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    slack = SLACK * (word.bottom - word.top)
    near = [
        (abs(cell.box.top + cell.box.bottom - 2 * y), cell)
        for cell in cells
        if cell.box.left - slack <= x <= cell.box.right + slack
        and cell.box.top - slack <= y <= cell.box.bottom + slack
    ]
    return min(near)[1] if near else None


def _stretches(found: Iterator[tuple[int, int, float, float]]) -> dict[int, Stretch]:
    """By number of the row or column, in order: from where to where words of its own cells are."""
    stretches: dict[int, Stretch] = {}
    for number, taken, low, high in found:
        if taken == 1:
            known = stretches.get(number, (low, high))
            stretches[number] = min(known[0], low), max(known[1], high)
    return dict(sorted(stretches.items()))


def _apart(rows: Sequence[Stretch]) -> bool:
    """Whether the middles of rows come one after the other, and none within another."""
    pairs = pairwise(rows)
    return all(
        one[0] + one[1] < other[0] + other[1] and one[1] <= sum(other) / 2 for one, other in pairs
    )


def _nearest(stretches: Sequence[Stretch], low: float, high: float) -> int:
    def gap(index: int) -> tuple[float, float]:
        start, end = stretches[index]
        return max(start, low) - min(end, high), abs(start + end - low - high)

    return min(range(len(stretches)), key=gap)
