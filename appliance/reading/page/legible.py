"""Whether a page's text layer can be used, and what on the page it does not cover."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from appliance.reading.page import columns
from appliance.reading.page.rows import Token
from appliance.types import Box

if TYPE_CHECKING:
    from docling_core.types.doc.base import BoundingBox
    from PIL.Image import Image

DoclingPage = Any  # docling's ``Page``: nearly all of its fields are optional to the type checker

FEW_CHARACTERS = 40
GARBAGE = 0.2  # share of characters that no text has
GAPS, FEWEST_GAPS = 0.02, 3  # words with such characters among others: share and number
SCAN_AREA = 0.5  # share of the page that one picture covers
SMALLEST_PICTURE = 0.006  # share of the page: a logo with the company's name
LARGEST_HEIGHT = 9.0  # points: lower pictures are rules and bullets
MOST_PICTURES = 6
HIDDEN_SHARE = 0.5
FEWEST_WORDS = 30
TALLEST = 1.7  # times its width: a higher picture is a till receipt
INK = 12  # grey levels between the darkest and the lightest pixel of a visible word
INKED_SHARE = 0.002  # of the pixels of a page
FINE = 1.6  # pixels per point of the look for single letters: that picture is there already
LETTER_HEIGHT = (3.0, 25.0)  # points
GRAIN = 200  # parts of a side in which pictures are measured
_NO_TEXT = ("Co", "Cn", "Cs", "Cc")


def needs_ocr(page: DoclingPage, *, trust_hidden: bool) -> bool:
    """True for pictures, scans, and pages whose text layer is garbage or not what is shown."""
    if is_picture(page):
        return True
    words = words_of(page)
    characters = "".join(word.text for word in words)
    if garbage(characters) > GARBAGE or _gaps(words) > GAPS:
        return True
    scan = _pictured(page) >= SCAN_AREA
    if len(characters) < FEW_CHARACTERS and (scan or _drawn_beside(page, words)):
        return True
    if not scan:
        return any(one.overprinted for one in getattr(page._backend, "covered", ()))
    if trust_hidden or not words:
        return False
    told = zip(words, covered(page, words), _inked(page, words), strict=True)
    hidden = sum(under or not ink or is_hidden(word) for word, under, ink in told)
    return hidden > HIDDEN_SHARE * len(words)


def garbage(text: str) -> float:
    """The share of characters that no text has: unmapped glyphs, replacement characters."""
    if not text:
        return 0.0
    bad = sum(map(_nameless, text))
    bad += 5 * (text.count("GLYPH<") + text.count("(cid:"))
    return bad / len(text)


def _gaps(words: Sequence[Any]) -> float:
    """The share of words with letters or figures that the layer cannot name, as of fonts without a
    map. A lone sign is a bullet or a ticked box."""
    found = [sum(map(_nameless, word.text)) for word in words]
    broken = sum(
        many > 1 or (many and len(word.text) > 2) for many, word in zip(found, words, strict=True)
    )
    return broken / len(words) if broken >= FEWEST_GAPS else 0.0


def _nameless(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in _NO_TEXT


def silent_pictures(page: DoclingPage) -> list[BoundingBox]:
    """Pictures on a page with text that may hold words which the text layer does not."""
    area = page.size.width * page.size.height
    cells = words_of(page)
    words = [box_of(w) for w, under in zip(cells, covered(page, cells), strict=True) if not under]
    found = []
    for rect in page._backend.get_bitmap_rects():
        share = rect.width * rect.height / max(area, 1)
        if share < SMALLEST_PICTURE or rect.height < LARGEST_HEIGHT or share > 0.95:
            continue
        if not any(_within(word, rect) for word in words):
            found.append(rect)
    return sorted(found, key=lambda rect: -rect.width * rect.height)[:MOST_PICTURES]


def may_have_columns(page: DoclingPage, recognised: Sequence[Token]) -> bool:
    """Its words alone would be read in columns: those of the text layer, or of a picture."""
    if is_picture(page):
        return bool(page.size.height < TALLEST * page.size.width) and columns.cuts(recognised)
    words = words_of(page)
    if len(words) < FEWEST_WORDS:
        return False
    tokens = [Token(word.text, box_of(word)) for word in words]
    return columns.cuts(tokens)


def is_picture(page: DoclingPage) -> bool:
    """The file is a picture, not a PDF."""
    return hasattr(page._backend, "_image")


def native_scale(page: DoclingPage) -> float | None:
    """Pixels per point of a picture file."""
    image = getattr(page._backend, "_image", None)
    return None if image is None else float(image.width / page.size.width)


def words_of(page: DoclingPage) -> Sequence[Any]:
    """The words of the text layer; where the backend gives lines only, the lines."""
    parsed = page.parsed_page
    if parsed is None:
        return []
    native = [cell for cell in parsed.word_cells if not cell.from_ocr]
    return native or [cell for cell in parsed.textline_cells if not cell.from_ocr]


def box_of(cell: Any) -> Box:
    """A cell's box; cells are top-left by the time we see them."""
    box = cell.rect.to_bounding_box()
    return Box(box.l, min(box.t, box.b), box.r, max(box.t, box.b))


