"""How light the paper is at each place of a photograph: in a hand's shadow it is still paper.

The ground of the lines that were read is paper, whatever light falls on it. Between them and around
them paper is as light as at the nearest of them. A shadow takes as much of every colour; a
photograph under print, a coloured box do not, and light print on a dark ground is on no paper.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DETAIL = 17  # pixels: what is wider in both directions is ground
COARSE = 8  # pixels of the picture that are one of the paper's
NEAR = (4, 12, 36)  # of these: how far off the lines are whose ground tells; the nearer, the better
ENOUGH = 0.02  # of the ground there, that tells
GREY = 0.12  # by how much a shadow may take more of one colour than of another
DIMMEST, BRIGHTEST = 0.25, 1.8  # of the usual paper's shade, in a shadow and in the sun
SMOOTH = 24  # of 255, by how much the ground around a place of print varies; a picture's more

Pixels = NDArray[np.uint8]
Shade = NDArray[np.float32]


def shade(pixels: Pixels, told: NDArray[np.bool_]) -> Shade:
    """The paper's colour at each place of a picture (height, width, 3) of which ``told`` was read;
    one colour where nothing tells of shadows."""
    import cv2

    usual = np.median(pixels[told].reshape(-1, 3), axis=0).astype(np.float32)
    around = cv2.getStructuringElement(cv2.MORPH_RECT, (DETAIL, DETAIL))
    ground = cv2.morphologyEx(cv2.blur(pixels, (3, 3)), cv2.MORPH_CLOSE, around)
    size = max(1, pixels.shape[1] // COARSE), max(1, pixels.shape[0] // COARSE)
    coarse = cv2.resize(ground, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    known = cv2.resize((told & _printed(pixels)).astype(np.float32), size) > 0.5
    share = coarse / np.maximum(usual, 1)
    mean = share.mean(axis=2)
    known &= (share.max(axis=2) - share.min(axis=2) <= GREY * mean) & _smooth(coarse)
    known &= (mean > DIMMEST) & (mean < BRIGHTEST)
    told_of = np.broadcast_to(usual, coarse.shape).copy()
    for reach in sorted(NEAR, reverse=True):
        weight = cv2.GaussianBlur(known.astype(np.float32), (0, 0), reach)
        summed = cv2.GaussianBlur(coarse * known[..., None], (0, 0), reach)
        enough = weight > ENOUGH
        told_of[enough] = summed[enough] / weight[enough][:, None]
    return np.asarray(cv2.resize(told_of, pixels.shape[1::-1]), np.float32)


def _printed(pixels: Pixels) -> NDArray[np.bool_]:
    """Where more of a picture is as light as the lightest around than as dark as the darkest: dark
    print on a lighter ground."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    around = cv2.getStructuringElement(cv2.MORPH_RECT, (DETAIL, DETAIL))
    lightest, darkest = cv2.dilate(grey, around), cv2.erode(grey, around)
    middle = lightest / 2 + darkest / 2
    return np.asarray(cv2.blur((grey > middle).astype(np.float32), (DETAIL, DETAIL)) > 0.5, bool)


def _smooth(coarse: Shade) -> NDArray[np.bool_]:
    import cv2

    grey = coarse.mean(axis=2)
    around = np.ones((3, 3), np.uint8)
    return np.asarray(cv2.dilate(grey, around) - cv2.erode(grey, around) < SMOOTH, bool)
