"""What is drawn on a page and is no word of it goes: seals, stamps, hatching, photographs."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from appliance.privacy import ink, regions
from appliance.privacy.detect import Detector
from appliance.privacy.redact import redact
from appliance.privacy.release import release
from appliance.types import Box, Picture
from tests.privacy.test_release import Blind, _reading

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
WIDE, HIGH = 1000, 1000
Drawn = Callable[[Image.Image], Box]


def _page() -> tuple[Image.Image, list[Box]]:
    """Rows of print, and where they stand: in the upper half of the page."""
    image = Image.new("RGB", (WIDE, HIGH), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 20)
    rows = []
    for top in range(40, 480, 40):
        text = "The pain resolved within the first day of the treatment."
        pen.text((60, top), text, font=font, fill=(20, 20, 20))
        rows.append(Box(60, top, 60 + font.getlength(text), top + 24))
    return image, rows


def _ring(image: Image.Image, middle: tuple[int, int], colour: tuple[int, int, int]) -> Box:
    """A round seal with a name in its ring."""
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 18)
    text, radius = "DR. MAREK WISNIEWSKI * LICENSE 5521847 * ", 90
    for one in (radius, radius - 36):
        corners = (middle[0] - one, middle[1] - one, middle[0] + one, middle[1] + one)
        pen.ellipse(corners, outline=colour, width=3)
    for at, sign in enumerate(text):
        angle = 2 * math.pi * at / len(text)
        glyph = Image.new("L", (40, 40), 0)
        ImageDraw.Draw(glyph).text((20, 20), sign, font=font, fill=255, anchor="mm")
        turned = glyph.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
        place = (
            int(middle[0] + (radius - 18) * math.cos(angle) - 20),
            int(middle[1] + (radius - 18) * math.sin(angle) - 20),
        )
        image.paste(colour, place, turned)
    return Box(middle[0] - 80, middle[1] - 80, middle[0] + 80, middle[1] + 80)


def _seal(image: Image.Image) -> Box:
    return _ring(image, (700, 700), (30, 40, 160))


def _seal_over_print(image: Image.Image) -> Box:
    return _ring(image, (360, 250), (60, 70, 180))


def _hatching(image: Image.Image) -> Box:
    """Print on hatched ground."""
    pen = ImageDraw.Draw(image)
    for left in range(60, 760, 12):
        pen.line((left, 680, left + 60, 620), fill=(80, 80, 80), width=2)
    pen.text((140, 636), "Ottoline Frobisher", font=ImageFont.truetype(FONT, 22), fill=(10, 10, 10))
    return Box(140, 636, 340, 662)


def _photograph(image: Image.Image) -> Box:
    """A face, more or less: shades that run into one another."""
    down, across = np.mgrid[0:260, 0:200]
    shades = 90 + 0.5 * across + 30 * np.sin(down / 25)
    face = ((across - 100) / 60) ** 2 + ((down - 120) / 85) ** 2 < 1
    shades[face] = 190 - 0.2 * down[face]
    picture = Image.fromarray(np.clip(shades, 0, 255).astype(np.uint8)).convert("RGB")
    image.paste(picture.filter(ImageFilter.GaussianBlur(2)), (700, 600))
    return Box(715, 615, 885, 845)


def _aslant(image: Image.Image) -> Box:
    """A watermark behind nothing, pale and aslant."""
    layer = Image.new("L", image.size, 255)
    font = ImageFont.truetype(FONT, 50)
    ImageDraw.Draw(layer).text((300, 720), "FROBISHER", font=font, fill=190)
    image.paste(layer.rotate(20, fillcolor=255, center=(440, 745)).convert("RGB"), None)
    return Box(320, 690, 560, 790)


def _bytes(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _places(picture: bytes, told: Sequence[Box]) -> tuple[Box, ...]:
    return tuple(box for mark in ink.marks(picture, told) for box in mark)


def _uncovered(image: Image.Image, boxes: tuple[Box, ...], where: Box) -> float:
    """The share of what is drawn in a box that would still be seen."""
    drawn = np.asarray(image.convert("L")) < 215
    kept = np.ones(drawn.shape, bool)
    for box in boxes:
        left, top, right, bottom = (max(0, round(side)) for side in box)
        kept[top:bottom, left:right] = False
    place = (slice(int(where.top), int(where.bottom)), slice(int(where.left), int(where.right)))
    return float((drawn & kept)[place].sum() / drawn[place].sum())


@pytest.mark.parametrize("draw", [_seal, _seal_over_print, _hatching, _photograph])
def test_a_seal_a_hatched_ground_a_photograph_are_no_words_and_go(draw: Drawn) -> None:
    image, rows = _page()
    where = draw(image)
    assert _uncovered(image, _places(_bytes(image), rows), where) < 0.02


def test_a_watermark_goes() -> None:
    blank = Image.new("RGB", (WIDE, HIGH), "white")
    where = _aslant(blank)
    assert _uncovered(blank, _places(_bytes(blank), ()), where) < 0.05


def test_a_watermark_through_rows_that_stand_close_goes_and_a_large_heading_stays() -> None:
    image = Image.new("RGB", (WIDE, HIGH), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 20)
    layer = Image.new("L", image.size, 255)
    large = ImageFont.truetype(FONT, 90)
    ImageDraw.Draw(layer).text((500, 500), "FROBISHER", font=large, fill=150, anchor="mm")
    image.paste(layer.rotate(35, fillcolor=255, center=(500, 500)).convert("RGB"), None)
    rows = []
    for top in range(200, 800, 30):
        text = "The pain resolved within the first day of the treatment, and no fever was seen."
        pen.text((60, top), text, font=font, fill=(20, 20, 20))
        rows.append(Box(60, top - 3, 60 + font.getlength(text), top + 26))
    pen.text((60, 60), "Summary", font=large, fill=(20, 20, 20))
    heading = Box(60, 60, 60 + large.getlength("Summary"), 165)
    found = _places(_bytes(image), [*rows, heading])
    assert _uncovered(image, found, Box(460, 440, 540, 560)) < 0.25
    assert _uncovered(image, found, heading) == 1


def test_print_that_was_read_stays_and_so_do_rules_bullets_and_coloured_grounds() -> None:
    image, rows = _page()
    pen = ImageDraw.Draw(image)
    for top in range(560, 800, 40):
        pen.line((60, top, 900, top), fill=(0, 0, 0), width=2)
    for left in (60, 400, 900):
        pen.line((left, 560, left, 760), fill=(0, 0, 0), width=2)
    pen.ellipse((40, 45, 50, 55), fill=(0, 0, 0))
    pen.rectangle((60, 850, 900, 940), fill=(180, 200, 235))
    assert ink.marks(_bytes(image), rows) == ()


def test_a_seal_that_no_ocr_sees_is_black_in_the_released_file(detector: Detector) -> None:
    reading = _reading()
    (picture,) = reading.pictures
    image = Image.open(io.BytesIO(picture.content)).convert("RGB")
    where = _ring(image, (820, 180), (30, 40, 160))
    changed = Picture(page=1, media_type="image/png", content=_bytes(image))
    released = release(replace(reading, pictures=(changed,)), detector, Blind())
    (jpeg,) = re.findall(
        rb"/DCTDecode /Length \d+ >>\nstream\n(.*?)\nendstream", released.content, re.S
    )
    shown = np.asarray(Image.open(io.BytesIO(jpeg)).convert("L"))
    ring = shown[int(where.top) : int(where.bottom), int(where.left) : int(where.right)]
    assert (ring < 60).mean() > 0.95
    assert released.removed[ink.LABEL] == 1


def test_the_letters_beside_a_drawing_stay() -> None:
    """The box of a word goes on to the next blank; that of a drawing holds all of it already."""
    reading = _reading()
    (page,), (picture,) = reading.document.pages, reading.pictures
    redacted, _ = redact(reading.document.text, ())
    first, second = page.words[0].box, page.words[1].box
    half = first._replace(right=(first.left + first.right) / 2)
    burned = [
        regions.sheet(page, picture, redacted, reading.document, more, whole=whole)
        for more, whole in (([half], []), ([], [half]))
    ]
    rest = slice(int(half.top), int(half.bottom)), slice(int(half.right) + 6, int(second.left) - 6)
    lost, kept = (
        (np.asarray(Image.open(io.BytesIO(one.picture)).convert("L"))[rest] < 60).mean()
        for one in burned
    )
    assert lost > 0.9
    assert kept < 0.6


def test_a_photograph_that_fills_a_page_without_print_goes_whole() -> None:
    """A face in soft light: most of its shades are those that the page has most."""
    down, across = np.mgrid[0:HIGH, 0:WIDE]
    shades = 200 + 30 * np.sin(down / 97) + 20 * np.sin(across / 113)
    face = ((across - 500) / 290) ** 2 + ((down - 485) / 297) ** 2 < 1
    shades[face] = 170 - 40 * ((down[face] - 485) / 297) ** 2
    for eye in (390, 610):
        shades[((across - eye) / 48) ** 2 + ((down - 410) / 17) ** 2 < 1] = 60
    image = Image.fromarray(shades.clip(0, 255).astype(np.uint8)).convert("RGB")
    picture = _bytes(image.filter(ImageFilter.GaussianBlur(4)))
    assert any(box == Box(0, 0, WIDE, HIGH) for box in _places(picture, []))


def test_an_empty_sheet_stays_empty() -> None:
    noise = np.random.default_rng(1).normal(236, 4, (HIGH, WIDE, 3))
    sheet = Image.fromarray(noise.clip(0, 255).astype(np.uint8))
    assert ink.marks(_bytes(sheet), []) == ()
