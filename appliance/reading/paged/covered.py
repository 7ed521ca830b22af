"""Text of a PDF page that something painted later lies on: a scan over its own recognised text, a
white box under a correction.

Paint order is the order of the page's objects (ISO 32000-2, 8.2). Opaque rectangles and pictures
cover; what is tinted, blended or has holes does not, and within forms (XObjects) nobody looks.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
from pypdfium2 import raw

from appliance.types import Box

SMALLEST_HEIGHT, SMALLEST_WIDTH = 4.0, 8.0  # points: what is smaller covers no word
OPAQUE = 250  # of 255
CORNERS = 6  # segments of a rectangle's path at most
WITHIN = 0.9  # of a text's box
OVERPRINTED = 0.2  # of the box of a text that stands on another one
MOST_COVERS = 2_000
_COVERING = (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE)
FINE = 20  # steps of a point
_LONGEST = 4_096  # bytes of a text object's text


Edges = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates, which count from the bottom left."""


class Covered(NamedTuple):
    """A piece of text that nobody sees, and where it stands (points, from the top left).

    ``overprinted``: other text stands there now, and the file's letters cannot be told apart.
    """

    box: Box
    text: str
    overprinted: bool

    def holds(self, box: Box, text: str) -> bool:
        """Whether a word is part of it."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        own = self.box
        return own.left <= x <= own.right and own.top <= y <= own.bottom and text in self.text


def covered(pdf: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage) -> tuple[Covered, ...]:
    """The texts of a page that an opaque object painted later lies on."""
    texts: list[Any] = []
    covers: list[tuple[int, Any, Edges]] = []  # how many texts were painted before, what, where
    for index in range(raw.FPDFPage_CountObjects(sheet.raw)):
        item = raw.FPDFPage_GetObject(sheet.raw, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(item)
        elif texts and kind in _COVERING and len(covers) < MOST_COVERS:
            edges = _covering(item, kind)
            if edges is not None:
                covers.append((len(texts), item, edges))
    if not covers:
        return ()
    boxes = np.asarray([_bounds(item) for item in texts])
    hidden: set[int] = set()
    for before, item, edges in covers:
        below = {*map(int, np.flatnonzero(_shares(boxes[:before], edges) >= WITHIN))} - hidden
        if below and (_is_path(item) or _whole(pdf, sheet, item)):
            hidden |= below
    seen = boxes[[at for at in range(len(texts)) if at not in hidden]]
    return _told(sheet, [(texts[at], tuple(boxes[at])) for at in sorted(hidden)], seen)


def _told(
    sheet: pypdfium2.PdfPage, hidden: Sequence[tuple[Any, Edges]], seen: Any
) -> tuple[Covered, ...]:
    """The hidden text objects with what they say; ``seen``: the edges of the others (n x 4)."""
    if not hidden:
        return ()
    page = sheet.get_textpage()
    try:
        return tuple(
            Covered(
                _shown(sheet, edges),
                _text(item, page),
                bool(len(seen) and (_shares(seen, edges) > OVERPRINTED).any()),
            )
            for item, edges in hidden
        )
    finally:
        page.close()


def _shown(sheet: pypdfium2.PdfPage, edges: Edges) -> Box:
    """Where a place of the page is once the page is turned and cut as it is shown."""
    size = [round(FINE * side) for side in sheet.get_size()]
    x, y = ctypes.c_int(), ctypes.c_int()
    found = []
    for across, down in (edges[:2], edges[2:]):
        raw.FPDF_PageToDevice(sheet.raw, 0, 0, *size, 0, across, down, x, y)
        found.append((x.value / FINE, y.value / FINE))
    (left, top), (right, bottom) = map(min, *found), map(max, *found)
    return Box(left, top, right, bottom)


def _text(item: Any, page: pypdfium2.PdfTextPage) -> str:
    buffer = (ctypes.c_ushort * (_LONGEST // 2))()
    size = raw.FPDFTextObj_GetText(item, page.raw, buffer, _LONGEST)
    return bytes(buffer)[: min(size, _LONGEST)].decode("utf-16-le", "replace").strip("\0 ")


def _covering(item: Any, kind: int) -> Edges | None:
    """What an object covers, clipped, if it is one that covers."""
    left, bottom, right, top = _bounds(item)
    if top - bottom < SMALLEST_HEIGHT or right - left < SMALLEST_WIDTH:
        return None
    if raw.FPDFPageObj_HasTransparency(item) or (
        kind == raw.FPDF_PAGEOBJ_PATH and not _filled_rectangle(item)
    ):
        return None
    clip = _clip(item)
    if clip is None:
        return None
    return max(left, clip[0]), max(bottom, clip[1]), min(right, clip[2]), min(top, clip[3])


def _is_path(item: Any) -> bool:
    return bool(raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH)


def _shares(boxes: Any, edges: Edges) -> Any:
    """Which part of each box (n x 4) lies within some edges."""
    across = np.minimum(boxes[:, 2], edges[2]) - np.maximum(boxes[:, 0], edges[0])
    down = np.minimum(boxes[:, 3], edges[3]) - np.maximum(boxes[:, 1], edges[1])
    area = np.maximum((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]), 0.01)
    return np.maximum(across, 0) * np.maximum(down, 0) / area


def _filled_rectangle(item: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, mode, stroke)
    if not mode.value or raw.FPDFPath_CountSegments(item) > CORNERS:
        return False
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(item, *parts)
    return parts[3].value >= OPAQUE


def _clip(item: Any) -> Edges | None:
    """The rectangle that an object is cut to; ``None`` for another shape."""
    edges = (float("-inf"), float("-inf"), float("inf"), float("inf"))
    clip = raw.FPDFPageObj_GetClipPath(item)
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        if not 0 < count <= CORNERS:
            return None
        x, y = ctypes.c_float(), ctypes.c_float()
        points = []
        for index in range(count):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            points.append((x.value, y.value))
        across, down = zip(*points, strict=True)
        edges = (
            max(edges[0], min(across)), max(edges[1], min(down)),
            min(edges[2], max(across)), min(edges[3], max(down)),
        )  # fmt: skip
    return edges


def _whole(pdf: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage, item: Any) -> bool:
    """Whether a picture has no holes: neither a stencil nor a mask."""
    rendered = raw.FPDFImageObj_GetRenderedBitmap(pdf.raw, sheet.raw, item)
    if not rendered:
        return False
    pixels = pypdfium2.PdfBitmap.from_raw(rendered).to_numpy()  # frees the bitmap when it goes
    return bool(pixels.ndim < 3 or pixels.shape[2] < 4 or pixels[:, :, 3].mean() >= OPAQUE)


def _bounds(item: Any) -> Edges:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value
