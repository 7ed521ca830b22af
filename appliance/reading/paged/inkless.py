"""Words that a page would look the same without, whatever hides them, and words in one place.

A page is painted with its text and without: where nothing changes nobody sees a word, be it
clipped, covered, masked, switched off with its layer, or painted in the colour of the paper. This
does not tell of two words in one place which of them is seen; those are told by their boxes.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
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


def unpainted(sheet: pypdfium2.PdfPage, words: Sequence[Word]) -> list[Word]:
    """The words without which the page looks the same."""
    painted = _grey(sheet)
    items = list(texts(sheet.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject))
    for item in items:
        raw.FPDFPageObj_SetIsActive(item, False)
    try:
        bare = _grey(sheet)
    finally:
        for item in items:
            raw.FPDFPageObj_SetIsActive(item, True)
    changed = np.abs(painted - bare) > CHANGED
    return [word for word in words if _share(changed, word.box) < LEAST]


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


def drawn(item: Any) -> float:
    """The height of a text object's letters in points, or their width where that is smaller."""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(item, size)
    raw.FPDFPageObj_GetMatrix(item, matrix)
    tall, wide = max(abs(matrix.d), abs(matrix.b)), max(abs(matrix.a), abs(matrix.c))
    return float(abs(size.value) * min(tall, wide))


def _grey(sheet: pypdfium2.PdfPage) -> NDArray[np.int16]:
    picture = sheet.render(scale=SCALE, grayscale=True, draw_annots=False).to_numpy()
    return np.asarray(picture.reshape(picture.shape[:2]), dtype=np.int16)


def _share(changed: NDArray[np.bool_], box: Box) -> float:
    """Share of the pixels in the middle of a box that are ``changed``: rows above and below it may
    reach into its edges."""
    edge = (box.bottom - box.top) / 8
    area = changed[
        max(0, int((box.top + edge) * SCALE)) : int((box.bottom - edge) * SCALE) + 1,
        max(0, int(box.left * SCALE)) : int(box.right * SCALE) + 1,
    ]
    return float(area.mean()) if area.size else 0.0


def _common(one: Box, other: Box) -> float:
    """The area that two boxes share, of the smaller one's."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return 0.0
    areas = ((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return across * down / max(min(areas), 1e-6)
