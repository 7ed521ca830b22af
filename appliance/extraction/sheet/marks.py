"""Check boxes on printed forms: which are ticked, and what they stand beside.

A box is a ballot box (☒, ☐), one of the Wingdings letters that word processors print for one
(``x``, ``þ``, ``ý`` ticked; ``o``, ``¨``, ``q`` empty), brackets or strokes (``[X]``, ``[ ]``,
``/X/``). It stands before its label or behind it; a form does it one way throughout a list.
Questions are answered by ``Yes ☒ No ☐``, in either order, or by a single box at their end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.found import Found
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet.cues import patterns
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

BELIEF = 0.95
HEAD = 14_000
"""Characters from the beginning in which a form's boxes stand."""
QUESTION = 1_200
"""Longest question in characters."""
BEHIND = 70
"""Characters between a label and its box: a remark in brackets."""
TALLEST = 6
"""Rows of a label."""
ALIGNED = 3.0
"""Points by which the rows of one label begin (or have their middles) apart, at most."""

_TICKED = (
    r"[☒☑✓✔✗✘⌧■þýÞ]|\[\s?[xX✓✔]\s?\]|\(\s?[xX✓]\s?\)|(?<![\w’'.-])[xX](?![\w’'.-])"
    r"|(?<!\w)/\s?[xX]\s?/(?!\w)|(?<!\w)_+[xX]_+(?!\w)|\|\s?[xX]\s?\|"
)
_EMPTY = (
    r"[☐□¨❑❒◻⬜]|\[\s{0,3}_?\s?\]|\(\s{1,3}\)|(?<![\w’'./-])[oOqð](?![\w’'./-])"
    r"|(?<!_)_{2,12}(?!_)|(?<![\w/])/\s{1,4}/(?![\w/])|\|[\s_]\|"
)
_BOX = re.compile(rf"(?P<ticked>{_TICKED})|(?P<empty>{_EMPTY})")
_YES_NO = re.compile(r"\b(?:(?P<yes>yes)|(?P<no>no))\b", re.IGNORECASE)
_NEXT = re.compile(
    r"\b(?:indicate (?:by (?:a )?check ?mark|the number)|if an emerging growth|if securities are|"
    r"check the appropriate|securities registered|as of \w+ \d|the aggregate market|"
    r"state the aggregate|documents incorporated|item \d|table of contents|note[.:—–-])",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:indicate|check ?mark|check the|elected|whether)[^☐☒☑]{0,900}$", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box with its place in the text."""

    span: Span
    ticked: bool


def boxes(text: str, start: int, end: int) -> list[Box]:
    """The boxes between two offsets."""
    return [
        Box(span=Span(*match.span()), ticked=match.lastgroup == "ticked")
        for match in _BOX.finditer(text, start, end)
    ]


