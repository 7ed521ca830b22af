"""Days moved by one number per document, so that the time between two of them stays.

In which order a document writes day and month is told by its own days: a 13 to 31 is no month. No
moved day is one that the document has itself; it would stand there as a value that was redacted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

NEAREST, FARTHEST = 30, 330  # days
_NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{2}|\d{4})(?:[T, ]+\d{1,2}:\d{2}.*)?")


class _Written(NamedTuple):
    """A day of digits as it is written: its parts in order, and what joins them."""

    parts: tuple[str, str, str]
    joint: str

    @property
    def year_first(self) -> bool:
        return len(self.parts[0]) == 4

    def day(self, *, month_first: bool) -> date | None:
        """The day meant; ``None`` where there is none such."""
        first, second, third = self.parts
        if self.year_first:
            year, month, day = first, second, third
        else:
            year, month, day = third, *((first, second) if month_first else (second, first))
        try:
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How the days of one document are moved; ``own`` are those that it has."""

    days: int
    month_first: bool
    own: frozenset[date]

    def moved(self, value: str) -> str | None:
        """A day in its own shape; ``None`` where it is none of digits, or cannot be moved."""
        written = _written(value)
        then = written.day(month_first=self.month_first) if written else None
        if written is None or then is None:
            return None
        try:
            now = then + timedelta(days=self.days)
        except OverflowError:  # the last days of the year 9999
            return None
        if now in self.own:
            return None
        year = f"{now.year:04d}"
        if written.year_first:
            return written.joint.join((year, f"{now:%m}", f"{now:%d}"))
        pair = (f"{now:%m}", f"{now:%d}") if self.month_first else (f"{now:%d}", f"{now:%m}")
        return written.joint.join((*pair, year if len(written.parts[2]) == 4 else year[2:]))


def chosen(values: Iterable[str], seed: int, *, month_first: bool) -> Shift:
    """The shift of a document with these days; ``month_first`` is for those that do not tell."""
    told = [written for value in values if (written := _written(value))]
    first = _month_first(told, otherwise=month_first)
    own = frozenset(day for one in told if (day := one.day(month_first=first)))
    rng = random.Random(seed)  # noqa: S311  # the vault is the secret
    possible = [*range(-FARTHEST, -NEAREST + 1), *range(NEAREST, FARTHEST + 1)]
    rng.shuffle(possible)
    days = min(possible, key=lambda apart: _meeting(own, apart))
    return Shift(days=days, month_first=first, own=own)


def _written(value: str) -> _Written | None:
    match = _NUMERIC.fullmatch(value)
    if match is None:
        return None
    first, joint, second, third = match.groups()
    return _Written((first, second, third), joint)


def _month_first(told: Iterable[_Written], *, otherwise: bool) -> bool:
    pairs = [one for one in told if not one.year_first]
    by_day, by_month = (
        sum(one.day(month_first=order) is not None for one in pairs) for order in (False, True)
    )
    return otherwise if by_day == by_month else by_month > by_day


def _meeting(own: frozenset[date], apart: int) -> int:
    """How many days of a document fall on another one of it when moved so far."""
    ordinals = {day.toordinal() for day in own}
    return sum(ordinal + apart in ordinals for ordinal in ordinals)
