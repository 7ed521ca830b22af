"""The halo around the print of a sharpened picture.

Cameras and scanners sharpen: beside its letters paper is lighter than elsewhere. Against that seam
the paper between two letters looks like a pale stroke, and it is none.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SLACK = 6  # of 255, by which paper may be lighter than the paper around it
NEARBY, COARSE = 49, 4  # pixels across of a picture made so many times smaller; most is paper there

Pixels = NDArray[np.uint8]


def without(pixels: Pixels, told: NDArray[np.bool_]) -> Pixels:
    """A picture (height, width, 3) that is nowhere in the places of print (``told``) lighter than
    most of what is around it; light print on a dark ground is lost."""
    import cv2

    coarse = np.ascontiguousarray(pixels[::COARSE, ::COARSE])
    paper = cv2.resize(cv2.medianBlur(coarse, NEARBY), pixels.shape[1::-1])
    limit = np.minimum(paper, 255 - SLACK) + np.uint8(SLACK)
    return np.where(told[..., None], np.minimum(pixels, limit), pixels)
