"""Values that print, scanners and word processors have broken up are found whole."""

from __future__ import annotations

import pytest

from appliance.privacy.detect import Detector


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Patient:SamuelMercado was seen.", "SamuelMercado"),
        ("DOB:O7/07/195O and", "O7/07/195O"),
        ("(MRN13363634)", "13363634"),
        ("seen by Dr.Smith on04/28/2023", "04/28/2023"),
        ("Seen by R0bert Lindqvist today.", "R0bert Lindqvist"),
        ("SSN: 123\u201145\u20116789.", "123\u201145\u20116789"),
        ("call 415\u2013555\u20130132 now", "415\u2013555\u20130132"),
        ("His social security number is 123-45-\n6789 and", "123-45-\n6789"),
        ("Please call 415-555-\n0188 at any time", "415-555-\n0188"),
        ("write to john.smith@\nexample.com today", "john.smith@\nexample.com"),
        ("SSN 123\u200b-45-67\u00ad89", "123\u200b-45-67\u00ad89"),
        ("SSN: 1 2 3 - 4 5 - 6 7 8 9", "1 2 3 - 4 5 - 6 7 8 9"),
        ("Card 4111 1111\n1111 1111 was used", "4111 1111\n1111 1111"),
        ("IBAN DE89 3704 0044 0532\n0130 00 of", "DE89 3704 0044 0532\n0130 00"),
    ],
)
def test_a_broken_value_is_found_whole(detector: Detector, text: str, value: str) -> None:
    at = text.index(value)
    covered = {
        place for item in detector.findings(text, "en") for place in range(item.start, item.end)
    }
    missed = [text[place] for place in range(at, at + len(value)) if place not in covered]
    assert not [sign for sign in missed if sign.isalnum()]


@pytest.mark.parametrize(
    "text",
    [
        "Take 10mg of metformin.\nNormal pH, T2DM, SpO2 98%.",
        "Subtotal 12.50\n3.20\n40.15\nTotal 55.85",
        "Height 5-\n6 feet tall",
    ],
)
def test_ordinary_rows_stay(detector: Detector, text: str) -> None:
    assert [text[item.start : item.end] for item in detector.findings(text, "en")] == []
