"""Whether a short word by itself is believed to be a known one that is spelt otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from appliance.privacy.allowed import allowed
from appliance.privacy.finding import Group
from appliance.privacy.plain import is_common
from appliance.privacy.spelling import LEAST, Way

_NUMBER = 4  # signs of a number of which one may be misread
_YEAR = regex.compile(r"(?:19|20)\d\d")
_AMOUNT = regex.compile(r"[.,]\d|%")
_BEFORE = regex.compile(r"\d[.,]\Z|[$€£¥]\s?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resembling:
    """``text[start:end]`` resembles the folded word ``part`` of a value of a group, in a way;
    ``labelled``: extraction says of the value what it is."""

    text: str
    start: int
    end: int
    part: str
    how: Way
    group: Group
    labelled: bool


def telling(one: Resembling) -> bool:
    """Whether the word is believed to be that part.

    What looks the same is, unless it is a word of a dictionary; a case is, unless it is one in
    small letters; one edit is believed of what extraction labelled: a word in no dictionary that is
    written as a name is, a number that is no year and no amount.
    """
    if one.how is Way.SAME:
        return True
    if len(one.part) < LEAST:
        return False
    word = one.text[one.start : one.end]
    small = word == word.lower()  # letters without case, too
    if one.how is Way.LOOKS:
        return not (word.isalpha() and is_common(word))
    if one.how is Way.CASE:
        return not (small and is_common(word))
    return one.labelled and _edited(one, word, small)


def _edited(one: Resembling, word: str, small: bool) -> bool:
    if any(map(str.isdigit, one.part)):
        return one.group is Group.IDENTIFIER and _numbered(one.text, one.start, one.end)
    return not (small or is_common(word) or allowed(one.text, one.start, one.end))


def _numbered(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if len(word) < _NUMBER or not any(map(str.isdigit, word)) or _YEAR.fullmatch(word):
        return False
    return not (_AMOUNT.match(text, end) or _BEFORE.search(text, max(0, start - 2), start))
