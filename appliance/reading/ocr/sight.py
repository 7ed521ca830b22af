"""``ports.Sight``: words of a page's picture, recognised where they are said to stand.

No line is looked for: a word's box is known, its pixels go to the recogniser at once, all of a page
together. The box may be some points off, where a font's widths are told wrongly: later looks follow
the ink to the next gap.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from appliance.ports import Glance, View
from appliance.reading.ocr.engine import RapidOcr
from appliance.types import Box

GAP = 0.16  # line heights without ink between two words, at least
FARTHEST = 1.0  # line heights by which a box may be off
INK = 48  # of 255 from the paper's shade


class Look(NamedTuple):
    """How a word is cut out: points of paper above and below, whether its box is taken as it is or
    follows the ink, and by how much the picture is narrowed (a look costs by its width)."""

    above: float
    follows: bool
    narrowed: float


LOOKS = (Look(0.5, False, 0.8), Look(1.0, True, 1.0), Look(1.5, True, 1.2))
"""The first is the cheapest; the others are taken where it saw something else."""
BESIDE = 1.0  # points of paper at the sides


class PictureSight:
    """The recogniser on pictures of pages; its network is loaded at the first word."""

    looks = len(LOOKS)

    def __init__(self, threads: int) -> None:
        self._engine = RapidOcr(threads)

    def view(self, picture: bytes, width: float, height: float) -> View:
        """Looks at an encoded picture of a page of this size in points."""
        import numpy
        from PIL import Image

        with Image.open(io.BytesIO(picture)) as opened:
            pixels = numpy.asarray(opened.convert("RGB"))
        scale = pixels.shape[1] / width, pixels.shape[0] / height

        def words(boxes: Sequence[Box], look: int) -> tuple[Glance, ...]:
            crops = list(_crops(pixels, boxes, LOOKS[look], scale))
            shown = iter(self._engine.pieces([crop for crop in crops if crop is not None]))
            found = (next(shown) if crop is not None else None for crop in crops)
            return tuple(Glance(one.text, one.confidence) if one else Glance() for one in found)

        return words


def _crops(
    pixels: Any, boxes: Sequence[Box], look: Look, scale: tuple[float, float]
) -> Iterator[Any]:
    """The pixels of each box (height x width x 3); ``None`` for one that is not on the page."""
    import cv2

    across, down = scale
    for box in boxes:
        top, bottom = (box.top - look.above) * down, (box.bottom + look.above) * down
        row = pixels[max(0, int(top)) : max(0, int(bottom) + 1)]
        left, right = (box.left - BESIDE) * across, (box.right + BESIDE) * across
        left, right = max(0, int(left)), max(0, int(right) + 1)
        if look.follows and row.size and left < row.shape[1]:
            left, right = _followed(row, left, min(right, row.shape[1]))
        part = row[:, left:right]
        if not part.size:
            yield None
            continue
        size = max(1, round(part.shape[1] * look.narrowed)), part.shape[0]
        yield part if look.narrowed == 1.0 else cv2.resize(part, size)


def _followed(row: Any, left: int, right: int) -> tuple[int, int]:
    """The edges of a piece of a row moved outwards to where there is no ink for a gap."""
    import numpy

    grey = row.mean(axis=2)
    inked = (numpy.abs(grey - numpy.median(grey)) > INK).any(axis=0)
    gap = max(2, round(GAP * len(row)))
    farthest = round(FARTHEST * len(row))
    return left - _run(inked[:left][::-1][:farthest], gap), right + _run(
        inked[right : right + farthest], gap
    )


def _run(inked: Any, gap: int) -> int:
    """How far the ink goes on from an edge, over no more than a gap."""
    end = 0
    for at, dark in enumerate(inked):
        if dark:
            end = at + 1
        elif at - end >= gap:
            break
    return end + 1 if end else 0
