"""Under which number the commission keeps a registrant.

Of several that differ it is the one beside the registrant's name, without those of predecessors.
Where nothing tells whose they are, a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction.filings.cover import CAPTIONED, cover, registrant
from appliance.extraction.filings.registered import coregistered
from appliance.extraction.found import Found
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

ROWS = 60
"""Rows in which a cover prints them; further below other filings are cited."""
DOUBTED = 0.8
"""Share of its claim that the first of several keeps: never enough to be accepted unseen."""
_ACTS = r"(?:(?:securities|investment company|exchange)\s+act(?:\s+of\s+19\d\d)?|19[34][034]\s+act)"
_CAPTION = re.compile(
    rf"(?:\b(?:commission|sec|{_ACTS})\s+|^\W*)file\s+(?:numbers?|nos?)\b[^\w(]*", re.IGNORECASE
)
_NUMBER = re.compile(r"(?P<number>\d{1,3}-\d{2,8}(?:-\d\d)?)(?![\d-])")
_NEXT = re.compile(
    r"\s{0,4}(?P<whose>\([^()]{0,60}\))?\s{0,4}(?:[,;/&]|\band\b)\s{0,4}(?:and\s{1,4})?"
    rf"{_NUMBER.pattern}",
    re.IGNORECASE,
)
"""Another number of the same caption, with whom the one before it belongs to."""
_ALONE = re.compile(r"[\W_]*(?!\d\d-\d{7}(?!\d))(?P<number>\d{1,3}-\d{2,8}(?:-\d\d)?)[\W_]*")
_FORMER = re.compile(r"\b(?:former|formerly|predecessor|prior|previous)\b", re.IGNORECASE)


class Told(NamedTuple):
    """A number, its place, and the words that stand about it."""

    number: str
    span: Span
    words: str

    @property
    def same(self) -> tuple[str, ...]:
        """What two ways to write a number share: 1-123 and 001-00123."""
        return tuple(part.lstrip("0") for part in self.number.split("-"))


def find(sheet: Sheet, doctype: Doctype, spec: FieldSpec) -> tuple[Found, ...]:
    """The registrant's of the numbers with captions of their own, the first in doubt where nothing
    tells which; nothing where no caption stands beside a number."""
    rows = cover(sheet)[:ROWS]
    told = [*_behind(sheet, rows), *_above(sheet, rows)]
    if not told:
        return ()
    current = [one for one in told if not _FORMER.search(one.words)]
    names = coregistered(sheet) or registrant(sheet, doctype, _name(doctype, spec))
    name = _folded(names[0].value) if names else ""
    own = [one for one in current if name and name in _folded(one.words)]
    for sure in (own, current):
        if len({one.same for one in sure}) == 1:
            return (_found(sure[0], 1.0),)
    return (_found((current or told)[0], DOUBTED),)


def _behind(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Told]:
    """Numbers right behind their captions; a row may have several."""
    for row in rows:
        text = sheet.text(row.span)
        captions = list(_CAPTION.finditer(text))
        for at, caption in enumerate(captions):
            number = _NUMBER.match(text, caption.end())
            if number is None:
                continue
            last = at + 1 == len(captions)
            before = text[: caption.start()] if at == 0 else ""
            end = len(text) if last else captions[at + 1].start()
            listed = [number, *_listed(text, number.end(), end)]
            for one, following in zip(listed, [*listed[1:], None], strict=True):
                words = following["whose"] or "" if following else text[one.end() : end]
                start = row.span.start
                span = Span(start + one.start("number"), start + one.end("number"))
                yield Told(one["number"], span, words if len(listed) > 1 else f"{before} {words}")


def _listed(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The numbers that follow the first of a caption."""
    while (number := _NEXT.match(text, start, end)) is not None:
        yield number
        start = number.end()


def _above(sheet: Sheet, rows: Sequence[Row]) -> Iterator[Told]:
    """Numbers one above the other over the caption that they share."""
    for row in rows:
        if not _CAPTION.search(sheet.text(row.span).strip(" (")) or len(row.cells) > 1:
            continue
        block: list[Told] = []
        for over in reversed(rows[: row.index]):
            number = _ALONE.fullmatch(sheet.text(over.span))
            if number is None:
                break
            start = over.span.start
            span = Span(start + number.start("number"), start + number.end("number"))
            block.insert(0, Told(number["number"], span, ""))
        yield from block


def _name(doctype: Doctype, spec: FieldSpec) -> FieldSpec:
    return next((one for one in doctype.fields if one.finder == "registrant"), spec)


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _found(told: Told, vouched: float) -> Found:
    return Found(value=told.number, spans=(told.span,), belief=CAPTIONED, vouched=vouched)
