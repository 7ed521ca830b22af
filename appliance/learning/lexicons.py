"""Learns how words sound inside and around a field's value, and which of them parties share."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from appliance.extraction.choice import lexicon
from appliance.extraction.choice import vocabulary as words
from appliance.learning.fit import Case
from appliance.learning.labelled import NEAR
from appliance.types import Span

HEAD = 24
"""Rows from the top whose words are counted: names and addresses stand there."""
GROUPS = 2
"""Groups that must share a word: one vendor's name cannot be read out of a lexicon."""
SMOOTHING = 0.5

_Counts = defaultdict[str, dict[str, float]]


def learn(cases: Sequence[Case]) -> dict[str, float]:
    """Log-odds per hashed word. Every group counts once, however many documents it has."""
    inside: _Counts = defaultdict(lambda: defaultdict(float))
    outside: _Counts = defaultdict(lambda: defaultdict(float))
    sizes: dict[str, int] = defaultdict(int)
    for case in cases:
        sizes[case.group] += 1
    for case in cases:
        for text, is_value in _texts(case):
            counts = inside if is_value else outside
            for word in set(lexicon.hashes(text)):
                counts[word][case.group] += 1 / sizes[case.group]
        for edge, row in _edges(case):
            for place, word in enumerate(row):
                counts = inside if place == 0 else outside
                counts[edge + word][case.group] += 1 / sizes[case.group]
    learned: dict[str, float] = {}
    for word in sorted({*inside, *outside}):
        within, without = inside.get(word, {}), outside.get(word, {})
        if len({*within, *without}) >= GROUPS:
            odds = (sum(within.values()) + SMOOTHING) / (sum(without.values()) + SMOOTHING)
            learned[word] = round(math.log(odds), 2)
    return learned


def _edges(case: Case) -> Iterator[tuple[str, list[str]]]:
    """The words of a value seen from its first, and seen from its last."""
    best = max(case.likeness, default=0.0)
    if best < NEAR:
        return
    spans = case.candidates[case.likeness.index(best)].spans
    words = [word for span in spans for word in lexicon.hashes(case.sheet.text(span))]
    yield lexicon.OPENS, words
    yield lexicon.CLOSES, words[::-1]


def vocabulary(confirmed: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many groups share a word of their values, from (value, group)."""
    groups: dict[str, set[str]] = defaultdict(set)
    for value, group in confirmed:
        for entry in words.entries(value):
            groups[entry].add(group)
    return {word: len(found) for word, found in sorted(groups.items()) if len(found) >= GROUPS}


def _texts(case: Case) -> Iterator[tuple[str, bool]]:
    """The texts at the head of a document, and whether they are in the value."""
    best = max(case.likeness, default=0.0)
    if best < NEAR:
        return
    sheet = case.sheet
    spans = case.candidates[case.likeness.index(best)].spans
    value = {row.index: span for span in spans if (row := sheet.row_at(span.start))}
    for row in sheet.rows[:HEAD]:
        span = value.get(row.index)
        if span is None:
            yield sheet.text(row.span), False
        else:
            yield sheet.text(span), True
            yield from ((sheet.text(rest), False) for rest in _rest(row.span, span))


def _rest(row: Span, span: Span) -> Iterable[Span]:
    return Span(row.start, span.start), Span(span.end, max(row.end, span.end))
