"""What a photograph shows and nobody wrote stays: shadows, rules aslant, rows of dashes."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from appliance.ports import Line
from appliance.privacy import closer, ink, unwritten
from appliance.types import Box
from tests.privacy.test_ink import FONT, HIGH, WIDE, _bytes, _page, _places, _uncovered

Draw = Callable[[ImageDraw.ImageDraw], None]


def _shadowed(image: Image.Image) -> Image.Image:
    """A hand's shadow over the lower right of the paper, soft at its edge and darker towards the
    corner, and a sensor's noise."""
    down, across = np.mgrid[0:HIGH, 0:WIDE]
    depth = 1 / (1 + np.exp(-(across + 2 * down - 950) / 25)) * (0.6 + across / WIDE * 0.4)
    light = (1 - 0.55 * depth)[..., None]
    noise = np.random.default_rng(2).normal(0, 5, (HIGH, WIDE, 1))
    pixels = np.array(image, float) * light + noise
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _turned(image: Image.Image, slope: float) -> Image.Image:
    """As a camera held askew has it; rows of print stay in their boxes for the middle third."""
    flow = (1, 0, 0, slope, 1, -slope * WIDE / 2)
    return image.transform(image.size, Image.Transform.AFFINE, flow, 2, fillcolor="white")


def test_print_in_the_shadow_of_a_hand_stays() -> None:
    image, rows = _page()
    assert ink.marks(_bytes(_shadowed(image)), rows) == ()


def _face(image: Image.Image) -> Box:
    """A picture in shades of grey, as dark as a shadow is."""
    down, across = np.mgrid[0:260, 0:220]
    shades = 120 + 40 * np.sin(down / 41) + 25 * np.cos(across / 31)
    image.paste(Image.fromarray(shades.astype(np.uint8)).convert("RGB"), (640, 600))
    return Box(655, 615, 845, 845)


def _light_print(image: Image.Image) -> Box:
    """White letters on a black bar that no OCR has read."""
    pen = ImageDraw.Draw(image)
    pen.rectangle((60, 520, 700, 580), fill=(20, 20, 20))
    font = ImageFont.truetype(FONT, 22)
    pen.text((80, 536), "OTTOLINE FROBISHER", font=font, fill="white")
    return Box(82, 541, 320, 557)


@pytest.mark.parametrize("draw", [_face, _light_print])
def test_a_picture_and_light_print_beside_or_in_a_shadow_go(
    draw: Callable[[Image.Image], Box],
) -> None:
    image, rows = _page()
    where = draw(image)
    places = _places(_bytes(_shadowed(image)), rows)
    covered = np.zeros((HIGH, WIDE), bool)
    for left, top, right, bottom in (map(round, box) for box in places):
        covered[max(0, top) : bottom, max(0, left) : right] = True
    left, top, right, bottom = map(int, where)
    assert covered[top:bottom, left:right].mean() > 0.97


def _solid(pen: ImageDraw.ImageDraw) -> None:
    for top in (560, 640, 720):
        pen.line((60, top, 900, top), fill=(0, 0, 0), width=2)


def _dashes(pen: ImageDraw.ImageDraw) -> None:
    for top in (560, 640, 720):
        for left in range(60, 900, 14):
            pen.line((left, top, left + 9, top), fill=(30, 30, 30), width=3)


def _double(pen: ImageDraw.ImageDraw) -> None:
    for top in (560, 567, 720, 727):
        for left in range(60, 900, 14):
            pen.line((left, top, left + 9, top), fill=(30, 30, 30), width=2)


def _points(pen: ImageDraw.ImageDraw) -> None:
    for top in (560, 640, 720):
        for left in range(60, 900, 9):
            pen.rectangle((left, top, left + 3, top + 3), fill=(30, 30, 30))


@pytest.mark.parametrize("slope", [-0.07, 0.0, 0.04])
@pytest.mark.parametrize("draw", [_solid, _dashes, _double, _points])
def test_rules_of_a_page_held_askew_stay(draw: Draw, slope: float) -> None:
    image, rows = _page()
    ruled = Image.new("RGB", image.size, "white")
    draw(ImageDraw.Draw(ruled))
    turned = _turned(ruled, slope).filter(ImageFilter.GaussianBlur(0.7))
    both = Image.fromarray(np.minimum(np.array(image), np.array(turned)))
    assert ink.marks(_bytes(both), rows) == ()


