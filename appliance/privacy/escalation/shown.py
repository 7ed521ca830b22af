"""The smallest context: the printed rows around the places where a doubtful value may stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appliance.types import Document, Span

AROUND = 1  # rows above and below
MOST = 3_000  # characters shown in all
PLACES = 4  # places of one field


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field in doubt: its name and wording from the document type, no word of the document.

    ``places`` are where its value may stand, the likelier first; ``longest`` is the most characters
    that its value may have; ``values`` are the rows of each value that it may be, as far as local
    extraction sees any; ``firm``: what the field names is no person.
    """

    name: str
    label: str
    kind: str
    places: tuple[Span, ...] = ()
    longest: int = 80
    values: tuple[tuple[Span, ...], ...] = ()
    firm: bool = False


def stretches(document: Document, asked: Sequence[Asked]) -> tuple[Span, ...]:
    """The rows to show, in order and without overlaps, at most ``MOST`` characters.

    Places are taken in turns, each field's likeliest first. What is suspect (hidden text, text
    that speaks to a machine) is not shown.
    """
    text, chosen, room = document.text, set[Span](), MOST
    turns = [place for turn in range(PLACES) for one in asked for place in one.places[turn:][:1]]
    for place in turns:
        fresh = [row for row in _rows(text, place) if row not in chosen and _fit(document, row)]
        needed = sum(row.end - row.start + 1 for row in fresh)
        if needed <= room:
            chosen.update(fresh)
            room -= needed
    return _joined(text, sorted(chosen))


def _fit(document: Document, row: Span) -> bool:
    return not any(
        item.span.start < row.end and row.start < item.span.end for item in document.suspicions
    )


def _rows(text: str, place: Span) -> list[Span]:
    """The rows of a place and their neighbours that hold anything."""
    start = text.rfind("\n", 0, place.start) + 1
    end = _end(text, place.end)
    for _ in range(AROUND):
        start = text.rfind("\n", 0, max(0, start - 1)) + 1
        end = _end(text, end + 1)
    rows, at = [], start
    for line in text[start:end].split("\n"):
        if line.strip():
            rows.append(Span(at, at + len(line)))
        at += len(line) + 1
    return rows


def _end(text: str, at: int) -> int:
    """Where the row of an offset ends."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _joined(text: str, rows: Sequence[Span]) -> tuple[Span, ...]:
    """Rows that follow one another as one stretch."""
    found: list[Span] = []
    for row in rows:
        if found and not text[found[-1].end : row.start].strip():
            found[-1] = Span(found[-1].start, row.end)
        else:
            found.append(row)
    return tuple(found)
