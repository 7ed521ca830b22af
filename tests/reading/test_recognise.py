"""Lines are read one by one, each as wide as it is; tilted receipts lose nothing."""

from __future__ import annotations

import numpy
import pytest

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
