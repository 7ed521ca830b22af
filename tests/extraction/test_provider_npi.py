"""A doctor's national identifier: read where it is labelled, checked by its check digit."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions.outcome import decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Classification
from tests.extraction.fakes_extraction import printed

RECORD = catalogue.load().get("medical_record")
NOTE = """Progress Note
Patient Name: Ada Brook    MRN: 4410027781
Date of Visit: 03/05/2024
Provider: Iris Vale, MD{}
Phone: 503-555-0111
"""


def read(behind: str) -> tuple[list[str], list[str]]:
    """The identifiers, and the failed checks of them."""
    found = extract(printed(NOTE.format(behind)), RECORD, None)
    sure = Classification(doctype="medical_record", probability=1.0)
    checks = decide(sure, found, RECORD, date(2024, 6, 1)).checks
    values = [field.value for field in found.fields if field.name == "provider_npi"]
    return values, [check.message for check in checks if check.rule == "npi" and not check.passed]


@pytest.mark.parametrize(
    "label",
    [
        "   NPI: 1234567893",
        "\nNPI # 1234567893",
        "\nNPI No. 1234567893",
        "\nNational Provider Identifier: 1234567893",
    ],
)
def test_an_identifier_with_its_label_is_read(label: str) -> None:
    assert read(label) == (["1234567893"], [])


def test_a_mistyped_identifier_is_told() -> None:
    values, failed = read("   NPI: 1234567890")
    assert values == ["1234567890"]
    assert failed == ["Provider npi has wrong check digits for a provider identifier."]


def test_no_other_number_is_an_identifier() -> None:
    assert read("") == ([], [])
