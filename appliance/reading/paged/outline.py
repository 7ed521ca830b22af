"""Photographs of paper on a darker surface: the page's outline, and the page seen from above.

The paper is the one large bright shape with four corners. Its homography (Hartley & Zisserman 2004,
chapter 4) straightens rows and columns that perspective makes run together. Upright scans, pages
that fill the picture and pages that are square already are left as they are.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PIL import Image

SIDE = 480  # pixels of the picture that outlines are looked for in
LEAST_AREA, MOST_AREA = 0.25, 0.97  # of the picture
CONTRAST = 20  # grey levels between paper and surface, at least
REACH = 4  # pixels on either side of an edge
SAMPLES, SHARP_SHARE = 40, 0.75  # points of an edge, and the share of them that show it
SOLID = 0.92  # of its four-cornered outline that a shape fills, and the other way round
LEAST_LEAN = 2.5  # degrees that a corner must be off a right angle
STEEPEST_LEAN = 25.0  # more is no page seen by a person who wants it read
STEPS = (0.02, 0.03, 0.05)  # of a shape's circumference: how roughly it is drawn

Array = np.ndarray[Any, Any]


def seen_from_above(image: Image.Image) -> Image.Image:
    """The page alone, rectified; the same image where there is no leaning page in it."""
    corners = leaning(image)
    if corners is None:
        return image
    import cv2

    upper_left, upper_right, lower_right, lower_left = corners
    width = round(max(_length(upper_left, upper_right), _length(lower_left, lower_right)))
    height = round(max(_length(upper_left, lower_left), _length(upper_right, lower_right)))
    page = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    found = cv2.getPerspectiveTransform(corners.astype(np.float32), page)
    pixels: Any = cv2.warpPerspective(
        np.asarray(image), found, (width, height), flags=cv2.INTER_CUBIC
    )
    return Image.fromarray(pixels)


def leaning(image: Image.Image) -> Array | None:
    """The corners (4 x 2, pixels) of a page in perspective, clockwise from the upper left."""
    small = image.convert("L")
    small.thumbnail((SIDE, SIDE))
    corners = _page(np.asarray(small))
    if corners is None:
        return None
    lean = max(abs(90.0 - angle) for angle in _angles(corners))
    if not LEAST_LEAN <= lean <= STEEPEST_LEAN:
        return None
    scale = np.array([image.width / small.width, image.height / small.height])
    page: Array = corners * scale
    return page


def _page(grey: Array) -> Array | None:
    """The corners of the bright shape that is a page, if there is one."""
    import cv2

    smooth = cv2.GaussianBlur(grey, (5, 5), 0)
    _, bright = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    print_ = np.ones((9, 9), np.uint8)  # text is no hole in the paper
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, print_)
    shapes, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not shapes:
        return None
    largest = max(shapes, key=cv2.contourArea)
    outline = cv2.convexHull(largest)
    area = cv2.contourArea(outline)
    if not LEAST_AREA <= area / grey.size <= MOST_AREA or cv2.contourArea(largest) < SOLID * area:
        return None
    for step in STEPS:
        drawn = cv2.approxPolyDP(outline, step * cv2.arcLength(outline, True), True)
        if len(drawn) == 4 and SOLID <= cv2.contourArea(drawn) / area <= 1 / SOLID:
            corners = _clockwise(drawn[:, 0, :].astype(float))
            return corners if _stands_out(smooth, corners) else None
    return None


def _stands_out(grey: Array, corners: Array) -> bool:
    """All four edges are in the picture, and sharply: no shadow, no border of a form."""
    size = np.array(grey.shape[::-1])
    if (corners < REACH).any() or (corners > size - 1 - REACH).any():
        return False
    return all(_sharp(grey, corners[at - 1], corners[at]) for at in range(4))


def _sharp(grey: Array, start: Array, end: Array) -> bool:
    """Most of an edge has paper on its right and something darker on its left."""
    along = np.linspace(0.08, 0.92, SAMPLES)[:, None]
    points = start + (end - start) * along
    run = (end - start) / max(_length(start, end), 1.0)
    inwards = REACH * np.array([-run[1], run[0]])  # y points down: clockwise is to the right
    paper, surface = (
        grey[places[:, 1], places[:, 0]].astype(int)
        for places in (np.round(points + side).astype(int) for side in (inwards, -inwards))
    )
    return bool(((paper - surface) > CONTRAST).mean() >= SHARP_SHARE)


def _clockwise(corners: Array) -> Array:
    """From the upper left one: the one nearest to the picture's own."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    turned = corners[np.argsort(angles)]
    first = int(turned.sum(axis=1).argmin())
    ordered: Array = np.roll(turned, -first, axis=0)
    return ordered


def _angles(corners: Array) -> list[float]:
    """The inner angles in degrees."""
    found = []
    for at in range(4):
        one, other = corners[at - 1] - corners[at], corners[(at + 1) % 4] - corners[at]
        cosine = float(one @ other) / max(math.hypot(*one) * math.hypot(*other), 1e-9)
        found.append(math.degrees(math.acos(max(-1.0, min(1.0, cosine)))))
    return found


def _length(one: Array, other: Array) -> float:
    return math.hypot(*(other - one))
