"""Page pictures for people to look at: encoded renderings, drawn ones for typeset pages."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from appliance.types import Page, Picture

DPI = 120
LONGEST_SIDE = 2200  # pixels
QUALITY = 80
MEDIA_TYPE = "image/jpeg"
_FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)


def encode(number: int, image: Image.Image) -> Picture:
    """A rendered page as a JPEG, made smaller where it is needlessly large."""
    if max(image.size) > LONGEST_SIDE:
        image = image.copy()
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=QUALITY)
    return Picture(page=number, media_type=MEDIA_TYPE, content=buffer.getvalue())


def draw(page: Page, font_size: float) -> Picture:
    """A typeset page drawn from its words, so that every format has something to look at."""
    scale = DPI / 72
    image = Image.new("L", (round(page.width * scale), round(page.height * scale)), 255)
    pen = ImageDraw.Draw(image)
    font = _font(round(font_size * scale))
    for word in page.words:
        pen.text((word.box.left * scale, word.box.top * scale), word.text, font=font, fill=20)
    return encode(page.number, image)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for path in _FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)
