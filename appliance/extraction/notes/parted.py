"""Names that forms ask for in parts; the speakers of a dialogue, whose labels ask for nothing."""

from __future__ import annotations

import re
from collections import Counter

from appliance.extraction.found import Found
from appliance.extraction.sheet.borders import BORDER, bordered
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

BELIEF = 0.95
NEAR = 3
"""Rows between the parts of one name."""
TURNS = 3
"""Rows that open with the same label in a dialogue; a form asks once."""

_GIVEN = (
    r"nombres?(?: de pila)?|first name|given names?|forenames?(?:\(s\))?|vornamen?|pr[eé]noms?|"
    r"voornaam"
)
_FAMILY = (
    r"(?:primer |segundo )?apellidos?|(?:last|family) name|surname|nachname|familienname"
    r"|nom(?: de famille)?|cognome|achternaam|name"
)
_WORDS = r"[^\W\d_][^\W\d_'’. -]*(?:[ '’.-]{1,2}[^\W\d_][^\W\d_'’-]*){0,5}?"
_END = rf"(?=\s*(?:[.,;|{BORDER}]|$)|\s{{2,}}|\s+[^\W\d_][\w ]{{1,18}}:)"
_PART = re.compile(
    rf"(?<!\w)(?:(?P<given>{_GIVEN})|(?P<family>{_FAMILY}))\s*:[\s{BORDER}]*(?P<value>{_WORDS}){_END}",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\[?([^\W\d_][\w .']{1,24})(?::|\])")


def names(sheet: Sheet) -> tuple[Found, ...]:
    """The first name whose given and family part stand near each other, given name first."""
    parts: dict[str, tuple[int, Span]] = {}
    for row in sheet.rows:
        for match in _PART.finditer(bordered(sheet, row.span)):
            kind = "given" if match["given"] else "family"
            start, end = match.span("value")
            parts[kind] = (row.index, Span(row.span.start + start, row.span.start + end))
            if len(parts) == 2 and abs(parts["given"][0] - parts["family"][0]) <= NEAR:
                spans = (parts["given"][1], parts["family"][1])
                value = " ".join(" ".join(sheet.text(span).split()) for span in spans)
                return (Found(value=value, spans=spans, belief=BELIEF),)
    return ()


def speakers(sheet: Sheet) -> frozenset[str]:
    """Who speaks in a dialogue: labels that open row after row (``Doctor:``, ``Patient:``)."""
    return sheet.once("speakers", lambda: _speakers(sheet))


def _speakers(sheet: Sheet) -> frozenset[str]:
    opening = (_SPEAKER.match(sheet.text(row.span)) for row in sheet.rows)
    turns = Counter(match[1].strip() for match in opening if match)
    return frozenset(name for name, count in turns.items() if count >= TURNS)
