"""How much a text speaks for a document type, by the cues its folder declares."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from appliance.doctypes.schema import Cue, Doctype


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The summed weight of the cues found, in log-odds, and how many they are."""

    score: float
    matched: int
    declared: int


_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def _found(text: str, cue: Cue) -> bool:
    pattern = _compiled(cue.pattern)
    if cue.least == 1:
        return pattern.search(text) is not None
    return sum(1 for _ in islice(pattern.finditer(text), cue.least)) >= cue.least


def words(text: str) -> frozenset[str]:
    """The different words of a folded text."""
    return frozenset(_WORD.findall(text))


def evidence(
    text: str, vocabulary: frozenset[str], traits: Collection[str], doctype: Doctype
) -> Evidence:
    """Weigh folded text (see ``text.fold``), its words and its traits for a type."""
    matched = [cue.weight for cue in doctype.cues if _found(text, cue)]
    looks = sum(weight for name, weight in doctype.traits.items() if name in traits)
    trade = sum(
        min(lexicon.most, lexicon.each * len(lexicon.words & vocabulary))
        for lexicon in doctype.lexicons
    )
    return Evidence(
        score=sum(matched) + looks + trade,
        matched=sum(1 for weight in matched if weight > 0),
        declared=sum(1 for cue in doctype.cues if cue.weight > 0),
    )
