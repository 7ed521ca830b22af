"""Pages that lie on their side or stand on their head, without a word from the camera."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from PIL import Image

from appliance.reading.ocr.engine import Found, RapidOcr

SIDEWAYS = 0.6  # share of the lines that are taller than wide
TALL = 1.5  # times its width
LONG = 4  # characters: shorter lines say nothing about their direction
DOUBTFUL = 0.85  # mean confidence: below it the page may be upside down
BETTER = 1.15  # times the legible characters of the page as it is
TRIAL_SIDE = 1200  # pixels


def turned(engine: RapidOcr, image: Image.Image, lines: Sequence[Found]) -> int:
    """Degrees by which the page must be turned clockwise to be upright: 0, 90, 180 or 270.

    Costs nothing on a page that reads well; a doubtful one is read again, smaller, each way.
    """
    telling = [line for line in lines if len(line.text) >= LONG]
    if not telling:
        return 0
    tall = sum(
        line.box.bottom - line.box.top > TALL * (line.box.right - line.box.left) for line in telling
    )
    if tall >= SIDEWAYS * len(telling):
        trials: tuple[int, ...] = (90, 270)
    elif sum(line.confidence for line in telling) < DOUBTFUL * len(telling):
        trials = (180,)
    else:
        return 0
    small = image.copy()
    small.thumbnail((TRIAL_SIDE, TRIAL_SIDE))
    scores = {degrees: _legible(engine, small, degrees) for degrees in (0, *trials)}
    best = max(scores, key=lambda degrees: scores[degrees])
    return best if scores[best] > BETTER * scores[0] else 0


def _legible(engine: RapidOcr, image: Image.Image, degrees: int) -> float:
    """Characters on upright lines, weighed by confidence."""
    pixels = numpy.asarray(image.rotate(-degrees, expand=True))
    return sum(
        len(line.text) * line.confidence**4
        for line in engine.recognise(pixels)
        if line.box.right - line.box.left > line.box.bottom - line.box.top
    )
