"""Codes for machines on a page: none can be read off what is released."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from appliance.privacy import codes, proof
from appliance.privacy.detect import Detector
from appliance.privacy.release import Released, release
from appliance.types import Picture, Reading
from tests.privacy.test_release import Blind, _reading

FORMATS = ("QRCode", "DataMatrix", "Aztec", "PDF417", "Code128", "Code39", "EAN13")
_STREAM = re.compile(rb"/DCTDecode /Length \d+ >>\nstream\n(.*?)\nendstream", re.DOTALL)


def _code(kind: str) -> Image.Image:
    text = "5901234123457" if kind == "EAN13" else "MARIA LOPEZ 123456"
    wanted = getattr(zxingcpp.BarcodeFormat, kind)
    return Image.fromarray(np.asarray(zxingcpp.create_barcode(text, wanted).to_image(scale=2)))


def _with(code: Image.Image, *, slant: float = 0.0) -> Reading:
    """A letter with a code below its rows, as a scanner gives it."""
    reading = _reading()
    (shown,) = reading.pictures
    page = Image.open(io.BytesIO(shown.content)).convert("L")
    taller = Image.new("L", (page.width, 700), 255)
    taller.paste(page, (0, 0))
    taller.paste(code, (60, 320))
    taller = taller.rotate(slant, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if slant:
        taller = taller.filter(ImageFilter.GaussianBlur(0.6))
    buffer = io.BytesIO()
    taller.save(buffer, "JPEG", quality=80)
    picture = Picture(page=1, media_type="image/jpeg", content=buffer.getvalue())
    pages = (replace(reading.document.pages[0], height=700),)
    return Reading(document=replace(reading.document, pages=pages), pictures=(picture,))


def _readable(content: bytes) -> int:
    return len(zxingcpp.read_barcodes(Image.open(io.BytesIO(content))))


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("slant", [0.0, 2.0])
def test_a_code_is_found_whole_and_burned(kind: str, slant: float) -> None:
    reading = _with(_code(kind), slant=slant)
    content = reading.pictures[0].content
    assert codes.legible(content) or slant  # a machine reads it before
    image = Image.open(io.BytesIO(content)).convert("L")
    for box in codes.places(content):
        image.paste(0, tuple(map(int, box)))
    ink = 255 - np.asarray(image)[340:, :].astype(int)  # below the letter's rows
    rest = np.logical_and(ink > 128, ink < 250).sum()  # what no black box covers
    assert rest < 60
    assert zxingcpp.read_barcodes(image) == []


def test_no_code_is_read_off_a_released_file_and_the_certificate_counts_it(
    detector: Detector,
) -> None:
    released: Released = release(_with(_code("QRCode")), detector, Blind())
    (jpeg,) = _STREAM.findall(released.content)
    assert _readable(jpeg) == 0
    assert released.removed[codes.LABEL] == 1
    (look,) = (one for one in released.checks if one.name == "codes for machines")
    assert (look.sought, look.seen) == (1, 0)


def test_the_leak_check_reads_codes_itself() -> None:
    from appliance.privacy import pdf
    from appliance.privacy.regions import Sheet

    content = _with(_code("DataMatrix")).pictures[0].content
    sheet = Sheet(width=1000, height=700, picture=content, pixels=(1000, 700), words=())
    checks = proof.check(pdf.write([sheet]), frozenset(), Blind())
    assert {one.name: one.seen for one in checks}["codes for machines"] > 0


def test_a_page_without_codes_has_none() -> None:
    assert codes.places(_reading().pictures[0].content) == ()
