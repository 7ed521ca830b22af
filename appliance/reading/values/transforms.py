"""Printed numbers, dates and marks of inline XBRL as exact values.

The names are those of the Transformation Registry of XBRL International (versions 1 to 5) with
punctuation folded away (``num-dot-decimal`` = ``numdotdecimal``), and of the SEC's registry.
"""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal, InvalidOperation

from appliance.reading.values import calendars, number_words, official_codes

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "janv", "januar", "ene"), ("feb", "fév", "fev", "februar"),
            ("mar", "mär", "maa", "mrz"), ("apr", "avr", "abr"), ("may", "mai", "mei", "maj"),
            ("jun", "juin"), ("jul", "juil"), ("aug", "aoû", "aou", "ago"),
            ("sep", "set"), ("oct", "okt", "out", "ott"), ("nov",),
            ("dec", "dez", "déc", "dic"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\s\d.,/\-_]+")
TRUE_MARKS = ("☒", "☑", "✓", "✔", "x", "þ", "ý", "yes", "true")
FALSE_MARKS = ("☐", "□", "o", "¨", "q", "", "no", "false")
LEAP = 2024
"""Some leap year: a day without a year may be the last of February."""
LONGEST_SCALE = 30
_COMMA_IS_POINT = frozenset(
    {"numcommadecimal", "numcommadecimalapos", "numdotcomma", "numspacecomma", "numcomma"}
)
_PLAIN = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_WIDE = str.maketrans("，．", ",.")
_BETWEEN = r"\s'’ʼ`´＇′"
"""What stands between groups of digits in all languages."""
_FIXED = {
    "fixedtrue": "true", "booleantrue": "true", "fixedfalse": "false", "booleanfalse": "false",
    "fixedempty": "", "nocontent": "",
}  # fmt: skip
_AS_PRINTED = frozenset(
    {
        "", "exchnameen", "stateprovnameen", "countrynameen", "edgarprovcountryen",
        "entityfilercategoryen",
    }
)  # fmt: skip
"""Codes of places and offices are nobody's printed value: their names stay (``code`` says them)."""


def number(shown: str, form: str, scale: str, sign: str) -> str:
    """The exact decimal of a displayed number, "" where it is none."""
    form = _folded(form)
    if form in ("fixedzero", "numdash", "zerodash"):
        return "0" if form == "fixedzero" or not _DIGITS.search(shown) else ""
    if form == "numwordsen":
        value = number_words.number(shown)
        return _scaled(value, scale, sign) if value is not None else ""
    if form and not form.startswith("num"):
        return ""
    if form.startswith("numunitdecimal"):
        shown = _joined(shown)
    try:
        return _scaled(Decimal(_digits(shown.translate(_WIDE), form) or "?"), scale, sign)
    except InvalidOperation:
        return ""


def _digits(shown: str, form: str) -> str:
    """A number's digits and point, "" where it is not written as its form says: signs, units and
    other figures beside it, the other language's point. Without a form it is a plain decimal."""
    if not form:
        return shown.strip() if _PLAIN.fullmatch(shown.strip()) else ""
    point, group = (",", ".") if form in _COMMA_IS_POINT else (".", ",")
    whole, _, part = shown.strip().partition(point)
    groups = re.split(rf"[{group}{_BETWEEN}]+", whole)
    even = len(groups) == 1 or (
        0 < len(groups[0]) < 4
        and all(1 < len(one) < 4 for one in groups[1:-1])  # two in India
        and len(groups[-1]) == 3
    )
    digits = "".join(groups)
    fraction = re.sub(r"\s", "", part)
    if not even or not re.fullmatch(r"\d*", digits + fraction) or not digits + fraction:
        return ""
    return f"{digits or 0}.{fraction or 0}"


def _joined(shown: str) -> str:
    """``5 euro 50 cent`` -> ``5.50``: whole units, then hundredths in one or two digits."""
    runs = re.findall(r"\d[\d,.\s]*", shown)
    if len(runs) != 2:
        return ""
    whole, part = (re.sub(r"\D", "", run) for run in runs)
    return f"{whole}.{part:0>2}" if len(part) <= 2 else ""


