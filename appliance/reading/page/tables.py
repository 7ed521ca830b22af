"""Tables on a printed page, from the gaps between words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from appliance.reading.page.rows import Row, Token, hull, line_height, rows
from appliance.reading.page.ruling import Grid
from appliance.reading.page.structure import Structure
from appliance.types import NOWHERE, Box, Span, Table, Word

CELL_GAP = 0.9  # line heights between two cells of a printed row
FEWEST_CELLS = 3  # of a row, and ...
FEWEST_ROWS = 3  # ... of a table that no network has found
NEAR = 0.5  # line heights below a table's last full row: a further line of it
CLOSE = 0.6  # of the gap between rows: lines of one cell
BETWEEN = 2  # rows of fewer cells between two of them, where a network will say what they are


def cells(page: int, words: Sequence[Word], found: Sequence[Box]) -> list[Table]:
    """The cells of each table region, told apart by the gaps between its words."""
    tables = []
    for region in found:
        inside = [word for word in words if _within(word.box, region)]
        grid = _cells(inside)
        if len(grid) > 1:
            tables.append(Table(page=page, rows=grid, box=region))
    return tables


def parted(page: int, words: Sequence[Word], grid: Grid | Structure) -> Table | None:
    """The cells of a table whose places are known, by its lines or by a network; ``None`` if all
    its words stand in one of them."""
    rows, columns = grid.size
    inside: dict[tuple[int, int], list[int]] = {}
    before: tuple[int, int] | None = None
    for index, word in enumerate(words):
        place = grid.cell(word.box)
        if before and place and place in grid.merged and before[0] == place[0]:
            place = before if _goes_on(words[index - 1].box, word.box) else place
        before = place
        if place is not None:
            inside.setdefault(place, []).append(index)
    if len(inside) < 2:
        return None
    cells = [[NOWHERE] * columns for _ in range(rows)]
    for (row, column), indices in inside.items():
        run = _longest_run(indices)
        cells[row][column] = Span(words[run[0]].span.start, words[run[-1]].span.end)
    return Table(page=page, rows=tuple(map(tuple, cells)), box=grid.box)


def _goes_on(box: Box, other: Box) -> bool:
    """Whether a word stands right behind another one in its line."""
    height = min(box.bottom - box.top, other.bottom - other.top)
    level = min(box.bottom, other.bottom) - max(box.top, other.top) > height / 2
    return level and -height < other.left - box.right < CELL_GAP * height


def _longest_run(indices: Sequence[int]) -> list[int]:
    """Words that follow each other in the text: a cell of several lines may be read in parts."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return max(runs, key=len)


def regions(printed: Sequence[Row]) -> list[Box]:
    """Where several rows in a row have several cells each: tables that no network points at."""
    found: list[Box] = []
    run: list[Row] = []
    for row in [*printed, []]:
        gap = CELL_GAP * line_height(row) if row else 0.0
        if row and len(_segments(row, gap)) >= FEWEST_CELLS:
            run.append(row)
            continue
        if len(run) >= FEWEST_ROWS:
            found.append(hull([token for each in run for token in each]))
        run = []
    return found


def stretches(printed: Sequence[Row]) -> list[Box]:
    """As ``regions``, but a few rows of fewer cells may stand between: further lines of cells."""
    found: list[Box] = []
    run: list[Row] = []
    full = at = 0
    for row in [*printed, *[[]] * (BETWEEN + 1)]:
        gap = CELL_GAP * line_height(row) if row else 0.0
        if row and len(_segments(row, gap)) >= FEWEST_CELLS:
            run.append(row)
            full, at = full + 1, len(run)
            continue
        if run and row and len(run) - at < BETWEEN:
            run.append(row)
            continue
        if full >= FEWEST_ROWS:
            found.append(hull([token for each in run[: _last(run, at)] for token in each]))
        run, full, at = [], 0, 0
    return found


