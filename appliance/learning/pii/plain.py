"""Which words are plain: seen in lower case outside of any label, and rarely within one."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

import regex

from appliance.learning.pii.texts import Tagged
from appliance.privacy.escalation.plain import is_name

_WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
RARELY = 0.1
"""Share of a word's places within labels from which it is no plain word."""
TWICE = 2
"""A word on a list of names is plain from so many places outside of labels."""
_CASELESS = ("fa", "zh")


def words(texts: Sequence[Tagged], also: Iterable[Path]) -> set[str]:
    """Plain words of labelled texts and of files of general words (their lower-case ones)."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for text in texts:
        if text.language not in _CASELESS:
            _count(text, outside, inside)
    found = {word for word, seen in outside.items() if _plain(word, seen, inside[word])}
    for path in also:
        known = Counter(
            word for word in _WORD.findall(path.read_text(encoding="utf-8")) if word.islower()
        )
        found |= {word for word, seen in known.items() if _plain(word, seen, inside[word])}
    return found | _shipped()


def _plain(word: str, seen: int, labelled: int) -> bool:
    enough = seen >= TWICE or not is_name(word)
    return enough and labelled <= RARELY * (seen + labelled)


def _count(text: Tagged, outside: Counter[str], inside: Counter[str]) -> None:
    """Words in lower case outside, and words of any case inside of labels."""
    for match in _WORD.finditer(text.text):
        word = match.group()
        if any(start < match.end() and match.start() < end for start, end, _ in text.spans):
            inside[word.lower()] += 1
        elif word.islower():
            outside[word] += 1


def _shipped() -> set[str]:
    """Medicines, diagnoses and form labels of ``allowed.toml``; no eponyms."""
    file = resources.files("appliance.privacy").joinpath("allowed.toml")
    listed = tomllib.loads(file.read_text("utf-8"))
    names = ("drugs", "diagnoses", "labels")
    return {
        word.lower() for name in names for entry in listed[name] for word in _WORD.findall(entry)
    }
