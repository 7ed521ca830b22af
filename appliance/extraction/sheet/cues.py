"""Where the words stand that usually accompany a value, and how a span lies towards them.

A cue points: ``Total:`` to the right of it, a column head downwards, a caption in brackets
(``(Exact name of registrant)``, as American forms print below the line) upwards, ``year-old`` to
the left. The relations are features; a ranker decides what each is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.kinds import dates
from appliance.extraction.kinds.regular import compiled, possible
from appliance.extraction.sheet import derived_cues
from appliance.extraction.sheet.rows import Cell, Row, Sheet
from appliance.types import Span

REACH = 5
"""Rows that a role (``Seller``) reaches down to what belongs to it."""

EDGE = 2
"""Characters (a bracket, a blank) that a cell may have before the cue that it begins with."""

MORE = 22
"""Characters that a head may have behind its cue (``Buyer / Recipient of the service:``)."""

_TAIL = {
    "number": r"(?:n(?:umber|um|o|r|°|º)\b\.?|#)",
    "id": r"(?:id\b|identifier|n(?:umber|o|r)\b\.?|#)",
    "date": r"(?:date|dated)",
    "name": r"(?:name)?",
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CueMatch:
    """One place where a cue of a field matches. ``order`` is the cue's place in the schema."""

    span: Span
    cell: Cell
    order: int
    bracketed: bool


def patterns(spec: FieldSpec) -> tuple[re.Pattern[str], ...]:
    """The field's cues; without any, its name as a phrase (``invoice_number``) and what is
    usually printed for the ideas in it.
    """
    if spec.cues:
        return tuple(compiled(cue) for cue in spec.cues)
    words = [re.escape(word) for word in spec.name.lower().split("_") if word]
    if words and words[-1] in _TAIL and len(words) > 1:
        words[-1] = _TAIL[words[-1]]
    named = (compiled(r"\b" + r"[\W_]*".join(words)),) if words else ()
    return (*named, *map(compiled, derived_cues.patterns(spec)))


def find(sheet: Sheet, spec: FieldSpec) -> tuple[CueMatch, ...]:
    """The places of a field's cues, in reading order; also those that wrap within a column."""
    # what is known keeps the field, so that no other can have its id
    return sheet.once((find, id(spec)), lambda: (_found(sheet, spec), spec))[0]


def _found(sheet: Sheet, spec: FieldSpec) -> tuple[CueMatch, ...]:
    known = tuple(enumerate(patterns(spec)))
    text = sheet.document.text
    told = [  # most labels of most languages are nowhere on a page
        (order, pattern) for order, pattern in known if possible(pattern, sheet.lowered)
    ]
    found = [
        _match(sheet, row.cells, Span(*match.span()), order)
        for row, lowered in zip(sheet.rows, sheet.lowered_rows, strict=True)
        for order, pattern in told
        if possible(pattern, lowered)
        for match in pattern.finditer(text, row.span.start, row.span.end)
        if match.end() > match.start() and not _torn(sheet, row, Span(*match.span()))
    ]
    found += _wrapped(sheet, known, spec.kind is Kind.AMOUNT)
    if spec.kind is Kind.DATE and not spec.table:
        found = [cue for cue in found if not _heads_days(sheet, cue)]
    return tuple(sorted(found, key=lambda cue: cue.span))


def standing(sheet: Sheet, spec: FieldSpec) -> tuple[re.Pattern[str], ...]:
    """Those of a field's declared cues that may stand on this sheet at all, worked out once."""
    return sheet.once((standing, spec.cues), partial(_standing, sheet, spec))


def _standing(sheet: Sheet, spec: FieldSpec) -> tuple[re.Pattern[str], ...]:
    return tuple(cue for cue in map(compiled, spec.cues) if possible(cue, sheet.lowered))


def _heads_days(sheet: Sheet, cue: CueMatch) -> bool:
    """Whether a cue heads a column of days, one for each item: none of them is the paper's."""
    first = sheet.under(cue.cell) if opens(cue) else None
    second = sheet.under(first) if first else None
    return all(cell is not None and _is_day(sheet.text(cell.span)) for cell in (first, second))


def _is_day(text: str) -> bool:
    return any(day.span.end - day.span.start == len(text) for day in dates.find(text))