def _last(run: Sequence[Row], at: int) -> int:
    """Where a table ends whose last full row is before ``at``: behind the further lines of it."""
    while at < len(run) and hull(run[at]).top - hull(run[at - 1]).bottom < NEAR * line_height(
        run[at]
    ):
        at += 1
    return at


def continued(printed: Sequence[Row], region: Box) -> Structure | None:
    """The table of a region whose cells take several lines, where the gaps between the lines tell
    it: those of one row stand much closer than rows do. ``None`` where they do not, or where every
    line is a row.
    """
    lines = [row for row in printed if row and _inside(row, region)]
    parts = [_segments(row, CELL_GAP * line_height(row)) for row in lines]
    full = [number for number, part in enumerate(parts) if len(part) >= FEWEST_CELLS]
    if len(full) < FEWEST_ROWS or len(full) == len(lines) or full[0] != 0:
        return None
    boxes = [hull(row) for row in lines]
    gaps = [two.top - one.bottom for one, two in pairwise(boxes)]
    between = [gaps[one] for one, two in pairwise(full) if two == one + 1]
    usual = median(between) if between else max(gaps)
    owner = [0]
    for number, gap in enumerate(gaps, start=1):
        if number in full:
            owner.append(number)
        elif gap < CLOSE * usual:
            owner.append(owner[-1])
        elif number > full[-1]:  # below the table
            break
        else:
            return None
    lines = lines[: len(owner)]
    if len(lines) == len(full):
        return None
    grouped: dict[int, Row] = {}
    for line, first in zip(lines, owner, strict=True):
        grouped.setdefault(first, []).extend(line)
    down = [hull(row) for row in grouped.values()]
    stops = tuple(_stops(parts))
    ends = region._replace(bottom=down[-1].bottom + NEAR * line_height(lines[-1]))
    return Structure(ends, tuple((box.top, box.bottom) for box in down), stops, {})


def _inside(row: Row, region: Box) -> bool:
    return all(_within(token.box, region) for token in row)


def _cells(words: Sequence[Word]) -> tuple[tuple[Span, ...], ...]:
    if not words:
        return ()
    spans = {id(word.box): word.span for word in words}
    tokens = [Token(word.text, word.box) for word in words]
    gap = CELL_GAP * line_height(tokens)
    printed = [_segments(row, gap) for row in rows(tokens)]
    stops = _stops(printed)
    result = []
    for row in printed:
        cells = [NOWHERE] * len(stops)
        for segment in row:
            column = _column(hull(segment), stops)
            found = [spans[id(token.box)] for token in segment]
            start, end = min(s.start for s in found), max(s.end for s in found)
            known = cells[column]
            cells[column] = (
                Span(min(known.start, start), max(known.end, end))
                if known.end
                else (Span(start, end))
            )
        result.append(tuple(cells))
    return tuple(result)


def _segments(row: Row, gap: float) -> list[Row]:
    segments: list[Row] = []
    for token in row:
        if segments and token.box.left - segments[-1][-1].box.right < gap:
            segments[-1].append(token)
        else:
            segments.append([token])
    return segments


def _stops(printed: Sequence[Sequence[Row]]) -> list[tuple[float, float]]:
    """Column extents, from the rows with the most cells."""
    most = max(len(row) for row in printed)
    columns: list[tuple[float, float]] = []
    for row in printed:
        if len(row) != most:
            continue
        for index, segment in enumerate(row):
            box = hull(segment)
            if index == len(columns):
                columns.append((box.left, box.right))
            low, high = columns[index]
            columns[index] = (min(low, box.left), max(high, box.right))
    return columns


def _column(box: Box, stops: Sequence[tuple[float, float]]) -> int:
    def gap(index: int) -> float:
        low, high = stops[index]
        return max(low, box.left) - min(high, box.right)

    return min(range(len(stops)), key=gap)


def _within(box: Box, region: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= x <= region.right and region.top <= y <= region.bottom
