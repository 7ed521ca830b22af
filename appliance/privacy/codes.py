"""Codes that machines read on a picture: QR, DataMatrix, Aztec, PDF417, bars.

A telephone reads a name or a number off them that no person and no OCR sees, so all go, whatever
they say; what looks like bars goes even where it cannot be read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from appliance.types import Box

LABEL = "MACHINE_READABLE_CODE"
FRAMED = ("QRCode", "MicroQRCode", "Aztec", "PDF417")
LOOKS = 4
"""A code of which a part was found is sought again beside that part, so often."""
MARGIN = 0.06  # of a code's longer side: its places are told by the middle of its outer modules
FINER = 2  # times as large: small modules are read at twice the resolution only
LARGEST = 4_000_000  # pixels up to which a picture is looked at twice as large

Pixels = NDArray[np.uint8]


def places(picture: bytes) -> tuple[Box, ...]:
    """The boxes of all codes, in pixels."""
    with Image.open(io.BytesIO(picture)) as opened:
        pixels = np.array(opened.convert("L"))
    found: list[Box] = []
    for _ in range(LOOKS):
        fresh = [_widened(corners, pixels) for corners in (*_read(pixels), *_bars(pixels))]
        if not fresh:
            break
        for box in fresh:
            left, top, right, bottom = map(int, box)
            pixels[top:bottom, left:right] = 255
            found = _joined(found, box)
    return tuple(found)


def legible(picture: bytes) -> int:
    """How many codes can still be read."""
    with Image.open(io.BytesIO(picture)) as opened:
        return len(list(_read(np.array(opened.convert("L")), doubtful=False)))


def _read(pixels: Pixels, *, doubtful: bool = True) -> Iterator[NDArray[np.float64]]:
    """The corners of codes that can be read; ``doubtful``: also of damaged ones, where their frame
    is like nothing else on a page."""
    import cv2
    import zxingcpp

    for finer in (1, FINER):
        if finer > 1 and pixels.size > LARGEST:
            return
        seen: Any = cv2.resize(pixels, None, fx=finer, fy=finer, interpolation=cv2.INTER_CUBIC)
        for one in zxingcpp.read_barcodes(seen, return_errors=doubtful):
            if one.error and one.format.name not in FRAMED:
                continue
            at = one.position
            corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            yield np.array([(corner.x, corner.y) for corner in corners], float) / finer


def _bars(pixels: Pixels) -> Iterator[NDArray[np.float64]]:
    """The corners of what looks like a row of bars."""
    import cv2

    _, corners = cv2.barcode.BarcodeDetector().detect(pixels)
    yield from () if corners is None else np.asarray(corners, float)


def _joined(found: list[Box], box: Box) -> list[Box]:
    """With one more box; those that it overlaps become one with it."""
    apart = []
    for other in found:
        across = box.left < other.right and other.left < box.right
        if across and box.top < other.bottom and other.top < box.bottom:
            box = Box(
                min(box.left, other.left),
                min(box.top, other.top),
                max(box.right, other.right),
                max(box.bottom, other.bottom),
            )
        else:
            apart.append(other)
    return [*apart, box]


def _widened(corners: NDArray[np.float64], pixels: Pixels) -> Box:
    """The upright box around four corners with a margin, within the picture."""
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    margin = 2 + MARGIN * max(right - left, bottom - top)
    height, width = pixels.shape
    return Box(
        max(0.0, left - margin),
        max(0.0, top - margin),
        min(float(width), right + margin),
        min(float(height), bottom + margin),
    )
