"""What looks like a name and is none: medicines, diagnoses, eponyms, form labels."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import regex

WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
_FOLLOWING = regex.compile(r"(?:['’]s)?[\s-]+([\p{L}]+)(?:[\s-]+([\p{L}]+))?")


@cache
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(never a name; a name unless a disease follows; what makes an eponym one)."""
    file = resources.files("appliance.privacy").joinpath("allowed.toml")
    listed = tomllib.loads(file.read_text("utf-8"))

    def folded(*names: str) -> frozenset[str]:
        return frozenset(word.casefold() for name in names for word in listed[name])

    return (
        folded("drugs", "diagnoses", "clinical", "labels", "letters", "allergens"),
        folded("eponyms"),
        folded("suffixes"),
    )


def allowed(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` consists of general vocabulary only.

    An eponym alone (Parkinson, Wilson) may be a person: it is let through only where the name
    of a disease, a sign, a device follows or stands within.
    """
    words = [word.casefold() for word in WORD.findall(text, start, end)]
    plain, eponyms, suffixes = _words()
    if not words:
        return True
    rest = [word for word in words if word not in plain and word != "s"]
    if not rest:
        return True
    named = all(word in eponyms or word in suffixes for word in rest)
    if not named:
        return False
    after = _FOLLOWING.match(text, end)
    following = {word.casefold() for word in after.groups() if word} if after else set()
    return bool(suffixes & {*rest, *following})
