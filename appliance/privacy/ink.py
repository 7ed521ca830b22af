"""Ink that no word accounts for: seals, stamps, watermarks, photographs, hatched grounds.

OCR finds lines of print. What stands in a ring, aslant over other print, on hatching, or shows a
face is none, and OCR says nothing of it; a person reads it all the same. So ink is counted the
other way round: what is drawn on a page and neither lies in a line that was read, nor is a rule of
a table, goes, whatever it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from appliance.privacy import behind, halo, paper, rules
from appliance.types import Box

LABEL = "INK_WITHOUT_WORDS"
LINE = 24  # pixels that a line of print has here; pictures are made smaller to that
SHORTEST, TALLEST = 8, 60  # pixels of the picture: heights of lines that tell how large print is
MARGIN = 0.2  # of a line's height: how far its letters reach beyond its box
DETAIL = 17  # pixels: what is wider in both directions is ground, and looked at as a picture
CONTRAST = 24  # of 255, between a stroke and the ground around it, in any colour
DARK = 0.65  # of the paper's shade: a ground on which light print may stand
RULE = 72  # pixels from which on a straight stroke is a rule, and no writing
SPECK = 8  # pixels of a stroke that may be dirt
OUTSIDE = 0.3  # of a stroke, beyond words: then all of it is none of their letters
ROWS = 1.4  # lines' heights: what is larger in both directions, and beyond words, is no letter
THROUGH = 1.8  # and larger than that, beyond any one line: it runs through rows that stand close
SLACK = 6  # pixels that the letters of a line may reach beyond its box
APART = 15  # pixels between strokes of one mark
LEAST, FLATTEST = 60, 9  # pixels of a mark, along and across: less is a bullet, a dash, a tick
COVERED = 0.12  # of a mark's box, its strokes at least: less is dust on the page
WHOLE, ROUND = 0.2, 0.35  # of the page, at most, and filled at least: such a mark's box goes whole
PAPER = 45  # of 255, off the paper's shade: what is drawn is no paper
BLURRED = (
    2.5  # times a line's height, in both directions: no line of print, but one that runs aslant
)
FLAT = 12  # of 255, how much the shades of a coloured ground differ; a picture's differ more
LEVEL = 3  # times its height, the width of a large heading at least: what is shorter runs aslant
SOLID = 3  # lines' heights that a picture has at least, in both directions

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A picture, so much smaller that a line has ``LINE`` pixels, and what words account for."""

    pixels: Pixels
    told: Mask
    lines: NDArray[np.float64]
    scale: float
    paper: NDArray[np.float32]  # its colour at each place; one where nothing was read

    def within_a_line(self, left: float, top: float, wide: float, high: float) -> bool:
        """Whether a box lies in that of one line, as the letters of a heading do."""
        inside = (self.lines[:, :2] <= (left + SLACK, top + SLACK)).all(axis=1)
        inside &= (self.lines[:, 2:] >= (left + wide - SLACK, top + high - SLACK)).all(axis=1)
        return bool(inside.any())

    def unscaled(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box of the picture as it came."""
        return Box(*(side / self.scale for side in (left, top, right, bottom)))


def marks(picture: bytes, told: Sequence[Box]) -> tuple[tuple[Box, ...], ...]:
    """All that is drawn on an encoded picture outside the boxes of its words and lines (``told``):
    of each mark the boxes, in pixels, that cover it."""
    with Image.open(io.BytesIO(picture)) as opened:
        page = _page(np.array(opened.convert("RGB")), told)
    even = halo.without(page.pixels, page.told)
    strokes, dark = _strokes(page, even)
    over = behind.marks(even, dark, page.lines)
    behind_print = (tuple(_tiled(page, own, left, top)) for left, top, own in over)
    return (*_marks(page, strokes), *_pictures(page), *behind_print)


def _page(pixels: Pixels, told: Sequence[Box]) -> _Page:
    import cv2

    heights = [min(box.bottom - box.top, box.right - box.left) for box in told]
    usual = float(np.median(heights)) if heights else LINE
    scale = min(1.0, LINE / max(SHORTEST, min(TALLEST, usual)))
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    smaller = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    mask = np.zeros(smaller.shape[:2], bool)
    for box in told:
        high, wide = box.bottom - box.top, box.right - box.left
        if min(high, wide) > BLURRED * usual and max(high, wide) < LEVEL * min(high, wide):
            continue
        margin = MARGIN * min(high, wide)
        left, top, right, bottom = (
            round(side * scale)
            for side in (
                box.left - margin,
                box.top - margin,
                box.right + margin,
                box.bottom + margin,
            )
        )
        mask[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = True
    lines = np.array([tuple(box) for box in told], float).reshape(-1, 4) * scale
    shown = np.asarray(smaller, np.uint8)
    lightest = np.percentile(shown.reshape(-1, 3), 90, axis=0).astype(np.float32)
    shades = paper.shade(shown, mask) if mask.any() else np.broadcast_to(lightest, shown.shape)
    return _Page(pixels=shown, told=mask, lines=lines, scale=scale, paper=shades)


def _strokes(page: _Page, even: Pixels) -> tuple[Mask, Mask]:
    """Strokes in any colour, darker than their ground (on ``even`` paper) or lighter than a dark
    one, without rules: those outside words, and what of them runs on into words; and all that are
    dark."""
    import cv2

    around = cv2.getStructuringElement(cv2.MORPH_RECT, (DETAIL, DETAIL))
    left, dark = np.zeros(page.told.shape, bool), np.zeros(page.told.shape, bool)
    for finer in (cv2.MORPH_BLACKHAT, cv2.MORPH_TOPHAT):
        seen, depth = np.zeros(page.told.shape, np.uint8), np.zeros(page.told.shape, np.uint8)
        shown = even if finer == cv2.MORPH_BLACKHAT else page.pixels
        for colour, one in enumerate(cv2.split(shown)):
            deep = cv2.morphologyEx(one, finer, around)
            depth, strokes = np.maximum(depth, deep), deep > CONTRAST
            if finer == cv2.MORPH_TOPHAT:  # the blank between two rows is light on dark, too
                strokes &= cv2.blur(one, (2 * LINE, 2 * LINE)) < DARK * page.paper[..., colour]
            seen[strokes] = 1
        for shape in ((RULE, 1), (1, RULE)):
            ruled = cv2.morphologyEx(seen, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
            seen[cv2.dilate(ruled, np.ones((3, 3), np.uint8)) > 0] = 0
        seen[rules.aslant(seen, RULE)] = 0
        seen[rules.dashed(seen, depth, LINE)] = 0
        left |= _outside(seen, page)
        if finer == cv2.MORPH_BLACKHAT:
            dark = seen > 0
    return left, dark


def _outside(seen: Pixels, page: _Page) -> Mask:
    """The strokes of which enough stands outside of words, or that run through several rows."""
    import cv2

    _, labels, found, _ = cv2.connectedComponentsWithStats(seen, connectivity=8)
    beyond = np.bincount(labels[~page.told], minlength=len(found))
    sides = np.minimum(found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT])
    across = (sides > ROWS * LINE) & (beyond >= 2 * SPECK)
    kept = across | ((beyond >= SPECK) & (beyond >= OUTSIDE * found[:, cv2.CC_STAT_AREA]))
    for number in np.flatnonzero(~kept & (sides > THROUGH * LINE)).tolist():
        kept[number] = not page.within_a_line(*found[number, :4].tolist())
    kept[0] = False
    return np.asarray(kept[labels], bool)


def _marks(page: _Page, strokes: Mask) -> Iterator[tuple[Box, ...]]:
    """Strokes near one another, from the size of a word on: whole where they fill their box, as a
    seal does, else where they run."""
    import cv2

    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (APART, APART))
    wider = np.pad(strokes.astype(np.uint8), APART)
    joined = cv2.morphologyEx(wider, cv2.MORPH_CLOSE, near)[APART:-APART, APART:-APART]
    _, labels, found, _ = cv2.connectedComponentsWithStats(joined.copy(), connectivity=8)
    inked = np.bincount(labels[strokes], minlength=len(found))
    for number, (left, top, wide, high, area) in enumerate(found.tolist()):
        if not number or max(wide, high) < LEAST or min(wide, high) < FLATTEST:
            continue
        if inked[number] < COVERED * area:
            continue
        own = labels[top : top + high, left : left + wide] == number
        if wide * high <= WHOLE * joined.size and _filled(own) >= ROUND * wide * high:
            yield (page.unscaled(left, top, left + wide, top + high),)
        else:
            yield tuple(_tiled(page, own, left, top))


def _filled(own: Mask) -> float:
    """How many pixels a mark has with all that it goes round."""
    import cv2

    outer, _ = cv2.findContours(own.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return float(sum(cv2.contourArea(one) for one in outer))


def _pictures(page: _Page) -> Iterator[tuple[Box, ...]]:
    """What is neither paper nor strokes: photographs, and grounds on which nothing was read."""
    import cv2

    if not page.told.any():  # no paper to compare with: one photograph, or nothing
        if page.pixels.std(axis=(0, 1)).max() > FLAT:
            yield (page.unscaled(0, 0, page.pixels.shape[1], page.pixels.shape[0]),)
        return
    off = np.abs(page.pixels - page.paper).max(axis=2) > PAPER
    off &= ~page.told
    solid = np.ones((DETAIL, DETAIL), np.uint8)
    opened = cv2.morphologyEx(off.astype(np.uint8), cv2.MORPH_OPEN, solid)
    _, labels, found, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    for number, (left, top, wide, high, _) in enumerate(found.tolist()):
        if number and min(wide, high) >= SOLID * LINE:
            own = labels[top : top + high, left : left + wide] == number
            shades = page.pixels[top : top + high, left : left + wide][own]
            if shades.std(axis=0).max() > FLAT:
                yield tuple(_tiled(page, own, left, top))


def _tiled(page: _Page, own: Mask, left: int, top: int) -> Iterator[Box]:
    """A mask in rows as high as half a line, each from its first to its last sign in a run."""
    step = LINE // 2
    for row in range(0, own.shape[0], step):
        across = np.flatnonzero(own[row : row + step].any(axis=0))
        runs = np.split(across, np.flatnonzero(np.diff(across) > step) + 1) if len(across) else []
        for run in runs:
            yield page.unscaled(
                left + int(run[0]) - step // 2,
                top + row - step // 4,
                left + int(run[-1]) + 1 + step // 2,
                top + min(row + step, own.shape[0]) + step // 4,
            )
