"""Whether two words may be one: as OCR misreads it, as Russian and Persian bend it, one edit apart.

From five signs on one edit is believed by itself. In shorter words an edit makes other words (Lee,
Leo): what looks the same and what is a case of the same word counts, any other edit is only
``Way.EDIT``, which whoever asks believes where the place speaks for it.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache

import regex

SHORTEST = 5  # signs from which one edit may be a misreading
LEAST = 3  # signs from which a word by itself is sought in other spellings
_LONGEST_CASE = 4  # letters up to which stems are compared; longer ones share a beginning
_ENDING = 3
_CYRILLIC = regex.compile(r"\p{Cyrillic}+")
_PERSIAN = regex.compile(r"\p{Arabic}+")
_SIGNS = str.maketrans("1l|025869", "iiiozsbbg") | str.maketrans("يىكةۀٱ", "ییکهها")
_PAIRS = (("rn", "m"), ("cl", "d"), ("vv", "w"))
_OBLIQUE = """
а я о е ь и ы у ю ом ем ам ям ами ями ах ях ов ев ою ею ью ои еи ыи ии ого его ому ему ым им ых их
ая ую юю
"""
_ENDINGS = tuple(_OBLIQUE.split())
"""Of nouns and adjectives, folded: ``й`` has lost its breve."""
_FLEETING = regex.compile(r"(.+)[еоя]([^аеиоуыэюя])")
_VOWELS = "аеиоуыэюя"
_SUFFIXES = """
ان ی ها های هایی ای م ت ش مان تان شان یان یم یی را ام ات اش
"""
_ONTO = frozenset(_SUFFIXES.split())
"""What Persian writes onto a name without a blank: plural, possession, ``of``, one of them."""


class Way(IntEnum):
    """How two words resemble each other, the surest first."""

    SAME = 0
    LOOKS = 1
    CASE = 2
    MISREAD = 3
    EDIT = 4


def fold(word: str) -> str:
    """Without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def alike(one: str, other: str) -> bool:
    """Whether two folded words may be the same one, wherever they stand."""
    found = way(one, other)
    return found is not None and found is not Way.EDIT


def way(sought: str, word: str) -> Way | None:
    """How a folded word resembles one that is sought; ``None`` where it does not."""
    if sought == word:
        return Way.SAME
    if looks(sought) & looks(word) and _of_a_kind(sought, word):
        return Way.LOOKS
    if _inflected(sought, word):
        return Way.CASE
    shorter = min(len(sought), len(word))
    if shorter >= LEAST and one_edit(sought, word):
        return Way.MISREAD if shorter >= SHORTEST else Way.EDIT
    return None


def _inflected(sought: str, word: str) -> bool:
    shorter = min(len(sought), len(word))
    if shorter > _LONGEST_CASE and _beginning(sought, word):
        return True
    if shorter <= _LONGEST_CASE and len(sought) >= LEAST and stems(sought) & stems(word):
        return True
    return bool(_bare(sought) & _bare(word))


def _of_a_kind(sought: str, word: str) -> bool:
    """A name is mostly letters however it is misread, a number has digits; two numbers are two."""
    if sought.isdigit() and word.isdigit():
        return _western(sought) == _western(word)
    if sought.isalpha():
        return 2 * sum(map(str.isalpha, word)) > len(word)
    return any(map(str.isdigit, word))


def one_edit(one: str, other: str) -> bool:
    """Levenshtein distance of at most one."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at + (len(one) == len(other)) :] == other[at + 1 :]


@lru_cache(maxsize=20_000)
def looks(word: str) -> frozenset[str]:
    """What a folded word may be taken for: signs that look the same are one, with pairs of them
    read as one sign and without."""
    western = _western(word)
    joined = western
    for pair, sign in _PAIRS:
        joined = joined.replace(pair, sign)
    return frozenset((western.translate(_SIGNS), joined.translate(_SIGNS)))


def _western(word: str) -> str:
    """With 0 to 9 for the digits of other scripts."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in word)


@lru_cache(maxsize=20_000)
def stems(word: str) -> frozenset[str]:
    """What a short Russian word may be a case of: ``льва`` of ``льв``, as ``лев`` is; none where a
    word is long or in another script."""
    if not LEAST <= len(word) <= 2 * _LONGEST_CASE or not _CYRILLIC.fullmatch(word):
        return frozenset()
    found = {word}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            found.add(word[: -len(ending)])
    if match := _FLEETING.fullmatch(word):
        before, last = match.groups()
        softened = "и" if before[-1] in _VOWELS else "ь"
        found |= {before + last, before + softened + last}
    return frozenset(found)


def _beginning(one: str, other: str) -> bool:
    """Whether two longer Russian words share all but an ending."""
    if not (_CYRILLIC.fullmatch(one) and _CYRILLIC.fullmatch(other)):
        return False
    stem = min(len(one), len(other)) - _ENDING + 1
    return one[:stem] == other[:stem] and abs(len(one) - len(other)) <= _ENDING


@lru_cache(maxsize=20_000)
def _bare(word: str) -> frozenset[str]:
    """A Persian word with and without what is written onto it."""
    if len(word) < LEAST or not _PERSIAN.fullmatch(word):
        return frozenset()
    plain = word.translate(_SIGNS)
    cut = (plain[:-at] for at in range(1, 5) if len(plain) - at >= LEAST and plain[-at:] in _ONTO)
    return frozenset((plain, *cut))


class Sought:
    """Folded words that are sought, at hand by all spellings in which they may stand.

    Whatever ``way`` takes for one another shares a key, but for longer words one edit apart.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._keyed: dict[str, set[str]] = defaultdict(set)
        for word in words:
            for key in _keys(word):
                self._keyed[key].add(word)

    def like(self, word: str) -> Iterator[tuple[str, Way]]:
        """The words sought that a folded word of a text may be, and how it resembles them."""
        near = {one for key in _keys(word) for one in self._keyed.get(key, ())}
        for one in sorted(near):
            found = way(one, word)
            if found is not None:
                yield one, found


@lru_cache(maxsize=20_000)
def _keys(word: str) -> frozenset[str]:
    short = len(word) <= SHORTEST
    cut = (word[:at] + word[at + 1 :] for at in range(len(word) if short else 0))
    kinds = ((looks(word), "~"), (stems(word) | _bare(word), "="), ((word, *cut), "-"))
    return frozenset(f"{mark}{one}" for ones, mark in kinds for one in ones)
