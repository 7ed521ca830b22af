"""Lines of text that are asked which of them hold some letters, again and again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


class Lines:
    """Texts by number, in lower case. Each run of letters is looked for once, in all at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [f"{text.lower()}\n" for text in texts]
        self._text = "".join(lines)
        self._ends = list(accumulate(map(len, lines)))
        self._holding: dict[str, Sequence[int]] = {}

    def holding(self, letters: Sequence[str]) -> Sequence[int]:
        """The lines that hold one of these, in order; all of them where none is asked for."""
        if not letters:
            return range(len(self._ends))
        held: set[int] = set()
        for word in letters:
            if word not in self._holding:
                self._holding[word] = self._with(word)
            held.update(self._holding[word])
        return sorted(held) if held else ()

    def _with(self, letters: str) -> Sequence[int]:
        found: list[int] = []
        at = self._text.find(letters)
        while at >= 0:
            found.append(bisect_right(self._ends, at))
            at = self._text.find(letters, self._ends[found[-1]])
        return found
