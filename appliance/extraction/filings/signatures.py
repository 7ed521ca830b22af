"""Who signed a filing: conformed signatures read ``/s/ Name`` (17 CFR 232.302)."""

from __future__ import annotations

import re

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

BELIEF = 0.9
_SIGNED = re.compile(r"/s/\s*(?P<rest>[^\n]{3,120})", re.IGNORECASE)
_WORD = r"(?:[A-ZÀ-Þ][\w'’-]*\.?|[A-Z]\.|de|la|van|von|der|den|di|du)"
_NAME = re.compile(
    rf"{_WORD}(?:,?\s{_WORD}){{1,4}}(?:,\s(?:Jr|Sr|II|III|M\.?D|Ph\.?D|CPA|Esq)\.?)?"
)
_BOARD = re.compile(
    r"on behalf of the (?:board|directors|members)[^\n]{0,80}\bby:?[ \t]*\n(?:[\W_]*\n)?\W*"
    rf"(?P<rest>{_WORD}(?:\s{_WORD}){{1,4}})[ \t]*\n\W*(?:director|secretary|chair)",
    re.IGNORECASE,
)
"""Accounts of British companies: the name in print, above the office."""
_OFFICE = re.compile(
    r"[,\s]+(?:senior|vice|executive|president|chief|director|treasurer|secretary|chairman|chair|"
    r"chairwoman|principal|controller|officer|attorney|date|name|title|by|its|general|managing|"
    r"interim|co-|corporate|authorized|member|trustee|partner|on behalf|dated|january|february|"
    r"march|april|may|june|july|august|september|october|november|december)\b.*$",
    re.IGNORECASE,
)


def signatories(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The names behind conformed signatures, each once."""
    kept: dict[str, Found] = {}
    for match in _BOARD.finditer(sheet.document.text):
        place = Span(match.start("rest"), match.end("rest"))
        name = " ".join(match["rest"].split())
        kept.setdefault(name.casefold(), Found(value=name, spans=(place,), belief=BELIEF))
    for cell in (cell for row in sheet.rows for cell in row.cells):
        for match in _SIGNED.finditer(sheet.text(cell.span)):
            name = _name(match["rest"])
            if name:
                start = cell.span.start + match.start("rest") + match["rest"].index(name)
                place = Span(start, start + len(name))
                kept.setdefault(name.casefold(), Found(value=name, spans=(place,), belief=BELIEF))
    return tuple(kept.values())


def _name(text: str) -> str:
    """The name at the beginning, without office, date, or its own repetition in print."""
    match = _NAME.search(_OFFICE.sub("", text))
    if match is None or match.start() > 2:
        return ""
    words = match.group().split()
    for size in range(2, len(words)):
        if [w.casefold() for w in words[size : size + 2]] == [w.casefold() for w in words[:2]]:
            return " ".join(words[:size])
    return match.group().rstrip(" ,")
