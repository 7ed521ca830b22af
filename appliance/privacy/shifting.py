"""Days moved by one number per document, so that the time between two of them stays.

In which order a document writes day and month is told by its own days: a 13 to 31 is no month. No
moved day is one that the document has itself; it would stand there as a value that was redacted.
Days without a year are counted in the year that the document's others are of, most of them.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from appliance.privacy.months import SYSTEMS, Names
from appliance.privacy.written_days import Written, read

NEAREST, FARTHEST = 30, 330  # days
YEAR = 2000  # where no day of a document has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How the days of one document are moved; ``own`` are those that it has, ``bare`` those of
    them (month, day) that have no year, ``year`` the one they are counted in.

    ``names`` are the ways of naming months, the document's usual ones first.
    """

    days: int
    month_first: bool
    own: frozenset[date]
    bare: frozenset[tuple[int, int]] = frozenset()
    year: int = YEAR
    names: Sequence[Names] = SYSTEMS

    def moved(self, value: str) -> str | None:
        """A day in its own form; ``None`` where it is in no known one, or cannot be moved."""
        written = read(value)
        then = written.day(month_first=self.month_first, year=self.year) if written else None
        if written is None or then is None:
            return None
        try:
            now = then + timedelta(days=self.days)
            if now in self.own or (now.month, now.day) in self.bare:
                return None
            return written.moved(now, month_first=self.month_first, like=self.names)
        except (OverflowError, ValueError):  # beyond the calendar
            return None


def chosen(values: Iterable[str], seed: int, *, month_first: bool) -> Shift:
    """The shift of a document with these days; ``month_first`` is for those that do not tell."""
    told = [written for value in values if (written := read(value))]
    first = _month_first(told, otherwise=month_first)
    dated = [(one, one.day(month_first=first, year=YEAR)) for one in told if not one.yearless]
    years = Counter(day.year for _, day in dated if day)
    year = min(years, key=lambda one: (-years[one], one)) if years else YEAR
    days = [(one, one.day(month_first=first, year=year)) for one in told]
    own = frozenset(day for _, day in days if day)
    bare = frozenset((day.month, day.day) for one, day in days if day and one.yearless)
    rng = random.Random(seed)  # noqa: S311  # the vault is the secret
    possible = [*range(-FARTHEST, -NEAREST + 1), *range(NEAREST, FARTHEST + 1)]
    rng.shuffle(possible)
    apart = min(possible, key=lambda apart: _meeting(own, bare, apart))
    names = _names(told)
    return Shift(days=apart, month_first=first, own=own, bare=bare, year=year, names=names)


def _names(told: Iterable[Written]) -> Sequence[Names]:
    """The ways of naming months, those that most of a document's days know first."""
    known = Counter(SYSTEMS.index(system) for one in told for system in one.systems)
    return sorted(SYSTEMS, key=lambda system: -known[SYSTEMS.index(system)])


def _month_first(told: Iterable[Written], *, otherwise: bool) -> bool:
    pairs = [one for one in told if one.ordered]
    by_day, by_month = (
        sum(one.day(month_first=order, year=YEAR) is not None for one in pairs)
        for order in (False, True)
    )
    return otherwise if by_day == by_month else by_month > by_day


def _meeting(own: frozenset[date], bare: frozenset[tuple[int, int]], apart: int) -> int:
    """How many days of a document fall on another one of it when moved so far."""
    ordinals = {day.toordinal() for day in own}
    met = sum(ordinal + apart in ordinals for ordinal in ordinals)
    if not bare:
        return met
    moved = (day + timedelta(days=apart) for day in own if 1 < day.year < date.max.year)
    return met + sum((day.month, day.day) in bare for day in moved)