def _torn(sheet: Sheet, row: Row, span: Span) -> bool:
    """Whether a cue would begin in one column's head and end in the next: ``Date | Due`` names
    two columns, what stands below each of them is a value of its own.
    """
    held = [c for c in row.cells if c.span.start < span.end and span.start < c.span.end]
    if len(held) < 2:
        return False
    below = [sheet.under(cell) for cell in held]
    return None not in below and len(set(below)) == len(held)


def opens(cue: CueMatch) -> bool:
    """Whether a cue is what its cell begins with."""
    return cue.span.start - cue.cell.span.start <= EDGE


def _match(sheet: Sheet, cells: Sequence[Cell], span: Span, order: int) -> CueMatch:
    cell = next((c for c in cells if span.start < c.span.end), cells[-1])
    before = sheet.document.text[cell.span.start : span.start + 1]
    bracketed = before.count("(") > before.count(")")
    return CueMatch(span=span, cell=cell, order=order, bracketed=bracketed)


def _wrapped(
    sheet: Sheet, known: Sequence[tuple[int, re.Pattern[str]]], amounts: bool
) -> Iterable[CueMatch]:
    """Cues that begin in a cell of a many-celled row and end in the cell below (``(Commission`` /
    ``File Number)``); the match is given the part in the upper cell.

    Labels of ``amounts`` that have their amount beside them end there: ``Total 29.25`` above
    ``Tax 0.00`` is no total of tax.
    """
    whole = sheet.once(
        (_wrapped,), lambda: "\n".join(joined for _, joined, _ in sheet.wrapped).lower()
    )
    told = [(order, pattern) for order, pattern in known if possible(pattern, whole)]
    for cell, joined, upper in sheet.wrapped if told else ():
        if amounts and sheet.once((_valued, cell.span), partial(_valued, sheet, cell)):
            continue
        for order, pattern in told:
            match = pattern.search(joined)
            if match and match.start() < upper < match.end() - 1:
                span = Span(cell.span.start + match.start(), cell.span.end)
                yield _match(sheet, (cell,), span, order)


def _valued(sheet: Sheet, label: Cell) -> bool:
    """Whether the next cell to the right of a label is a number."""
    beside = (c for c in sheet.rows[label.row].cells if c.span.start >= label.span.end)
    right = next(beside, None)
    return right is not None and sheet.text(right.span)[-1:].isdigit()


def _in_row(sheet: Sheet, cue: CueMatch, span: Span) -> tuple[Relation, float]:
    """Relation of a span in the cue's own row, and the number of characters between."""
    if span.start >= cue.span.end:
        between = sheet.document.text[cue.span.end : span.start]
        letters = sum(ch.isalnum() for ch in between)
        return (Relation.RIGHT if letters else Relation.AFTER), float(letters)
    if span.end <= cue.span.start:
        between = sheet.document.text[span.end : cue.span.start]
        letters = sum(ch.isalnum() for ch in between)
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


def relation(sheet: Sheet, cue: CueMatch, first: Span, last: Span) -> tuple[Relation, float] | None:
    """How a value from ``first`` to ``last`` row lies towards a cue, and the distance in
    characters; ``None`` if they have nothing to do with each other.
    """
    seat = _seat(sheet, first, last)
    return _relation(sheet, pointers(sheet, (cue,))[0], seat) if seat else None


class Pointer(NamedTuple):
    """A cue with the cells above and below it, the same for all values that it may point to."""

    cue: CueMatch
    above: Cell | None
    below: Cell | None
    heads: bool


def pointers(sheet: Sheet, cues: Iterable[CueMatch]) -> tuple[Pointer, ...]:
    """The cues as they point, to be asked about many values."""
    return tuple(
        Pointer(cue, sheet.over(cue.cell), sheet.under(cue.cell), _heads(cue)) for cue in cues
    )


def _relation(sheet: Sheet, pointer: Pointer, seat: _Seat) -> tuple[Relation, float] | None:
    first, last, row, end, cell = seat
    cue, above, below, heads = pointer
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
    seat = _seat(sheet, spans[0], spans[-1]) if pointing else None
    if seat is None:
        return best
    for pointer in pointing:
        found = _relation(sheet, pointer, seat)
        if found and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], pointer.cue)
    return best
