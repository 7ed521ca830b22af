"""How a span lies towards the words that usually accompany a value.

A cue points: ``Total:`` to the right of it, a column head downwards, a caption in brackets
(``(Exact name of registrant)``, as American forms print below the line) upwards, ``year-old`` to
the left. The relations are features; a ranker decides what each is worth.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from appliance.extraction.sheet.cues import MORE, CueMatch, opens
from appliance.extraction.sheet.rows import Cell, Row, Sheet
from appliance.types import Span

REACH = 5
"""Rows that a role (``Seller``) reaches down to what belongs to it."""


class Relation(StrEnum):
    """How a value lies towards a cue, most telling first."""

    AFTER = "after"  # directly behind it, at most punctuation between
    BEFORE = "before"  # directly in front of it
    RIGHT = "right"  # further right in the same row
    UNDER = "under"  # next cell below in the same column
    OVER = "over"  # next cell above in the same column
    CAPTION = "caption"  # next cell above a cue that stands in brackets
    LEFT = "left"  # further left in the same row
    BENEATH = "beneath"  # a few rows below, in the same column (a party's name under its role)
    COLUMN = "column"  # further down the same column of a table
    INSIDE = "inside"  # the value itself contains the cue


def _in_row(sheet: Sheet, cue: CueMatch, span: Span) -> tuple[Relation, float]:
    """Relation of a span in the cue's own row, and the number of characters between."""
    if span.start >= cue.span.end:
        between = sheet.document.text[cue.span.end : span.start]
        letters = sum(map(str.isalnum, between))
        return (Relation.RIGHT if letters else Relation.AFTER), float(letters)
    if span.end <= cue.span.start:
        between = sheet.document.text[span.end : cue.span.start]
        letters = sum(map(str.isalnum, between))
        return (Relation.LEFT if letters else Relation.BEFORE), float(letters)
    return Relation.INSIDE, 0.0


class _Seat(NamedTuple):
    """A value's first and last rows as spans, the rows they stand in, and the cell it begins in."""

    first: Span
    last: Span
    row: Row
    end: Row
    cell: Cell | None


def _seat(sheet: Sheet, first: Span, last: Span) -> _Seat | None:
    row, end = sheet.row_at(first.start), sheet.row_at(last.start)
    if row is None or end is None:
        return None
    return _Seat(first, last, row, end, sheet.cell_at(first.start))


class Pointer(NamedTuple):
    """A cue with the cells above and below it, the same for all values that it may point to, and
    the ``rows`` of these (``None``: any)."""

    cue: CueMatch
    above: Cell | None
    below: Cell | None
    heads: bool
    rows: Container[int] | None


def pointers(sheet: Sheet, cues: Iterable[CueMatch]) -> tuple[Pointer, ...]:
    """The cues as they point, to be asked about many values."""
    return tuple([_pointer(sheet, cue) for cue in cues])


def _pointer(sheet: Sheet, cue: CueMatch) -> Pointer:
    above, below, heads = sheet.over(cue.cell), sheet.under(cue.cell), _heads(cue)
    rows = {cue.cell.row, *(cell.row for cell in (above, below) if cell)}
    if heads:
        rows.update(range(cue.cell.row, cue.cell.row + REACH + 1))
    return Pointer(cue, above, below, heads, None if heads and cue.cell.place else rows)


def _relation(sheet: Sheet, pointer: Pointer, seat: _Seat) -> tuple[Relation, float] | None:
    first, last, row, end, cell = seat
    cue, above, below, heads, _ = pointer
    if row.index == cue.cell.row:
        return None if cue.bracketed else _in_row(sheet, cue, first)
    if above and (_holds(above, last) or (end.index == above.row and _whole(end, last))):
        kind = Relation.CAPTION if cue.bracketed else Relation.OVER
        return kind, float(max(above.span.end - last.end, 0))
    if cue.bracketed:
        return None
    if below and _holds(below, first):
        return Relation.UNDER, float(first.start - below.span.start)
    if cell is None or not heads:
        return None
    return _further_down(cue.cell, cell)


def _heads(cue: CueMatch) -> bool:
    """Whether a cue is (nearly) all that its cell says: a role, a column's head, no sentence."""
    cell, span = cue.cell.span, cue.span
    return opens(cue) and cell.end - span.end <= MORE


def _further_down(head: Cell, cell: Cell) -> tuple[Relation, float] | None:
    """Whether a cell is further down the column that a cue heads."""
    if head.place and cell.place and head.place.table == cell.place.table:
        below = cell.place.row - head.place.row
        if head.place.column == cell.place.column and below > 0:
            return Relation.COLUMN, 0.0
        return (Relation.BENEATH, float(below)) if 0 < below <= REACH else None
    if not 0 < cell.row - head.row <= REACH or not (head.box and cell.box):
        return None
    beside = cell.box.left < head.box.right and head.box.left < cell.box.right
    return (Relation.BENEATH, float(cell.row - head.row)) if beside else None


def _whole(row: Row, span: Span) -> bool:
    """Whether a span covers a row from its first cell to its last."""
    return span.start <= row.span.start and span.end >= row.cells[-1].span.start


def _holds(cell: Cell, span: Span) -> bool:
    return cell.span.start <= span.start < cell.span.end


def relations(
    sheet: Sheet, cues: Sequence[CueMatch], spans: Iterable[Span]
) -> dict[Relation, tuple[float, CueMatch]]:
    """Each relation that a value has to any cue, with the nearest such cue."""
    return pointed(sheet, pointers(sheet, cues), tuple(spans))


def pointed(
    sheet: Sheet, pointing: Sequence[Pointer], spans: Sequence[Span]
) -> dict[Relation, tuple[float, CueMatch]]:
    """The same for cues whose neighbours are known."""
    best: dict[Relation, tuple[float, CueMatch]] = {}
    if not pointing:
        return best
    first, last = spans[0], spans[-1]
    seat = sheet.once((_seat, first, last), partial(_seat, sheet, first, last))
    if seat is None:
        return best
    begins, ends = seat.row.index, seat.end.index
    for pointer in pointing:
        rows = pointer.rows
        if rows is not None and begins not in rows and ends not in rows:
            continue
        found = _relation(sheet, pointer, seat)
        if found and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], pointer.cue)
    return best
