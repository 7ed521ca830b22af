"""Strokes that stand behind print, or over it: watermarks, pale stamps, coloured pens.

Where OCR has read a line its box counts as told, whatever else stands in it. But the strokes of a
line are of one darkness in every colour: what is paler than its print in some colour and is no
letter's edge belongs to something else.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

CORE = 0.65  # of the darkness of a line's print: what is darker is print
EDGE = 2  # pixels around print in which its edges and hairlines are
REFERENCE = 90  # percentile of the darkness of a line's strokes that is its print's
HAIR = 45  # of 255: a hairline that is fainter is of a ground, as safety paper has it, no letter's
LUMA = 12  # of 255, between such a stroke and its ground: a scan's colours are blurred around print
DETAIL = 17  # pixels: what is wider in both directions is ground
DIM = 64  # of 255: on a darker ground shares would be noise
FAINTEST = 60  # of 255, the darkness of print: a paler line has no second, paler layer to be told
PIECE, LONGEST = 10, 6  # pixels of a piece, and of its longer side, at least: less is dirt
APART = 27  # pixels between pieces of one place: a row of print may lie between two
BESIDE = 45  # pixels between places of one mark: what lies on the same row is mostly hidden
LEAST, FLATTEST = 40, 8  # pixels of a mark, along and across
ENOUGH = 90  # pixels of all its pieces
MIXED = 0.05  # of a mark's place, print at least: a pale word beside a bold one holds none
DENSE = 0.095  # of a mark's place, its strokes: where print fades, bits of it are sparse
EVEN = 0.09  # of print's darkness, by how much a mark's may vary: print fades through all shades
OWN = 0.3  # of a colour's evenness, 1 being grey: by how much less even a mark of its own colour is
REACH = 7  # pixels around a mark in which more of it lies under the print

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def marks(
    pixels: Pixels, seen: Mask, lines: NDArray[np.float64]
) -> Iterator[tuple[int, int, Mask]]:
    """What the strokes ``seen`` on a picture hold within ``lines`` (left, top, right, bottom in
    pixels) that is none of their print: of each mark left, top, and where it is from there."""
    import cv2

    rest, printed, shade = _layers(pixels, seen, lines)
    colours = _colours(pixels)
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (APART, APART))
    wider = np.pad(rest.astype(np.uint8), APART)
    joined = cv2.morphologyEx(wider, cv2.MORPH_CLOSE, near)[APART:-APART, APART:-APART]
    together = cv2.dilate(joined, np.ones((APART, BESIDE), np.uint8))
    _, labels = cv2.connectedComponents(together, connectivity=8)
    labels[joined == 0] = 0
    inked = np.bincount(labels[rest])
    covering = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * REACH + 1, 2 * REACH + 1))
    for number in np.flatnonzero(inked >= ENOUGH).tolist():
        own = cv2.dilate((labels == number).astype(np.uint8), covering) > 0
        down, across = (np.flatnonzero(own.any(axis=axis)) for axis in (1, 0))
        sides = len(down) - 2 * REACH, len(across) - 2 * REACH
        pieces, mixed = rest & (labels == number), printed[own].mean() >= MIXED
        coloured = _evenness(colours, own & printed) - _evenness(colours, pieces) >= OWN
        mixed = mixed and (coloured or not _faded(own, pieces, shade))
        if number and mixed and max(sides) >= LEAST and min(sides) >= FLATTEST:
            (top, bottom), (left, right) = ((at[0], at[-1] + 1) for at in (down, across))
            yield int(left), int(top), own[top:bottom, left:right]


def _faded(place: Mask, pieces: Mask, shade: NDArray[np.float64]) -> bool:
    """Whether the pieces in a mark's place are bits of letters that fade: sparse, and of shades
    that vary, where ink of its own is denser or even."""
    dense = pieces.sum() >= DENSE * place.sum()
    return not dense and float(shade[pieces].std()) > EVEN


def _colours(pixels: Pixels) -> NDArray[np.float64]:
    """How much darker than its ground each pixel is in the three colours, of 255."""
    import cv2

    around = cv2.getStructuringElement(cv2.MORPH_RECT, (DETAIL, DETAIL))
    return cv2.morphologyEx(pixels, cv2.MORPH_BLACKHAT, around).astype(float)


def _evenness(colours: NDArray[np.float64], where: Mask) -> float:
    """The least of the three colours' darkness as a share of the most; 1 is grey or black."""
    mean = colours[where].mean(axis=0) if where.any() else np.ones(3)
    return float(mean.min() / max(mean.max(), 1))


def _layers(
    pixels: Pixels, seen: Mask, lines: NDArray[np.float64]
) -> tuple[Mask, Mask, NDArray[np.float64]]:
    """The pieces that are no print, without dirt; the print; and how dark each pixel of a line is,
    as a share of its print's darkness."""
    import cv2

    grey, dark = _darker(pixels)
    printed, within = np.zeros(seen.shape, bool), np.zeros(seen.shape, bool)
    share = np.zeros(seen.shape)
    for left, top, right, bottom in lines.clip(0).round().astype(int).tolist():
        place = slice(top, bottom), slice(left, right)
        inked = dark[place][seen[place]]
        if inked.size and (shade := float(np.percentile(inked, REFERENCE))) >= FAINTEST:
            printed[place] |= dark[place] >= CORE * shade
            within[place] = True
            share[place] = dark[place] / shade
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * EDGE + 1, 2 * EDGE + 1))
    rest = seen & within & ~(cv2.dilate(printed.astype(np.uint8), around) > 0)
    rest &= grey > LUMA
    _, labels, found, _ = cv2.connectedComponentsWithStats(rest.astype(np.uint8), connectivity=8)
    broad = cv2.morphologyEx(rest.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    written = np.bincount(labels[(broad > 0) | (rest & (grey > HAIR))], minlength=len(found)) > 0
    longer = np.maximum(found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT])
    kept = written & (found[:, cv2.CC_STAT_AREA] >= PIECE) & (longer >= LONGEST)
    kept[0] = False
    return np.asarray(kept[labels], bool), printed, share


def _darker(pixels: Pixels) -> tuple[Pixels, NDArray[np.float64]]:
    """How much darker each pixel is than the ground around it, of 255: to the eye; and in every
    colour, as a share of what the ground reflects, whatever light falls on it."""
    import cv2

    around = cv2.getStructuringElement(cv2.MORPH_RECT, (DETAIL, DETAIL))
    grey = cv2.morphologyEx(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.MORPH_BLACKHAT, around)
    ground = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, around).astype(float)
    every = (255 * (ground - pixels) / np.maximum(ground, DIM)).min(axis=2)
    return np.asarray(grey, np.uint8), every
