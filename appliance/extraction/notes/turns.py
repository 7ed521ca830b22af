"""A dialogue as turns: who speaks, and what a question is answered with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from appliance.extraction.notes import parted
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

CLINICIAN = re.compile(
    r"\W*(?:dr|doc|doctor|clinician|physician|provider|nurse|therapist|interviewer|pharmacist|"
    r"m[eé]dico|doctora?|arzt|[aä]rztin|m[eé]decin)\b",
    re.IGNORECASE,
)
"""Labels of those who ask."""
_LABEL = re.compile(r"\W*([^\W\d_][\w .']{1,24}?)\s?(?::|\])\s*")
_FILLER = re.compile(
    r"(?:\W|\b(?:well|um+|uh+|er|yeah|yes|yep|so|oh|hi|hello|hey|okay|ok|sure|right|doctor|"
    r"doc|you know|"
    r"like|i guess|i think|i mean|actually|just|only|let.s see|let me see|mostly|basically|"
    r"thank you|"
    r"thanks)\b)+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.?!](?=\s|$)")


class Turn(NamedTuple):
    """What one says without being interrupted; ``asks`` where the clinician speaks."""

    span: Span
    asks: bool


def turns(sheet: Sheet) -> tuple[Turn, ...]:
    """The turns of a dialogue in order; none of any other paper."""
    speakers = parted.speakers(sheet)
    found: list[Turn] = []
    if not any(CLINICIAN.match(name) for name in speakers):
        return ()
    for row in sheet.rows:
        label = _LABEL.match(sheet.text(row.span))
        if label and label[1].strip() in speakers:
            start = row.span.start + label.end()
            asks = bool(CLINICIAN.match(label[1]))
            found.append(Turn(Span(min(start, row.span.end), row.span.end), asks))
        elif found:
            found[-1] = Turn(Span(found[-1].span.start, row.span.end), found[-1].asks)
    return tuple(found)


def text(sheet: Sheet, turn: Turn) -> str:
    """What is said, in one line; offsets are those of the span."""
    return sheet.text(turn.span).replace("\n", " ")


def answers(
    sheet: Sheet, said: Sequence[Turn], question: re.Pattern[str]
) -> Iterator[tuple[str, Turn]]:
    """The last sentence of each turn that asks so, and the turn that answers it."""
    for turn, reply in pairwise(said):
        asked = text(sheet, turn) if turn.asks and not reply.asks else ""
        last = _SENTENCE.split(asked.rstrip(" .?!"))[-1]
        if question.search(last):
            yield last, reply


def begun(words: str) -> int:
    """Where an answer begins behind its fillers (``Well, um, ...``)."""
    filler = _FILLER.match(words)
    return filler.end() if filler else 0


def sentence(words: str, start: int) -> int:
    """Where the sentence ends that begins at ``start``."""
    stop = _SENTENCE.search(words, start)
    return stop.start() if stop else len(words)
