"""Printed rows from loose words: what overlaps vertically stands on one row.

Decisive for totals on receipts: OCR finds "TOTAL" and "12.50" as two boxes far apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from appliance.types import Box

OVERLAP = 0.5  # of the lower word's height
SAME_PLACE = 0.4  # of the narrower word's width: two such words stand above each other
LOOK_BACK = 40  # rows


class Token(NamedTuple):
    """A word before it has its place in the text.

    ``box``, in page points, is where rows are looked for; ``place`` is where the word stands on
    the page, if that differs (on a tilted one).
    """

    text: str
    box: Box
    confidence: float = 1.0
    recognised: bool = False  # by OCR
    place: Box | None = None


Row = list[Token]


def split(text: str, box: Box, confidence: float) -> Iterator[Token]:
    """A line as words; each box is the line's share by the number of characters."""
    width = box.right - box.left
    for word, start, end in pieces(text):
        left, right = box.left + width * start, box.left + width * end
        yield Token(word, Box(left, box.top, right, box.bottom), confidence)


def pieces(text: str) -> Iterator[tuple[str, float, float]]:
    """The words of a line with where they begin and end, as shares of its characters."""
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        yield word, start / len(text), at / len(text)


def rows(tokens: Sequence[Token]) -> list[Row]:
    """Tokens as rows from top to bottom, each from left to right.

    A token joins the row whose nearest neighbour it overlaps most, so that the rows of a skewed
    photograph may climb across the page.
    """
    found: list[Row] = []
    tops: list[float] = []
    bottoms: list[float] = []
    lasts: list[Token] = []  # of each row what reaches furthest right
    for token in sorted(tokens, key=lambda item: (item.box.top + item.box.bottom, item.box.left)):
        _, upper, right, lower = token.box
        best, score, first = -1, OVERLAP, max(0, len(found) - LOOK_BACK)
        for index, bottom in enumerate(bottoms[first:], first):
            if bottom > upper and tops[index] < lower:
                share = _fit(token, found[index], lasts[index])
                if share > score:
                    best, score = index, share
        if best < 0:
            found.append([token])
            tops.append(upper)
            bottoms.append(lower)
            lasts.append(token)
        else:
            found[best].append(token)
            tops[best], bottoms[best] = min(tops[best], upper), max(bottoms[best], lower)
            lasts[best] = token if right > lasts[best].box.right else lasts[best]
    for row in found:
        row.sort(key=lambda item: item.box.left)
    return sorted(found, key=_height_of_row)


def _height_of_row(row: Row) -> float:
    return median([(item.box.top + item.box.bottom) / 2 for item in row])


def _fit(token: Token, row: Row, last: Token) -> float:
    """How much of the lower one's height the token and its nearest neighbour share.

    ``last`` reaches furthest to the right: the nearest one of a token that begins behind it.
    """
    box = token.box
    if last.box.right <= box.left:
        return vertical_share(box, last.box)
    gaps = [_distance(box, item.box) for item in row]
    nearest = min(gaps)
    neighbour = row[gaps.index(nearest)].box
    if nearest < 0 and _above(box, neighbour):
        return 0.0
    return vertical_share(box, neighbour)


def _distance(one: Box, other: Box) -> float:
    """The horizontal gap; negative where they overlap."""
    return max(one.left, other.left) - min(one.right, other.right)


def _above(one: Box, other: Box) -> bool:
    narrower = min(one.right - one.left, other.right - other.left)
    return -_distance(one, other) > SAME_PLACE * max(narrower, 0.1)


def vertical_share(one: Box, other: Box) -> float:
    """The overlap of two boxes' vertical extents, relative to the lower one's height."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(min(one.bottom - one.top, other.bottom - other.top), 0.1)


def hull(tokens: Sequence[Token]) -> Box:
    """The box around tokens."""
    lefts, tops, rights, bottoms = zip(*[item.box for item in tokens], strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def line_height(tokens: Sequence[Token]) -> float:
    """The median height of the words."""
    return median([item.box.bottom - item.box.top for item in tokens])
