"""How notes tell whole years of age (``63-year-old``, ``52 ans``, ``fifty six year old`` in a
transcript), the year of birth, and what of it is the patient's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes.kin import KIN
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

LABELLED, TOLD = 0.95, 0.6
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = [
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
]  # fmt: skip
SPOKEN = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(ONES)}))?|{'|'.join(TEENS)})"
"""An age of adults in English words."""

AGED = re.compile(
    r"(?<![\w.])(?:(?P<old>\d{1,3})[\s-]*(?:years?|yrs?|yr|y)[\s./-]*(?:old|o|of age)\b"
    r"|(?P<short>\d{1,3})\s?(?:y/?o|yo|y\.o\.)(?![\w/])|aged (?P<aged>\d{1,3})\b"
    r"|(?P<german>\d{1,3})-?(?:\s?j|j)[aä]hrige?[rnms]?\b|(?P<letter>\d{1,3})\s?/?\s?(?:M|F)"
    r"(?![\w'’/]))"
    r"|(?:mujer|var[oó]n|hombre|paciente|niñ[ao]|femme|homme|patiente?)"
    r"\b[^.;\d]{0,40}?(?P<romance>\d{1,3})\s(?:años|ans)\b"
    r"|(?<!\w)(?P<edad>\d{1,3})\s(?:años de edad|Jahre alt|Jahren?,)"
    r"|\(\s?(?P<bracket>\d{1,3})\s?[/,]?\s?[MFWHV]\s?\)"
    r"|[(,]\s?(?P<years>\d{1,3})\s(?:ans|años|anni|Jahre|years|yrs)\s?[),]"
    r"|\b(?:[âa]gée?|de edad|de) (?:de )?(?P<of>\d{1,3})\s(?:ans|años)\b"
    rf"|(?<!\w)(?P<spoken>{SPOKEN})[ -]years?[ -]old\b"
    r"|(?<![\w./-])(?<!\bx )(?<!\bfor )(?<!\bon )"
    r"(?P<years_sex>\d{1,3})\s?(?:Y|[Yy]rs?|YRS?|[Yy]ears?)\s?/?\s?[MF](?![\w'’/]|\s[A-Z]\b)"
    r"|(?<![\w./-])(?P<sex_years>(?<=\b[MF]\s)\d{1,3})\s?Y(?:RS?)?(?![\w'’])"
    r"|(?<![\w./-])(?P<sex_age>(?<=\b[MF]/)\d{1,3})\s?[Yy]?(?![\w'’/])",
)
_OTHERS = re.compile(
    rf"\b(?:{KIN}|donor|roommate|caller"
    r"|hermano|hermana|hijo|hija|padre|madre|died|deceased)\b",
    re.IGNORECASE,
)
_BROUGHT = re.compile(r"\b(?:with|by) (?:\w+ )?\w+\W*$", re.IGNORECASE)
"""Who came along (``9-month-old with mother``)."""
_BIRTH = (
    r"(?:date of birth|birth ?date|d\.?[o0]\.?b\b\.?|geb(?:\.|oren)(?: am)?|geburtsdatum|"
    r"fecha de nacimiento|f\. ?nac\w*\.?|nacid[oa] el|date de naissance|née? le|born(?: on)?)"
)
_YEAR = r"(?P<year>(?:18[89]|19\d|20[0-4])\d)(?![\d/.-]\d|\d)"
_BORN_ON = re.compile(
    rf"(?<!\w){_BIRTH}[\W_]{{0,4}}(?:\w+,? )?(?:\d{{1,2}}[\s./-]|\d{{4}}[./-]\d)", re.IGNORECASE
)
"""A day of birth."""
_BORN_LABEL = re.compile(
    r"(?<!\w)(?:year of birth|birth ?year|y\.?o\.?b\b\.?|geburtsjahr|jahrgang|jg\.|"
    rf"a[ñn]o de nacimiento|ann[eé]e de naissance|{_BIRTH}(?=\s*:))\W{{0,4}}{_YEAR}",
    re.IGNORECASE,
)
_BORN_IN = re.compile(
    rf"(?<!\w)(?:born in|geboren(?: im jahre?)?|nacid[oa] en|née? en)\s+{_YEAR}", re.IGNORECASE
)
SALUTATION = re.compile(
    r"^\W*(?:dear|sehr geehrte|liebe[rs]?|chers?|chère|estimad|querid|distinguid|egregi|gentile)",
    re.IGNORECASE,
)
"""How the row begins in which a letter greets its reader."""


def birth_years(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The year of birth where no day of birth is printed: behind its label, else as it is told of
    the patient (``born in 1949``), less surely.
    """
    if any(_BORN_ON.search(text) for _, text in texts(sheet)):
        return ()
    for pattern, belief in ((_BORN_LABEL, LABELLED), (_BORN_IN, TOLD)):
        for span, text in texts(sheet):
            match = pattern.search(text)
            if match is not None and own(text, match):
                place = Span(span.start + match.start("year"), span.start + match.end("year"))
                return (Found(value=match["year"], spans=(place,), belief=belief),)
    return ()


def texts(sheet: Sheet) -> Iterator[tuple[Span, str]]:
    """Rows in pairs, since a phrase may be broken between two."""
    for row, below in zip(sheet.rows, (*sheet.rows[1:], None), strict=True):
        end = below.span.end if below is not None and below.page == row.page else row.span.end
        text = sheet.text(Span(row.span.start, end))
        yield row.span, text.replace("\n", " ") if len(text) < 400 else sheet.text(row.span)


def own(text: str, match: re.Match[str]) -> bool:
    """Whether an age is the patient's own, not a relative's."""
    return own_at(text, match.start(), match.end())


def own_at(text: str, start: int, end: int) -> bool:
    """The same of what stands between two places."""
    before = re.split(r"[.;]\s", text[max(start - 30, 0) : start])[-1]
    behind = re.match(r"\W*(?:\w+\W+){0,2}", text[end : end + 40])
    said = behind.group() if behind else ""
    return not (_OTHERS.search(before) or (_OTHERS.search(said) and not _BROUGHT.search(said)))
