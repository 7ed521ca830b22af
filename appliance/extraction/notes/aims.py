"""Figures of a note that are no results of today: what it wants or warns of (``goal LDL < 70
mg/dL``), what was measured long before (``prior creatinine 1.8``, ``LDL 160 two years ago``).
"""

from __future__ import annotations

import re

NEAR = 45
"""Characters in front of a figure's name in which its clause says so."""
_WANTED = re.compile(
    r"\b(?:goals?|targets?|targeting|aim(?:ing|s)? for|aims?|keep(?:ing)?|maintain(?:ing)?|"
    r"should be|thresholds?|cut-?offs?|if|unless|until|hold for|call for|notify for|ziel\w*|falls|"
    r"objetivo|meta|objectifs?|cibles?)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\s{1,2}(?:goals?|targets?|zielwert|objetivo|objectif|cible)\b(?!\s?(?:met|reached|[:=<>≤≥]|\d))",
    re.IGNORECASE,
)
_PARTED = re.compile(r",\s|\b(?:is|was|now|today|currently|aktuell|actual)\b", re.IGNORECASE)
"""What ends the reach of an aim: the next member, or what was measured against it."""


def wanted(text: str, start: int, end: int) -> bool:
    """Whether the figure at ``text[start:end]``, its name included, is only aimed at."""
    front = _WANTED.search(text[max(start - NEAR, 0) : start])
    if front and not _PARTED.search(front.group()):
        return True
    return bool(_SAID.match(text[end : end + NEAR]))


_FORMER = (
    r"(?:prior|previous(?:ly)?|former(?:ly)?|old|past|baseline|earlier|historical|fr[uü]here[rsn]?"
    r"|vorherige[rsn]?|previ[oa]s?|anterior(?:es)?|ant[eé]rieure?s?)"
)
_EARLIER = re.compile(rf"\b{_FORMER}\s(?:\w{{1,20}}\s)?$", re.IGNORECASE)
_NAMED_EARLIER = re.compile(rf"(?:(?:his|her|their|the)\s)?{_FORMER}\s", re.IGNORECASE)
_AGO = re.compile(
    r"[\s,(]{0,2}(?:(?:about|over|more than|some)\s)?(?:(?:\d{1,2}|an?|one|two|three|four|five|six"
    r"|several|(?:a\s)?few|many)\s(?:weeks?|months?|years?|decades?)\s(?:ago|earlier|before)\b"
    r"|last\s(?:year|month)\b|(?:back\s)?in\s(?:19|20)\d\d\b"
    r"|vor\s\w{1,8}\s(?:wochen|monaten|jahren)\b|hace\s\w{1,8}\s(?:semanas|meses|años)\b"
    r"|il y a\s\w{1,8}\s(?:semaines|mois|ans)\b)|\s?(?:->|→|=>)\s?\d",
    re.IGNORECASE,
)


def earlier(text: str, start: int, end: int, name: str = "") -> bool:
    """Whether the result at ``text[start:end]`` is one of long before, or one that has changed
    since: so its ``name`` says, or the words in front of it or behind it."""
    return bool(
        _NAMED_EARLIER.match(name)
        or _EARLIER.search(text[max(start - NEAR, 0) : start])
        or _AGO.match(text[end : end + NEAR])
    )
