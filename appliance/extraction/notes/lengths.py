"""Lengths of life as notes write them (``7 weeks``, ``2 yr 4 mo``, ``1 7/12``, ``9mo/M``) in years.

Units of English, German, French, Spanish, Italian, Portuguese, Dutch, Polish and Russian; a count
without a unit is of years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from appliance.extraction.notes import spoken

_NAMES = {
    Fraction(1): r"years?|yrs?|y/?o|y|a[nñ]os?|ans?|anni|anno|anos?|jahren?|jahr|jaar|j|lat|"
    r"лет|года?|г",
    Fraction(1, 12): r"months?|mos?|mths?|mons?|mn?ths?|m/o|m\.\s?o|m|mes(?:es)?|m[eê]s|mois|"
    r"monaten?|monat(?:ige?[rsnm]?)?|mon|"
    r"mesi|mese|maand(?:en)?|miesi[aą]c\w*|мес(?:яц(?:а|ев)?)?",
    Fraction(
        1, 52
    ): r"weeks?|wks?|wo|w/o|w|semanas?|sem|semaines?|wochen?|wöchige?[rsnm]?|settiman[ae]|weken|"
    r"tygodni\w*|недел[ьяиюе]|нед",
    Fraction(
        1, 365
    ): r"days?|d/o|d|d[ií]as?|jours?|tagen?|tag|tägige?[rsnm]?|tg|giorn[oi]|dagen|dni|"
    r"дн(?:я|ей|и)|день|сут(?:ки|ок)?",
    Fraction(
        1, 8760
    ): r"hours?|hrs?|h|horas?|heures?|stunden?|stündige?[rsnm]?|std|ore|час(?:а|ов)?",
    Fraction(1, 525600): r"minutes?|mins?|minuten|minutos?|минут\w?",
}
"""Share of a year -> how its unit is written."""
_UNIT = re.compile(
    "|".join(rf"(?P<u{at}>{ways})" for at, ways in enumerate(_NAMES.values())).join(
        (r"[\s(\[-]*(?:", r")(?![^\W\d_]|\s*[:=])[.)\]]{0,2}")
    ),
    re.IGNORECASE,
)
_SHARES = tuple(_NAMES)
_ONES = r"one|two|three|four|five|six|seven|eight|nine"
COUNT = rf"(?:\d{{1,3}}(?:[.,]\d{{1,2}}(?!\d|/))?|(?:{spoken.NUMBER}|{_ONES})(?![^\W_]))"
_COUNT = re.compile(
    rf"(?P<count>{COUNT})(?P<part>\s*[½¼¾]|[\s-](?:and\s)?\d{{1,2}}/\d{{1,2}}|\sand a half)?",
    re.IGNORECASE,
)
_BRITISH = re.compile(r"(?P<count>\d{1,2})/(?P<of>12|52|7)(?![\d/])")
"""Months, weeks and days of a child as British doctors write them (``18/12``)."""
_PARTS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "a half": Fraction(1, 2)}
_OF = {"12": Fraction(1, 12), "52": Fraction(1, 52), "7": Fraction(1, 365)}
_JOINT = re.compile(r"[\s,;&+-]*(?:(?:and|und|et|y|e|i|и)\s+)?", re.IGNORECASE)
_SEXED = re.compile(r"\s?/\s?[MFWH]\b", re.IGNORECASE)
_LETTERS = {"m": 36, "w": 26, "d": 60, "h": 72, "j": 31}
"""Letters that may be a unit or the sex (or, of ``j``, days or years) -> how many there may be."""


class Length(NamedTuple):
    """Whole years and where they are written; ``unit`` is the largest one in years, or None where
    none is printed; ``sure`` where its letter can mean nothing else.
    """

    years: int
    number: Fraction
    start: int
    end: int
    unit: Fraction | None
    sure: bool


def unit_of(words: str) -> Fraction | None:
    """The unit that a label names (``in months``): the largest, as a share of a year."""
    words_of = re.findall(r"[^\W\d_]+(?:/o)?", words)
    matches = [match for word in words_of if (match := _UNIT.fullmatch(word))]
    return max((_share(match) for match in matches), default=None)


def at(text: str, start: int, asked: Fraction | None = None) -> Length | None:
    """The length written from ``start`` on; ``asked`` is the unit that its label names."""
    if (match := _BRITISH.match(text, start)) is not None:
        unit = _OF[match["of"]]
        count = Fraction(match["count"])
        return Length(int(count * unit), count, start, match.end(), unit, True)
    total, end, largest, first = Fraction(0), start, None, None
    for part in _parts(text, start):
        share = part.share if part.share is not None else asked or Fraction(1)
        if part.start > start and (part.share is None or (largest and share >= largest)):
            break
        total += part.number * share
        largest = largest or part.share
        first = first or part
        end = part.end
    if first is None:
        return None
    return Length(int(total), first.number, start, end, largest or asked, first.sure)


class _Part(NamedTuple):
    number: Fraction
    share: Fraction | None
    start: int
    end: int
    sure: bool


def _parts(text: str, start: int) -> Iterator[_Part]:
    place = start
    while (match := _COUNT.match(text, place)) is not None:
        count = _counted(match)
        unit = _UNIT.match(text, match.end())
        share = _share(unit) if unit else None
        sure = True
        if unit is not None and (letter := unit.group().strip(" .()[]-")).casefold() in _LETTERS:
            sexed = _SEXED.match(text, unit.end())
            follows = _COUNT.match(text, _joint(text, unit.end())) or place > start
            sure = bool(sexed or follows)
            many = count > _LETTERS[letter.casefold()]
            if not sure and (letter.isupper() or many):  # the sex
                unit, share, sure = None, None, True
        end = unit.end() if unit else match.end()
        shown = end - (len(text[:end]) - len(text[:end].rstrip(" .)]")))
        yield _Part(count, share, place, shown, sure)
        if unit is None:
            return
        place = _joint(text, end)


def _counted(match: re.Match[str]) -> Fraction:
    words, part = match["count"], (match["part"] or "").strip(" -").removeprefix("and ")
    whole = words[0].isdecimal()
    count = Fraction(words.replace(",", ".")) if whole else Fraction(spoken.number(words) or 0)
    if "/" in part:
        over, under = (int(figures) for figures in part.split("/"))
        return count + (Fraction(over, under) if under and over < under else 0)
    return count + _PARTS.get(part, Fraction(0))


def _share(unit: re.Match[str]) -> Fraction:
    return _SHARES[int((unit.lastgroup or "u0")[1:])]


def _joint(text: str, place: int) -> int:
    match = _JOINT.match(text, place)
    return match.end() if match else place
