"""Ruled tables in a picture: the grid of their lines.

Long strokes are what stays when the ink is opened with a long flat and a long upright element
(mathematical morphology, Serra 1982). Strokes that touch are one table; where they run across much
of it they part its rows and columns. A separator that a merged cell interrupts still counts, but
parts nothing there: forms stack boxes of different columns on each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from appliance.types import Box

FLAT, UPRIGHT = 25, 40  # a stroke is at least such a part of the picture's width or height
SHORTEST = 24  # pixels: longer than the stem of a letter
NARROWEST, LOWEST = 0.2, 0.03  # of the picture: smaller boxes are no tables
ACROSS = 0.3  # of the table, that a separator has to run
THICK = 6  # pixels between two strokes that are one line
DARKER = 12  # grey levels than around it, for ink
DRAWN = 0.1  # of a row's height, that a stroke between two of its cells has at least
ASIDE = 10  # pixels from its line that a tilted stroke may be
AROUND = 31  # pixels that count as around

Array = np.ndarray[Any, Any]


class Grid(NamedTuple):
    """The places of a table's lines: ``across`` those that part columns, ``down`` rows.

    ``merged`` are the places, row and column, that no line parts from the one on their left.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    merged: frozenset[tuple[int, int]] = frozenset()

    @property
    def box(self) -> Box:
        """The table's outline."""
        return Box(self.across[0], self.down[0], self.across[-1], self.down[-1])

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.down) - 1, len(self.across) - 1

    def cell(self, box: Box) -> tuple[int, int] | None:
        """The row and column of what stands at a place, if it is inside."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        row, column = _between(self.down, y), _between(self.across, x)
        return None if row is None or column is None else (row, column)

    def scaled(self, left: float, top: float, across: float, down: float) -> Grid:
        """The same in other coordinates."""
        return Grid(
            tuple(left + x * across for x in self.across),
            tuple(top + y * down for y in self.down),
            self.merged,
        )


def grids(pixels: Array) -> Iterator[Grid]:
    """The ruled tables of an RGB picture (height x width x 3), in pixels."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, AROUND, DARKER
    )
    height, width = grey.shape
    flat = _opened(ink, (max(SHORTEST, width // FLAT), 1))
    upright = _opened(ink, (1, max(SHORTEST, height // UPRIGHT)))
    joined = cv2.dilate(cv2.bitwise_or(flat, upright), np.ones((3, 3), np.uint8))
    _, labels, found, _ = cv2.connectedComponentsWithStats(joined)
    for label, (left, top, wide, high, _) in enumerate(found):
        if label == 0 or wide < NARROWEST * width or high < LOWEST * height:
            continue
        inside = np.s_[top : top + high, left : left + wide]
        own = labels[inside] == label
        across = _lines(((upright[inside] > 0) & own).sum(axis=0), high)
        down = _lines(((flat[inside] > 0) & own).sum(axis=1), wide)
        if len(across) > 2 and len(down) > 2:
            merged = frozenset(_merged((upright[inside] > 0) & own, across, down))
            yield Grid(across, down, merged).scaled(float(left), float(top), 1.0, 1.0)


def _opened(ink: Array, size: tuple[int, int]) -> Array:
    import cv2

    element = cv2.getStructuringElement(cv2.MORPH_RECT, size)
    strokes: Array = cv2.morphologyEx(ink, cv2.MORPH_OPEN, element)
    return strokes


def _lines(inked: Array, extent: int) -> tuple[float, ...]:
    """Where enough of the extent is inked, the middle of each stroke.

    A tilt of a degree spreads a line over a few rows of pixels: what lies near counts together.
    """
    near = np.convolve(inked, np.ones(min(THICK, len(inked))), "same")
    places = np.flatnonzero((inked > 0) & (near >= ACROSS * extent))
    if not len(places):
        return ()
    parts = np.split(places, np.flatnonzero(np.diff(places) > THICK) + 1)
    return tuple(float(part.mean()) for part in parts)


def _merged(
    strokes: Array, across: tuple[float, ...], down: tuple[float, ...]
) -> Iterator[tuple[int, int]]:
    """The places, row and column, that have no upright stroke on their left."""
    for row, (upper, lower) in enumerate(pairwise(down)):
        band = strokes[int(upper) : int(lower)]
        for column, x in enumerate(across[1:-1], start=1):
            near = band[:, max(int(x) - ASIDE, 0) : int(x) + ASIDE + 1]
            if near.any(axis=1).sum() < DRAWN * len(band):
                yield row, column


def _between(lines: tuple[float, ...], at: float) -> int | None:
    for index, (low, high) in enumerate(pairwise(lines)):
        if low <= at < high:
            return index
    return None
