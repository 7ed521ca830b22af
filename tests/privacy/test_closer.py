"""Print that is too small for the first look of OCR is read by a second one."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from appliance.ports import Line
from appliance.privacy import closer
from appliance.reading.ocr.engine import RapidOcr
from appliance.types import Box


def _page(ground: int, ink: int) -> Image.Image:
    """A coarse page: a heading, and a row of five pixels' height far below it."""
    fine = Image.new("L", (2400, 1600), ground)
    pen = ImageDraw.Draw(fine)
    pen.text((240, 160), "Discharge letter", fill=ink, font=ImageFont.load_default(60))
    small = ImageFont.load_default(22)
    pen.text((240, 1200), "Patient: Quentin Abernethy, telephone 707-555-0134", ink, small)
    return fine.resize((600, 400), Image.Resampling.LANCZOS)


def _encoded(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(("ground", "ink"), [(255, 0), (30, 235)])
def test_small_print_is_read_where_it_stands(ground: int, ink: int) -> None:
    """Dark on light and light on dark."""
    picture, ocr = _encoded(_page(ground, ink)), RapidOcr(1)
    heading = Line(text="Discharge letter", box=Box(55, 35, 190, 62), confidence=1.0)
    found = closer.lines(picture, (heading,), ocr)
    rows = [line for line in found if line.box.top > 285]
    assert rows
    assert min(line.box.left for line in rows) < 70
    assert max(line.box.right for line in rows) > 165  # all of it, in one piece or several
    assert all(line.box.bottom < 320 for line in rows)


def test_a_page_that_was_read_is_not_looked_at_again() -> None:
    """Boxes, rules and what was read are no print that is left."""

    class Nobody:
        def lines(self, image: bytes) -> tuple[Line, ...]:
            raise AssertionError("nothing is left to be read")

    page = _page(255, 0)
    pen = ImageDraw.Draw(page)
    pen.rectangle((50, 150, 550, 250), outline=0, width=2)
    pen.rectangle((300, 160, 500, 240), fill=0)
    read = (Box(55, 35, 190, 62), Box(55, 290, 330, 315))
    lines = tuple(Line(text="x", box=box, confidence=1.0) for box in read)
    assert closer.lines(_encoded(page), lines, Nobody()) == ()
