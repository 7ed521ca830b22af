"""What kind of document a record calls itself, in one of its first rows.

A title is known by its words (the type's headings), or by its last: ``note``, ``report``,
``evaluation``; it stands in a cell of its own, or behind the name of the house.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.sheet import segments
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

TITLE = "document"
"""What a heading is about that names the document itself."""
TOP = 12
"""Rows in which a document says what it is."""
KNOWN, ENDING = 0.9, 0.8
LONGEST = 8
"""Words of a title."""
_ENDS = re.compile(
    r"(?:(?:report|note|summary|letter|evaluation|assessment|exam(?:ination)?|form|notification|"
    r"consultation|questionnaire|record|referral|certificate|chart|sheet|check-?up|visit|results|"
    r"requisition|history and physical|hoja|informe|nota|anamnese(?:bogen)?|gutachten|"
    r"[^\W\d_]*(?:bericht|brief|befund|bogen|protokoll)|compte[- ]rendu|ordonnance|certificat)"
    r"(?: (?:to|for|of|de|del) [\w' -]{2,30})?|(?:informe|nota|hoja|lettre|"
    r"compte[- ]rendu) [\w' -]+)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s+[-–—|]\s+")
_SMALL = re.compile(r"(?:of|the|and|for|to|de|del|la|y|et|und|du|d|by|with|on|in)\b")


def titles(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The first title at the head of the document."""
    for place in _cells(sheet):
        words = sheet.text(place)
        about = segments.about(words, doctype.headings)
        known = about == TITLE
        if known or (not about and _is_title(words)):
            belief = KNOWN if known else ENDING
            return (Found(value=" ".join(words.split()), spans=(place,), belief=belief),)
    return ()


def _cells(sheet: Sheet) -> Iterator[Span]:
    """Rows, cells, and the parts of cells between dashes, without marks around them."""
    for row in sheet.rows[:TOP]:
        for span in dict.fromkeys([row.span, *(cell.span for cell in row.cells)]):
            text = sheet.text(span)
            start = 0
            for joint in (None, *_BREAK.finditer(text), None):
                end = joint.start() if joint else len(text)
                words = text[start:end].strip(" :*_#=-")
                if words:
                    at = span.start + text.index(words, start)
                    yield Span(at, at + len(words))
                start = joint.end() if joint else 0


def _is_title(words: str) -> bool:
    """Set as a title, and ending (or in Romance languages beginning) in a word for a paper."""
    parts = words.split()
    if not 1 <= len(parts) <= LONGEST or words[-1] in ".,;" or ":" in words:
        return False
    capital = all(
        part[0].isupper() or not part[0].isalpha() or _SMALL.match(part) for part in parts
    )
    ends = [m for m in _ENDS.finditer(words) if m.end() == len(words)]
    return capital and bool(ends) and (len(parts) > 1 or words.isupper() or ends[0].start() > 0)