def is_hidden(cell: Any) -> bool:
    """Text rendering mode 3 or 7: paints no ink (ISO 32000, 9.3.6)."""
    return int(getattr(cell, "rendering_mode", -1)) in (3, 7)


def covered(page: DoclingPage, words: Sequence[Any]) -> list[bool]:
    """Whether something that was painted later lies on each word."""
    below = getattr(page._backend, "covered", ())
    if not below:
        return [False] * len(words)
    return [any(one.holds(box_of(word), word.text) for one in below) for word in words]


def shown(page: DoclingPage) -> list[Any]:
    """The words of the text layer that are painted, and that nothing lies on."""
    words = words_of(page)
    below = covered(page, words)
    return [w for w, under in zip(words, below, strict=True) if not under and not is_hidden(w)]


def unseen(page: DoclingPage, words: Sequence[Any]) -> list[bool]:
    """Which words are left out because something lies on them; the text of a scan that is trusted
    lies under its picture of right."""
    below = covered(page, words)
    return below if any(below) and _pictured(page) < SCAN_AREA else [False] * len(words)


def _inked(page: DoclingPage, words: Sequence[Any]) -> list[bool]:
    """Whether there is ink where each word of the text layer is said to stand."""
    image = page.get_image(scale=1.0)
    return visible(map(box_of, words), image, page.size.width, page.size.height)


def visible(boxes: Iterable[Box], image: Image, width: float, height: float) -> list[bool]:
    """Whether there is ink where each word is said to stand (white on white is not)."""
    import numpy

    grey = numpy.asarray(image.convert("L"))
    across, down = grey.shape[1] / width, grey.shape[0] / height
    found = []
    for box in boxes:
        area = grey[
            max(0, int(box.top * down)) : int(box.bottom * down) + 1,
            max(0, int(box.left * across)) : int(box.right * across) + 1,
        ]
        found.append(bool(area.size) and int(area.max()) - int(area.min()) > INK)
    return found


def _pictured(page: DoclingPage) -> float:
    """The share of the page that pictures cover together: many a scanner stores strips."""
    import numpy

    width, height = max(page.size.width, 1), max(page.size.height, 1)
    inked = numpy.zeros((GRAIN, GRAIN), bool)
    for rect in page._backend.get_bitmap_rects():
        left, right = (round(GRAIN * x / width) for x in (rect.l, rect.r))
        top, bottom = (round(GRAIN * y / height) for y in sorted((rect.t, rect.b)))
        inked[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = True
    return float(inked.mean())


def _drawn_beside(page: DoclingPage, words: Sequence[Any]) -> bool:
    """There is ink away from the words: text drawn as outlines, for instance."""
    import numpy

    grey = numpy.array(page.get_image(scale=1.0).convert("L"))
    paper = int(numpy.median(grey))
    across, down = grey.shape[1] / page.size.width, grey.shape[0] / page.size.height
    for box in map(box_of, words):
        top, left = max(0, int(box.top * down) - 2), max(0, int(box.left * across) - 2)
        grey[top : int(box.bottom * down) + 3, left : int(box.right * across) + 3] = paper
    inked = numpy.abs(grey.astype(int) - paper) > INK
    return bool(inked.mean() > INKED_SHARE)


def _within(word: Box, rect: BoundingBox) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return bool(rect.l <= x <= rect.r and rect.t <= y <= rect.b)


def strays(page: DoclingPage, words: Sequence[Any]) -> int:
    """Marks of the size of letters away from the words and pictures: text drawn as outlines, or in
    a font of which the layer knows nothing."""
    import cv2
    import numpy

    image = page.get_image(scale=FINE)
    grey = numpy.array(image.convert("L"))
    across, down = grey.shape[1] / page.size.width, grey.shape[0] / page.size.height
    edge = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 15, INK
    )
    known = [box_of(word) for word in words]
    known += [
        Box(rect.l, min(rect.t, rect.b), rect.r, max(rect.t, rect.b))
        for rect in page._backend.get_bitmap_rects()
    ]
    for box in known:
        top, left = max(0, int(box.top * down) - 2), max(0, int(box.left * across) - 2)
        edge[top : int(box.bottom * down) + 3, left : int(box.right * across) + 3] = 0
    _, _, found, _ = cv2.connectedComponentsWithStats(edge)
    low, high = LETTER_HEIGHT[0] * down, LETTER_HEIGHT[1] * down
    return int(((found[1:, 3] >= low) & (found[1:, 3] <= high) & (found[1:, 2] <= 2 * high)).sum())
