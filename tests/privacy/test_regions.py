"""What is burned covers whole words, wherever a box says they are."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from appliance.ports import Line
from appliance.privacy import regions
from appliance.types import Box, Origin, Page, Picture

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def test_letters_that_the_box_of_a_word_misses_are_burned_up_to_the_next_blank() -> None:
    image = Image.new("L", (400, 60), "white")
    pen = ImageDraw.Draw(image)
    for left in (20, 30, 40, 50, 60, 70, 110, 120):  # a word of six letters, one of two
        pen.rectangle((left, 22, left + 6, 38), fill=0)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    picture = Picture(page=1, media_type="image/png", content=buffer.getvalue())
    page = Page(number=1, width=400, height=60, origin=Origin.OCR, words=())
    jpeg, _, _ = regions._burned(page, picture, [Box(32, 20, 62, 40)], [])
    with Image.open(io.BytesIO(jpeg)) as burned:
        seen = burned.convert("L")
    assert seen.crop((20, 24, 76, 36)).getextrema()[1] < 60  # the whole word, either end
    for blank in (95, 118):  # behind it, and between the letters of the next word
        assert seen.crop((blank, 30, blank + 1, 31)).getextrema()[0] > 200


def test_print_that_no_ocr_sees_does_not_come_along() -> None:
    image = Image.new("RGB", (400, 60), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 22, 60, 38), fill=(230, 230, 230))  # pale letters
    pen.rectangle((100, 22, 140, 38), fill=(170, 170, 170))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    picture = Picture(page=1, media_type="image/png", content=buffer.getvalue())
    page = Page(number=1, width=400, height=60, origin=Origin.OCR, words=())
    jpeg, _, _ = regions._burned(page, picture, [], [])
    with Image.open(io.BytesIO(jpeg)) as burned:
        seen = burned.convert("L")
    assert seen.crop((25, 25, 55, 35)).getextrema()[0] > 250
    assert seen.crop((105, 25, 135, 35)).getextrema()[1] < 180


def test_a_line_that_runs_upwards_is_burned_whole() -> None:
    page = Page(number=1, width=400, height=600, origin=Origin.OCR, words=())
    line = Line(text="Copy for Ida Okafor", box=Box(380, 100, 390, 300), confidence=1)
    _, words = regions.seen([line], (800, 1200), page)
    assert {word.box for word in words} == {Box(190, 50, 195, 150)}


@pytest.mark.parametrize("light", [False, True])
@pytest.mark.parametrize("size", [14, 30, 40])
@pytest.mark.parametrize("value", ["14 March 1961", "Tom Trevi", "Jill Ilves", "1147-1911"])
def test_no_first_figure_or_letter_stands_beside_a_box_that_begins_within_it(
    size: int, value: str, light: bool
) -> None:
    """Letters that are thin at half their height: OCR places a word some pixels off."""
    image, font = Image.new("L", (900, 90), "white"), ImageFont.truetype(FONT, size)
    pen, before = ImageDraw.Draw(image), "Date of birth: "
    pen.text((30, 20), before + value, font=font, fill=0)
    pen.line((30, 20 + 1.2 * size, 880, 20 + 1.2 * size), fill=0, width=1)
    left, right = (30 + font.getlength(text) for text in (before, before + value))
    shown = np.asarray(image) < 128
    off = 0.6 * font.getlength(value[0])
    box = Box(left + off, 20, right, 20 + 1.3 * size)
    at_points = Box(*(side / 1.5 for side in box))
    first, last = regions._whole(~shown if light else shown, at_points, 1.5, 1.5)
    drawn = int(left) + np.flatnonzero(
        shown[24 : int(20 + 1.1 * size), int(left) : int(right)].any(axis=0)
    )
    assert first <= drawn[0]
    assert last > drawn[-1]
    colon = 30 + font.getlength(before.rstrip())
    assert first > colon - 0.3 * size  # the word before it stays
