"""Rules that a photograph shows a little aslant, and rules of dashes: no writing.

A rule that lies level is told by an opening with a bar. Of a page that was turned or bent the bar
would find nothing, so that the picture is sheared until one of its shears is level. A rule of
dashes is told by its dashes: flat, all alike, evenly apart, on one line or a slight bow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEEPEST, STEPS = 0.14, 11  # slopes of a turned page (8 degrees), and how many are tried
FIRM = 3  # times as long: what goes on in other strokes, or stands upright
WHOLE = 0.85  # of a stroke, straight: then it is a rule and nothing else
BROADEST = 7  # pixels across a rule; a broader bar may hold print
THICKEST, APART = 0.35, 0.75  # a dash's height, the blank behind it, at most: by a line's height
FITS, MOST = 3, 0.7  # looks at what is off a rule, and share of pieces that are on it
FEWEST, WIDEST = 4, 4.0  # pieces of a rule, and its width by the height of a line, at least
BOW, REACH = 1.5, 3  # pixels by which a dash may be off its rule, and that its ink goes off it
LONGEST = 60  # pixels from one dash to the next
EVEN = 0.6  # correlation of a rule with itself, one or several dashes on

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Columns = NDArray[np.float64] | NDArray[np.int_]


def aslant(strokes: Pixels, shortest: int) -> Mask:
    """Where strokes (1, else 0) are straight, thin and unbroken over ``shortest`` pixels, level
    within ``STEEPEST``; the strokes of a hand that are longer are part of a sign, so that what
    is not all of a stroke, and what stands upright, is a rule from ``FIRM`` as much on."""
    import cv2

    broad = cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((BROADEST, BROADEST), np.uint8))
    thin = np.asarray(cv2.subtract(strokes, broad), np.uint8)
    upright = _level(np.ascontiguousarray(thin.T), FIRM * shortest, FIRM * shortest).T
    found = _level(thin, shortest, FIRM * shortest) | upright
    wider = cv2.dilate(found.astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray((wider > 0) & (strokes > 0), bool)


def _level(strokes: Pixels, alone: int, firm: int) -> Mask:
    """The pixels of rules that are nearly level: at least so long ``alone``, or within more."""
    import cv2

    found = np.zeros(strokes.shape, bool)
    _, labels, places, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    for number in np.flatnonzero(places[:, cv2.CC_STAT_WIDTH] >= alone).tolist():
        if not number:
            continue
        left, top, wide, high, area = places[number].tolist()
        place = slice(top, top + high), slice(left, left + wide)
        stroke = (labels[place] == number).astype(np.uint8)
        straight = _unsheared(stroke, alone)
        if straight.sum() < WHOLE * area:
            straight = _unsheared(stroke, firm) if wide >= firm else np.zeros_like(straight)
        found[place] |= straight
    return found


def _unsheared(stroke: Pixels, shortest: int) -> Mask:
    """The pixels of one stroke that in any shear of it lie in a row so long."""
    import cv2

    height, width = stroke.shape
    most = int(STEEPEST * width) + 1
    padded = np.pad(stroke, ((most, most), (0, 0)))
    found = np.zeros(padded.shape, bool)
    bar, across, rows = np.ones((1, shortest), np.uint8), np.arange(width), np.arange(len(padded))
    for slope in np.linspace(-STEEPEST, STEEPEST, STEPS):
        down = np.rint(slope * across).astype(int)
        at = (rows[:, None] + down) % len(padded), across[None, :]
        level = cv2.dilate(padded[at], np.ones((3, 1), np.uint8))
        found[at] |= cv2.morphologyEx(level, cv2.MORPH_OPEN, bar) > 0
    return found[most : most + height] & (stroke > 0)


def dashed(strokes: Pixels, depth: Pixels, line: float) -> Mask:
    """Where strokes (1, else 0) are pieces of a rule of dashes, dots or double dashes, on a page
    whose lines are so high; ``depth`` is how much darker than their ground they are."""
    import cv2

    _, seen, places, means = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    labels, found = np.asarray(seen, np.int32), np.asarray(places, np.int32)
    middles = np.asarray(means, np.float64)
    low = found[:, cv2.CC_STAT_HEIGHT] <= THICKEST * line
    low[0] = False
    reach = 2 * int(APART * line / 2) + 1
    joined = cv2.dilate(low[labels].astype(np.uint8), np.ones((1, reach), np.uint8))
    _, runs, wider, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    of_run = np.where(low, np.asarray(runs)[found[:, cv2.CC_STAT_TOP], _first(labels, found)], 0)
    kept = np.zeros(len(found), bool)
    for run in np.flatnonzero(wider[:, cv2.CC_STAT_WIDTH] >= WIDEST * line + reach)[1:].tolist():
        own = np.flatnonzero(of_run == run)
        kept[own] = _rule(middles[own], depth) | _double(middles[own], depth)
    return np.asarray(kept[labels], bool)


def _first(labels: NDArray[np.int32], found: NDArray[np.int32]) -> NDArray[np.int_]:
    """Of each piece a column in which its topmost row has it."""
    import cv2

    left, wide = found[:, cv2.CC_STAT_LEFT], found[:, cv2.CC_STAT_WIDTH]
    return np.array(
        [
            at + int(np.argmax(labels[top, at : at + far] == number))
            for number, (at, far, top) in enumerate(
                zip(left.tolist(), wide.tolist(), found[:, cv2.CC_STAT_TOP].tolist(), strict=True)
            )
        ]
    )


def _double(middles: NDArray[np.float64], depth: Pixels) -> Mask:
    """Which pieces are the upper or the lower rule of two."""
    found = np.zeros(len(middles), bool)
    if len(middles) >= 2 * FEWEST:
        lower = _bow(middles, 1)(middles[:, 0]) < middles[:, 1]
        for own in (lower, ~lower):
            found[own] = _rule(middles[own], depth)
    return found


def _rule(middles: NDArray[np.float64], depth: Pixels) -> Mask:
    """Which pieces lie on one line or slight bow, if most do and their ink comes and goes at one
    pace."""
    near = np.ones(len(middles), bool)
    for _ in range(FITS):
        if near.sum() < max(FEWEST, MOST * len(middles)):
            return np.zeros(len(middles), bool)
        bow = _bow(middles[near], 2)
        near = np.abs(bow(middles[:, 0]) - middles[:, 1]) <= BOW
    on_rule = middles[near, 0]
    if len(on_rule) < max(FEWEST, MOST * len(middles)):
        return np.zeros(len(middles), bool)
    columns = np.arange(int(on_rule.min()), int(on_rule.max()) + 1)
    rows = bow(columns).round().astype(int)[:, None] + np.arange(-REACH, REACH + 1)
    ink = depth[rows.clip(0, len(depth) - 1), columns[:, None]].max(axis=1).astype(float)
    return near & (_pace(ink) >= EVEN)


def _bow(middles: NDArray[np.float64], degree: int) -> Callable[[Columns], NDArray[np.float64]]:
    """The curve through middles (across, down)."""
    fit: Any = np.polynomial.Polynomial.fit  # its stubs take no arrays of this numpy's
    curve: Callable[[Columns], NDArray[np.float64]] = fit(*middles.T, degree)
    return curve


def _pace(ink: NDArray[np.float64]) -> float:
    """How far ink along a line repeats itself: its greatest correlation with itself behind a dip,
    0 where it has no pace of its own."""
    ink = ink - ink.mean()
    if not ink.any():
        return 0.0
    lags = range(1, min(LONGEST, len(ink) // 3))
    same = [float(np.corrcoef(ink[lag:], ink[:-lag])[0, 1]) for lag in lags]
    dip = next((at for at in range(1, len(same)) if same[at] > same[at - 1]), len(same))
    return max(same[dip:], default=0.0)
