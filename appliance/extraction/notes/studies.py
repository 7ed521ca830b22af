"""Examinations that were done: behind a label (``Exam: US ABDOMEN``), in front of what they showed
(``CT abdomen with contrast: dilated appendix``), or as a heading over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.sheet import segments
from appliance.extraction.sheet.borders import BORDER, bordered
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

LABELLED, SHOWN = 0.85, 0.6
LONGEST = 9
"""Words of an examination's name."""
NOT_DONE = frozenset({"plan", "instructions", "history_family"})
"""What is only to be done, or was done to others."""
_WAY = (
    r"(?:(?-i:CTA?|MR[AI]?|PET(?:[-/]CT)?|US|XR|TAC|RMN?|IRM|EKG|ECG|CXR|KUB|DEXA|TTE|TEE|EEG|EMG)|"
    r"x-?ray|ultraso(?:und|nograph\w*)|sonogra(?:m|ph|f)\w*|mammogra(?:m|ph|f)\w*|"
    r"radiogra(?:ph|f)\w*|r[öo]ntgen\w*|[eé]?(?:ch|k|c)ocardiogra\w+|echokardiogra\w+|"
    r"[eé]chographie|ecograf[ií]a|doppler|scanner|"
    r"[^\W\d_]{3,}(?:scop(?:y|ie|ia)|skopie)|[^\W\d_]*angiogra(?:m|ph|f)\w*|"
    r"coronar(?:iograf[ií]a|ographie)|[sz](?:c|z)?intigra\w+|ele[ck]tro[ck]ardiogra\w+|spirometr\w+|"
    r"biops(?:y|ie|ia)|endoscop\w+)"
)
_STUDY = re.compile(rf"(?<![^\W_]){_WAY}(?![^\W_])", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:^|[{BORDER}]|\s{{2,}}|\.\s)(?P<label>procedures?(?: performed)?|"
    r"exam(?:ination)?(?: type| name)?|study|test performed|procedimiento|prueba|examen|"
    r"untersuchung|eingriff|acte|intervention)"
    rf"\s*[:{BORDER}]\s*(?P<what>[^\W_][^{BORDER}:\n]*)",
    re.IGNORECASE,
)
_ACT = re.compile(r"procedure|procedimiento|eingriff|acte|intervention", re.IGNORECASE)
"""A label whose answer is an act, whatever its words."""
_FRONT = re.compile(r"\s*(?:[-•*·]\s+|\d{1,2}[.)]\s+|\d{3,4}\s+|\d{1,2}:\d\d\s+)?")
_FINDING = re.compile(r"(?P<what>[^\W\d_][^:.;\n]{1,70}?)\s*(?:\((?=\d)|:\s+(?=\S)|:$)")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[A-ZÀ-Þ])|(?<=\d)\.\s+(?=[A-ZÀ-Þ])")
_DATE = re.compile(r"\s(?:on|vom|am|del?|du|le)?\s?\(?\d{1,4}[./-]\d.*$")
_NO_NAME = re.compile(
    r"\b(?:is|was|were|no|not|will|if|results?|reports?|findings?|images?|pending|ordered|schedul\w+|"
    r"repeat|refused|compar\w+|technique|indication|history|prior|needed|recommend\w*)\b",
    re.IGNORECASE,
)
"""What names no examination that was done."""


def studies(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Each examination once, where it is first told."""
    undone = [
        row
        for segment in segments.find(sheet, doctype)
        if segment.about in NOT_DONE
        for row in segment.rows
    ]
    found: dict[str, Found] = {}
    for row in sheet.rows:
        if any(span.start <= row.span.start < span.end for span in undone):
            continue
        text = bordered(sheet, row.span)
        for start, words, belief in (*_labelled(text), *_shown(text)):
            place = Span(row.span.start + start, row.span.start + start + len(words))
            item = Found(value=" ".join(words.split()), spans=(place,), belief=belief)
            found.setdefault(item.value.casefold(), item)
    return tuple(found.values())


def _labelled(text: str) -> Iterator[tuple[int, str, float]]:
    for match in _LABEL.finditer(text):
        words = re.split(r"\s{2,}|\.\s|\.$|;", match["what"])[0]
        words = _DATE.sub("", words).rstrip(" ,.")
        known = _ACT.match(match["label"]) or _STUDY.search(words)
        if known and _is_name(words):
            yield match.start("what"), words, LABELLED


def _shown(text: str) -> Iterator[tuple[int, str, float]]:
    """An examination at the beginning of its row or sentence, with its finding behind it."""
    front = _FRONT.match(text)
    for start in (front.end() if front else 0, *(m.end() for m in _SENTENCE.finditer(text))):
        match = _FINDING.match(text, start)
        words = _DATE.sub("", match["what"]).rstrip(" ,") if match else ""
        if words and _STUDY.search(words) and _is_name(words):
            yield start, words, SHOWN


def _is_name(words: str) -> bool:
    return (
        0 < len(words.split()) <= LONGEST
        and any(ch.isalpha() for ch in words)
        and not _NO_NAME.search(words)
    )
