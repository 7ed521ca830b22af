"""Words that a page would look the same without, whatever hides them, and words in one place.

A page is painted with its text and without: where nothing changes nobody sees a word, be it
clipped, covered, masked, switched off with its layer, or painted in the colour of the paper. This
does not tell of two words in one place which of them is seen; those are told by their boxes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2
from pypdfium2 import raw

from appliance.types import Box, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCALE = 1.0  # pixels per point
CHANGED = 24  # of 255, by which a pixel differs where ink is
LEAST = 0.02  # of a word's pixels; printed words have 0.1 to 0.3
SHARE = 0.5  # of the smaller of two boxes that both words take


def texts_of(sheet: pypdfium2.PdfPage) -> list[Any]:
    """All text objects of a page, those in its forms, too; a walk through the whole page."""
    return list(texts(sheet.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject))


def unpainted(sheet: pypdfium2.PdfPage, words: Sequence[Word], items: Sequence[Any]) -> list[Word]:
    """The words without which the page looks the same; ``items`` are its ``texts_of``."""
    painted = _grey(sheet)
    for item in items:
        raw.FPDFPageObj_SetIsActive(item, False)
    try:
        bare = _grey(sheet)
    finally:
        for item in items:
            raw.FPDFPageObj_SetIsActive(item, True)
    changed = np.abs(painted - bare) > CHANGED
    shares = _shares(changed, words)
    return [word for word, share in zip(words, shares, strict=True) if share < LEAST]


def crossed(words: Sequence[Word]) -> list[Word]:
    """Words that stand where another word stands, too."""
    found: dict[int, Word] = {}
    ordered = sorted(enumerate(words), key=lambda one: one[1].box.top)
    for place, (number, word) in enumerate(ordered):
        for other_number, other in ordered[place + 1 :]:
            if other.box.top >= word.box.bottom:
                break
            if word.text != other.text and _common(word.box, other.box) >= SHARE:
                found |= {number: word, other_number: other}
    return [found[number] for number in sorted(found)]


def texts(
    holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any], depth: int = 4
) -> Iterator[Any]:
    """The text objects of a page and of the forms in it, as handles: a page has thousands."""
    for index in range(count(holder)):
        item = get(holder, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            inner = raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject
            yield from texts(item, *inner, depth - 1)


@dataclass(frozen=True, slots=True)
class Probe:
    """Asks PDFium about one text object after the other; where it answers is made only once."""

    _size: ctypes.c_float = field(default_factory=ctypes.c_float)
    _matrix: Any = field(default_factory=raw.FS_MATRIX)
    _ink: tuple[ctypes.c_uint, ...] = field(
        default_factory=lambda: tuple(ctypes.c_uint() for _ in range(4))
    )

    def drawn(self, item: Any) -> float:
        """The height of a text's letters in points, or their width where that is smaller."""
        matrix = self._matrix
        raw.FPDFTextObj_GetFontSize(item, self._size)
        raw.FPDFPageObj_GetMatrix(item, matrix)
        tall, wide = max(abs(matrix.d), abs(matrix.b)), max(abs(matrix.a), abs(matrix.c))
        return float(abs(self._size.value) * min(tall, wide))

    def ink(self, item: Any, *, outlined: bool) -> tuple[int, int]:
        """The darkest channel of the letters' colour, and its opacity; both up to 255."""
        red, green, blue, alpha = self._ink
        colour = raw.FPDFPageObj_GetStrokeColor if outlined else raw.FPDFPageObj_GetFillColor
        colour(item, red, green, blue, alpha)
        return min(red.value, green.value, blue.value), alpha.value


def _grey(sheet: pypdfium2.PdfPage) -> NDArray[np.int16]:
    picture = sheet.render(scale=SCALE, grayscale=True, draw_annots=False).to_numpy()
    return np.asarray(picture.reshape(picture.shape[:2]), dtype=np.int16)


def _shares(changed: NDArray[np.bool_], words: Sequence[Word]) -> NDArray[np.float64]:
    """Share of the pixels in the middle of each word's box that are ``changed``: rows above and
    below it may reach into its edges. Counted for all words at once, from sums over the picture's
    corners (summed-area table, Crow 1984).
    """
    down, across = changed.shape
    places = [_middle(word.box, down, across) for word in words]
    top, bottom, left, right = np.array(places, int).reshape(-1, 4).T
    sums = np.zeros((down + 1, across + 1), int)
    sums[1:, 1:] = changed.cumsum(axis=0).cumsum(axis=1)
    counts = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    pixels = (bottom - top) * (right - left)
    return np.asarray(np.where(pixels > 0, counts, 0) / np.maximum(pixels, 1), float)


def _middle(box: Box, down: int, across: int) -> tuple[int, int, int, int]:
    """First row, row behind the last, first column, column behind the last, of a picture so many
    rows and columns large."""
    edge = (box.bottom - box.top) / 8
    upper, lower = max(0, int((box.top + edge) * SCALE)), int((box.bottom - edge) * SCALE) + 1
    top, bottom, _ = slice(upper, lower).indices(down)
    left, right, _ = slice(max(0, int(box.left * SCALE)), int(box.right * SCALE) + 1).indices(
        across
    )
    return top, max(top, bottom), left, max(left, right)


def _common(one: Box, other: Box) -> float:
    """The area that two boxes share, of the smaller one's."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return 0.0
    areas = ((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return across * down / max(min(areas), 1e-6)
