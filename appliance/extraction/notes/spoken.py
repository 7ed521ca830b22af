"""Numbers and dates in English words, as transcripts have them."""

from __future__ import annotations

import re
from datetime import date as day_of

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty first", "twenty second", "twenty third",
    "twenty fourth", "twenty fifth", "twenty sixth", "twenty seventh", "twenty eighth",
    "twenty ninth", "thirtieth", "thirty first",
)  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
NUMBER = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)})"
"""A number from ten to ninety-nine."""
_DAY = "|".join(sorted((o.replace(" ", "[ -]") for o in _ORDINALS), key=len, reverse=True))
_YEAR = (
    rf"(?:19|20)\d\d|(?:nineteen|twenty)[ -](?:hundred|oh?[ -](?:{'|'.join(_ONES)})|{NUMBER})"
    rf"|two thousand(?:(?: and)?[ -](?:{NUMBER}|{'|'.join(_ONES)}))?"
)
_DATE = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})\s+(?:the\s+)?(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{_DAY}|{NUMBER}|"
    rf"{'|'.join(_ONES)})\s*,?\s*(?:of\s+)?(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\b(?P<month>\d{1,2})[/.-](?P<day>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)\b")


def number(words: str) -> int | None:
    """The number below one hundred that these words (or figures) say."""
    plain = re.sub(r"[\s-]+", " ", words.casefold()).strip()
    if plain.isdecimal():
        return int(plain)
    if plain in _ONES:
        return 1 + _ONES.index(plain)
    if plain in _TEENS:
        return 10 + _TEENS.index(plain)
    tens, _, ones = plain.partition(" ")
    if tens not in _TENS or (ones and ones not in _ONES):
        return None
    return 20 + 10 * _TENS.index(tens) + (1 + _ONES.index(ones) if ones else 0)


def date(text: str) -> tuple[int, int, str] | None:
    """The first whole date, month first: where it stands, and its ISO form."""
    match = _DATE.search(text) or _FIGURES.search(text)
    if match is None:
        return None
    month = match["month"].casefold()
    number_of = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    try:
        told = day_of(_year(match["year"]), number_of, _day(match["day"]))
    except ValueError:
        return None
    return match.start(), match.end(), told.isoformat()


def _day(words: str) -> int:
    figures = re.match(r"\d+", words)
    plain = re.sub(r"[\s-]+", " ", words.casefold())
    if figures:
        return int(figures.group())
    return _ORDINALS.index(plain) + 1 if plain in _ORDINALS else number(plain) or 0


def _year(words: str) -> int:
    plain = re.sub(r"[\s-]+", " ", words.casefold())
    if plain.isdecimal():
        return int(plain)
    if plain.startswith("two thousand"):
        return 2000 + (number(plain.removeprefix("two thousand").removeprefix(" and").strip()) or 0)
    century, _, rest = plain.partition(" ")
    return (1900 if century == "nineteen" else 2000) + (
        number(rest.removeprefix("oh ").removeprefix("o ")) or 0
    )
