"""What a piece of text is made of: counted once, however many candidates hold it."""

from __future__ import annotations

import re
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


_TAILS = frozenset(country[-3:] for country in _COUNTRIES)
_LONGEST = max(map(len, _COUNTRIES))
_LETTERS = "Aao"


def _sort(char: str) -> str:
    """Whether a character is a capital (``A``), a small letter (``a``), another letter (``o``), a
    digit (``0``), a blank or anything else (``.``)."""
    if char.isalpha():
        return "A" if char.isupper() else "a" if char.islower() else "o"
    return "0" if char.isdigit() else " " if char.isspace() else "."


_LATIN = "".join(_sort(chr(code)) for code in range(256)).encode()


def _sorts(text: str) -> str:
    """The sort of each character."""
    try:
        return text.encode("latin-1").translate(_LATIN).decode("ascii")
    except UnicodeEncodeError:
        return "".join(map(_sort, text))


_FIVE = re.compile(r"(?<![^\s/.,])\d{5}")
"""A part of a word that begins with five digits."""


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
        sorts = _sorts(text)
        words = text.split()
        uppers, lowers, digits = sorts.count("A"), sorts.count("a"), sorts.count("0")
        initial = [
            sort[0]
            for word, sort in zip(words, sorts.split(), strict=True)
            if sort[0] in _LETTERS and word.lower() not in _PARTICLES
        ]
        last = text.rstrip(" .,;)")[-_LONGEST:].casefold()
        return cls(
            len(text),
            sum(map(len, words)),
            uppers + lowers + sorts.count("o"),
            digits,
            uppers,
            len(words),
            len(initial),
            initial.count("a"),
            max(map(len, sorts.replace("0", "").replace(".", "").split()), default=0),
            digits > 0 and bool(POSTAL.search(text)),
            text.count(","),
            ":" in text,
            "(" in text or ")" in text,
            digits >= 5 and bool(_FIVE.search(text)),
            text.endswith(","),
            text.endswith("."),
            last[-3:] in _TAILS and last.endswith(_COUNTRIES),
        )
