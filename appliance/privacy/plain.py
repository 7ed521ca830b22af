"""Plain words: the closed list of words that may leave, and the lists of names.

The list holds 32-bit digests of words that labelled texts and our own word lists show in lower case
outside of any person, place or number (``appliance train plain``). What is not on it is unknown,
and what is unknown stays here: another kind of look than a recognizer's, which must know a name to
stop it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import regex

from appliance.errors import ModelMissing
from appliance.privacy.allowed import WORDS, allowed
from appliance.privacy.tagger import artefact
from appliance.privacy.tagger.words import key

PATH = Path(__file__).with_name("plain.npz")
_PERSONAL = 1 | 2  # given, family in the gazetteer's lists
_GIVEN = 1
_NAMED = _PERSONAL | 4 | 8  # place, country
_KNOWN = 32  # everyday words of the languages measured
SURNAMES = frozenset({"Ng"})
"""Family names that are units or abbreviations in small letters, and on no list of names."""
_WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")


def save(words: Iterable[str], small: Iterable[str], path: Path) -> int:
    """Write the digests of some words, and of those plain in ``small`` letters only; how many."""
    keys = {key(word) for word in words}
    only = {key(word) for word in small} - keys
    with path.open("wb") as file:
        np.savez_compressed(
            file, keys=np.array(sorted(keys), np.uint32), small=np.array(sorted(only), np.uint32)
        )
    return len(keys) + len(only)


@cache
def _listed(path: Path = PATH) -> tuple[frozenset[int], frozenset[int]]:
    """The digests of plain words, and of those that are plain in small letters only."""
    if not path.exists():
        raise ModelMissing("plain-words", str(path))
    with np.load(path, allow_pickle=False) as stored:
        return frozenset(stored["keys"].tolist()), frozenset(stored["small"].tolist())


def size() -> tuple[int, int]:
    """How many words are on the list, and how many of them in small letters only."""
    words, small = _listed()
    return len(words) + len(small), len(small)


@cache
def _names(which: int = _NAMED) -> frozenset[int]:
    """Digests of given names, family names, places and countries, or of ``which`` of them."""
    gazetteer = artefact.load().gazetteer
    return frozenset(word for word, lists in gazetteer.items() if lists & which)


def is_name(word: str) -> bool:
    """Whether a word stands on a list of names."""
    return key(word) in _names()


@lru_cache(maxsize=WORDS)
def is_personal(word: str) -> bool:
    """Whether a word stands on a list of given or family names, which may be a plain word, too."""
    return key(word) in _names(_PERSONAL)


@lru_cache(maxsize=WORDS)
def is_given(word: str) -> bool:
    """Whether a word stands on a list of given names, which may be a plain word, too."""
    return key(word) in _names(_GIVEN)


@lru_cache(maxsize=WORDS)
def is_common(word: str) -> bool:
    """Whether a word is one of a dictionary however it is written, and no given or family name."""
    small = word.lower()
    return is_plain(small) or (is_everyday(small) and not is_personal(small))


@lru_cache(maxsize=WORDS)
def is_everyday(word: str) -> bool:
    """Whether people write a word every day; it may be a name, too (``weeks``, ``rose``)."""
    return key(word) in _names(_KNOWN)


@lru_cache(maxsize=WORDS)
def is_plain(word: str) -> bool:
    """Whether a word may leave: on the list, and not written like a name that is on one, too.

    What forms, medicines and diagnoses are called (``allowed``) is no name however written.
    """
    if word in SURNAMES:
        return False
    if len(word) == 1 and not word.islower():
        return word in "AI"  # an initial tells a little; these two are words
    words, small = _listed()
    if key(word) not in words:
        return word.islower() and key(word) in small
    return word.islower() or not is_name(word) or allowed(word, 0, len(word))


def coverage(text: str) -> float:
    """Share of the words of a text that are on the list, whatever their case.

    Low where a text is in a language that the list does not know, or spelt by a bad scan.
    """
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    listed, small = _listed()
    known = sum(key(word) in listed or key(word) in small for word in words)
    return known / len(words) if words else 0.0
