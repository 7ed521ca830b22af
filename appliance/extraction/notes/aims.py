"""Figures that a note wants or warns of, and that nobody measured (``goal LDL < 70 mg/dL``)."""

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
