"""How the words of each row sound: like part of a value, or like something beside it.

A lexicon holds one number per hashed word, learned from labelled documents: the log-odds that a
row of the value has it rather than another row of the page's top. A few sums of them say of a
block of rows what thousands of separate word features cannot be fitted to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.features import Features, word_hash, words_of
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

OPENS, CLOSES = "^", "$"
"""Before a hash: the log-odds that a word of the value is its first, its last."""
BEYOND = -4.0
"""What stands for the row above the first and below the last."""


class Sound(NamedTuple):
    """A text's words in a lexicon: shrunken mean, greatest, least, share of known ones."""

    mean: float = 0.0
    most: float = 0.0
    least: float = 0.0
    known: float = 0.0


_EDGE = Sound(BEYOND, BEYOND, BEYOND, 0.0)


@lru_cache(maxsize=8192)
def hashes(text: str) -> tuple[str, ...]:
    """The hashed words of a text, in order."""
    return tuple(word_hash(word) for word in words_of(text))


def sound(text: str, lexicon: Mapping[str, float]) -> Sound:
    """How a text sounds."""
    words = hashes(text)
    found = [lexicon[word] for word in words if word in lexicon]
    if not found:
        return Sound()
    return Sound(sum(found) / (len(found) + 1), max(found), min(found), len(found) / len(words))


def describe(
    sheet: Sheet, candidates: Sequence[Candidate], lexicon: Mapping[str, float]
) -> list[Features]:
    """What the lexicon says of each candidate, its rows and those around it."""
    rows = [sound(sheet.text(row.span), lexicon) for row in sheet.rows]
    heard: dict[Span, Sound] = {}

    def at(span: Span) -> Sound:
        if span not in heard:
            heard[span] = sound(sheet.text(span), lexicon)
        return heard[span]

    found: list[Features] = []
    for candidate in candidates:
        first = sheet.row_at(candidate.spans[0].start)
        last = sheet.row_at(candidate.spans[-1].start)
        if first is None or last is None:
            found.append({})
            continue
        around = {
            "above": rows[first.index - 1] if first.index else _EDGE,
            "above_2": rows[first.index - 2] if first.index > 1 else _EDGE,
            "below": rows[last.index + 1] if last.index + 1 < len(rows) else _EDGE,
            "below_2": rows[last.index + 2] if last.index + 2 < len(rows) else _EDGE,
            "left": at(Span(first.span.start, candidate.spans[0].start)),
            "right": at(Span(candidate.spans[-1].end, max(last.span.end, candidate.spans[-1].end))),
        }
        inside = _inside([at(span) for span in candidate.spans], around)
        inside.update(_edges([hashes(sheet.text(span)) for span in candidate.spans], lexicon))
        found.append(inside)
    return found


def _edges(rows: Sequence[tuple[str, ...]], lexicon: Mapping[str, float]) -> Features:
    """Whether a block begins and ends as values do, and whether one begins or ends within it."""
    first = [lexicon.get(OPENS + words[0], 0.0) if words else 0.0 for words in rows]
    last = [lexicon.get(CLOSES + words[-1], 0.0) if words else 0.0 for words in rows]
    return {
        "lex_opens": first[0],
        "lex_opens_later": max(first[1:], default=BEYOND),
        "lex_closes": last[-1],
        "lex_closes_before": max(last[:-1], default=BEYOND),
    }


def _inside(inner: Sequence[Sound], around: Mapping[str, Sound]) -> Features:
    means = [item.mean for item in inner]
    found = {
        "lex_sum": sum(means),
        "lex_mean": sum(means) / len(means),
        "lex_least_row": min(means),
        "lex_most_row": max(means),
        "lex_known": sum(item.known for item in inner) / len(inner),
        **_named("first", inner[0]),
        **_named("last", inner[-1]),
    }
    for name, item in around.items():
        found.update(_named(name, item))
    return found


@lru_cache(maxsize=8192)
def _named(name: str, item: Sound) -> Mapping[str, float]:
    """Candidates share their rows: each is named once."""
    return {
        f"lex_{name}": item.mean,
        f"lex_{name}_most": item.most,
        f"lex_{name}_least": item.least,
    }
