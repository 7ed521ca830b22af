"""The recogniser's last layer: from features of a step to the chances of characters.

The network knows 18,708 characters, and weighing them all took a seventh of the time of a line.
Most pages need a thirtieth of them: the Latin letters, digits and signs. The others are weighed
where a Latin reading hesitates; if one of them is likelier there, it is a page of another script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

LAST_LATIN = 0x24F  # Basic Latin, Latin-1 Supplement, Latin Extended-A and -B
SIGNS = "€₹฿‘’“”–—•…"
SURE = 0.95  # of a step: a surer one is never a character of another script
LEAST_SURE = 5  # steps of a line that are weighed against all characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """``weights`` (features x characters), ``bias`` and ``characters``, the first of them blank."""

    weights: Array
    bias: Array
    characters: Sequence[str]

    def scores(self, features: Array) -> Array:
        """What orders the characters of each step, cheaper than their probabilities."""
        found: Array = features @ self.weights + self.bias
        return found

    def chances(self, features: Array) -> Array:
        """The probabilities (steps x characters) for features (steps x features)."""
        scores = self.scores(features)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores

    def only(self, kept: Sequence[int]) -> Head:
        """The same for some of the characters."""
        return Head(
            weights=np.ascontiguousarray(self.weights[:, kept]),
            bias=self.bias[kept],
            characters=[self.characters[index] for index in kept],
        )


class Alphabet:
    """All characters, or the Latin ones where they are enough."""

    def __init__(self, whole: Head) -> None:
        kept = [i for i, character in enumerate(whole.characters) if i == 0 or _latin(character)]
        self._whole = whole
        self._latin = whole.only(kept)
        self._foreign = np.ones(len(whole.characters), bool)
        self._foreign[kept] = False

    def read(self, lines: Sequence[Array]) -> tuple[Iterable[Array], Sequence[str]]:
        """The chances of each line of a page (steps x characters) from its features (one line at
        a time where they are many), and the characters."""
        if not lines:
            return (), self._latin.characters
        features, ends = np.concatenate(lines), np.cumsum([len(line) for line in lines])[:-1]
        chances = self._latin.chances(features)
        doubtful = [
            line[_least_sure(latin)]
            for line, latin in zip(lines, np.split(chances.max(axis=1), ends), strict=True)
        ]
        best = self._whole.scores(np.concatenate(doubtful)).argmax(axis=1)
        if self._foreign[best].any():
            return map(self._whole.chances, lines), self._whole.characters
        return np.split(chances, ends), self._latin.characters


def _least_sure(chances: Array) -> Array:
    """Which steps of a line to weigh against all characters, from their likeliest Latin ones."""
    first = chances.argsort()[:LEAST_SURE]
    kept: Array = first[chances[first] < SURE]
    return kept


def _latin(character: str) -> bool:
    if len(character) != 1:
        return False
    return ord(character) <= LAST_LATIN or character in SIGNS
