"""Tilted pages: the words of recognised lines, straightened so that rows can be joined.

A photograph or a scan is seldom quite upright. The picture stays as it is, and every word keeps
its place in it; rows and columns are found in a second box, turned about the page's centre by the
median angle of the lines.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from appliance.reading.page.rows import Token, pieces
from appliance.types import Box

LONG = 4.0  # times its height: the angle of a shorter line is mostly the rounding of its corners
STEEPEST = math.radians(30)
SMALLEST = math.radians(0.15)
Point = tuple[float, float]


class Quad(NamedTuple):
    """A recognised line; corners clockwise from its own upper left, in page coordinates.

    ``words``: how likely each word is right.
    """

    text: str
    corners: Sequence[Point]
    words: Sequence[float]


def tokens(lines: Sequence[Quad], centre: Point) -> Iterator[Token]:
    """The words of the lines: ``box`` straightened about ``centre``, ``place`` as on the page."""
    angle = tilt(lines)
    for line in lines:
        for (word, start, end), sure in zip(pieces(line.text), line.words, strict=True):
            part = _part(line.corners, start, end)
            place = _around(part)
            box = _around([_turned(point, centre, -angle) for point in part]) if angle else place
            yield Token(word, box, sure, True, place)


def tilt(lines: Sequence[Quad]) -> float:
    """The median angle of the long lines, weighed by length; 0 where there is no saying.

    In radians, clockwise as seen (the page's y axis points down).
    """
    found: list[tuple[float, float]] = []
    for line in lines:
        upper_left, upper_right, _, lower_left = line.corners
        length = math.dist(upper_left, upper_right)
        run, rise = upper_right[0] - upper_left[0], upper_right[1] - upper_left[1]
        angle = math.atan2(rise, run)
        if length > LONG * math.dist(upper_left, lower_left) and abs(angle) < STEEPEST:
            found.append((angle, length))
    half = sum(length for _, length in found) / 2
    for angle, length in sorted(found):
        half -= length
        if half <= 0:
            return angle if abs(angle) > SMALLEST else 0.0
    return 0.0


def _part(corners: Sequence[Point], start: float, end: float) -> list[Point]:
    """The part of a line between two shares of its length."""
    upper_left, upper_right, lower_right, lower_left = corners
    return [
        _between(upper_left, upper_right, start),
        _between(upper_left, upper_right, end),
        _between(lower_left, lower_right, end),
        _between(lower_left, lower_right, start),
    ]


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _turned(point: Point, centre: Point, angle: float) -> Point:
    x, y = point[0] - centre[0], point[1] - centre[1]
    sine, cosine = math.sin(angle), math.cos(angle)
    return centre[0] + x * cosine - y * sine, centre[1] + x * sine + y * cosine


def _around(points: Sequence[Point]) -> Box:
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))
