"""How the words of each row sound: like part of a value, or like something beside it.

A lexicon holds one number per hashed word, learned from labelled documents: the log-odds that a
row of the value has it rather than another row of the page's top. A few sums of them say of a
block of rows what thousands of separate word features cannot be fitted to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.hashed import word_hash, words_of
from appliance.extraction.columns import Array, Columns, by_name
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

OPENS, CLOSES = "^", "$"
"""Before a hash: the log-odds that a word of the value is its first, its last."""
BEYOND = -4.0
"""What stands for the row above the first and below the last."""


class Sound(NamedTuple):
    """A text's words in a lexicon: shrunken mean, greatest, least, share of known ones; and how
    its first word opens, its last closes a value."""

    mean: float = 0.0
    most: float = 0.0
    least: float = 0.0
    known: float = 0.0
    opens: float = 0.0
    closes: float = 0.0


_EDGE = Sound(BEYOND, BEYOND, BEYOND)
_NAMES = ("lex_{}", "lex_{}_most", "lex_{}_least")
"""What the first measures of a sound are called, of a row that stands so."""


@lru_cache(maxsize=8192)
def hashes(text: str) -> tuple[str, ...]:
    """The hashed words of a text, in order."""
    return tuple(word_hash(word) for word in words_of(text))


def sound(text: str, lexicon: Mapping[str, float]) -> Sound:
    """How a text sounds."""
    words = hashes(text)
    if not words:
        return Sound()
    found = [lexicon[word] for word in words if word in lexicon]
    return Sound(
        mean=sum(found) / (len(found) + 1),
        most=max(found, default=0.0),
        least=min(found, default=0.0),
        known=len(found) / len(words),
        opens=lexicon.get(OPENS + words[0], 0.0),
        closes=lexicon.get(CLOSES + words[-1], 0.0),
    )


def describe(
    sheet: Sheet, candidates: Sequence[Candidate], lexicon: Mapping[str, float]
) -> Columns:
    """What the lexicon says of each candidate, its rows and those around it."""
    rows = [sound(sheet.text(row.span), lexicon) for row in sheet.rows]
    page = np.array([_EDGE, _EDGE, *rows, _EDGE, _EDGE])
    first = [sheet.row_of(candidate.spans[0]) for candidate in candidates]
    last = [sheet.row_of(candidate.spans[-1]) for candidate in candidates]
    above = np.array([row.index for row in first], int) + 1
    below = np.array([row.index for row in last], int) + 3
    ends = [candidate.span for candidate in candidates]
    left = [Span(row.span.start, s.start) for row, s in zip(first, ends, strict=True)]
    right = [Span(s.end, max(row.span.end, s.end)) for row, s in zip(last, ends, strict=True)]
    pieces = [span for candidate in candidates for span in candidate.spans]
    heard = {
        span: sound(sheet.text(span), lexicon) for span in dict.fromkeys(chain(left, right, pieces))
    }
    found = _inside(
        np.array([heard[span] for span in pieces]).reshape(-1, len(_EDGE)),
        np.array([len(candidate.spans) for candidate in candidates], int),
    )
    around = {
        "above": page[above],
        "above_2": page[above - 1],
        "below": page[below],
        "below_2": page[below + 1],
        "left": np.array([heard[span] for span in left]).reshape(-1, len(_EDGE)),
        "right": np.array([heard[span] for span in right]).reshape(-1, len(_EDGE)),
    }
    for where, sounds in around.items():
        found |= _named(where, sounds)
    found["lex_above_opens"] = page[above][:, Sound._fields.index("opens")]
    found["lex_below_opens"] = page[below][:, Sound._fields.index("opens")]
    return Columns(tuple(found), np.column_stack(list(found.values())))


def _inside(pieces: Array, rows: Array) -> dict[str, Array]:
    """How blocks sound as wholes, from the sounds of their rows: so many ``rows`` each."""
    ends = np.cumsum(rows)
    starts = ends - rows
    if not len(rows):
        return {}
    total = by_name(Sound._fields, np.add.reduceat(pieces, starts))
    least = by_name(Sound._fields, np.minimum.reduceat(pieces, starts))
    most = by_name(Sound._fields, np.maximum.reduceat(pieces, starts))
    first, last = pieces[starts], pieces[ends - 1]
    opens, closes = (
        pieces[:, Sound._fields.index("opens")],
        pieces[:, Sound._fields.index("closes")],
    )
    return {
        "lex_sum": total["mean"],
        "lex_mean": total["mean"] / rows,
        "lex_least_row": least["mean"],
        "lex_most_row": most["mean"],
        "lex_known": total["known"] / rows,
        "lex_opens": opens[starts],
        "lex_opens_later": _others(opens, starts, starts),
        "lex_closes": closes[ends - 1],
        "lex_closes_before": _others(closes, ends - 1, starts),
        **_named("first", first),
        **_named("last", last),
    }


def _others(values: Array, left_out: Array, starts: Array) -> Array:
    """The greatest value of each block but for one of its rows."""
    kept = values.copy()
    kept[left_out] = -np.inf
    greatest = np.maximum.reduceat(kept, starts)
    return np.where(np.isinf(greatest), BEYOND, greatest)


def _named(where: str, sounds: Array) -> dict[str, Array]:
    return {name.format(where): sounds[:, place] for place, name in enumerate(_NAMES)}
