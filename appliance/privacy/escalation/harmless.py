"""Which words of a question may leave: plain ones, and those that only look like names to a list.

A list of family names of the world holds ``And``, ``Her`` and ``Los``; who masks them leaves a text
that no model can read. Here is what may stand beside the plain words (``plain``): little words of
grammar, labels of forms and bills, units and codes, words of medicine, and everyday words that are
on no list of names at all. A capital still says what it says: see ``capitals``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources

from appliance.privacy.allowed import WORDS, vocabulary
from appliance.privacy.plain import SURNAMES, is_everyday, is_name, is_plain


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    file = resources.files("appliance.privacy.escalation").joinpath("harmless.toml")
    told: Mapping[str, str] = tomllib.loads(file.read_text("utf-8"))
    return {name: frozenset(said.split()) for name, said in told.items()}


@lru_cache(maxsize=WORDS)
def is_harmless(word: str) -> bool:
    """Whether a word may leave by itself."""
    if is_plain(word) or word in _lists()["codes"]:
        return True
    small = word.lower()
    if word in SURNAMES or (len(word) == 1 and not word.islower()):
        return False
    if is_label(small) or is_grammar(word) or (word.islower() and word in _lists()["small"]):
        return True
    return not is_name(word) and (is_everyday(small) or vocabulary(small))


def is_grammar(word: str) -> bool:
    """Whether it is a little word of grammar in small letters, which makes no name with another."""
    return word.islower() and word in _lists()["grammar"] | _lists()["little"]


@lru_cache(maxsize=WORDS)
def is_label(small: str) -> bool:
    """Whether nobody is called by a word (in small letters): grammar, labels of forms and bills."""
    return small in _lists()["grammar"] or small in _lists()["labels"]


def is_heading(other: str) -> bool:
    """Whether a word behind a sentence's first one makes a heading of both (``Right knee``)."""
    return other in _lists()["nouns"]


def is_thing(one: str, other: str) -> bool:
    """Whether two words, one behind the other, are a thing's (``Blood Pressure``), no person's."""
    return f"{one}-{other}".lower() in _lists()["pairs"]
