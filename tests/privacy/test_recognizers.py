"""Every recognizer finds its own examples and nothing in its counter-examples."""

from __future__ import annotations

import pytest

from appliance.privacy.detect import Detector
from appliance.privacy.recognizer import Recognizer, discover

RECOGNIZERS = discover()
NAMES = [item.name for item in RECOGNIZERS]


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=NAMES)
def test_examples_are_found_whole(recognizer: Recognizer) -> None:
    assert recognizer.positive
    for text, value in recognizer.positive:
        found = [text[item.start : item.end] for item in recognizer.find(text)]
        assert value in found, text


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=NAMES)
def test_counter_examples_are_left_alone(recognizer: Recognizer) -> None:
    assert recognizer.negative
    for text in recognizer.negative:
        assert not list(recognizer.find(text)), text


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=NAMES)
def test_the_whole_detector_covers_the_examples_and_says_why(recognizer: Recognizer) -> None:
    detector = _detector()
    for text, value in recognizer.positive:
        at = text.index(value)
        found = detector.findings(text)
        covered = {place for item in found for place in range(item.start, item.end)}
        assert all(
            place in covered for place in range(at, at + len(value)) if text[place].isalnum()
        ), text
        assert all(": " in item.why for item in found)


_shared: list[Detector] = []


def _detector() -> Detector:
    """Built once: it takes a second."""
    if not _shared:
        _shared.append(Detector())
    return _shared[0]


def test_every_safe_harbor_identifier_has_a_recognizer() -> None:
    labels = {item.label for item in RECOGNIZERS}
    assert labels >= {
        "ADDRESS", "DATE_TIME", "AGE", "PHONE_NUMBER", "EMAIL_ADDRESS", "US_SSN",
        "MEDICAL_RECORD_NUMBER", "HEALTH_PLAN_BENEFICIARY_NUMBER", "ACCOUNT_NUMBER",
        "CERTIFICATE_LICENSE_NUMBER", "VEHICLE_ID", "DEVICE_ID", "URL", "IP_ADDRESS", "BIOMETRIC",
        "UNIQUE_IDENTIFIER",
    }  # fmt: skip


def test_no_recognizer_went_missing() -> None:
    """National numbers of nine countries, taxes, passports, accounts and all others, each with its
    own examples above; which country's number has which label is in the examples."""
    assert set(NAMES) >= {
        "account",
        "address",
        "age",
        "biometric",
        "cn",
        "credit_card",
        "date",
        "date_words",
        "day_lists",
        "de",
        "device",
        "email",
        "es",
        "fr",
        "handle",
        "health_plan",
        "iban",
        "ip",
        "ir",
        "it",
        "licence",
        "mrn",
        "passport",
        "person",
        "phone",
        "ru",
        "speaker",
        "spelt_number",
        "uk",
        "unique_number",
        "url",
        "us_health",
        "us_ssn",
        "vat",
        "vehicle",
    }
