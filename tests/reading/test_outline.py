"""A page that was photographed at an angle is read as if it had been scanned."""

from __future__ import annotations

import numpy
import pytest
from PIL import Image, ImageDraw, ImageOps

from appliance.evaluation.reading_ceiling_distorted import photographed
from appliance.reading.ocr.engine import RapidOcr
from appliance.reading.paged import images, outline
from appliance.settings import Limits
from tests.reading.drawings import RECEIPT, encoded, receipt


@pytest.mark.parametrize("lean", [0.05, 0.12])
def test_rows_of_a_leaning_receipt_are_level_again(lean: float) -> None:
    photo = photographed(lean)(receipt(width=700))
    (page,) = images.frames(encoded(photo, "PNG"), Limits())
    lines = list(RapidOcr(1).recognise(numpy.asarray(page)))
    found = {line.text.replace(" ", ""): line.box for line in lines}
    for left, right in RECEIPT:
        label, amount = left.replace(" ", ""), right.replace(" ", "")
        assert label in found
        if amount:
            height = found[label].bottom - found[label].top
            assert abs(found[label].top - found[amount].top) < 0.5 * height


def test_the_corners_are_where_the_paper_ends() -> None:
    photo = photographed(0.1)(Image.new("RGB", (800, 1000), "white"))
    corners = outline.leaning(photo)
    assert corners is not None
    inside = numpy.asarray(photo.convert("L")) > 200
    rows, columns = numpy.nonzero(inside)
    assert abs(corners[:, 0].min() - columns.min()) < 8
    assert abs(corners[:, 1].max() - rows.max()) < 8


def test_nothing_is_cut_from_what_only_looks_like_a_page() -> None:
    upright = ImageOps.expand(receipt(), 60, "#504840")
    form = receipt()
    ImageDraw.Draw(form).polygon([(60, 80), (440, 60), (470, 500), (40, 520)], outline="black")
    shadow = Image.composite(
        Image.new("RGB", form.size, "#909090"), form, Image.linear_gradient("L").resize(form.size)
    )
    half_out = photographed(0.1)(receipt()).crop((60, 80, 460, 500))
    for picture in (receipt(), receipt(skew=8), upright, form, shadow, half_out):
        assert outline.seen_from_above(picture) is picture
