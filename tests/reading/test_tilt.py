"""Rows of tilted pages are joined along the tilt; every word keeps its place in the picture."""

from __future__ import annotations

import math

import pytest

from appliance.reading.page import assemble, tilt
from appliance.reading.page.assemble import RawPage
from appliance.reading.page.tilt import Quad
from appliance.types import Document, Origin

WIDTH, HEIGHT = 450.0, 900.0
CENTRE = (WIDTH / 2, HEIGHT / 2)
PRINTED = [("SUM", "149.85"), ("CASH GIVEN", "150.00"), ("CHANGE", "0.15")]


def corners(left: float, top: float, text: str, degrees: float) -> list[tuple[float, float]]:
    """A line's corners once the page has been turned clockwise."""
    right, bottom = left + 11 * len(text), top + 18
    angle = math.radians(degrees)
    sine, cosine = math.sin(angle), math.cos(angle)
    return [
        (
            CENTRE[0] + (x - CENTRE[0]) * cosine - (y - CENTRE[1]) * sine,
            CENTRE[1] + (x - CENTRE[0]) * sine + (y - CENTRE[1]) * cosine,
        )
        for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]


def page(degrees: float) -> Document:
    lines = [Quad("SOME RATHER LONG TITLE", corners(60, 380, "S" * 22, degrees), [0.9] * 4)]
    for row, (left, right) in enumerate(PRINTED):
        top = 430 + 20 * row
        lines.append(Quad(right, corners(360, top, right, degrees), [0.9]))
        lines.append(Quad(left, corners(20, top, left, degrees), [0.9] * len(left.split())))
    tokens = tuple(tilt.tokens(lines, CENTRE))
    raw = RawPage(number=1, width=WIDTH, height=HEIGHT, origin=Origin.OCR, tokens=tokens)
    return assemble.document([raw], "image/jpeg")


@pytest.mark.parametrize("degrees", [-12, -6, -2, 0, 2, 6, 12])
def test_rows_follow_the_tilt_and_words_keep_their_place(degrees: float) -> None:
    document = page(degrees)
    assert document.text.splitlines() == [
        "SOME RATHER LONG TITLE",
        *(f"{left} {right}" for left, right in PRINTED),
    ]
    word = next(word for word in document.pages[0].words if word.text == "149.85")
    across, down = zip(*corners(360, 430, "149.85", degrees), strict=True)
    assert tuple(word.box) == pytest.approx(
        (min(across), min(down), max(across), max(down)), abs=0.02
    )


def test_short_or_upright_lines_do_not_tilt_a_page() -> None:
    square = Quad("A", [(0, 0), (10, 3), (10, 13), (0, 10)], [0.9])
    steep = Quad("ALONG THE EDGE", [(10, 0), (10, 200), (0, 200), (0, 0)], [0.9] * 3)
    for word in tilt.tokens([square, steep], CENTRE):
        assert word.box == word.place
