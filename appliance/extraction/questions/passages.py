"""Which passages of a document are searched, and which are shown to the language model.

A short document is taken whole. Of a long one: its beginning, its end, and the rows that rank
highest for the fields' cues and labels (as in BM25: what is rare in the document weighs more),
each with its neighbours. One pass over the text per cue: 1 MB takes a fraction of a second.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from appliance.doctypes.schema import FieldSpec
from appliance.extraction.sheet.cues import patterns
from appliance.types import Span

WHOLE = 6_000
"""Characters up to which a document is searched whole."""
BUDGET = 12_000
"""Characters of a long document that are searched."""
SHOWN = 2_600
"""Characters that a language model is shown at most: prompts cost 5 ms a token."""
HEAD, TAIL = 0.5, 0.05
"""Parts of the budget kept for the beginning and the end."""
REACH = 2
"""Rows shown above and below a place that is looked for."""
MOST = 300
"""Matches of one cue that are looked at; a word on every row says nothing anyway."""

_WORD = re.compile(r"[^\W\d_]{4,}")


def _row_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _offsets(text: str, lower: str, spec: FieldSpec) -> Iterator[tuple[list[int], float]]:
    """For each cue and label word of a field: where it stands, and what it is worth."""
    for pattern in patterns(spec):
        found: list[int] = []
        for match in pattern.finditer(text):
            found.append(match.start())
            if len(found) > MOST:
                break
        yield found, 3.0
    for word in {w.lower() for w in _WORD.findall(spec.label)}:
        found = []
        position = lower.find(word)
        while position >= 0 and len(found) <= MOST:
            found.append(position)
            position = lower.find(word, position + len(word))
        yield found, 0.7


def _scores(text: str, starts: list[int], specs: Sequence[FieldSpec]) -> Mapping[int, float]:
    """Score per row index, for the rows that have any; the rows of the first tenth lead ties."""
    scores: dict[int, float] = defaultdict(float)
    lower = text.lower() if len(text.lower()) == len(text) else text
    for spec in specs:
        for found, worth in _offsets(text, lower, spec):
            if not found or len(found) > MOST:
                continue
            weight = worth / (1.0 + math.log(len(found)))
            for row in {bisect_right(starts, offset) - 1 for offset in found}:
                scores[row] += weight
    return scores


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, touching and overlapping ones joined."""
    joined: list[Span] = []
    for span in sorted(s for s in spans if s.end > s.start):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _around(starts: list[int], place: Span, length: int, reach: int = REACH) -> Span:
    """The rows of a place with ``reach`` neighbours on each side, at most 800 characters."""
    row = bisect_right(starts, place.start) - 1
    first = starts[max(row - reach, 0)]
    index = max(bisect_right(starts, place.end - 1), row + 1) + reach
    last = starts[index] if index < len(starts) else length
    if last - first > 800:
        first = max(first, starts[row] - 100)
        last = min(last, first + 800)
    return Span(first, last)


def searched(
    text: str, specs: Sequence[FieldSpec], whole: int = WHOLE, budget: int = BUDGET
) -> tuple[Span, ...]:
    """The passages of a text in which the fields are looked for, in reading order.

    Together at most ``budget`` characters, unless the text is no longer than ``whole``.
    """
    if len(text) <= whole:
        return (Span(0, len(text)),) if text else ()
    starts = _row_starts(text)
    head = _cut_at_row(starts, int(budget * HEAD))
    tail = Span(starts[bisect_right(starts, len(text) - int(budget * TAIL)) - 1], len(text))
    if tail.end - tail.start > budget * TAIL * 2:
        tail = Span(len(text) - int(budget * TAIL), len(text))
    chosen = [Span(0, head), tail]
    left = budget - head - (tail.end - tail.start)
    scores = _scores(text, starts, specs)
    for row in sorted(scores, key=lambda r: (-scores[r], r)):
        span = _around(starts, Span(starts[row], starts[row]), len(text))
        if any(c.start <= starts[row] < c.end for c in chosen):
            continue
        if span.end - span.start > left:
            break
        chosen.append(span)
        left -= span.end - span.start
    return merged(chosen)


def _cut_at_row(starts: list[int], limit: int) -> int:
    """The last row start within ``limit``, or the limit itself in a text of one endless row."""
    start = starts[bisect_right(starts, limit) - 1]
    return start if start >= limit // 2 else limit


def shown(
    text: str,
    places: Sequence[Span],
    window: Sequence[Span],
    budget: int = SHOWN,
    reach: int = REACH,
) -> tuple[Span, ...]:
    """What the model is shown: the whole window if it fits, else the rows around ``places``.

    ``places`` come most important first (candidates and cues of the open questions); ``reach``
    rows above and below each are shown, too.
    """
    if sum(span.end - span.start for span in window) <= budget:
        return tuple(window)
    starts = _row_starts(text)
    chosen: list[Span] = []
    for place in places:
        span = _around(starts, place, len(text), reach)
        together = merged([*chosen, span])
        if sum(s.end - s.start for s in together) > budget:
            break
        chosen = list(together)
    if not chosen and window:
        first = window[0]
        chosen = [Span(first.start, min(first.end, first.start + budget))]
    return tuple(chosen)
