"""Where the words stand that usually accompany a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.kinds import dates
from appliance.extraction.kinds.regular import compiled, needed
from appliance.extraction.sheet import derived_cues
from appliance.extraction.sheet.lines import Asked, Lines
from appliance.extraction.sheet.rows import Cell, Row, Sheet
from appliance.types import Span

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
        return _declared(spec.cues)
    words = [re.escape(word) for word in spec.name.lower().split("_") if word]
    if words and words[-1] in _TAIL and len(words) > 1:
        words[-1] = _TAIL[words[-1]]
    named = (compiled(r"\b" + r"[\W_]*".join(words)),) if words else ()
    return (*named, *map(compiled, derived_cues.patterns(spec)))


@lru_cache(maxsize=1024)
def _declared(cues: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(compiled, cues))


@lru_cache(maxsize=1024)
def _letters(cues: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """What each of declared cues needs."""
    return tuple(map(needed, _declared(cues)))


@lru_cache(maxsize=1024)
def _asked(cues: tuple[str, ...]) -> Asked:
    """The same of all of them at once."""
    return Asked.of(_letters(cues))


def find(sheet: Sheet, spec: FieldSpec) -> tuple[CueMatch, ...]:
    """The places of a field's cues, in reading order; also those that wrap within a column."""
    # what is known keeps the field, so that no other can have its id
    return sheet.once((find, id(spec)), lambda: (_found(sheet, spec), spec))[0]


def _found(sheet: Sheet, spec: FieldSpec) -> tuple[CueMatch, ...]:
    known = patterns(spec)
    asked = _asked(spec.cues) if spec.cues else Asked.of(map(needed, known))
    text, rows = sheet.document.text, sheet.rows
    found = [
        _match(sheet, row.cells, Span(*match.span()), order)
        for order, held in sheet.lines.standing(asked)  # most labels stand nowhere
        for row in [rows[i] for i in held]
        for match in known[order].finditer(text, row.span.start, row.span.end)
        if match.end() > match.start() and not _torn(sheet, row, Span(*match.span()))
    ]
    found += _wrapped(sheet, known, asked, spec.kind is Kind.AMOUNT)
    if spec.kind is Kind.DATE and not spec.table:
        found = [cue for cue in found if not _heads_days(sheet, cue)]
    return tuple(sorted(found, key=lambda cue: cue.span))


def within(sheet: Sheet, spec: FieldSpec, text: str) -> list[re.Match[str]]:
    """Where a field's declared cues match in a text of the sheet, cue by cue."""
    found: list[re.Match[str]] = []
    known = _standing(sheet, spec)
    lowered = text.lower() if known else ""
    for cue, letters in known:
        for word in letters:
            if word in lowered:
                break
        else:
            if letters:
                continue
        found += cue.finditer(text)
    return found


_Asked = tuple[re.Pattern[str], tuple[str, ...]]
"""A cue, and letters of which a text must hold one if it is to match (see ``needed``)."""


def _standing(sheet: Sheet, spec: FieldSpec) -> tuple[_Asked, ...]:
    """Those of a field's declared cues that may stand on this sheet at all, worked out once."""

    def found() -> tuple[_Asked, ...]:
        known, asked = _declared(spec.cues), _letters(spec.cues)
        standing = sheet.lines.standing(_asked(spec.cues))
        return tuple((known[i], asked[i]) for i, held in standing if held)

    return sheet.once((_standing, spec.cues), found)


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
    sheet: Sheet,
    known: Sequence[re.Pattern[str]],
    asked: Asked,
    amounts: bool,
) -> Iterable[CueMatch]:
    """Cues that begin in a cell of a many-celled row and end in the cell below (``(Commission`` /
    ``File Number)``); the match is given the part in the upper cell.

    Labels of ``amounts`` that have their amount beside them end there: ``Total 29.25`` above
    ``Tax 0.00`` is no total of tax.
    """
    lines = sheet.once((_wrapped,), lambda: Lines(text for _, text, _ in sheet.wrapped))
    for order, held in lines.standing(asked) if sheet.wrapped else ():
        for cell, joined, upper in [sheet.wrapped[i] for i in held]:
            match = known[order].search(joined)
            if match is None or not match.start() < upper < match.end() - 1:
                continue
            if not (amounts and _valued(sheet, cell)):
                span = Span(cell.span.start + match.start(), cell.span.end)
                yield _match(sheet, (cell,), span, order)


def _valued(sheet: Sheet, label: Cell) -> bool:
    """Whether the next cell to the right of a label is a number."""
    beside = (c for c in sheet.rows[label.row].cells if c.span.start >= label.span.end)
    right = next(beside, None)
    return right is not None and sheet.text(right.span)[-1:].isdigit()
