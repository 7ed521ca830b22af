"""What a piece of text is made of: counted once, however many candidates hold it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

POSTAL = re.compile(r"(?<![\w/-])(?:\d{4,6}|\d{5}-\d{4}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})(?![\w/-])")
_PARTICLES = frozenset(
    {"of", "the", "and", "for", "at", "in", "on", "by", "de", "del", "la", "le", "les", "du", "des"}
    | {"von", "van", "der", "den", "und", "et", "y", "e", "&", "bin", "binti"}
)


_COUNTRIES = (
    *("malaysia", "m'sia", "singapore", "indonesia", "thailand", "philippines", "india", "china"),
    *("hong kong", "japan", "korea", "taiwan", "australia", "new zealand", "canada", " usa"),
    *("united states", "u.s.a", "united kingdom", "england", "scotland", "ireland", " u.k", " uk"),
    *("deutschland", "germany", "österreich", "austria", "schweiz", "suisse", "switzerland"),
    *("france", "belgique", "belgië", "belgium", "luxembourg", "nederland", "netherlands"),
    *("españa", "spain", "portugal", "italia", "italy", "brasil", "méxico", "mexico", "argentina"),
    *("polska", "danmark", "sverige", "norge", "suomi", "south africa"),
)
"""Countries by their own names and the English ones."""


_PARTS = re.compile(r"[/.,]")


def _five_digits(words: Sequence[str]) -> bool:
    """Whether a part of a word begins with five digits."""
    parts = [part for word in words for part in _PARTS.split(word)]
    return any(part[:5].isdigit() and len(part) >= 5 for part in parts)


class Look(NamedTuple):
    """Counts over a text: characters of each sort, and its words."""

    size: int
    solid: int
    letters: int
    digits: int
    uppers: int
    words: int
    named: int
    """Words that begin with a letter and are no particle."""
    lower: int
    """Those of them that begin in lower case: names have hardly any."""
    longest: int
    """Letters of the longest word."""
    postal: bool
    commas: int
    colon: bool
    bracket: bool
    five_digits: bool
    comma_last: bool
    stop_last: bool
    country_last: bool
    """It ends with a country: nothing of an address comes after that."""

    @classmethod
    def of(cls, text: str) -> Look:
        """The look of a text."""
        words = text.split()
        solid = "".join(words)
        initial = [word for word in words if word[0].isalpha() and word.lower() not in _PARTICLES]
        letters = "".join(filter(str.isalpha, solid))
        digits = sum(map(str.isdigit, solid))
        return cls(
            size=len(text),
            solid=len(solid),
            letters=len(letters),
            digits=digits,
            uppers=sum(map(str.isupper, letters)),
            words=len(words),
            named=len(initial),
            lower=sum([word[0].islower() for word in initial]),
            longest=max([sum(map(str.isalpha, word)) for word in words], default=0),
            postal=digits > 0 and bool(POSTAL.search(text)),
            commas=text.count(","),
            colon=":" in text,
            bracket="(" in text or ")" in text,
            five_digits=digits >= 5 and _five_digits(words),
            comma_last=text.endswith(","),
            stop_last=text.endswith("."),
            country_last=text.rstrip(" .,;)").casefold().endswith(_COUNTRIES),
        )
