"""Names of months as days are written with them, and the Persian calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple


class Names(NamedTuple):
    """One way of naming the twelve months; variants of a name are parted by a bar, the first is
    the one written."""

    months: Sequence[str]
    persian: bool = False

    def number(self, name: str) -> int | None:
        """1 to 12; ``None`` for what is no month here."""
        for at, variants in enumerate(self.months, start=1):
            if name.casefold() in variants.split("|"):
                return at
        return None

    def written(self, month: int, like: str) -> str:
        """The name of a month in the case of another."""
        name = self.months[month - 1].partition("|")[0]
        if like.isupper():
            return name.upper()
        return name[0].upper() + name[1:] if like[0].isupper() else name


SYSTEMS = (
    Names((
        "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december",
    )),
    Names((
        "jan", "feb", "mar", "apr", "may", "jun",
        "jul", "aug", "sep|sept", "oct", "nov", "dec",
    )),
    Names((
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre|setiembre", "octubre", "noviembre", "diciembre",
    )),
    Names((
        "ene", "feb", "mar", "abr", "may", "jun",
        "jul", "ago", "sep", "oct", "nov", "dic",
    )),
    Names((
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    )),
    Names((
        "janv", "févr", "mars", "avr", "mai", "juin",
        "juil", "août", "sept", "oct", "nov", "déc",
    )),
    Names((
        "januar|jänner", "februar", "märz", "april", "mai", "juni",
        "juli", "august", "september", "oktober", "november", "dezember",
    )),
    Names((
        "jan", "feb", "mär", "apr", "mai", "jun",
        "jul", "aug", "sep", "okt", "nov", "dez",
    )),
    Names((
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
        "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
    )),
    Names((
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    )),
    Names((
        "ژانویه", "فوریه", "مارس", "آوریل", "مه|می", "ژوئن",
        "ژوئیه|جولای", "اوت|آگوست", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
    )),
    Names((
        "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد|امرداد", "شهریور",
        "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
    ), persian=True),
)  # fmt: skip
GERMAN = (SYSTEMS[6], SYSTEMS[7])
PERSIAN_YEARS = range(1300, 1451)
"""A year of these is one of the Persian calendar (1921 to 2072): no document is of their like."""
_FIRST = date(1921, 3, 21)  # 1 Farvardin 1300


def every_name() -> Iterator[str]:
    """All names and variants, the longest first."""
    names = {one for system in SYSTEMS for month in system.months for one in month.split("|")}
    return iter(sorted(names, key=lambda name: (-len(name), name)))


def _leap(year: int) -> bool:
    """The cycle of 33 years, which is the calendar's own from 1178 to 1633."""
    return (25 * year + 11) % 33 < 8


def _length(year: int, month: int) -> int:
    return 31 if month <= 6 else 30 if month < 12 or _leap(year) else 29


def from_persian(year: int, month: int, day: int) -> date:
    """The same day in our calendar; raises ``ValueError`` for a day that there is not."""
    if year not in PERSIAN_YEARS or not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        raise ValueError("no day of the Persian calendar")
    before = sum(366 if _leap(one) else 365 for one in range(PERSIAN_YEARS.start, year))
    within = sum(_length(year, one) for one in range(1, month))
    return _FIRST + timedelta(days=before + within + day - 1)


def to_persian(day: date) -> tuple[int, int, int]:
    """Year, month and day in the Persian calendar; raises ``ValueError`` outside its years."""
    year = day.year - 621
    if year - 1 not in PERSIAN_YEARS or year not in PERSIAN_YEARS:
        raise ValueError("no year of the Persian calendar")
    if day < from_persian(year, 1, 1):
        year -= 1
    left = (day - from_persian(year, 1, 1)).days
    month = 1
    while left >= _length(year, month):
        left -= _length(year, month)
        month += 1
    return year, month, left + 1
