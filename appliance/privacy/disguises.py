"""Known names written so that no search by words meets them.

Letters set apart (``L o p e z``, ``L.o.p.e.z``, one above the other), backwards (right-to-left
marks, mirrored print), and run together as in names of files and accounts (``lopezmaria_2023``,
``mlopez84``). Only what is known of the same document is sought: nothing else is read into letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import regex

from appliance.privacy.context import Known
from appliance.privacy.finding import Finding, Group
from appliance.privacy.plain import is_plain
from appliance.privacy.spelling import fold

SHORTEST = 4  # letters of a name that is sought apart
BACKWARDS = 5  # letters from which on a word backwards is no chance
MOST_JOINED = 4  # words of a name of which pairs are sought run together
_LETTER = r"\p{L}\p{M}*"
_APART = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?:{_LETTER}[^\p{{L}}\p{{N}}]{{1,3}}){{{SHORTEST - 1},}}{_LETTER}"
    r"(?![\p{L}\p{N}])"
)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_NUMBER = regex.compile(r"\p{N}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """Of whom a word tells, by the word: alone, and together with another of the same name."""

    alone: dict[str, Known]
    joined: dict[str, Known]

    def of(self, known: Known, at: Sequence[str]) -> None:
        """With the words of one name."""
        for part in at:
            if len(part) >= SHORTEST and part.isalpha():
                self.alone.setdefault(part, known)
        for one, other in permutations(at[:MOST_JOINED], 2):
            if one.isalpha() and other.isalpha() and max(len(one), len(other)) >= SHORTEST:
                for made in (one + other, one[0] + other, one + other[0]):
                    if len(made) > SHORTEST and not is_plain(made):
                        self.joined.setdefault(made, known)


def findings(text: str, known: Iterable[Known]) -> Iterator[Finding]:
    """Every place where a known name stands in such writing."""
    sought = _Sought(alone={}, joined={})
    for item in known:
        if item.group in (Group.PERSON, Group.ORGANISATION, Group.LOCATION):
            sought.of(item, [fold(word) for word in _WORD.findall(item.value)])
    if sought.alone:
        yield from _apart(text, sought)
        yield from _words(text, sought)


def _apart(text: str, sought: _Sought) -> Iterator[Finding]:
    """Names in runs of single letters."""
    for run in _APART.finditer(text):
        places = [run.start() + at for at, sign in enumerate(run.group()) if sign.isalpha()]
        letters = "".join(fold(text[place])[:1] or " " for place in places)
        for part, item in sought.alone.items():
            at = letters.find(part)
            while at >= 0:
                yield _found(item, places[at], places[at + len(part) - 1] + 1, "letters apart")
                at = letters.find(part, at + len(part))


def _words(text: str, sought: _Sought) -> Iterator[Finding]:
    """Names backwards, and two words of one run together, with a number or not."""
    for match in _WORD.finditer(text):
        word, start, end = fold(match.group()), match.start(), match.end()
        if len(word) <= SHORTEST:
            continue
        item = sought.joined.get(_NUMBER.sub("", word))
        if item is not None:
            yield _found(item, start, end, "run together")
        item = sought.alone.get(word[::-1]) if len(word) >= BACKWARDS else None
        if item is not None and not is_plain(match.group().lower()):
            yield _found(item, start, end, "backwards")


def _found(item: Known, start: int, end: int, how: str) -> Finding:
    return Finding(
        start=start,
        end=end,
        group=item.group,
        label=item.label,
        score=0.9,
        why=f"context: {how}",
    )
