"""What is burned covers whole words, wherever a box says they are."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from appliance.ports import Line
from appliance.privacy import regions
from appliance.types import Box, Origin, Page, Picture


def test_letters_that_the_box_of_a_word_misses_are_burned_up_to_the_next_blank() -> None:
    image = Image.new("L", (400, 60), "white")
    pen = ImageDraw.Draw(image)
    for left in (20, 30, 40, 50, 60, 70, 110, 120):  # a word of six letters, one of two
        pen.rectangle((left, 22, left + 6, 38), fill=0)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    picture = Picture(page=1, media_type="image/png", content=buffer.getvalue())
    page = Page(number=1, width=400, height=60, origin=Origin.OCR, words=())
    jpeg, _, _ = regions._burned(page, picture, [Box(32, 20, 62, 40)])
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
    jpeg, _, _ = regions._burned(page, picture, [])
    with Image.open(io.BytesIO(jpeg)) as burned:
        seen = burned.convert("L")
    assert seen.crop((25, 25, 55, 35)).getextrema()[0] > 250
    assert seen.crop((105, 25, 135, 35)).getextrema()[1] < 180


def test_a_line_that_runs_upwards_is_burned_whole() -> None:
    page = Page(number=1, width=400, height=600, origin=Origin.OCR, words=())
    line = Line(text="Copy for Ida Okafor", box=Box(380, 100, 390, 300), confidence=1)
    _, words = regions.seen([line], (800, 1200), page)
    assert {word.box for word in words} == {Box(190, 50, 195, 150)}
