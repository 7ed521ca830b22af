"""Reading order of a page: printed rows, except where independent columns stand side by side.

A page is cut into bands (what overlaps vertically). Consecutive bands that leave a common gutter
free form a run. A run is read column by column only where both sides read like text of their own;
else it is read row by row, since most documents of an office are forms, tables and receipts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import median

import numpy as np

from appliance.reading.page.rows import Row, Token, hull, line_height, rows
from appliance.types import Box

GUTTER = 1.2  # line heights
WIDE_GUTTER = 2.5  # line heights: needed for short blocks such as two addresses
PROSE_WORDS = 3.5  # per row
FEWEST_ROWS = 3
PARAGRAPH = 0.9  # line heights
AS_LARGE = 0.8  # of the largest gap: rows of a table part all at once, not one by one
LETTERS = 0.4  # share of the characters
ALIGNED = 0.6  # share of rows with a partner at the same height: then it is a table

FLOWING_ROWS, FLOWING_WORDS = 8, 60  # of each column, of both
FULL = 0.75  # of the widest row, or column
OPEN = 0.4  # share of rows that begin with a small letter

BASELINE = 0.2  # of the lower word's height
LEVEL = 0.6  # of the lower row's height

Interval = tuple[float, float]
_Bands = list[list[Token]]


def ordered(tokens: Sequence[Token], solid: Sequence[Box] = ()) -> list[Row]:
    """The rows of a page in reading order. ``solid`` regions (tables) are never cut apart."""
    result: list[Row] = []
    for part in _parts(list(tokens), solid):
        result.extend(rows(part))
    return result


def cuts(tokens: Sequence[Token]) -> bool:
    """Whether the page, without known tables, would be read in columns anywhere."""
    return len(list(islice(_parts(list(tokens), ()), 2))) > 1


def _parts(tokens: list[Token], solid: Sequence[Box]) -> Iterator[list[Token]]:
    """Stretches of the page that are read row by row, in reading order.

    Neighbours that are not cut are put together again, since a skewed row may cross from one
    into the other.
    """
    whole: list[Token] = []
    for part, own in _cut(tokens, solid):
        if own:
            if whole:
                yield whole
            yield part
            whole = []
        else:
            whole = whole + part
    if whole:
        yield whole


def _cut(tokens: list[Token], solid: Sequence[Box]) -> Iterator[tuple[list[Token], bool]]:
    """Parts of the page, each with whether it is a column of its own."""
    for run in _runs(tokens, solid):
        sides = _sides(run, solid)
        if sides is not None:
            for side in sides:
                for part in _parts(side, solid):
                    yield part, True
            continue
        pieces = _pieces(run, solid)
        if len(pieces) == 1:
            yield run, False
            continue
        for piece in pieces:
            yield from _cut(piece, solid)


def _pieces(tokens: list[Token], solid: Sequence[Box]) -> list[list[Token]]:
    """The run cut at its largest vertical gaps, if they are larger than between lines."""
    bands = _bands(tokens, solid)
    hulls = [hull(band) for band in bands]
    gaps = [below.top - above.bottom for above, below in pairwise(hulls)]
    limit = max(PARAGRAPH * line_height(tokens), AS_LARGE * max(gaps, default=0.0))
    pieces = [list(bands[0])]
    for gap, band in zip(gaps, bands[1:], strict=True):
        if gap >= limit:
            pieces.append([])
        pieces[-1].extend(band)
    return pieces


def _bands(tokens: Sequence[Token], solid: Sequence[Box]) -> list[list[Token]]:
    """Groups of tokens without a vertical gap between them, top to bottom."""
    items = sorted(tokens, key=lambda item: item.box.top)
    bands: list[list[Token]] = []
    bottom = float("-inf")
    for token in items:
        reach = token.box.bottom
        for box in solid:
            if _inside(token.box, box):
                reach = max(reach, box.bottom)
        if not bands or token.box.top >= bottom:
            bands.append([])
        bands[-1].append(token)
        bottom = max(bottom, reach)
    return bands


def _runs(tokens: Sequence[Token], solid: Sequence[Box]) -> list[list[Token]]:
    """Consecutive bands that leave a common gutter free. Heads right above blocks that are wider
    (``Bill to | Ship to``) go with these where they share a gutter."""
    if not tokens:
        return []
    page = hull(tokens)
    extent, height = (page.left, page.right), line_height(tokens)
    gap = GUTTER * height
    runs: list[_Bands] = []
    common: list[Interval] = []
    for band in _bands(tokens, solid):
        free = _free(band, extent, gap, solid)
        shared = _intersect(common, free, gap)
        if not shared:
            heads = _heads(runs[-1], band, PARAGRAPH * height) if runs else []
            over = _free([token for head in heads for token in head], extent, gap, solid)
            shared = _intersect(over, free, gap) if heads else []
            runs.append([runs[-1].pop() for _ in heads][::-1] if shared else [])
        runs[-1].append(band)
        common = shared or free
    return [[token for band in run for token in band] for run in runs]


def _heads(run: _Bands, below: Sequence[Token], paragraph: float) -> _Bands:
    """The last bands of a run, behind a paragraph's end, that what stands below follows at once."""
    tops = [hull(band).top for band in (*run, below)]
    bottoms = [hull(band).bottom for band in run]
    gaps = [top - bottom for bottom, top in zip(bottoms, tops[1:], strict=True)]
    if gaps[-1] >= paragraph:
        return []
    last = max((at for at, gap in enumerate(gaps[:-1], 1) if gap >= paragraph), default=len(run))
    return run[last:]


