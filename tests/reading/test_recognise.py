"""Lines are read one by one, each as wide as it is; tilted receipts lose nothing."""

from __future__ import annotations

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from appliance.reading.ocr.engine import RapidOcr
from appliance.reading.ocr.recognise import HEIGHT, STEP, network_input
from tests.reading.drawings import RECEIPT, encoded, receipt


def test_the_network_gets_a_line_as_wide_as_it_is() -> None:
    crop = numpy.full((24, 101, 3), 255, numpy.uint8)
    pixels = network_input(crop)
    assert pixels.shape == (1, 3, HEIGHT, 208)  # 2 x 101, up to a multiple of the stride
    assert pixels.shape[3] % STEP == 0
    assert pixels[..., :202].min() == pixels[..., :202].max() == 1.0
    assert not pixels[..., 202:].any()


@pytest.fixture(scope="module")
def engine() -> RapidOcr:
    return RapidOcr(1)


@pytest.mark.parametrize("degrees", [-12.0, 0.0, 12.0])
def test_every_line_of_a_receipt_is_read_at_any_tilt(engine: RapidOcr, degrees: float) -> None:
    lines = engine.lines(encoded(receipt(skew=degrees), "PNG"))
    found = {"".join(line.text.split()) for line in lines}
    wanted = {"".join(text.split()) for row in RECEIPT for text in row if text}
    assert wanted <= found
    assert all(line.confidence > 0.8 for line in lines)


def test_lines_read_side_by_side_are_the_same_and_in_the_same_order(engine: RapidOcr) -> None:
    page = encoded(receipt(), "PNG")
    assert RapidOcr(3).lines(page) == engine.lines(page)


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_line_up_or_down_the_margin_is_read(engine: RapidOcr, degrees: int) -> None:
    page = Image.new("L", (700, 900), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 22)
    pen.text((60, 80), "Discharge letter", font=font, fill=0)
    strip = Image.new("L", (500, 40), 255)
    ImageDraw.Draw(strip).text((10, 5), "Copy for record 6612345", font=font, fill=0)
    page.paste(strip.rotate(degrees, expand=True), (640, 200))
    read = {line.text for line in engine.lines(encoded(page, "PNG"))}
    assert {"Discharge letter", "Copy for record 6612345"} <= read
