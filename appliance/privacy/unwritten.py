"""Lines of a picture in which OCR sees print that it cannot read, and nothing is written.

Rows of dashes, dots and asterisks are none to OCR, or unsure ones. And where paper is darker than
what was painted over on it, detection takes all of a strip for one line.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from appliance.ports import Line
from appliance.privacy import regions, rules
from appliance.types import Box

CONTRAST = 24  # of 255, between a stroke and the ground around it
DETAIL = 17  # pixels: what is wider in both directions is ground
SPECK = 12  # pixels that are no rule's, at most
LINE = 24  # pixels that a line of print has here; places are made smaller to that
RULE = 72  # pixels from which on a straight stroke is a rule
ACROSS, ROWS = 0.75, 2  # of a picture's width, and lines that were read in it, at least

Pixels = NDArray[np.uint8]


def without_rules(picture: bytes, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of an encoded picture but those that cannot be read and hold a rule alone."""
    unread = [line for line in lines if not regions.legible(line)]
    if not unread:
        return tuple(lines)
    with Image.open(io.BytesIO(picture)) as opened:
        pixels = np.array(opened.convert("RGB"))
    usual = float(np.median([min(_sides(line.box)) for line in lines]))
    ruled = {id(line) for line in unread if _ruled(pixels, line.box, usual)}
    return tuple(line for line in lines if id(line) not in ruled)


def _ruled(pixels: Pixels, box: Box, usual: float) -> bool:
    """Whether all that is drawn in a box is rules, darker than their ground."""
    import cv2

    left, top, right, bottom = (max(0, round(side)) for side in box)
    first = max(0, top - DETAIL)
    place = pixels[first : bottom + DETAIL, left:right]
    if not place.size or not _light(pixels[top:bottom, left:right]):
        return False
    finer = min(1.0, LINE / usual)
    smaller = cv2.resize(place, None, fx=finer, fy=finer, interpolation=cv2.INTER_AREA)
    around = cv2.getStructuringElement(cv2.MORPH_RECT, (DETAIL, DETAIL))
    depth = cv2.morphologyEx(smaller, cv2.MORPH_BLACKHAT, around).max(axis=2)
    strokes = (depth > CONTRAST).astype(np.uint8)
    strokes[: round((top - first) * finer)] = 0
    strokes[round((bottom - first) * finer) :] = 0
    if not strokes.any():
        return False
    strokes[rules.aslant(strokes, RULE)] = 0
    strokes[rules.dashed(strokes, depth, LINE)] = 0
    return int(strokes.sum()) <= SPECK


def _light(place: Pixels) -> bool:
    """Whether a place's ground is lighter than what is drawn on it."""
    darkest, usual, lightest = np.percentile(place, (2, 50, 98))
    return bool(lightest - usual < usual - darkest)


def without_strips(
    seen: Iterable[Line], read: Sequence[Line], rows: Sequence[Box], width: int
) -> Iterator[Line]:
    """Lines that were ``seen`` on a picture, what was ``read`` before being painted over; for one
    that cannot be read and takes in several of these from one side of the picture towards the
    other, the ``rows`` of signs that are left in it."""
    for line in seen:
        over = [one for one in read if regions.any_over([one.box], [line.box])]
        left, _, right, _ = line.box
        wide = right - left >= ACROSS * width and (left <= 1 or right >= width - 1)
        if regions.legible(line) or len(over) < ROWS or not wide:
            yield line
            continue
        for row in rows:
            if regions.any_over([row], [line.box]):
                yield Line(text="", box=row, confidence=0.0)


def _sides(box: Box) -> tuple[float, float]:
    return box.right - box.left, box.bottom - box.top
