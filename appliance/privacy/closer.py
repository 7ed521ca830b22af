"""A second look of OCR where ink is left: print too small for the first one.

Detection sees a page at one size, at which the small print of a coarse scan is dust. What was read
is painted over; strips in which signs are left are read again, so much larger that their signs have
the height of common print.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from appliance.ports import Line, Ocr
from appliance.privacy import unwritten
from appliance.types import Box

REST = 6  # times its height: what of a row may be left at an end, since joined marks are longer
LONG = 3  # times its height: the width from which what cannot be read is print, and no stain
SURE = 0.9  # mean confidence of a line's signs, below which it is print that nobody reads
CONTRAST = 40  # of 255, between a sign and the ground around it
DETAIL = 17  # pixels: what is wider in both directions is ground, a box, a picture
LOWEST, HIGHEST, BROADEST = 3, 40, 120  # pixels of a sign; in small print several are one
SIGNS = 5  # times its height: the least width of a row
APART = 9  # pixels between two of them
HEIGHT = 20  # pixels that signs have in the larger picture
FINEST = 3  # times as large at most
PIXELS = 1_200_000  # of a strip: detection makes what is larger smaller
STRIPS = 10  # at most; they are higher where there are more
MARGIN = 6  # pixels around what is looked at
GROUND, FLAT = 18, 5  # pixels of its ground put around it; its width to its height then, at most

Pixels = NDArray[np.uint8]


def lines(picture: bytes, read: Sequence[Line], ocr: Ocr) -> tuple[Line, ...]:
    """The further lines of an encoded picture of which these were ``read``; without text those
    that are print and cannot be read surely."""
    with Image.open(io.BytesIO(picture)) as opened:
        pixels = np.array(opened.convert("RGB"))
    for line in read:
        left, top, right, bottom = (max(0, round(side)) for side in line.box)
        pixels[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2] = 255
    rows = sorted(_rows(pixels), key=lambda row: row.top)
    if not rows:
        return ()
    usual = float(np.median([row.bottom - row.top for row in rows]))
    finer = max(1.0, min(FINEST, HEIGHT / usual))
    strips = _strips(rows, pixels.shape, finer)
    more = (line for top, bottom in strips for line in _read(pixels, top, bottom, finer, ocr))
    seen = tuple(unwritten.without_strips(more, read, rows, pixels.shape[1]))
    return (*seen, *_rest(rows, seen))


def _rest(rows: Sequence[Box], seen: Sequence[Line]) -> Iterator[Line]:
    """The rows of which a part was seen, and the rest not."""
    for row in rows:
        high = row.bottom - row.top
        parts = [
            line.box
            for line in seen
            if line.box.top < row.bottom
            and row.top < line.box.bottom
            and line.box.left < row.right
            and row.left < line.box.right
        ]
        if parts and (
            max(box.right for box in parts) < row.right - REST * high
            or min(box.left for box in parts) > row.left + REST * high
        ):
            yield Line(text="", box=row, confidence=0.0)


def _rows(pixels: Pixels) -> Iterator[Box]:
    """Rows of small marks, whatever their shade and that of their ground."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    around = cv2.getStructuringElement(cv2.MORPH_RECT, (DETAIL, DETAIL))
    for finer in (cv2.MORPH_BLACKHAT, cv2.MORPH_TOPHAT):  # dark on light, light on dark
        marks = (cv2.morphologyEx(grey, finer, around) > CONTRAST).astype(np.uint8)
        _, labels, places, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
        wide, high = places[:, cv2.CC_STAT_WIDTH], places[:, cv2.CC_STAT_HEIGHT]
        signs = (high >= LOWEST) & (high <= HIGHEST) & (wide <= BROADEST)
        signs[0] = False  # the ground
        joined = cv2.dilate(signs[labels].astype(np.uint8), np.ones((1, 2 * APART + 1), np.uint8))
        _, _, runs, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
        for left, top, width, height, _ in runs[1:].tolist():
            if LOWEST <= height <= HIGHEST and width >= SIGNS * height:
                yield Box(left, top, left + width, top + height)


def _strips(rows: Sequence[Box], shape: tuple[int, ...], finer: float) -> Iterator[tuple[int, int]]:
    """Stretches of the page from top to bottom in which the rows lie, none of them cut."""
    highest = max(PIXELS / (finer * finer * shape[1]), shape[0] / STRIPS)
    first, last = rows[0].top, rows[0].bottom
    for row in rows[1:]:
        if max(last, row.bottom) - first + 2 * MARGIN > highest:
            yield max(0, int(first) - MARGIN), min(shape[0], int(last) + MARGIN)
            first, last = row.top, row.bottom
        last = max(last, row.bottom)
    yield max(0, int(first) - MARGIN), min(shape[0], int(last) + MARGIN)


def _read(pixels: Pixels, top: int, bottom: int, finer: float, ocr: Ocr) -> Iterator[Line]:
    """The lines of a strip, at the places of the whole page."""
    ground = max(GROUND, (pixels.shape[1] // FLAT - (bottom - top)) // 2)
    strip = Image.fromarray(np.pad(pixels[top:bottom], ((ground, ground), (0, 0), (0, 0)), "edge"))
    size = round(strip.width * finer), round(strip.height * finer)
    buffer = io.BytesIO()
    strip.resize(size, Image.Resampling.BICUBIC).save(buffer, "PNG")
    for line in ocr.lines(buffer.getvalue()):
        wide, high = line.box.right - line.box.left, line.box.bottom - line.box.top
        sure = line.confidence >= SURE and any(map(str.isalnum, line.text))
        middle = (line.box.top + line.box.bottom) / 2 / finer - ground
        if 0 <= middle <= bottom - top and (sure or wide >= LONG * high):
            left, upper, right, lower = (side / finer for side in line.box)
            down = top - ground
            yield Line(
                text=line.text if sure else "",
                box=Box(left, upper + down, right, lower + down),
                confidence=line.confidence,
            )
