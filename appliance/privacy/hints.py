"""What a text must have for a pattern to match in it, read off the pattern's parse tree.

Signs without which there is no match are read (``№``, ``@``, a letter of another script, a figure),
and (``numbered``) which numbers a match can begin at. What the tree leaves open counts as possible:
what is found stays the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any

import regex

SPREAD = 100  # signs of a class that are looked at one by one
KEPT = 2  # sets of signs that are asked for

LETTER, HAN, FIGURE = "\ue000", "\ue001", "\ue002"
"""Stand for any letter, any Chinese character, any digit: private signs, no letters themselves."""
_PROPERTY = re.compile(r"\\([pP])\{(\w+)\}")  # what ``re`` cannot parse
_NAMED = re.compile(r"\(\?P<\w+>")  # names may come twice in ``regex``
_HAN, _DIGIT = regex.compile(r"\p{Han}"), re.compile(r"\d")
_COMMON = frozenset(" \n.,-:" + LETTER)


@cache
def _folds() -> dict[int, str]:
    """Signs that patterns without case take for a letter that is not their small one (``ſ``)."""
    signs = map(chr, range(0x80, 0x2200))
    folds = {ord(sign): sign.casefold() for sign in signs if sign.casefold() != sign.lower()}
    alone = {place: fold for place, fold in folds.items() if len(fold) == 1}
    return alone | {ord("İ"): "i", ord("ı"): "i"}


@cache
def _other() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _folds()))}]")


def fold(text: str) -> str:
    """The text without case, of the same length."""
    if not text.isascii() and _other().search(text):
        text = text.translate(_folds())
    return text.lower()


def signs(text: str, folded: str) -> frozenset[str]:
    """The signs of a text without case, and what stands for its letters, figures and characters."""
    found = set(folded)
    found.add(LETTER)
    if not text.isascii() and _HAN.search(text):
        found.add(HAN)
    if _DIGIT.search(text):
        found.add(FIGURE)
    return frozenset(found)


@cache
def parsed(pattern: str) -> tuple[Any, ...]:
    """The parse tree, signs for properties in it; empty where the pattern cannot be parsed."""
    syntax = import_module("re._parser")  # private, but the only parser of patterns there is
    known = _PROPERTY.sub(_standing, pattern)
    try:
        return tuple(syntax.parse(_NAMED.sub("(", known)))
    except re.error:
        return ()


@cache
def needed(pattern: str) -> tuple[frozenset[str], ...]:
    """Sets of rare signs: a text without any sign of one of them has no match."""
    rare = {one for one in _needed(parsed(pattern)) if _rank(one)[0] < 2}
    return tuple(sorted(rare, key=_rank)[:KEPT])


def _standing(found: re.Match[str]) -> str:
    """The sign for a property, ``\\S`` for those that are no letters' (or are their contrary)."""
    if found[1] == "P" or found[2][0] not in "LMH" or found[2] == "Hiragana":
        return r"\S"
    return HAN if found[2] == "Han" else LETTER


def _rank(needed: frozenset[str]) -> tuple[int, int]:
    """How common a set's commonest sign is, and how many it has."""
    return max(map(_frequency, needed)), len(needed)


def _frequency(sign: str) -> int:
    common = sign in _COMMON or (sign.isascii() and sign.isalpha())
    return 2 if common else 1 if sign == FIGURE else 0


def _needed(tree: Iterable[Any]) -> list[frozenset[str]]:
    """Sets of which each match has a sign, in or beside it."""
    found: list[frozenset[str]] = []
    for kind, content in tree:
        match str(kind):
            case "LITERAL":
                found.append(frozenset(_folded(chr(content))))
            case "IN":
                found += _enumerated(content)
            case "BRANCH":
                ways = [_needed(way) for way in content[1]]
                if all(ways):
                    found.append(frozenset().union(*(min(way, key=_rank) for way in ways)))
            case "SUBPATTERN":
                found += _needed(content[3])
            case "ATOMIC_GROUP":
                found += _needed(content)
            case "ASSERT":
                found += _needed(content[1])
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if content[0]:
                found += _needed(content[2])
            case _:
                continue
    return found


def _folded(sign: str) -> str:
    return FIGURE if sign.isdecimal() else fold(sign)


def _enumerated(content: Any) -> list[frozenset[str]]:
    """The signs of a class, if they can be listed."""
    held: set[str] = set()
    for kind, sign in content:
        match str(kind):
            case "LITERAL":
                held |= set(_folded(chr(sign)))
            case "RANGE" if sign[1] - sign[0] < SPREAD:
                held |= {_folded(chr(one)) for one in range(sign[0], sign[1] + 1)}
            case "CATEGORY" if str(sign) == "CATEGORY_DIGIT":
                held.add(FIGURE)
            case _:
                return []
    return [frozenset(held)]
