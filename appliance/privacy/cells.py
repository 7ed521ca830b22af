"""Forms with one sign per box: claims, tax forms, registrations.

Boxes stand apart, so that a text has ``2 1 9 0`` here and ``9 9`` there, or each sign on a row of
its own; no recognizer of texts knows them. On the page they stand side by side at one distance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from appliance.privacy.finding import Finding, Group
from appliance.types import Document, Word

LABEL = "SIGNS_IN_BOXES"
FEWEST = 5  # signs side by side; a table's columns of single figures are further apart
WIDEST = 3.0  # times a sign's height: the distance of two boxes, from middle to middle
EMPTY = 2  # times the row's least distance: one box between may be empty, or not have been read
LEVEL = 0.5  # of a sign's height: how much higher or lower the next one may stand


def findings(document: Document) -> Iterator[Finding]:
    """Each sign of such rows."""
    for page in document.pages:
        single = [word for word in page.words if len(word.text) == 1 and word.text.isalnum()]
        for row in _rows(single):
            for word in row:
                yield identifying(word, LABEL, "cells: one sign per box")


def identifying(word: Word, label: str, why: str) -> Finding:
    """A word that its place on the page makes a part of somebody's number or name."""
    start, end = word.span.start, word.span.end
    return Finding(start=start, end=end, group=Group.IDENTIFIER, label=label, score=1.0, why=why)


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Runs of signs at one height, near one another."""
    left = sorted(words, key=lambda word: word.box.left)
    while left:
        row, rest = [left[0]], []
        for word in left[1:]:
            if _next(row, word):
                row.append(word)
            else:
                rest.append(word)
        if len(row) >= FEWEST:
            yield row
        left = rest


def _next(row: Sequence[Word], word: Word) -> bool:
    last, height = row[-1], row[-1].box.bottom - row[-1].box.top
    if abs(_middle(word) - _middle(last)) > LEVEL * height:
        return False
    apart = [_across(other) - _across(one) for one, other in pairwise(row)]
    most = EMPTY * min(apart) * 1.2 if apart else WIDEST * height
    return height / 3 < _across(word) - _across(last) <= min(most, EMPTY * WIDEST * height)


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _across(word: Word) -> float:
    return (word.box.left + word.box.right) / 2
