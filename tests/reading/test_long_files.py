"""Long files stream through: what they need hardly grows with their pages."""

from __future__ import annotations

import os

import pytest

from tests.crash.memory import pss
from tests.reading.long import MOST_MEGABYTES, born_digital, measure, patient, web

FEW, LONG = 60, 300
A_PAGE = 2.0
"""Megabytes that a further page may cost; one whose picture is kept costs more."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("draw", "media_type"), [(born_digital, "application/pdf"), (web, "text/html")]
)
def test_three_hundred_pages_are_read_within_their_memory(draw, media_type):
    own, needed = pss(os.getpid()), {}
    with patient() as reader:
        for pages in (FEW, LONG):
            document, _, needed[pages] = measure(reader, draw(pages), media_type, own)
            assert len(document.pages) == pages
    each = (needed[LONG] - needed[FEW]) / (LONG - FEW)
    print(f"{media_type}: {needed} MB, {each:.2f} MB a page")
    assert needed[LONG] < MOST_MEGABYTES
    assert each < A_PAGE
