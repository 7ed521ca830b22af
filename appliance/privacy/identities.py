"""Whose name it is: the people and firms that are labelled, told by any spelling of their names.

A pseudonym stands for one of them, so "Okafor", "Dr Okafor's", "the Okafors" and OCR's "Okafro"
have the same; where a name may be that of two who are labelled, it is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple, Self

import regex

from appliance.privacy.context import Known
from appliance.privacy.finding import Group
from appliance.privacy.named import LITTLE
from appliance.privacy.plain import is_personal
from appliance.privacy.spelling import Way, fold, way

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
OWNED = regex.compile(r"['\u2019]s(?![\p{L}\p{M}\p{N}])", regex.IGNORECASE)
_GENERATIONS = """
jr sr junior senior ii iii iv 2nd 3rd 4th fils pere hijo padre figlio filho neto
"""
GENERATIONS = frozenset(_GENERATIONS.split())
"""Words behind a name that tell a son from a father of the same name, folded."""
NAMED = (Group.PERSON, Group.ORGANISATION)
"""Groups whose values are names of people or firms."""


class _Cost(IntEnum):
    """How far a word is from one of a name."""

    SAME = 0
    BENT = 1  # inflected, with signs that look the same, a plural
    INITIAL = 2
    MISREAD = 3


class Identities:
    """The labelled people and firms of a document, numbered as they were labelled."""

    def __init__(self, known: Iterable[Known]) -> None:
        named = (one for one in known if one.bent and one.group in NAMED)
        told = (_Name.of(one.value) for one in named)
        self._names = [one for one in dict.fromkeys(told) if one.words]

    def of(self, value: str) -> int | None:
        """Whose name a value is: the number of the one whom it fits best, ``None`` where it fits
        nobody, or two alike."""
        sought = _Name.of(value)
        fits = {
            number: (cost, sought.words != name.words)
            for number, name in enumerate(self._names)
            if sought.generation in ((), name.generation)
            and (cost := _fit(sought.words, name.words)) is not None
        }
        best = [number for number, cost in fits.items() if cost == min(fits.values())]
        return best[0] if len(best) == 1 else None


class _Name(NamedTuple):
    """The words of a name in the order in which they are said, and whose generation it is."""

    words: tuple[str, ...]
    generation: tuple[str, ...]

    @classmethod
    def of(cls, value: str) -> Self:
        """``Okafor, Chidi`` is said ``Chidi Okafor``; without a comma another order is another
        name (James Thomas, Thomas James)."""
        last, comma, first = value.partition(",")
        every = words(f"{first} {last}" if comma and words(first) else value)
        behind = [fold(word) for word in _WORD.findall(value)][1:]  # Sr. Lopez is a gentleman
        generation = tuple(sorted(GENERATIONS.intersection(behind)))
        told = [word for word in every if word not in GENERATIONS]
        return cls(words=tuple(dict.fromkeys(told)), generation=generation)


def words(value: str) -> list[str]:
    """The folded words of a name, without titles, particles and the possessive."""
    found = [fold(word) for word in _WORD.findall(OWNED.sub(" ", value))]
    return [word for word in found if word not in LITTLE]


def _fit(sought: Sequence[str], name: Sequence[str]) -> int | None:
    """What it costs to take each word for another word of the name; ``None``: one is none, or they
    are initials alone."""
    left, spent = list(name), list[_Cost]()
    for word in sorted(sought, key=lambda word: (word not in name, -len(word))):
        costs = [(cost, part) for part in left if (cost := _cost(part, word)) is not None]
        if not costs:
            return None
        cost, part = min(costs)
        left.remove(part)
        spent.append(cost)
    telling = any(cost is not _Cost.INITIAL for cost in spent)
    return sum(spent) if telling else None


def _cost(part: str, word: str) -> _Cost | None:
    """A word that is on a list of names is no misreading of another one (Mario, Maria)."""
    if part == word:
        return _Cost.SAME
    if min(len(part), len(word)) == 1:
        return _Cost.INITIAL if part[0] == word[0] else None
    how = way(part, word)
    if how in (Way.LOOKS, Way.CASE) or (len(part) > 1 and word == f"{part}s"):
        return _Cost.BENT
    if how is Way.MISREAD and not is_personal(word):
        return _Cost.MISREAD
    return _Cost.MISREAD if _swapped(part, word) and not is_personal(word) else None


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring signs changed places."""
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return (
        len(one) == len(other) > 4
        and len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )
