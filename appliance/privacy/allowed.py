"""What looks like a name and is none: medicines, diagnoses, eponyms, form labels."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import regex

WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
_FOLLOWING = regex.compile(r"(?:['’]s)?[\s-]+([\p{L}]+)(?:[\s-]+([\p{L}]+))?(?:[\s-]+([\p{L}]+))?")
_BEFORE = regex.compile(r"([\p{L}]+)\s+(?:(?:de|of|von|d[aeo]l?)\s+)?\Z")
_REACH = 30  # characters before a finding in which the word lies that makes it an eponym
WORDS = 20_000  # that are kept at hand with what they are
_ROOT, _ENDING = 3, 2  # letters of a medicine before its stem, and of a case's ending behind it


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    file = resources.files("appliance.privacy").joinpath("allowed.toml")
    listed = tomllib.loads(file.read_text("utf-8"))
    return {name: frozenset(map(str.casefold, words)) for name, words in listed.items()}


@cache
def _general(*, numbered: bool) -> frozenset[str]:
    """Never a name; labels only without numbers, as they are part of addresses (Room 12)."""
    named = ("drugs", "diagnoses", "clinical", "letters", "allergens")
    lists = [_lists()[name] for name in (named if numbered else (*named, "labels"))]
    return frozenset[str]().union(*lists)


@cache
def _medicine() -> Any:
    stems = "|".join(sorted(_lists()["stems"]))
    return regex.compile(rf"\w{{{_ROOT},}}(?:{stems})\p{{Cyrillic}}{{0,{_ENDING}}}")


@lru_cache(maxsize=WORDS)
def _plain(word: str, *, numbered: bool) -> bool:
    listed = word == "s" or word in _general(numbered=numbered)
    return listed or bool(_medicine().fullmatch(word))


def allowed(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` consists of general vocabulary only.

    An eponym alone (Parkinson, Wilson) may be a person: it is let through only where the name
    of a disease, a sign, a device follows, goes before or stands within.
    """
    words = [word.casefold() for word in WORD.findall(text, start, end)]
    numbered = any(map(str.isdigit, text[start:end]))
    rest = [word for word in words if not _plain(word, numbered=numbered)]
    return not rest or _eponym(rest, text, start, end)


def _eponym(words: list[str], text: str, start: int, end: int) -> bool:
    """Whether names are those of a disease (Guillain-Barré), not of people."""
    lists = _lists()
    names = [word for word in words if word not in lists["suffixes"]]
    joined = len(names) > 1 and "-" in text[start:end]
    if not all(
        name in lists["eponyms"] or (joined and name in lists["partners"]) for name in names
    ):
        return False
    around = (_FOLLOWING.match(text, end), _BEFORE.search(text, max(0, start - _REACH), start))
    beside = {word.casefold() for match in around if match for word in match.groups() if word}
    return bool(lists["suffixes"] & {*words, *beside})
