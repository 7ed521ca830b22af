"""Boxes of words that are lower than the print.

docling-parse takes the height of capitals for the height of a font's lines, and browsers' PDF
printers state it wrongly for many fonts (Skia: 0.36 em of DejaVu, 0.34 em of Liberation Sans
Narrow). Such rows look torn apart. PDFium knows the line height from the font itself (loose boxes).
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import pypdfium2
from pypdfium2 import raw

SQUAT = 0.8
"""Width of a letter in heights of its box, on average, from which a font is looked at closer."""
LETTERS = 8
"""Letters of a font from which the average tells something."""
LOWER = 1.3
"""How much higher PDFium's boxes are at least where the others are wrong."""
BELOW = 0.2
"""Share of the missing height that is missing under the print."""
_LONGEST = 128
_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")


def raised(cells: Sequence[Any], factors: Mapping[str, float]) -> None:
    """Give cells of the fonts in ``factors`` (font -> times as high) their height; top-left."""
    for cell in cells:
        rect, factor = cell.rect, factors.get(cell.font_name)
        if factor is None or rect.r_y0 != rect.r_y1:
            continue
        missing = (factor - 1) * (rect.r_y0 - rect.r_y2)
        rect.r_y0 = rect.r_y1 = rect.r_y0 + missing * BELOW
        rect.r_y2 = rect.r_y3 = rect.r_y2 - missing * (1 - BELOW)


def squat(words: Sequence[Any]) -> dict[str, float]:
    """The fonts whose words' boxes look too low for their width, and how high they are."""
    heights: dict[str, list[float]] = defaultdict(list)
    widths: dict[str, float] = defaultdict(float)
    for word in words:
        rect = word.rect
        if rect.r_y0 == rect.r_y1 and rect.r_y0 > rect.r_y2 and word.text.isascii():
            heights[word.font_name] += [rect.r_y0 - rect.r_y2] * len(word.text)
            widths[word.font_name] += rect.r_x1 - rect.r_x0
    return {f: median(told) for f, told in heights.items() if _squat(widths[f], told)}


def factors(low: Mapping[str, float], page: pypdfium2.PdfPage) -> dict[str, float]:
    """How many times as high the boxes of fonts should be that look too low, where they are."""
    loose = _loose(page)
    known = {font: loose.get(_face(font), ()) for font in low}
    found = {font: median(told) / low[font] for font, told in known.items() if told}
    return {font: factor for font, factor in found.items() if factor > LOWER}


def _squat(width: float, heights: Sequence[float]) -> bool:
    return len(heights) >= LETTERS and width > SQUAT * sum(heights)


def _loose(page: pypdfium2.PdfPage) -> dict[str, list[float]]:
    """Face -> the heights of its letters' loose boxes, in points."""
    text = page.get_textpage()
    found: dict[str, list[float]] = defaultdict(list)
    name, box = ctypes.create_string_buffer(_LONGEST), raw.FS_RECTF()
    for index in range(text.count_chars()):
        size = raw.FPDFText_GetFontInfo(text.raw, index, name, _LONGEST, None)
        if 1 < size <= _LONGEST and raw.FPDFText_GetLooseCharBox(text.raw, index, box):
            height = box.top - box.bottom
            if height > 0:
                found[_face(name.value.decode("utf-8", "replace"))].append(height)
    text.close()
    return found


def _face(font: str) -> str:
    """A font's name without the tag of its subset (ISO 32000-2, 9.9.2)."""
    return _SUBSET.sub("", font)
