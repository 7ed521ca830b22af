"""Pictures as files: decoded under limits, upright and seen from above, one frame per page."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageOps, ImageSequence, ImageStat, UnidentifiedImageError

from appliance.errors import Damaged, NoPages, TooLarge
from appliance.reading.paged import outline
from appliance.settings import Limits

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
SHORTEST_INCHES, LONGEST_INCHES = 2.0, 25.0
A4_LONG_INCHES = 11.69
BACKGROUND, DARK = (255, 255, 255), (0, 0, 0)
HALF, PALE = 128, 200  # of 255: mean opacity below which strokes stand on nothing; their mean grey
FINEST = 40_000_000
"""Pixels of a page that are kept: an A3 sheet at 400 dpi has 31 million. A finer scan shows no
more letters and takes a gigabyte more to read."""


def frames(content: bytes, limits: Limits) -> list[Image.Image]:
    """The pages of a picture file as upright RGB images, each with ``info["dpi"]`` set.

    Animations count as their first frame. Raises ``Damaged``, ``NoPages`` or ``TooLarge``.
    """
    with _opened(content) as image:
        _check_size(image, limits)
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if count < 1:
            raise NoPages
        if count > limits.pages:
            raise TooLarge(f"This file has more than {limits.pages} pages.")
        return [_page(frame, limits) for frame in _first(ImageSequence.Iterator(image), count)]


def _first(images: Iterator[Image.Image], count: int) -> Iterator[Image.Image]:
    for _, image in zip(range(count), images, strict=False):
        yield image


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """Pillow's many ways to say that a file is broken, as one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                yield image
    except (Damaged, NoPages, TooLarge):
        raise
    except Image.DecompressionBombError:
        raise TooLarge("This picture has more pixels than the appliance accepts.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, EOFError):
        raise Damaged from None
    except (KeyError, IndexError, OverflowError, ZeroDivisionError, AttributeError):
        raise Damaged from None


def _check_size(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.pixels:
        raise TooLarge(
            f"This picture has more than {limits.pixels // 1_000_000} million pixels, "
            "which is the limit. Scan it at a lower resolution."
        )
    if max(image.size) > limits.side:
        raise TooLarge(f"This picture is longer than {limits.side} pixels, which is the limit.")


def _page(frame: Image.Image, limits: Limits) -> Image.Image:
    _check_size(frame, limits)
    dpi, longest = resolution(frame), max(frame.size)
    share = math.sqrt(FINEST / (frame.width * frame.height))
    if share < 1:
        frame.draft(None, (int(frame.width * share), int(frame.height * share)))
    frame.load()
    upright = _flat(ImageOps.exif_transpose(frame))
    share = math.sqrt(FINEST / (upright.width * upright.height))
    if share < 1:
        upright = upright.resize((int(upright.width * share), int(upright.height * share)))
    dpi *= max(upright.size) / longest
    upright = outline.seen_from_above(upright)
    upright.info = {"dpi": (dpi, dpi)}
    return upright


def turned(pages: Sequence[Image.Image], degrees: Mapping[int, int]) -> list[Image.Image]:
    """The pages (counted from 1), some turned clockwise."""
    upright = []
    for number, page in enumerate(pages, start=1):
        turn = page.rotate(-degrees[number], expand=True) if number in degrees else page
        turn.info = dict(page.info)
        upright.append(turn)
    return upright


def _flat(image: Image.Image) -> Image.Image:
    """RGB; what is transparent becomes paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layers = image.convert("RGBA")
        opaque = layers.getchannel("A")
        paper = Image.new("RGB", image.size, DARK if _pale(layers, opaque) else BACKGROUND)
        paper.paste(layers, mask=opaque)
        return paper
    if image.mode.startswith(("I", "F")):  # 16 bits of grey: convert() would clip, not scale
        extrema: Any = image.getextrema()
        low, span = extrema[0], extrema[1] - extrema[0] or 1
        image = image.point(lambda grey: (grey - low) * 255 / span)
    return image.convert("RGB")


def _pale(layers: Image.Image, opaque: Image.Image) -> bool:
    """Light strokes on nothing, meant for a dark screen: on white paper nobody would see them."""
    if not 0 < ImageStat.Stat(opaque).mean[0] < HALF:
        return False
    return bool(ImageStat.Stat(layers.convert("L"), opaque).mean[0] > PALE)


def resolution(image: Image.Image) -> float:
    """Pixels per inch: the file's word where it gives a believable sheet, else as if A4."""
    longest = max(image.size)
    stated = image.info.get("dpi", (0, 0))
    try:
        dpi = float(stated[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if dpi > 0 and SHORTEST_INCHES <= longest / dpi <= LONGEST_INCHES:
        return dpi
    return longest / A4_LONG_INCHES
