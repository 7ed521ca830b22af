"""The regular expressions of schemas, compiled once, and the letters without which none matches.

A type has hundreds of labels of a dozen languages, and a page a few of them. Looking for the
letters of a label is far cheaper than looking for what may stand before and behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]  # since 3.11, where sre_parse went
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

FLAGS = re.IGNORECASE | re.MULTILINE
_LOOKS_BACK = re.compile(r"((?:\(\?<![^()]*(?:\(\?<![^()]*\)[^()]*)*\))+)\\b")
"""What must not stand before a word, ahead of the mark of a word's beginning."""


@lru_cache(maxsize=2048)
def compiled(pattern: str) -> re.Pattern[str]:
    """A schema's regular expression: any case, ``^`` and ``$`` at rows.

    Assertions at the same place hold in any order: the beginning of a word is looked for before
    what must not stand before it, so that most characters are passed over at once.
    """
    swapped = _LOOKS_BACK.sub(lambda match: rf"\b{match[1]}", pattern, count=1)
    return re.compile(swapped if _LOOKS_BACK.match(pattern) else pattern, FLAGS)


def by_letter(ways: str) -> str:
    """Ways of a pattern (``inc|corp|ltd``), parted by the letter that they begin with, in their
    order for each: where case is ignored, each way is tried at each character. Ways that begin with
    none come last; brackets in them are in pairs.
    """
    parted, depth, begun = [""], 0, re.compile(r"(?:\(\?(?:-i)?:)*([^\W\d_])")
    for char in ways:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            parted.append("")
        else:
            parted[-1] += char
    letters: dict[str, list[str]] = {}
    for way in parted:
        found = begun.match(way)
        letters.setdefault(found[1].lower() if found else "", []).append(way)
    letters[""] = letters.pop("", [])
    return "|".join(f"(?:{'|'.join(own)})" for own in letters.values() if own)


def needed(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Letters in lower case of which a text must hold one, if the pattern is to match in it; none
    where nothing can be said."""
    return _needed(pattern.pattern)


@lru_cache(maxsize=4096)
def _needed(pattern: str) -> tuple[str, ...]:
    return _of_sequence(parser.parse(pattern, FLAGS))


def possible(pattern: re.Pattern[str], lowered: str) -> bool:
    """Whether a pattern may match in a text, given that text in lower case."""
    letters = _needed(pattern.pattern)
    for word in letters:
        if word in lowered:
            return True
    return not letters


def _of_sequence(items: Any) -> tuple[str, ...]:
    """The best of what the parts of a sequence need: the one whose shortest word is longest."""
    found: list[tuple[str, ...]] = []
    run = ""
    for code, argument in items:
        if code is codes.LITERAL:
            run += chr(argument).lower()
            continue
        found.append((run,))
        run = ""
        found.append(_of_part(code, argument))
    found.append((run,))
    told = [words for words in found if words and all(words)]
    return max(told, key=lambda words: min(map(len, words)), default=())


def _of_part(code: Any, argument: Any) -> tuple[str, ...]:
    if code is codes.SUBPATTERN:
        return _of_sequence(argument[3])
    if code is codes.MAX_REPEAT and argument[0] > 0:
        return _of_sequence(argument[2])
    if code is codes.BRANCH:
        ways = [_of_sequence(branch) for branch in argument[1]]
        return tuple(word for way in ways for word in way) if all(ways) else ()
    return ()
