"""The parts and items of a periodic report, as its form sets them: ``PART II``, ``Item 1A. Risk
Factors`` (17 CFR 249.308a, 249.310).
"""

from __future__ import annotations

import re

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

BELIEF = 0.9
MOST = 60
_HEADING = re.compile(
    r"^[ \t]*(?P<title>"
    r"(?P<number>(?i:PART\s+[IVX]{1,4}|ITEM\s+\d{1,2}[A-C]?(?:\.\d\d)?))(?:\([a-z]\))?"
    r"(?P<name>[ \t.:–—-]*$|[ \t.:–—-]+[^\W\d_a-z][^\n]{0,140}$|[ \t.:–—-]+[\d\[][^\n]{0,140}$))",
    re.MULTILINE,
)
"""A sentence that names an item goes on in small letters, or behind a comma."""
_ITEM = re.compile(r"[ \t]*(?:part|item)\s+[\dIVX]", re.IGNORECASE)
_PAGE = re.compile(r"[\s.]*\s\d{1,3}$")
_OPEN = re.compile(r"(?:[,;&]|\b(?:of|and|or|the|to|for|in|on|by|with|from|certain))$", re.I)
_SENTENCE = re.compile(r"\b[^\W\d_A-Z]{5,}")
"""Titles begin their longer words with a capital."""
_AROUND = 2000
"""Characters before and behind a heading that tell how wide the rows are there."""
_SHORT = 0.6
"""Share of that width that the rest of a heading takes at most."""


def sections(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Parts and items in the order of the report, each once, whole where a row broke it."""
    text = sheet.document.text
    kept: dict[str, Found] = {}
    part = ""
    for match in _HEADING.finditer(text):
        number = " ".join(match["number"].split()).casefold()
        part = number if number.startswith("part") else part
        key = number if number.startswith("part") else f"{part} {number}"
        if key not in kept:
            start = match.start("title")
            end = _end(text, start, start + len(match["title"].rstrip()))
            title = " ".join(text[start:end].split())
            title = (_PAGE.sub("", title) if match["name"].strip(" .") else title).rstrip(" .")
            kept[key] = Found(value=title, spans=(Span(start, end),), belief=BELIEF)
        if len(kept) >= MOST:
            break
    return tuple(kept.values())


def _end(text: str, start: int, end: int) -> int:
    """Where the heading ends: in its row, or in the next where that goes on with it."""
    below = text[end + 1 :].split("\n", 1)[0] if text[end : end + 1] == "\n" else ""
    begun, rest = text[start:end], _PAGE.sub("", below.strip())
    if not rest or _ITEM.match(rest) or _PAGE.search(begun):
        return end
    around = text[max(0, start - _AROUND) : end + _AROUND].split("\n")
    widest = max(len(row.strip()) for row in around)
    if len(rest) <= _SHORT * widest and _goes_on(begun, rest, widest):
        return end + 1 + len(below.rstrip())
    return end


def _goes_on(begun: str, rest: str, widest: int) -> bool:
    """Whether a row is the rest of a heading: its end is open, or the row had no room for the next
    word, and what follows is a title, not a sentence."""
    if not rest[0].isalpha():
        return False
    full = len(begun) + 1 + len(rest.split(maxsplit=1)[0]) > widest
    return bool(_OPEN.search(begun)) or (full and not _SENTENCE.search(rest))
