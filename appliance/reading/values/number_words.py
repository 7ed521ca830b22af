"""English numbers in words and lengths of time, as inline XBRL's transformations read them.

Source: the SEC's Inline XBRL Transformation Registry (``numwordsen``, ``durwordsen``, ``duryear``,
``durmonth``, ``durweek``, ``durday``, ``durhour``); XML Schema 1.1 part 2 (``duration``).
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_LARGE = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_WORD = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?")
_NONE = frozenset({"no", "none", "nil"})
_UNITS = ("year", "month", "week", "day", "hour")
_DAYS_A_MONTH = Decimal("30.4375")


def number(shown: str) -> Decimal | None:
    """``Twenty-three million and five`` -> 23000005; ``None`` for other words."""
    if not re.fullmatch(r"[A-Za-z,\s\u2010-\u2015-]+", shown):
        return None
    return _number(_WORD.findall(shown.lower()))


def _number(words: list[str]) -> Decimal | None:
    words = [word for word in words if word != "and"]
    if len(words) == 1 and words[0] in _NONE:
        return Decimal(0)
    total = part = 0
    for word in words:
        if word in _SMALL:
            part += _SMALL[word]
        elif word in ("a", "an"):
            part += 1
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _LARGE:
            total, part = total + (part or 1) * _LARGE[word], 0
        else:
            return None
    return Decimal(total + part) if words else None


def duration(shown: str, unit: str, sign: str = "") -> str:
    """A count of one unit (``5.5`` years -> ``P5Y6M``), "" where it is none."""
    try:
        count = Decimal(shown.replace(",", "").strip())
    except InvalidOperation:
        return ""
    if not count.is_finite() or not 0 <= count < 10**6 or unit not in _UNITS:
        return ""
    written = _written({unit: count})
    return f"-{written}" if sign == "-" and count else written


def duration_words(shown: str) -> str:
    """``Five years, two months`` -> ``P5Y2M``; "" where a word is not understood."""
    told: dict[str, Decimal] = {}
    waiting: list[str] = []
    for word in _WORD.findall(shown.lower()):
        unit = word.removesuffix("s")
        if unit not in _UNITS:
            waiting.append(word)
            continue
        count = _count(waiting)
        if count is None or unit in told:
            return ""
        told[unit], waiting = count, []
    nothing = not told and len(waiting) == 1 and waiting[0] in _NONE
    return "" if (waiting or not told) and not nothing else _written(told)


def _count(words: list[str]) -> Decimal | None:
    words = [word for word in words if word != "and"]
    if len(words) == 1 and words[0][:1].isdigit():
        return Decimal(words[0].replace(",", ""))
    return _number(words)


def _written(told: dict[str, Decimal]) -> str:
    """ISO 8601: fractions go into the next smaller units, weeks into days."""
    months, days, hours = Decimal(0), Decimal(0), told.get("hour", Decimal(0))
    years, rest = divmod(told.get("year", Decimal(0)), 1)
    months, over = divmod(told.get("month", Decimal(0)) + rest * 12, 1)
    days, left = divmod(
        told.get("day", Decimal(0)) + told.get("week", Decimal(0)) * 7 + over * _DAYS_A_MONTH, 1
    )
    if "day" in told or "week" in told:
        hours += left * 24
    parts = ((years, "Y"), (months, "M"), (days, "D"))
    written = "P" + "".join(f"{int(count)}{letter}" for count, letter in parts if count)
    if int(hours):
        written += f"T{int(hours)}H"
    return written if written != "P" else "P0D"
