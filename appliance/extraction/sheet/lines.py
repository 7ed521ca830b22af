"""Lines of text that are asked which of them hold some letters, again and again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Three letters from each on: those that a word begins with are looked for among all those of a
    text at once. A shorter word has none."""
    return zip(text, text[1:], text[2:], strict=False)


class Asked(NamedTuple):
    """What is looked for at once: each word with the numbers of those that ask for it, the words by
    their first three letters, and the numbers of those that ask for nothing."""

    words: Mapping[str, Sequence[int]]
    starts: Mapping[tuple[str, ...], Sequence[str]]
    free: Sequence[int]

    @classmethod
    def of(cls, asked: Iterable[Sequence[str]]) -> Asked:
        """Of runs of letters, of which one has to be there."""
        words: dict[str, list[int]] = {}
        free = []
        for number, letters in enumerate(asked):
            for word in letters:
                words.setdefault(word, []).append(number)
            if not letters:
                free.append(number)
        starts: dict[tuple[str, ...], list[str]] = {}
        for word in words:
            starts.setdefault(next(_runs(word), ()), []).append(word)
        return cls(words, starts, free)


class Lines:
    """Texts by number, in lower case. Each run of letters is looked for once, in all at once."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [f"{text.lower()}\n" for text in texts]
        self._text = "".join(lines)
        self._ends = list(accumulate(map(len, lines)))
        self._starts = set(_runs(self._text))
        self._holding: dict[str, Sequence[int]] = {}

    def holding(self, letters: Sequence[str]) -> Sequence[int]:
        """The lines that hold one of these, in order; all of them where none is asked for."""
        for _, held in self.standing(Asked.of([letters])):
            return held
        return ()

    def standing(self, asked: Asked) -> Iterator[tuple[int, Sequence[int]]]:
        """Which of those asked for some line holds, by number, with their lines (``holding``)."""
        known, text = self._holding, self._text
        held: dict[int, set[int]] = {number: set() for number in asked.free}
        known_starts = {(), *(asked.starts.keys() & self._starts)}
        near = [word for start in known_starts for word in asked.starts.get(start, ())]
        for word in near:
            if word not in text:
                continue
            if word not in known:
                known[word] = self._with(word)
            for number in asked.words[word]:
                held.setdefault(number, set()).update(known[word])
        for number in sorted(held):
            yield number, sorted(held[number]) or range(len(self._ends))

    def _with(self, letters: str) -> Sequence[int]:
        found: list[int] = []
        at = self._text.find(letters)
        while at >= 0:
            found.append(bisect_right(self._ends, at))
            at = self._text.find(letters, self._ends[found[-1]])
        return found
