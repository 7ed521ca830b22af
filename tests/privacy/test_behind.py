"""What stands behind print, or over it, goes though OCR has read the lines around it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from appliance.privacy import behind, ink
from appliance.types import Box
from tests.privacy.test_ink import FONT, _bytes, _places, _uncovered

WIDE, HIGH, PITCH = 1000, 900, 34
Mask = np.ndarray
ROW = "The wound was clean and dry, and the patient was told to come again."


def _dense() -> tuple[Image.Image, list[Box]]:
    """Rows so close that the boxes of their lines leave no blank."""
    image = Image.new("RGB", (WIDE, HIGH), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 22)
    rows = []
    for top in range(60, 840, PITCH):
        pen.text((60, top), ROW, font=font, fill=(25, 25, 25))
        rows.append(Box(60, top - 2, 60 + font.getlength(ROW), top + 28))
    return image, rows


def _behind(
    image: Image.Image, colour: tuple[int, int, int], size: int, slant: int
) -> tuple[Image.Image, np.ndarray]:
    """With a name behind the print; and where only the name is."""
    layer = Image.new("L", image.size, 0)
    font = ImageFont.truetype(FONT, size)
    pen = ImageDraw.Draw(layer)
    middle = (460, 60 + 11 * PITCH + 12)
    pen.text(middle, "OTTOLINE FROBISHER", font=font, fill=255, anchor="mm")
    mask = np.asarray(layer.rotate(slant, center=middle, resample=Image.Resampling.BICUBIC)) > 128
    pixels = np.array(image)
    alone = mask & (pixels.min(axis=2) > 200)
    pixels[mask] = np.minimum(pixels[mask], np.array(colour, np.uint8))
    return Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(0.6)), alone


def _covered(places: Sequence[Box], alone: Mask) -> Mask:
    covered = np.zeros(alone.shape, bool)
    for box in places:
        left, top, right, bottom = (max(0, round(side)) for side in box)
        covered[top:bottom, left:right] = True
    return covered


@pytest.mark.parametrize(
    ("colour", "size", "slant"),
    [
        ((150, 150, 150), 26, 45),
        ((170, 170, 170), 28, 20),
        ((140, 140, 140), 24, 10),
        ((180, 180, 180), 30, 0),
        ((200, 200, 200), 30, 0),
        ((240, 120, 120), 28, 30),
        ((60, 90, 230), 28, 25),
    ],
)
def test_a_small_name_behind_dense_print_goes(
    colour: tuple[int, int, int], size: int, slant: int
) -> None:
    image, rows = _dense()
    marked, alone = _behind(image, colour, size, slant)
    covered = _covered(_places(_bytes(marked), rows), alone)
    assert (alone & ~covered).sum() < 0.05 * alone.sum()
    assert covered.mean() < 0.15


def test_print_of_other_shades_and_weights_stays() -> None:
    """Grey words beside black ones, thin beside bold, a grey row, all through a scanner."""
    image, rows = _dense()
    pen, size = ImageDraw.Draw(image), 22
    pen.rectangle((0, 0, WIDE, 400), fill=(255, 255, 255))
    bold, thin = FONT.replace("Sans.ttf", "Sans-Bold.ttf"), FONT.replace(
        "Sans.ttf", "Sans-ExtraLight.ttf"
    )  # fmt: skip
    for top in range(60, 380, PITCH):
        left = 60.0
        for at, word in enumerate(ROW.split()):
            font = ImageFont.truetype((bold, FONT, thin)[at % 3], size)
            shade = (20, 150, 60)[at % 3] if top > 200 else 130
            pen.text((left, top), word, font=font, fill=(shade, shade, shade))
            left += font.getlength(word) + 9
    rng = np.random.default_rng(1)
    noisy = np.array(image.filter(ImageFilter.GaussianBlur(0.6)), float) + rng.normal(0, 4, (1,))
    noisy += rng.normal(0, 4, noisy.shape)
    buffer = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=80)
    assert ink.marks(buffer.getvalue(), [row._replace(right=900) for row in rows]) == ()


def test_the_rows_around_it_stay_legible() -> None:
    image, rows = _dense()
    marked, _ = _behind(image, (170, 170, 170), 28, 0)
    places = _places(_bytes(marked), rows)
    for row in (*rows[:9], *rows[14:]):
        assert _uncovered(marked, places, row) == 1


def _scanned(image: Image.Image) -> bytes:
    """Through a scanner, as a JPEG of little colour."""
    noise = np.random.default_rng(3).normal(0, 4, (HIGH, WIDE, 3))
    pixels = np.array(image.filter(ImageFilter.GaussianBlur(0.6)), float) + noise
    buffer = io.BytesIO()
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


@pytest.mark.parametrize("colour", [(255, 255, 60), (140, 255, 120), (255, 190, 90)])
def test_words_under_a_marker_pen_stay(colour: tuple[int, int, int]) -> None:
    image, rows = _dense()
    marker = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(marker)
    for at in range(0, len(rows), 3):
        top = 60 + at * PITCH
        pen.rounded_rectangle((160 + at, top - 3, 480, top + 28), 8, fill=colour)
    marked = (np.array(image, float) * np.array(marker) / 255).astype(np.uint8)
    assert ink.marks(_scanned(Image.fromarray(marked)), rows) == ()


def test_words_on_safety_paper_stay() -> None:
    """Fine waves all over the page, as cheques and prescriptions have."""
    image, rows = _dense()
    waves = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(waves)
    for at in range(0, HIGH, 14):
        wave = [(x, at + 10 * np.sin(x / 30 + at)) for x in range(0, WIDE, 6)]
        pen.line(wave, fill=(190, 220, 200), width=1)
    printed = Image.fromarray(np.minimum(np.array(image), np.array(waves)))
    places = _places(_scanned(printed), rows)
    assert sum(_uncovered(printed, places, row) < 0.9 for row in rows) == 0


def test_words_on_grey_paper_in_uneven_light_stay() -> None:
    """A photograph of a receipt: its paper is darker at one side, its print fades there."""
    image, rows = _dense()
    light = np.linspace(0.45, 1, WIDE)[None, :, None]
    assert (
        ink.marks(_scanned(Image.fromarray((np.array(image) * light).astype(np.uint8))), rows) == ()
    )


def test_words_of_a_sharpened_photograph_stay() -> None:
    """Beside letters its paper is lighter than elsewhere, so that paper looks dark between them."""
    image, rows = _dense()
    grey = Image.fromarray((np.array(image) * 0.78).astype(np.uint8))
    blurred = grey.filter(ImageFilter.GaussianBlur(1))
    assert ink.marks(_bytes(blurred.filter(ImageFilter.UnsharpMask(3, 250, 0))), rows) == ()


def test_a_name_behind_the_print_of_a_sharpened_photograph_goes() -> None:
    image, rows = _dense()
    marked, alone = _behind(image, (160, 160, 160), 28, 20)
    sharp = marked.filter(ImageFilter.UnsharpMask(3, 120, 0))
    covered = _covered(_places(_bytes(sharp), rows), alone)
    assert (alone & ~covered).sum() < 0.05 * alone.sum()


def _in_bits(image: Image.Image, blue: float) -> Image.Image:
    """Thermal paper, a worn head: bits of letters are pale, in all shades; ``blue`` is how much of
    the darkness of these bits is left in blue."""
    cells = np.random.default_rng(5).uniform(0, 255, (HIGH // 3, WIDE // 3)).astype(np.uint8)
    worn = Image.fromarray(cells).filter(ImageFilter.GaussianBlur(1))
    field = np.array(worn.resize(image.size, Image.Resampling.BICUBIC), float)
    left = np.clip(0.8 + 0.25 * (field - field.mean()) / field.std(), 0.3, 1)[..., None]
    pale = np.where(left < 0.75, (1, 1, blue), (1, 1, 1))
    return Image.fromarray((255 - (255 - np.array(image, float)) * left * pale).astype(np.uint8))


def test_words_whose_print_fades_in_bits_stay() -> None:
    image, rows = _dense()
    faded = _in_bits(image, 1)
    places = _places(_scanned(faded), rows)
    assert sum(_uncovered(faded, places, row) < 0.95 for row in rows) == 0


@pytest.mark.parametrize(("colour", "found"), [((120, 120, 120), 0), ((40, 90, 160), 1)])
def test_sparse_bits_go_only_in_another_colour_than_the_print(
    colour: tuple[int, int, int], found: int
) -> None:
    """Beside black bars bits of three shades, as fading print has them, or a pen's."""
    pixels = np.full((200, 300, 3), 255, np.uint8)
    for left in range(20, 280, 24):
        pixels[90:110, left : left + 4] = 20
        lighter = (0, 40, 80)[left // 24 % 3]
        pixels[92:100, left + 12 : left + 15] = np.array(colour) + np.minimum(
            lighter, 255 - np.array(colour)
        )
    seen = pixels.min(axis=2) < 230
    line = np.array([[15.0, 85.0, 285.0, 115.0]])
    assert len(list(behind.marks(pixels, seen, line))) == found