def find(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The answer to a yes-or-no field whose cues are a question or a label."""
    text = sheet.document.text[:HEAD]
    for cue in map(_over_rows, patterns(spec)):
        found = list(cue.finditer(text))
        found.sort(key=lambda match: not _labels(text, match))  # a label before a question
        for match in found:
            box = _answer(text, match) or _centred(sheet, match)
            if box is not None:
                value = "true" if box.ticked else "false"
                return (Found(value=value, spans=(box.span,), belief=BELIEF),)
    return ()


def chosen(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The choice whose printed label is ticked."""
    text = sheet.document.text[:HEAD]
    if spec.kind is not Kind.CHOICE:
        return ()
    for key, words in spec.choices.items():
        label = compiled(r"\b(?<!non-)(?:" + "|".join(map(re.escape, words)) + r")\b")
        for match in _over_rows(label).finditer(text):
            box = _beside(text, match.start(), match.end())
            if box is not None and box.ticked:
                place = Span(match.start(), match.end())
                return (Found(value=key, spans=(place,), belief=BELIEF),)
    return ()


@cache
def _over_rows(cue: re.Pattern[str]) -> re.Pattern[str]:
    """The same words where a row breaks between two of them."""
    return re.compile(re.sub(r"\\? ", r"\\s+", cue.pattern), cue.flags)


def _labels(text: str, cue: re.Match[str]) -> bool:
    """Whether a cue is a label with a box beside it that is not that of a yes or no."""
    box = _beside(text, cue.start(), cue.end())
    return box is not None and not _YES_NO.match(text[box.span.end :].lstrip())


def _answer(text: str, cue: re.Match[str]) -> Box | None:
    """A label's box stands beside it; a question's behind it."""
    asked = _ASKED.search(text[max(cue.start() - QUESTION, 0) : cue.start()])
    if asked is None or _row_of_its_own(text, cue.start()) or _labels(text, cue):
        beside = _beside(text, cue.start(), cue.end())
        if beside is not None or asked is None:
            return beside
    stop = _NEXT.search(text, cue.end(), cue.end() + QUESTION)
    end = stop.start() if stop else min(cue.end() + QUESTION, len(text))
    answered = _yes_or_no(text, cue.end(), end)
    if answered is not None:
        return answered
    single = boxes(text, cue.end(), end)
    return single[-1] if single else None


def _row_of_its_own(text: str, start: int) -> bool:
    """A cue that begins a row, perhaps behind its box."""
    row = text[text.rfind("\n", 0, start) + 1 : start]
    return not _BOX.sub("", row).strip()


def _yes_or_no(text: str, start: int, end: int) -> Box | None:
    """The box of "yes", as ticked or, where only one of the two is ticked, its opposite."""
    words = [m for m in _YES_NO.finditer(text, start, end) if _near_box(text, m.start(), m.end())]
    found = boxes(text, start, end)
    found = [box for box in found if any(_close(text, box, word) for word in words)]
    if not words or not found:
        return None
    before = found[0].span.start < words[0].start()
    pairs = zip(found, words, strict=False) if before else _followed(found, words)
    answers: dict[bool, Box] = {}
    for box, word in pairs:
        answers.setdefault(bool(word["yes"]), box)
    yes, no = answers.get(True), answers.get(False)
    if yes is not None and (yes.ticked or no is None or not no.ticked):
        return yes
    return Box(span=no.span, ticked=not no.ticked) if no is not None else None


def _followed(
    found: Sequence[Box], words: Sequence[re.Match[str]]
) -> Iterator[tuple[Box, re.Match[str]]]:
    """Each word with the first box between it and the next word."""
    limits = [*(word.start() for word in words[1:]), 10**9]
    for word, limit in zip(words, limits, strict=True):
        box = next((b for b in found if word.end() <= b.span.start < limit), None)
        if box is not None:
            yield box, word


def _near_box(text: str, start: int, end: int) -> bool:
    return bool(
        _BOX.search(text, max(start - 8, 0), start) or _BOX.match(text[end : end + 8].strip())
    )


def _close(text: str, box: Box, word: re.Match[str]) -> bool:
    gap = (
        text[word.end() : box.span.start]
        if box.span.start >= word.end()
        else text[box.span.end : word.start()]
    )
    return len(gap) <= 8 and not any(ch.isalpha() for ch in gap)


def _centred(sheet: Sheet, cue: re.Match[str]) -> Box | None:
    """The box left of a label of several rows, which is printed beside the middle of them."""
    first = sheet.row_at(cue.start())
    if first is None or first.box is None or sheet.text(first.span)[:1].isspace():
        return None
    if cue.start() > first.span.start:
        return None
    for row in sheet.rows[first.index + 1 : first.index + TALLEST]:
        text = sheet.text(row.span)
        box = _BOX.match(text)
        words = next(iter(sheet.document.words_in(Span(row.span.start, row.span.start + 1))), None)
        if row.page != first.page or row.box is None or words is None:
            return None
        if box is not None:
            left = words[1].box.right < first.box.left
            rest = text[box.end() :].strip()
            return _box_at(row.span.start, box) if left and rest else None
        middles = (row.box.left + row.box.right, first.box.left + first.box.right)
        if min(abs(row.box.left - first.box.left), abs(middles[0] - middles[1]) / 2) > ALIGNED:
            return None
    return None


def _box_at(start: int, match: re.Match[str]) -> Box:
    return Box(
        span=Span(start + match.start(), start + match.end()),
        ticked=match.lastgroup == "ticked",
    )


def _beside(text: str, start: int, end: int) -> Box | None:
    """The box of a label: before it if the row's (or list's) first mark stands before a label."""
    row = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before = [
        b for b in boxes(text, max(row - 8, 0), start) if not text[b.span.end : start].strip()
    ]
    behind = _BOX.search(text, end, min(end + BEHIND, len(text)))
    gap = text[end : behind.start()] if behind else ""
    follows = behind is not None and not re.sub(r"\([^)]*\)|[\s:.…]", "", gap)
    leads = text[row:start].lstrip()
    first = _BOX.match(leads or text[start:end])
    if before and (first or not follows):
        return before[-1]
    if follows and behind is not None:
        return Box(span=Span(*behind.span()), ticked=behind.lastgroup == "ticked")
    return None
