"""Where in a text a pattern can match at all: at words that begin as the pattern's matches do.

Most rules begin with a cue (``account no.``), and most texts have few of the cues. What a match can
begin with is read off the pattern's parse tree, so nobody keeps a list beside it; where the tree
leaves it open, the pattern is tried everywhere. Either way the same matches come out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

import regex

from appliance.privacy.hints import fold, needed, signs
from appliance.privacy.numbered import Numbers, lead

DEPTH = 4  # letters of a beginning that are looked at
FEW = 8  # signs of a class that are told apart
DENSE = 40  # characters of text per candidate, below which trying everywhere is faster

_PROPERTY = re.compile(r"\\[pP]\{(\w+)\}")  # what ``re`` cannot parse
_NAMED = re.compile(r"\(\?P<\w+>")  # names may come twice in ``regex``
_WORD = regex.compile(r"\p{L}+")


class Words:
    """Where the words and numbers of a text begin, words by their first letters."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._folded = folded = fold(text)
        self._signs = signs(text, folded)
        starts: dict[str, list[int]] = defaultdict(list)
        for match in _WORD.finditer(folded):
            start, end = match.span()
            starts[folded[start : min(end, start + DEPTH)]].append(start)
        for word in list(starts):
            for length in range(1, len(word)):
                starts[word[:length]] += starts[word]
        self._starts, self._known = dict(starts), frozenset(starts)
        self._numbers = Numbers(text, folded)

    def hold(self, any_of: Iterable[str]) -> bool:
        """Whether the text without case has one of some strings."""
        return any(one in self._folded for one in any_of)

    def where(self, pattern: str) -> list[int] | None:
        """The places at which a pattern can match, in order; ``None`` where that tells nothing."""
        for one in needed(pattern):
            if self._signs.isdisjoint(one):
                return []
        words = beginnings(pattern)
        told = None if words else lead(pattern)
        if told is None:
            return self.places(words)
        return self._numbers.before(told)

    def places(self, beginnings: frozenset[str]) -> list[int] | None:
        """The places of words that begin so, in order; ``None`` where that tells nothing."""
        if beginnings and beginnings.isdisjoint(self._known):
            return []
        found = [self._starts[one] for one in beginnings & self._known]
        if not beginnings or sum(map(len, found)) * DENSE > self._length:
            return None
        return sorted({place for places in found for place in places})


def matches(pattern: Any, text: str, places: Iterable[int] | None) -> Iterator[Any]:
    """What ``pattern.finditer(text)`` gives, if every match begins at one of the places."""
    if places is None:
        yield from pattern.finditer(text)
        return
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            end = match.end()
            yield match


@cache
def beginnings(pattern: str) -> frozenset[str]:
    """What the word begins with at which any match begins; empty where that cannot be told."""
    syntax = import_module("re._parser")  # private, but the only parser of patterns there is
    known = _PROPERTY.sub(lambda found: r"\w" if found[1] == "L" else r"\S", pattern)
    try:
        tree = syntax.parse(_NAMED.sub("(", known))
    except re.error:
        return frozenset()
    closed: set[str] = set()
    closed |= _extended(tree, {""}, closed)
    return frozenset() if "" in closed or not _at_word(tree) else frozenset(closed)


def _extended(tree: Any, held: set[str], closed: set[str]) -> set[str]:
    """``held`` beginnings with the letters that follow; those that end here go to ``closed``."""
    for kind, content in tree:
        match str(kind):
            case "AT" | "ASSERT" | "ASSERT_NOT":
                continue  # narrows what matches, so what is left out here does no harm
            case "LITERAL":
                held = _lettered(held, [content], closed)
            case "IN" if len(content) <= FEW and all(str(op) == "LITERAL" for op, _ in content):
                held = _lettered(held, [sign for _, sign in content], closed)
            case "BRANCH":
                held = {one for way in content[1] for one in _extended(way, held, closed)}
            case "SUBPATTERN":
                held = _extended(content[3], held, closed)
            case "MAX_REPEAT" | "MIN_REPEAT":
                least, most, part = content
                once = _extended(part, held, closed)
                closed |= once if most > 1 else set()
                held = (held if least == 0 else set()) | (once if most == 1 else set())
            case _:
                closed |= held
                held = set()
        if not held:
            break
    return held


def _lettered(held: set[str], signs: Iterable[int], closed: set[str]) -> set[str]:
    """Each beginning with each sign behind it, if that is a letter."""
    longer: set[str] = set()
    for sign in map(chr, signs):
        if sign.isalpha():
            longer |= {one + fold(sign) for one in held}
        else:
            closed |= held
    closed |= {one for one in longer if len(one) == DEPTH}
    return {one for one in longer if len(one) < DEPTH}


def _at_word(tree: Any) -> bool:
    """Whether a match begins where no letter stands before it."""
    for kind, content in tree:
        match str(kind):
            case "AT":
                if str(content) == "AT_BOUNDARY":
                    return True
            case "ASSERT_NOT":
                if content[0] < 0 and _any_letter(content[1]):
                    return True
            case "ASSERT":
                continue
            case "BRANCH":
                return all(_at_word(way) for way in content[1])
            case "SUBPATTERN":
                return _at_word(content[3])
            case _:
                return False
    return False


def _any_letter(tree: Any) -> bool:
    """Whether a pattern of one sign matches every letter: ``\\w``, ``[\\w-]``, ``[^\\W\\d_]``."""
    if len(tree) != 1 or str(tree[0][0]) != "IN":
        return False
    inside = [f"{op} {sign}" for op, sign in tree[0][1]]
    if inside[0].startswith("NEGATE"):
        letters = {f"LITERAL {ord('_')}", "CATEGORY CATEGORY_NOT_WORD", "CATEGORY CATEGORY_DIGIT"}
        return letters >= set(inside[1:])
    return "CATEGORY CATEGORY_WORD" in inside
