"""Normal forms, so that the same value written in two ways compares equal."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero ene januari",
            "feb february februar février fevrier fév febrero februari",
            "mar march märz maerz mär mrz mars marzo mac",
            "apr april avril avr abril abr",
            "may mai mayo mei",
            "jun june juni juin junio",
            "jul july juli juillet juil julio julai",
            "aug august août aout agosto ago ogos",
            "sep sept september septembre septiembre",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre",
            "dec december dezember dez décembre decembre déc diciembre dic disember dis",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"^\D{0,3}(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\d{4,6}|T.*)?([+-]\d{4})?$")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[-/.\s]\s?(\d{1,2})\s?[-/.\s]\s?(\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(r"(?<!\d)(\d{1,2})[.\s/-]*([^\W\d_]{3,})\.?[\s/,-]*(\d{4}|\d{2})(?!\d)")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s,]+(\d{4})(?!\d)")


def folded(text: str) -> str:
    """Letters and digits only, lower case, accents folded away."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in spread if sign.isalnum())


def amount(text: str) -> Decimal | None:
    """``RM53.60``, ``1.234,56 €``, ``(12.00)``, ``-7.90`` as a decimal; else ``None``.

    The last separator is the decimal one, except a single comma before exactly three digits and
    a separator that repeats, which group.
    """
    body = re.sub(r"[^\d.,()+-]", "", text)
    digits = re.search(r"\d[\d.,]*", body)
    if digits is None:
        return None
    sign = -1 if "-" in body or body.startswith("(") else 1
    number = digits.group().strip(".,")
    try:
        return sign * Decimal(_plain(number))
    except InvalidOperation:
        return None


def _plain(number: str) -> str:
    marks = [mark for mark in ".," if mark in number]
    if len(marks) == 2:
        last = max(marks, key=number.rfind)
        other = "," if last == "." else "."
        return number.replace(other, "").replace(last, ".")
    if not marks:
        return number
    mark = marks[0]
    grouped = mark == "," and len(number) - number.rfind(",") == 4
    if grouped or number.count(mark) > 1:
        return number.replace(mark, "")
    return number.replace(mark, ".")


def day(text: str, *, day_first: bool = True) -> date | None:
    """A date in ISO, compact, numeric or spelled form; else ``None``.

    Two-digit years are of this century up to 69. A numeric date that is impossible in the given
    order is read in the other one.
    """
    text = text.strip()
    if found := _ISO.search(text) or _COMPACT.search(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.search(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        orders = ((second, first), (first, second))
        for month, number in orders if day_first else reversed(orders):
            if (value := _date(year, month, number)) is not None:
                return value
    if (found := _DAY_MONTH.search(text)) and (named := _month(found[2])):
        return _date(_year(found[3]), named, int(found[1]))
    if (found := _MONTH_DAY.search(text)) and (named := _month(found[1])):
        return _date(int(found[3]), named, int(found[2]))
    return None


def month_day(text: str) -> tuple[int, int] | None:
    """A day of the year: ``12/31``, ``--12-31``, ``September 28``, ``28 September``."""
    if found := re.search(r"(\d{1,2})[-/](\d{1,2})$", text.strip()):
        return int(found[1]), int(found[2])
    found = re.search(r"([^\W\d_]{3,})\D*(\d{1,2})", text)
    if found and (month := _month(found[1])):
        return month, int(found[2])
    found = re.search(r"(\d{1,2})\D*?([^\W\d_]{3,})", text)
    if found and (month := _month(found[2])):
        return month, int(found[1])
    return None


def phone(text: str) -> str:
    """The digits without a leading country code of North America."""
    digits = re.sub(r"\D", "", text)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


_TRUE = frozenset({"true", "yes", "1", "☒", "☑", "✓", "✔", "x", "[x]", "þ", "ý", "■"})
_FALSE = frozenset({"false", "no", "0", "☐", "□", "o", "¨", "[ ]", "[]", "q", "❑"})


def flag(text: str) -> bool | None:
    """A check box or a yes or no as a boolean; ``None`` for anything else."""
    plain = text.strip().casefold()
    return True if plain in _TRUE else False if plain in _FALSE else None


def _month(word: str) -> int | None:
    return _MONTHS.get(word.casefold())


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:
        year += 2000 if year < 70 else 1900
    return year


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
