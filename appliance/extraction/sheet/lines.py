"""Lines of text that are asked which of them hold some letters, again and again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
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
        for _, held in self.standing([letters]):
            return held
        return ()

    def standing(self, asked: Iterable[Sequence[str]]) -> Iterator[tuple[int, Sequence[int]]]:
        """Which of those asked for some line holds, by number, with their lines (``holding``)."""
        known, text = self._holding, self._text
        for number, letters in enumerate(asked):
            if not letters:
                yield number, range(len(self._ends))
                continue
            held: set[int] | None = None
            for word in letters:
                if word not in known:
                    known[word] = self._with(word) if word in text else ()
                if known[word]:
                    held = {*held, *known[word]} if held else {*known[word]}
            if held:
                yield number, sorted(held)

    def _with(self, letters: str) -> Sequence[int]:
        found: list[int] = []
        at = self._text.find(letters)
        while at >= 0:
            found.append(bisect_right(self._ends, at))
            at = self._text.find(letters, self._ends[found[-1]])
        return found
