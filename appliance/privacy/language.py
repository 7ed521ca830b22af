"""Which language a text is in: by script, and within a script by its commonest words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import regex

_SCRIPTS = {
    "latin": regex.compile(r"\p{Latin}"),
    "cyrillic": regex.compile(r"\p{Cyrillic}"),
    "arabic": regex.compile(r"\p{Arabic}"),
    "han": regex.compile(r"\p{Han}"),
}
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_READ = 4_000  # characters looked at: enough to tell, whatever the length

UNKNOWN = "other"


def detect(text: str) -> str:
    """``en``, ``es``, ``ru``, ``fa``, ``zh``, ``de``, ``fr``, ``it`` or ``other``."""
    sample = text[:_READ]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    counts["han"] *= 3  # a Chinese character stands for a word
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return "en"  # digits only: every rule applies in any language
    if script == "han":
        return UNKNOWN if regex.search(r"[\p{Hiragana}\p{Katakana}]", sample) else "zh"
    if script == "arabic":
        return "fa" if regex.search("[پچژگیک]", sample) else UNKNOWN
    if script == "cyrillic":
        return UNKNOWN if regex.search("[іїєўјљњќћђ]", sample) else "ru"
    return _latin(sample)


@cache
def _common() -> dict[str, frozenset[str]]:
    file = resources.files("appliance.privacy").joinpath("language.toml")
    listed = tomllib.loads(file.read_text("utf-8"))["common"]
    return {name: frozenset(words) for name, words in listed.items()}


def _latin(sample: str) -> str:
    words = [word.lower() for word in _WORD.findall(sample)]
    shares = {name: sum(word in common for word in words) for name, common in _common().items()}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] > shares["en"]:
        return best
    return "en"
