"""Doubtful lines: CTC prefix beam search (Graves 2012; Hannun et al. 2014) with a spelling model.

The network's best path takes each character for itself; the search weighs how the whole is spelt
wherever the network itself hesitates.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from appliance.reading.ocr.spelling import END, START, Spelling, kind

WEIGHT = 0.3  # of a log-probability of spelling against one of the network
LENGTH = 1.0  # log-probability that a character is granted for being there, before WEIGHT
WIDTH = 8  # prefixes kept
LETTERS = 3  # at least, in a line that spelling may decide on
_FOREIGN = regex.compile(r"(?=\p{L})\P{Latin}")
_FIGURE = regex.compile(
    r"\d+(?:[.,:/-]+\d+|[/.-]?\p{L}{3,9}[/.-]?\d+| \p{L}{3,9}[.,]? (?:19|20)\d\d)*"
)

Step = Sequence[tuple[str, float]]
"""The characters that one step of the network may stand for ("" for none) and their chances."""


@dataclass(slots=True, kw_only=True)
class Prefix:
    """The text so far: its chance ending in none and in its last character, and its spelling.

    Not frozen: the steps of the network add to its chances.
    """

    spelt: float
    history: str
    ended: float = 0.0
    open: float = 0.0

    @property
    def chance(self) -> float:
        """Of all paths that merge into this text."""
        return self.ended + self.open

    @property
    def score(self) -> float:
        """What prefixes are ranked by."""
        return math.log(self.chance or 1e-300) + WEIGHT * self.spelt


class Search:
    """The text of doubtful lines in Latin letters."""

    def __init__(self, spelling: Spelling) -> None:
        self._spelling = spelling

    def read(self, steps: Iterable[Step], best_path: str) -> str:
        """The better spelt text; ``best_path`` where spelling may not decide.

        Amounts, dates and all other digits stay as read, and so do lines of other scripts.
        """
        if _FOREIGN.search(best_path) or sum(map(str.isalpha, best_path)) < LETTERS:
            return best_path
        found = self._searched(map(_without_digits, steps))
        return found if figures(found) == figures(best_path) else best_path

    def _searched(self, steps: Iterable[Step]) -> str:
        beam = {"": Prefix(spelt=0.0, history=START, ended=1.0)}
        for step in steps:
            grown: dict[str, Prefix] = {}
            for text, prefix in beam.items():
                for character, chance in step:
                    self._grow(grown, text, prefix, character, chance)
            kept = sorted(grown.items(), key=lambda item: -item[1].score)[:WIDTH]
            largest = max(prefix.chance for _, prefix in kept)
            for _, prefix in kept:  # long lines must not sink below the smallest float
                prefix.ended /= largest
                prefix.open /= largest
            beam = dict(kept)
        return max(beam, key=lambda text: self._whole(beam[text]))

    def _grow(
        self, grown: dict[str, Prefix], text: str, prefix: Prefix, character: str, chance: float
    ) -> None:
        """Add the paths that go on with ``character``; after itself it needs a step of none."""
        if not character:
            self._of(grown, text, prefix).ended += chance * prefix.chance
        elif text.endswith(character):
            self._of(grown, text, prefix).open += chance * prefix.open
            if prefix.ended:
                self._longer(grown, text, prefix, character).open += chance * prefix.ended
        else:
            self._longer(grown, text, prefix, character).open += chance * prefix.chance

    @staticmethod
    def _of(grown: dict[str, Prefix], text: str, prefix: Prefix) -> Prefix:
        if text not in grown:
            grown[text] = Prefix(spelt=prefix.spelt, history=prefix.history)
        return grown[text]

    def _longer(
        self, grown: dict[str, Prefix], text: str, prefix: Prefix, character: str
    ) -> Prefix:
        longer = text + character
        if longer not in grown:
            sign, history, spelt = kind(character), prefix.history, prefix.spelt
            if not (sign == " " and history.endswith(" ")):
                spelt += self._spelling.score(history, sign) + LENGTH
                history = (history + sign)[1:]
            grown[longer] = Prefix(spelt=spelt, history=history)
        return grown[longer]

    def _whole(self, prefix: Prefix) -> float:
        return prefix.score + WEIGHT * self._spelling.score(prefix.history, END)


def _without_digits(step: Step) -> Step:
    """A likeliest digit has no alternatives and is none."""
    likeliest = max(step, key=lambda item: item[1])
    if likeliest[0].isdigit():
        return [likeliest]
    return [item for item in step if not item[0].isdigit()]


def figures(text: str) -> list[str]:
    """Numbers, amounts, times and dates (their months in letters, too) as printed."""
    return [found.group() for found in _FIGURE.finditer(text)]