def _signature(pen: ImageDraw.ImageDraw) -> Box:
    """Loops between strokes as straight and as long as a rule's, upright and aslant."""
    at = np.linspace(0, 6 * np.pi, 400)
    loops = [(120 + 18 * t + 22 * np.cos(3 * t), 640 + 34 * np.sin(2 * t)) for t in at.tolist()]
    pen.line(loops, fill=(30, 30, 120), width=3)
    for left in (130, 240, 350):
        pen.line((left, 690, left + 9, 580), fill=(30, 30, 120), width=3)
    return Box(110, 580, 470, 690)


def _small_print(pen: ImageDraw.ImageDraw) -> Box:
    """A name and a number in letters as low as a dash is high."""
    font = ImageFont.truetype(FONT, 8)
    pen.text((100, 640), "Ottoline Frobisher, 41 Harbour Row, policy 55 218 47", font=font, fill=0)
    return Box(100, 640, 320, 650)


def _dashed_hand(pen: ImageDraw.ImageDraw) -> Box:
    """Short strokes of a pen on two lines, of all lengths, some joined."""
    rng = np.random.default_rng(4)
    for row in (632, 650):
        left = 100.0
        for long, apart in rng.uniform((4, 4), (40, 9), (16, 2)).tolist():
            down = row + float(rng.uniform(-4, 4))
            pen.line((left, down, left + long, down + float(rng.uniform(-9, 9))), fill=0, width=4)
            left += long + apart
    return Box(100, 625, 460, 657)


@pytest.mark.parametrize("draw", [_signature, _small_print, _dashed_hand])
def test_writing_that_looks_a_little_like_rules_goes(
    draw: Callable[[ImageDraw.ImageDraw], Box],
) -> None:
    image, rows = _page()
    where = draw(ImageDraw.Draw(image))
    assert _uncovered(image, _places(_bytes(image), rows), where) < 0.05


def _row(draw: Callable[[ImageDraw.ImageDraw], object]) -> tuple[bytes, Line]:
    """A drawing, and the line that OCR makes of it and cannot read."""
    image = Image.new("RGB", (WIDE, HIGH), (200, 198, 190))
    draw(ImageDraw.Draw(image))
    return _bytes(image), Line(text="", box=Box(40, 620, 920, 660), confidence=0.0)


@pytest.mark.parametrize(
    ("draw", "left"), [(_solid, 0), (_dashes, 0), (_points, 0), (_small_print, 1), (_signature, 1)]
)
def test_of_lines_that_ocr_cannot_read_only_rules_stay(
    draw: Callable[[ImageDraw.ImageDraw], object], left: int
) -> None:
    picture, line = _row(draw)
    told = [Line(text="Total 42.00", box=Box(60, 60, 200, 84), confidence=0.99)] * 3
    assert len(unwritten.without_rules(picture, [*told, line])) == 3 + left


class _Strips:
    """An OCR that takes a strip of which lines were painted over for one line."""

    def __init__(self, wide: float) -> None:
        self.wide = wide

    def lines(self, picture: bytes) -> tuple[Line, ...]:
        """One line over all of it."""
        with Image.open(io.BytesIO(picture)) as opened:
            size = opened.size
        box = Box(0, 0, self.wide * size[0], size[1])
        return (Line(text="", box=box, confidence=0.2),)


@pytest.mark.parametrize(("wide", "least", "most"), [(1.0, 0.01, 0.15), (0.7, 0.9, 1.0)])
def test_a_strip_that_is_taken_for_a_line_goes_only_where_signs_are_left(
    wide: float, least: float, most: float
) -> None:
    """What does not reach over the page may be a hand's writing over print, and goes whole."""
    image, rows = _page()
    font = ImageFont.truetype(FONT, 9)
    for top in (66, 106, 146, 186):
        ImageDraw.Draw(image).text((80, top), "Ottoline Frobisher, ward", font=font, fill=0)
    read = [Line(text="The pain resolved", box=box, confidence=0.99) for box in rows]
    seen = closer.lines(_bytes(image), read, _Strips(wide))
    covered = np.zeros((HIGH, WIDE), bool)
    for line in seen:
        left, top, right, bottom = (max(0, round(side)) for side in line.box)
        covered[top:bottom, left:right] = True
    for top in (66, 106, 146, 186):
        assert (
            _uncovered(image, tuple(line.box for line in seen), Box(80, top, 190, top + 10)) < 0.1
        )
    assert least <= covered[66:190, :600].mean() <= most
