"""Calendar dates as people print them, and their ISO 8601 form.

Separators are matched by back-reference, because OCR glues the time to the date
(``27/05/201812:25``): the year may be followed by a clock time without a blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from appliance.extraction.kinds.regular import by_letter
from appliance.types import Span

PIVOT = 70
"""Two-digit years from here on belong to the 20th century."""

_MONTHS = (
    "january|jan|januar|jänner|janvier|janv|enero|ene|gennaio|gen|januari|januar|января|янв",
    "february|feb|februar|feber|février|fevrier|févr|fevr|febrero|febbraio|februari|февраля|фев",
    "march|mar|märz|maerz|mrz|mars|marzo|maart|mac|марта|мар",
    "april|apr|avril|avr|abril|abr|aprile|апреля|апр",
    "may|mai|mayo|maggio|mag|mei|мая",
    "june|jun|juni|juin|junio|giugno|giu|июня|июн",
    "july|jul|juli|juillet|juil|julio|luglio|lug|julai|июля|июл",
    "august|aug|août|aout|agosto|ago|augustus|ogos|августа|авг",
    "september|sept|sep|septembre|septiembre|settembre|set|сентября|сент|сен",
    "october|oct|oktober|okt|octobre|octubre|ottobre|ott|октября|окт",
    "november|nov|novembre|noviembre|ноября|ноя|нояб",
    "december|dec|dezember|dez|décembre|decembre|déc|diciembre|dic|dicembre|disember|dis"
    "|декабря|дек",
)
_MONTH_OF = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split("|")}
_MONTH = by_letter("|".join(sorted(_MONTH_OF, key=len, reverse=True)))

_END = r"(?=\d{1,2}:\d{2}|(?!\d))"  # no further digit, unless a glued clock time
_YEAR = rf"(?:(?:19|20)\d\d{_END}|'?\d\d{_END})"
_GAP = r"[\s\-/.,'_]{0,3}"

_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?<!\d)(?P<y>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m>\d\d?)\s?(?P=sep)\s?(?P<d>\d\d?){_END}",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)[年년]\s?(?P<m>\d\d?)[月월]\s?(?P<d>\d\d?)[日일]",
        rf"(?<![\d.,])(?P<a>\d\d?)\s?(?P<sep>[-/.])\s?(?P<b>\d\d?)\s?(?P=sep)\s?(?P<y>{_YEAR})",
        rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|º|°|\.)?{_GAP}(?:de\s|of\s)?\s?"
        rf"(?<![^\W\d_])(?:(?P<twice>[a-z])(?=(?P=twice)))?(?P<mon>{_MONTH})(?![^\W\d_])\.?{_GAP}"
        rf"(?:de\s|del\s)?(?P<y>{_YEAR})",
        # "Lunch Set 12.50" is a price, "Mar 12,18" a day
        rf"(?<![^\W\d_])(?P<mon>{_MONTH})(?![^\W\d_])(?!\s+\d\d?(?:\.\d\d|,[4-9]\d)(?![\d.]))"
        rf"\.?[\s\-/]{{0,2}}(?P<d>\d\d?)"
        rf"(?:st|nd|rd|th)?(?!\d){_GAP}(?P<y>{_YEAR})",
        rf"(?<!\d)(?P<y>(?:19|20)\d\d){_GAP}(?<![^\W\d_])(?P<mon>{_MONTH})(?![^\W\d_]){_GAP}"
        rf"(?P<d>\d\d?)(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d) ?(?P<m>0[1-9]|1[0-2]) ?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        r"(?<!\d)(?P<d>0[1-9]|[12]\d|3[01]) ?(?P<m>0[1-9]|1[0-2]) ?(?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
_NUMERIC = _SHAPES[2]
_FORMS = {
    (named, dated, parted): tuple(
        (index, shape)
        for index, shape in enumerate(_SHAPES)
        if (named or "mon" not in shape.groupindex)
        if (dated or "(?:19|20)" not in shape.pattern.replace(_YEAR, ""))
        if (parted or shape is not _NUMERIC)
    )
    for named, dated, parted in product((True, False), repeat=3)
}
"""The forms by what a text has: the beginning of a month's name, of a year in four figures, the
same separator twice."""
_BEGINNING = re.compile("|".join(sorted({name[:3] for name in _MONTH_OF if name.isascii()})))
_ANY_BEGINNING = re.compile(
    by_letter("|".join(sorted({name[:3] for name in _MONTH_OF}))), re.IGNORECASE
)
_FIGURES = re.compile(r"\d\D*\d\D*\d")
"""No date has fewer: a day, a month's name and two figures of the year."""
COMPACT = len(_SHAPES) - 2
"""From this index on there are no separators (``20180428``): most such numbers are no dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date found in a text. ``shape`` is the index of the form it was printed in."""

    span: Span
    iso: str
    shape: int
    full_year: bool


def _year(text: str) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= PIVOT else 2000)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _uneven(match: re.Match[str]) -> bool:
    """Whether blanks stand around one separator only (``HC03-7 - 15``): hyphens of a code."""
    one, other = match.end("a"), match.end("b")
    return match.start("b") - one != match.start("y") - other


def _resolve(match: re.Match[str], day_first: bool) -> date | None:
    """The date that a match states, or ``None`` where the calendar has no such day."""
    groups = match.groupdict()
    year = _year(groups["y"])
    if "a" in groups:
        if len(groups["y"]) < 4 and _uneven(match):
            return None
        first, second = int(groups["a"]), int(groups["b"])
        day, month = (first, second) if day_first else (second, first)
        return _calendar(year, month, day) or _calendar(year, day, month)
    month = int(groups["m"]) if groups.get("m") else _MONTH_OF[groups["mon"].lower()]
    return _calendar(year, month, int(groups["d"]))


def find(text: str, *, day_first: bool = True, offset: int = 0) -> Iterator[Dated]:
    """The dates of ``text``, most explicit shape first where two overlap.

    ``offset`` is added to the spans. A numeric date that only works the other way round
    (``12/13/2016`` with ``day_first``) is read that way.
    """
    if not _FIGURES.search(text):
        return
    taken: list[Span] = []
    for index, shape in _shapes(text):
        for match in shape.finditer(text):
            span = Span(match.start(), match.end())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            found = _resolve(match, day_first)
            if found is None:
                continue
            taken.append(span)
            yield Dated(
                span=Span(span.start + offset, span.end + offset),
                iso=found.isoformat(),
                shape=index,
                full_year=len(match["y"].lstrip("'")) == 4,
            )


def _shapes(text: str) -> Sequence[tuple[int, re.Pattern[str]]]:
    """The forms that can stand in a text with their places: without the beginning of a month's name
    none that names one. Only ASCII has one lower case in all rules, so else that of patterns."""
    named = _BEGINNING.search(text.lower()) if text.isascii() else _ANY_BEGINNING.search(text)
    parted = text.count(".") > 1 or text.count("/") > 1 or text.count("-") > 1
    return _FORMS[bool(named), "20" in text or "19" in text, parted]


def ambiguous(text: str) -> bool:
    """Whether a printed date means two days of the year, by who reads it."""
    match = _SHAPES[2].search(text)
    parts = {int(match["a"]), int(match["b"])} if match else set()
    return len(parts) == 2 and max(parts) <= 12


def numeric_order(text: str) -> tuple[int, int]:
    """How many numeric dates can only be day-first, and how many only month-first."""
    day, month = 0, 0
    for match in _NUMERIC.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        day += first > 12 >= second
        month += second > 12 >= first
    return day, month
