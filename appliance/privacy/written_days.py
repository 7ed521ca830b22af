"""Days as documents write them: in figures or with the month's name, with a year or without, in
our calendar or the Persian one; read, and written again in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from appliance.privacy.months import (
    GERMAN,
    PERSIAN_YEARS,
    SYSTEMS,
    Names,
    every_name,
    from_persian,
    to_persian,
)

_TIME = r"(?:[T, ]+(?:at )?\d{1,2}:\d{2}.*)?"
_NAME = "|".join(map(re.escape, every_name()))
_SUFFIX = r"(?P<suffix>st|nd|rd|th|er|[ºo°]|ام|م)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}})( ?[-/.] ?)(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TIME}",
        rf"(?P<first>\d{{1,2}})( ?[-/.] ?)(?P<second>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_TIME}",
        r"(?P<first>\d{1,2})( ?[-/.] ?)(?P<second>\d{1,2})\.?",
        r"(?:(?P<year>\d{4}|\d{2})\s?年\s?)?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]",
        rf"(?P<day>\d{{1,2}}){_SUFFIX}[ .-]{{0,2}}(?:of |de |day of )?(?P<name>{_NAME})"
        rf"(?:\.?,?[ -]{{0,2}}(?:del? )?(?:año )?(?: ?ماه)?(?: ?سال)? ?['’]?"
        rf"(?P<year>\d{{4}}|\d{{2}}))?(?: ?(?:года?|г\.?))?{_TIME}",
        rf"(?P<name>{_NAME})\.?[ -]?(?P<day>\d{{1,2}}){_SUFFIX}"
        rf"(?:(?=\D)[,.]? ?-?\s?['’]?(?P<year>\d{{4}}|\d{{2}}))?{_TIME}",
    )
)
_SHORT = ("day", "month", "first", "second")
_ZEROS = "0٠۰"
_ORDINALS = ("st", "nd", "rd", "th")


@dataclass(frozen=True, slots=True)
class Written:
    """A day in its form: ``parts`` are the places of what changes, by what they say.

    ``first`` and ``second`` are day and month in the document's own order.
    """

    text: str
    parts: dict[str, tuple[int, int]]
    systems: Sequence[Names] = ()

    def _said(self, part: str) -> str:
        start, end = self.parts[part]
        return self.text[start:end]

    @property
    def ordered(self) -> bool:
        """Whether day and month are told apart by the document's order only."""
        return "first" in self.parts

    @property
    def _padded(self) -> bool:
        """Whether a day or month of one figure has a nought before it."""
        said = [self._said(part) for part in self.parts if part in _SHORT]
        return any(one[0] in _ZEROS for one in said) or (
            not self.systems and all(len(one) == 2 for one in said)
        )

    @property
    def yearless(self) -> bool:
        """Whether the form has no year."""
        return "year" not in self.parts

    @property
    def persian(self) -> bool:
        """Whether it is a day of the Persian calendar."""
        if self.systems:
            return self.systems[0].persian
        return not self.yearless and int(self._said("year")) in PERSIAN_YEARS

    def day(self, *, month_first: bool, year: int) -> date | None:
        """The day meant, in ``year`` where it has none; ``None`` where there is no such day."""
        if self.systems:
            month, day = self.systems[0].number(self._said("name")) or 0, int(self._said("day"))
        elif self.ordered:
            first, second = int(self._said("first")), int(self._said("second"))
            month, day = (first, second) if month_first else (second, first)
        else:
            month, day = int(self._said("month")), int(self._said("day"))
        try:
            if self.persian:
                return from_persian(self._year(year - 621), month, day)
            return None if self._year(year) in PERSIAN_YEARS else date(self._year(year), month, day)
        except ValueError:
            return None

    def _year(self, missing: int) -> int:
        """In figures; a short one is of this century, or in the Persian calendar none."""
        if self.yearless:
            return missing
        said = self._said("year")
        return int(said) + (2000 if len(said) == 2 and not self.persian else 0)

    def moved(self, now: date, *, month_first: bool, like: Sequence[Names]) -> str:
        """Another day in the same form, calendar and figures; a time of day is left away.

        ``like`` orders the ways of naming months where the name belongs to several.
        """
        year, month, day = to_persian(now) if self.persian else (now.year, now.month, now.day)
        values = {"year": year, "month": month, "day": day}
        values |= dict(zip(("first", "second") if month_first else ("second", "first"),
                           (month, day), strict=True))  # fmt: skip
        made, at = "", 0
        for part, (start, end) in sorted(self.parts.items(), key=lambda item: item[1]):
            said, wanted = self.text[start:end], values.get(part, 0)
            if part == "name":
                said = min(self.systems, key=like.index).written(month, said)
            elif part == "suffix":
                said = _suffix(said, day)
            else:
                said = _figures(said, wanted, padded=self._padded)
            made, at = made + self.text[at:start] + said, end
        return made + _behind(self.text[at:])


def read(value: str) -> Written | None:
    """A day as it is written; ``None`` where it is none of these forms."""
    for form in _FORMS:
        if match := form.fullmatch(value):
            parts = {name: match.span(name) for name in match.groupdict() if match.group(name)}
            return Written(value, parts, _named(match.groupdict().get("name"), value))
    return None


def _named(name: str | None, value: str) -> tuple[Names, ...]:
    """The ways of naming that know a month; a point behind the day is German's."""
    systems = tuple(one for one in SYSTEMS if name and one.number(name))
    german = tuple(one for one in systems if one in GERMAN)
    return german if german and re.match(r"\d+\. ?[^\d\s]", value) else systems


def _suffix(said: str, day: int) -> str:
    """The ending of an ordinal: English ones follow the number, French has one for the first."""
    if said.casefold() in _ORDINALS:
        made = "th" if 10 < day < 20 else _ORDINALS[min((day - 1) % 10, 3)]
        return made.upper() if said.isupper() else made
    return "" if said.casefold() == "er" and day != 1 else said


def _figures(said: str, number: int, *, padded: bool) -> str:
    """A number in the figures of the one that stood there; a year as short as that."""
    short = number % 100 if number > 99 and len(said) == 2 else number
    width = len(said) if len(said) == 4 else 2 if number > 99 or padded else 1
    zero = next((zero for zero in _ZEROS if 0 <= ord(said[0]) - ord(zero) < 10), "0")
    return "".join(chr(ord(zero) + int(sign)) for sign in f"{short:0{width}d}")


def _behind(rest: str) -> str:
    """What stands behind the last part, without a time of day."""
    return re.sub(rf"{_TIME}$", "", rest)
