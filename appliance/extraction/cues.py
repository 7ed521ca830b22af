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
from functools import lru_cache

from appliance.doctypes.schema import FieldSpec
from appliance.extraction.rows import Cell, Sheet
from appliance.types import Span

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
    INSIDE = "inside"  # the value itself contains the cue


@dataclass(frozen=True, slots=True, kw_only=True)
class CueMatch:
    """One place where a cue of a field matches. ``order`` is the cue's place in the schema."""

    span: Span
    cell: Cell
    order: int
    bracketed: bool


@lru_cache(maxsize=2048)
def compiled(pattern: str) -> re.Pattern[str]:
    """A schema's regular expression: any case, ``^`` and ``$`` at rows. Compiled once."""
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)


def patterns(spec: FieldSpec) -> tuple[re.Pattern[str], ...]:
    """The field's cues; without any, one made from its name (``invoice_number``)."""
    if spec.cues:
        return tuple(compiled(cue) for cue in spec.cues)
    words = [re.escape(word) for word in spec.name.lower().split("_") if word]
    if words and words[-1] in _TAIL and len(words) > 1:
        words[-1] = _TAIL[words[-1]]
    return (compiled(r"\b" + r"[\W_]*".join(words)),) if words else ()


def find(sheet: Sheet, spec: FieldSpec) -> tuple[CueMatch, ...]:
    """The places of a field's cues, cell by cell, in reading order."""
    found: list[CueMatch] = []
    text = sheet.document.text
    for row in sheet.rows:
        for order, pattern in enumerate(patterns(spec)):
            for match in pattern.finditer(text, row.span.start, row.span.end):
                if match.end() == match.start():
                    continue
                cell = next((c for c in row.cells if match.start() < c.span.end), row.cells[-1])
                before = text[cell.span.start : match.start()].strip()
                found.append(
                    CueMatch(
                        span=Span(match.start(), match.end()),
                        cell=cell,
                        order=order,
                        bracketed=before.endswith("(") or match.group().startswith("("),
                    )
                )
    return tuple(found)


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


def relation(sheet: Sheet, cue: CueMatch, span: Span) -> tuple[Relation, float] | None:
    """How ``span`` lies towards a cue, and the distance in characters; ``None`` if apart."""
    row = sheet.row_at(span.start)
    if row is None:
        return None
    if row.index == cue.cell.row:
        return _in_row(sheet, cue, span)
    if abs(row.index - cue.cell.row) > 6:
        return None
    below, above = sheet.under(cue.cell), sheet.over(cue.cell)
    if below and not cue.bracketed and _holds(below, span):
        return Relation.UNDER, float(span.start - below.span.start)
    if above and _holds(above, span):
        kind = Relation.CAPTION if cue.bracketed else Relation.OVER
        return kind, float(above.span.end - span.end)
    return None


def _holds(cell: Cell, span: Span) -> bool:
    return cell.span.start <= span.start < cell.span.end


def relations(
    sheet: Sheet, cues: Sequence[CueMatch], spans: Iterable[Span]
) -> dict[Relation, tuple[float, CueMatch]]:
    """Each relation that the first of ``spans`` has to any cue, with the nearest such cue."""
    first = next(iter(spans))
    best: dict[Relation, tuple[float, CueMatch]] = {}
    for cue in cues:
        found = relation(sheet, cue, first)
        if found and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], cue)
    return best
