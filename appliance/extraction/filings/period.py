"""Which period a cover reports on, and on which day the fiscal year ends.

The words before the date are those of the forms (``For the fiscal year ended``, ``Date of
earliest event reported``); some write the number of weeks between them, or break the row.
"""

from __future__ import annotations

import re

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.filings import form
from appliance.extraction.filings.cover import CAPTIONED, cover
from appliance.extraction.found import Found
from appliance.extraction.kinds import dates
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

REACH = 60
"""Characters behind the words in which the date stands."""
_WEEKS = r"(?:\s*\(?\d{2}(?: or \d{2})?[ -]weeks?\)?)?"
_YEAR = re.compile(
    rf"\b(?:fiscal|financial|calendar)?\s?year{_WEEKS} ended\b{_WEEKS}[\W_]*"
    r"|^\W*date of fiscal year end\b[\W_]*",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"\bfor the (?:\w+[ -]){{0,3}}?(?:year|quarter|period|months?|"
    rf"weeks?){_WEEKS} ended\b{_WEEKS}[\W_]*"
    r"|^\W*(?:fiscal|financial) year ended\b[\W_]*"
    r"|\bdate of report\b(?:\s*\([^)\d\n]{0,60}\)|[^:\d\n]{0,60}?reported\)?)?\s*:?[\W_]*|"
    r"\bdate of earliest event reported\b[\W_]*|^\W*date of reporting period\b[\W_]*",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?P<day>[A-Z][A-Za-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][A-Za-z]{2,8}|\d{1,2}/\d{1,2})(?!\d)"
)
_UNTIL = re.compile(r"\s*(?:[-–—]|to|through|until)\s*")
_BRACKET = re.compile(r"\s*\(\s*")
_FROM = re.compile(r"\btransition period from\b[\s:]*", re.IGNORECASE)
_TO = re.compile(r"\bto\W*$", re.IGNORECASE)
_OPENING = re.compile(r"[\W_]*(?:[xoX]\b)?[\W_]*$")
"""What may stand in front in the same row: the mark of a box."""


def period(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The last day of the period, or the day of the event; nothing on forms that report on none."""
    kind = form.find(sheet, doctype, spec)
    never = spec.without.get("form_type", "")
    if kind and never and compiled(never).fullmatch(kind[0].value):
        return ()
    for span, text in _pairs(sheet):
        match = _PERIOD.search(text)
        if match is None or not _OPENING.match(text[: match.start()]):
            continue
        near = text[match.end() : match.end() + REACH]
        first = next(iter(sorted(dates.find(near, day_first=False), key=lambda d: d.span)), None)
        if first is not None and first.span.start <= 2 and first.full_year:
            first = _event(near, first)
            return (_found(first, span.start + match.end()),)
    return _transition(sheet)


def _event(near: str, reported: dates.Dated) -> dates.Dated:
    """The day of the event, which some print in brackets behind the day of the report; the last day
    of a period that is told from its first."""
    until = _UNTIL.match(near, reported.span.end)
    if until is not None:
        last = [d for d in dates.find(near, day_first=False) if d.span.start == until.end()]
        return last[0] if last and last[0].full_year else reported
    bracket = _BRACKET.match(near, reported.span.end)
    if bracket is None:
        return reported
    inside = [d for d in dates.find(near, day_first=False) if d.span.start == bracket.end()]
    return inside[0] if inside and inside[0].full_year else reported


def _transition(sheet: Sheet) -> tuple[Found, ...]:
    """The last day of a transition period, which stands behind its first one."""
    for span, text in _pairs(sheet):
        match = _FROM.search(text)
        near = text[match.end() : match.end() + REACH] if match else ""
        days = sorted(dates.find(near, day_first=False), key=lambda d: d.span)
        if match and len(days) > 1 and days[1].full_year and _TO.search(near[: days[1].span.start]):
            return (_found(days[1], span.start + match.end()),)
    return ()


def _found(day: dates.Dated, at: int) -> Found:
    place = Span(at + day.span.start, at + day.span.end)
    return Found(value=day.iso, spans=(place,), belief=CAPTIONED)


def year_end(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The day on which the fiscal year ends, where the cover is that of an annual report."""
    for span, text in _pairs(sheet):
        for match in _YEAR.finditer(text):
            day = _DAY.match(text, match.end())
            if day:
                place = Span(span.start + day.start("day"), span.start + day.end("day"))
                words = " ".join(day["day"].split())
                return (Found(value=words, spans=(place,), belief=CAPTIONED),)
    return ()


def _pairs(sheet: Sheet) -> list[tuple[Span, str]]:
    """Each row of the cover with the one below, since a date may be broken between two."""
    rows = cover(sheet)
    pairs = zip(rows, (*rows[1:], *rows[-1:]), strict=True)
    joined = [Span(row.span.start, below.span.end) for row, below in pairs]
    return [(span, sheet.text(span).replace("\n", " ")) for span in joined]
