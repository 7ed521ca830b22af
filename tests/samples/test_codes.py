"""Codes in drawn documents are ones that our own checks let through."""

from pathlib import Path

import pytest

from appliance.decisions.checksums import loinc
from samples.generator.medical import ccda


@pytest.mark.parametrize("number", [1000, 1001, 1009, 1234])
def test_drawn_laboratory_codes_have_their_check_digit(number: int) -> None:
    assert loinc(ccda._checked(number))


def test_the_sample_s_laboratory_codes_are_right() -> None:
    text = (Path(__file__).parents[2] / "samples/medical/medical-00004.xml").read_text("utf-8")
    assert 'code="1000-9"' in text
    assert 'code="1000-1"' not in text