def _scaled(value: Decimal, scale: str, sign: str) -> str:
    try:
        power = int(scale or "0")
    except ValueError:
        return ""
    if abs(power) > LONGEST_SCALE:
        return ""
    value = value.scaleb(power)
    return plain(-value if sign == "-" else value)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros that mean nothing."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"


def words(shown: str, form: str, sign: str = "") -> str | None:
    """The exact value of displayed text: dates and durations in ISO 8601, marks as true or false.

    ``None`` where the form is none that we know, or the text has another one.
    """
    form = _folded(form)
    if form in _FIXED:
        return _FIXED[form]
    if form in ("boolballotbox", "yesnoballotbox"):
        mark = shown.strip().lower()
        if mark not in TRUE_MARKS + FALSE_MARKS:
            return None
        marked = mark in TRUE_MARKS
        return ("no", "yes")[marked] if form[0] == "y" else ("false", "true")[marked]
    if form.startswith(("dur", "date", "num", "zerodash", "fixedzero")):
        return _measured(shown, form, sign) or None
    return shown if form in _AS_PRINTED else None


def code(shown: str, form: str) -> str:
    """The code that the SEC's registry makes of the name of a place, an exchange or a category of
    filers (``DE`` of ``Delaware``), "" for other forms and names."""
    return official_codes.of(shown, _folded(form))


def is_empty(form: str) -> bool:
    """Whether the fact is reported as an empty text, whatever the page shows."""
    return _FIXED.get(_folded(form)) == ""


def _measured(shown: str, form: str, sign: str) -> str:
    """A length of time, a date or a number in words' place, "" where it is none."""
    if form == "durwordsen":
        return number_words.duration_words(shown)
    if form.startswith("dur"):
        return number_words.duration(shown, form.removeprefix("dur"), sign)
    if form.startswith("date"):
        return _iso(calendars.of_an_era(shown)) if "era" in form else _date(shown, form)
    return number(shown, form, "", sign)


def _folded(form: str) -> str:
    return re.sub(r"[^a-z0-9]", "", form.rpartition(":")[2].lower())


def _date(shown: str, form: str) -> str:
    """Day, month and year in the order that the form's name says."""
    order = re.findall(r"day|month|year", form.replace("monthname", "month"))
    if not order:  # the short names: dateslashus, dateslasheu, datedoteu, datelongus, ...
        order = ["month", "day", "year"] if "us" in form else ["day", "month", "year"]
    numbers = [int(digits) for digits in _DIGITS.findall(shown)]
    named = (_month(word, form[-2:]) for word in _WORDS.findall(shown))
    month = next((number for number in named if number), None)
    if month is not None and "month" in order:
        numbers.insert(min(order.index("month"), len(numbers)), month)
    parts = dict(zip(order, numbers, strict=False))
    if len(numbers) != len(order):  # more: of several days it is not told which
        return ""
    return _iso(parts)


def _month(word: str, language: str) -> int | None:
    """By the language that the form's name ends with, else by any that is widely read."""
    told = calendars.month(word, language)
    word = word.lower()
    known = next((word[:size] for size in (6, 5, 4, 3) if word[:size] in MONTHS), "")
    return told or MONTHS.get(known)


def _iso(parts: dict[str, int]) -> str:
    month, day, year = parts.get("month", 0), parts.get("day", 0), parts.get("year")
    if not 1 <= month <= 12:
        return ""
    longest = monthrange(LEAP if year is None else 2000 + year if year < 100 else year, month)[1]
    if "day" in parts and not 1 <= day <= longest:
        return ""
    if year is None:
        return f"--{month:02}-{day:02}"
    year += 2000 if year < 100 else 0
    return f"{year:04}-{month:02}" + (f"-{day:02}" if "day" in parts else "")
