"""Labelled texts after printing, scanning and OCR: where the labelled spans stand in the reading.

The texts are aligned word by word (``difflib``, Ratcliff and Obershelp 1988), where words differ
sign by sign. A span is legible if at least ``LEGIBLE`` of its letters and digits are read as they
are; one that is not, is not in the text that redaction works on, and is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import regex

from appliance.evaluation.pii_labels import Labelled, Truth

LEGIBLE = 0.6
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Legible:
    """What was read, with the spans that could be read in it, and how many could not."""

    text: Labelled
    lost: int


def carried(text: Labelled, read: str) -> Legible:
    """``text`` as it was read, its labelled spans moved to where they stand there."""
    where = aligned(text.text, read)
    spans = []
    for span in text.spans:
        moved = _moved(span, text.text, read, where)
        if moved is not None:
            spans.append(moved)
    return Legible(
        text=replace(text, text=read, spans=tuple(spans)), lost=len(text.spans) - len(spans)
    )


def aligned(written: str, read: str) -> dict[int, int]:
    """Place of a letter or digit in ``written`` -> its place in ``read``, for those read right."""
    ours, theirs = list(_WORD.finditer(written)), list(_WORD.finditer(read))
    where: dict[int, int] = {}
    matcher = SequenceMatcher(
        None,
        [word.group().casefold() for word in ours],
        [word.group().casefold() for word in theirs],
        autojunk=False,
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            where |= _signs(_places(ours[a:b]), _places(theirs[c:d]), written, read)
    return where


def _places(words: Sequence[regex.Match[str]]) -> list[int]:
    return [at for word in words for at in range(*word.span())]


def _signs(ours: list[int], theirs: list[int], written: str, read: str) -> dict[int, int]:
    one = "".join(written[at].casefold()[:1] for at in ours)
    other = "".join(read[at].casefold()[:1] for at in theirs)
    found: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        found |= {ours[a + step]: theirs[b + step] for step in range(size)}
    return found


def _moved(span: Truth, written: str, read: str, where: dict[int, int]) -> Truth | None:
    signs = [at for at in range(span.start, span.end) if written[at].isalnum()]
    kept = [at for at in signs if at in where]
    if not signs or len(kept) < LEGIBLE * len(signs):
        return None
    first, last = where[kept[0]], where[kept[-1]] + 1
    before, behind = signs.index(kept[0]), len(signs) - 1 - signs.index(kept[-1])
    start = first - sum(1 for _ in _run(read, range(first - 1, -1, -1), before))
    end = last + sum(1 for _ in _run(read, range(last, len(read)), behind))
    return replace(span, start=start, end=end) if start < end else None


def _run(read: str, places: range, most: int) -> Iterator[int]:
    """Up to ``most`` letters and digits one after the other: misread ends of the span."""
    for at, place in enumerate(places):
        if at == most or not read[place].isalnum():
            return
        yield place