def _free(
    tokens: Sequence[Token], extent: Interval, gap: float, solid: Sequence[Box]
) -> list[Interval]:
    """The stretches of a band without ink, at least ``gap`` wide."""
    inked = [(item.box.left, item.box.right) for item in tokens]
    inked += [(box.left, box.right) for box in solid if any(_inside(t.box, box) for t in tokens)]
    free: list[Interval] = []
    at = extent[0]
    for left, right in sorted(inked):
        if left - at >= gap:
            free.append((at, left))
        at = max(at, right)
    if extent[1] - at >= gap:
        free.append((at, extent[1]))
    return free


def _intersect(ones: list[Interval], others: list[Interval], gap: float) -> list[Interval]:
    shared = []
    for left, right in ones:
        for begin, end in others:
            low, high = max(left, begin), min(right, end)
            if high - low >= gap:
                shared.append((low, high))
    return shared


def _sides(tokens: list[Token], solid: Sequence[Box]) -> tuple[list[Token], list[Token]] | None:
    """The two columns of a run, at its widest gutter that separates texts of their own."""
    box = hull(tokens)
    height = line_height(tokens)
    gutters = _free(tokens, (box.left, box.right), GUTTER * height, solid)
    for low, high in sorted(gutters, key=lambda item: item[0] - item[1]):
        left = [item for item in tokens if item.box.right <= low + 0.01]
        right = [item for item in tokens if item.box.left >= high - 0.01]
        if left and right and _independent(left, right, (high - low) / height):
            return left, right
    return None


def _independent(left: list[Token], right: list[Token], gutter: float) -> bool:
    """Both sides read like texts of their own. Cheap questions first: most gutters fail them."""
    fewer, more = sorted((left, right), key=len)
    if len(fewer) < FEWEST_ROWS or min(_letters(fewer), _letters(more)) < LETTERS:
        return False
    one, wide = rows(fewer), gutter >= WIDE_GUTTER
    if len(one) < FEWEST_ROWS or not (wide or _words(one) >= PROSE_WORDS):
        return False
    two = rows(more)
    if len(two) < FEWEST_ROWS:
        return False
    if min(_words(one), _words(two)) >= PROSE_WORDS:
        return True
    return wide and _aligned(*((one, two) if fewer is left else (two, one))) < ALIGNED


def flows(tokens: Sequence[Token], region: Box) -> bool:
    """Whether a region is two columns of running text, whatever a network calls it: as wide as each
    other, full, and with many rows that go on in the midst of a sentence.
    """
    inside = [token for token in tokens if _inside(token.box, region)]
    if len(inside) < FLOWING_WORDS:
        return False
    sides = _sides(inside, ())
    return sides is not None and all(_running(rows(side)) for side in sides) and _alike(*sides)


def _running(side: list[Row]) -> bool:
    widths = [hull(row).right - hull(row).left for row in side]
    full = sum(width >= FULL * max(widths) for width in widths)
    open_ = sum(row[0].text[:1].islower() for row in side)
    many = len(side) >= FLOWING_ROWS and _words(side) >= PROSE_WORDS
    return many and 2 * full > len(side) and open_ >= OPEN * len(side)


def _alike(left: list[Token], right: list[Token]) -> bool:
    one, two = (box.right - box.left for box in (hull(left), hull(right)))
    return min(one, two) >= FULL * max(one, two)


def _words(side: list[Row]) -> float:
    return median(len(row) for row in side)


def _letters(side: list[Token]) -> float:
    text = "".join(token.text for token in side)
    return sum(map(str.isalpha, text)) / max(len(text), 1)


def _aligned(left: list[Row], right: list[Row]) -> float:
    """The share of rows on the side with fewer of them that have a partner on the other: on one
    baseline; in a photograph, which may be skewed, roughly level.
    """
    recognised = left[0][0].recognised
    fewer, more = sorted(([hull(row) for row in side] for side in (left, right)), key=len)
    one, two = np.array(fewer).T[:, :, None], np.array(more).T[:, None, :]
    lower = np.minimum(one[3] - one[1], two[3] - two[1])
    if recognised:
        shared = np.minimum(one[3], two[3]) - np.maximum(one[1], two[1])
        level = shared / np.maximum(lower, 0.1) > LEVEL
    else:
        level = np.abs(one[3] - two[3]) < BASELINE * lower
    return int(level.any(axis=1).sum()) / len(fewer)


def _inside(box: Box, region: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= x <= region.right and region.top <= y <= region.bottom
