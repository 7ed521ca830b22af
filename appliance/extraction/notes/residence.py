"""Where the patient lives, told without a label: the postal line under or behind the name.

A letter names the patient in its subject and writes the address below
(``Re: Mr Ian Poe, DOB 8/5/1972`` / ``14 Rowan Close, Harrogate HG2 7LP``). What stands above the
name is the letterhead and the reader's; a labelled address is left to the candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import people
from appliance.extraction.sheet.addressed import TOWN
from appliance.extraction.sheet.cues import patterns
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

TOLD = 0.85
REACH = 2
"""Rows below the patient's name in which the address stands."""
SHORTEST, LONGEST = 12, 120
_LABEL = re.compile(
    r"^.*\b[^\W\d_][^\W\d_ ]{1,20}\s?:\s+|^.*\b(?:of|living at|lives at|residing at)\s+"
)
_STREET = re.compile(
    r"\d{1,5}[a-z]?(?:[/-]\d+)?\b(?!\s?(?:years?|yrs?|mg|ml|%|[/.:]))[^\d,]{3,40}|"
    r"[^\W\d_][^\d,]{3,40}\s\d{1,4}[a-z]?\b",
    re.IGNORECASE,
)
"""A house number with its street, in either order."""
_MONTHS = r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|oct|okt|nov|de[cz])[a-z]*"
_OTHER = re.compile(
    r"\b(?:chart|visit|date|d\.?o\.?b|mrn|nhs|mr ?#|acct|seen|born|age|sex)\b|"
    r"\b(?:hospital|file|case|record|account|phone|id) (?:no|nr|number)\b|"
    rf"\b{_MONTHS}\.? \d{{1,2}}, ?\d{{4}}\b|\b\d{{1,2}} {_MONTHS} \d{{4}}\b|\d/(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""Other numbers of a patient's: days, and those behind labels."""


def residences(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The first postal line near the patient's name, or nothing where an address has a label."""
    named = next((f for f in doctype.fields if f.finder == "patient"), None)
    asked = next((f for f in doctype.fields if f.finder == "residence"), None)
    if named is None or asked is None:
        return ()
    if any(cue.search(sheet.text(row.span)) for row in sheet.rows for cue in patterns(asked)):
        return ()
    told = people.patients(sheet, doctype, named)
    return next(iter(_near(sheet, told[0].spans[-1].end)), ()) if told else ()


def _near(sheet: Sheet, end: int) -> Iterator[tuple[Found, ...]]:
    """The postal lines from the end of a name on."""
    row = sheet.row_at(end - 1)
    for below in sheet.rows[row.index : row.index + REACH + 1] if row else ():
        start = max(below.span.start, end)
        text = sheet.document.text[start : below.span.end]
        for town in TOWN.finditer(text):
            label = _LABEL.match(text[: town.start()])
            begin = label.end() if label else 0
            street = _STREET.search(text, begin, town.start())
            if street is None:
                continue
            place = Span(start + street.start(), start + town.end())
            words = " ".join(sheet.text(place).split())
            if SHORTEST <= len(words) <= LONGEST and not _OTHER.search(words):
                yield (Found(value=words, spans=(place,), belief=TOLD),)
