"""Where a row of several medicines is parted: ``aspirin 81 mg daily, albuterol HFA prn; ASA``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.extraction.notes.dosage import COUNT, FREQUENCY, UNIT

_BESIDE = (
    r"(?!(?:one|two|three|four|half|takes?|taken|taking|by|po|oral\w*|with|without|at|in|on|to|"
    r"then|as|every|each|once|twice|tabs?|tablets?|caps?|capsules?|puffs?|sprays?|drops?|for|if|up|"
    r"may|and|or|x|total|last|first|max\w*|apply|inhale|inject|use|give|before|after|until|of|no|"
    r"per|via|dose|doses|strength|morning|noon|night|evening|bedtime|\w+ly)\b)"
)
"""What goes on with the directions of the medicine in front."""
_NAME = rf"{_BESIDE}(?!(?i:{FREQUENCY.pattern}))[^\W\d_][\w/'’-]+"
_STRENGTH = rf"(?i:{COUNT}\s?{UNIT}\b|\d+(?:[.,]\d+)?\s+(?={FREQUENCY.pattern}))"
_SPLIT = re.compile(
    r"[,;]\s+(?:and\s+)?(?=[A-ZÀ-Þ][^\W\d_]{3,}|[^\W\d_A-Z]{5,}(?:\s[^\W\d_A-Z]+)?\s+\d)"
    r"|;\s+(?=\W?[^\W\d_]{2})|\.\s+(?=[A-Z])"
    rf"|,\s+(?:and\s+)?(?={_NAME}(?:\s{_NAME}){{0,2}}\s+(?:{_STRENGTH}|(?i:{FREQUENCY.pattern})))"
)
_SAID = (
    r"(?!(?i:none|nil|nothing|denies|denied|declines|refuses|reviewed|unchanged|unknown|same|see|"
    r"continues?|continued|reconciled|discussed|patient|pt|he|she|they)\b)"
)
"""What a row says of the patient and the list, between commas as medicines are."""
_PLAIN = re.compile(rf"{_BESIDE}{_SAID}[^\W\d_][\w'’-]{{2,}}(?:\s[^\W\d_][\w'’-]+){{0,2}}")
"""A medicine that stands without figures."""
_COMMA = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
BARE = 3
"""Names without any figure from which a row between commas is a list of such."""


def parts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Begin and end of each medicine of a row from ``start`` on, in order."""
    joints = list(_SPLIT.finditer(text, start))
    plain = [word.strip(" .;") for word in _COMMA.split(text[start:])]
    if len(plain) >= BARE and all(_PLAIN.fullmatch(word) for word in plain):
        joints = list(_COMMA.finditer(text, start))
    for joint in joints:
        yield start, joint.start()
        start = joint.end()
    yield start, len(text)


def behind(text: str, start: int) -> str:
    """What a text says of the medicine at ``start``: up to the next one or the sentence's end."""
    stop = re.search(r";|[.](?=\s|$)", text[start:])
    told = text[start : start + stop.start()] if stop else text[start:]
    return next((told[: joint.start()] for joint in _SPLIT.finditer(told)), told)
