"""Print that OCR sees and cannot read is burned; where there is much of it, nothing is released."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from appliance.ports import Line
from appliance.privacy import proof, regions
from appliance.privacy.detect import Detector
from appliance.privacy.refusal import NotReleased
from appliance.privacy.release import release
from appliance.types import Box, Origin
from tests.privacy.test_release import _reading


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.mark.parametrize(("origin", "burned"), [(Origin.OCR, True), (Origin.TEXT_LAYER, False)])
def test_print_that_ocr_cannot_read_goes_unless_the_text_layer_says_it(
    detector: Detector, origin: Origin, *, burned: bool
) -> None:
    """Handwriting and signatures below the rows; a row in a script that OCR does not know."""

    class Doubts:
        def lines(self, image: bytes) -> tuple[Line, ...]:
            size = Image.open(io.BytesIO(image)).size
            if size[0] > 4 * size[1]:  # a strip, looked at more closely
                return ()
            row = Line(text="4131k", box=Box(20, 60, 420, 84), confidence=0.7)
            return (row, Line(text="", box=Box(20, 250, 400, 280), confidence=0.3))

    released = release(_reading(origin), detector, Doubts())
    (jpeg,) = re.findall(
        rb"/DCTDecode /Length \d+ >>\nstream\n(.*?)\nendstream", released.content, re.S
    )
    image = Image.open(io.BytesIO(jpeg)).convert("L")
    assert image.crop((30, 255, 390, 275)).getextrema()[1] < 60
    assert (image.crop((30, 62, 80, 80)).getextrema()[1] < 60) is burned
    assert ("Seen on" in proof._opened(released.content)[0][0]) is not burned
    assert released.removed[regions.UNREAD] == (2 if burned else 1)


@pytest.mark.parametrize(
    ("text", "confidence"), [("", 0.3), (", . 14.03", 0.95), ("4131k Rd Ptlma CA", 0.6)]
)
def test_a_page_that_ocr_cannot_read_is_not_released(
    detector: Detector, text: str, confidence: float
) -> None:
    """A script that OCR does not know gives points and figures only, and surely."""

    class Guesses:
        def lines(self, image: bytes) -> tuple[Line, ...]:
            tops = (20, 60, 100)
            return tuple(
                Line(text=text, box=Box(20, top, 420, top + 24), confidence=confidence)
                for top in tops
            )

    with pytest.raises(NotReleased):
        release(_reading(), detector, Guesses())
