"""Codes of ailments, tests and securities: what is wrong with one is said, not hidden."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.decisions import checksums, decide
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged import plain
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Classification, Route

TYPES = catalogue.load()


def judged(text: str) -> tuple[list[str], list[str], Route]:
    """Codes that are read in a note, what its checks complain of, and where it goes."""
    medical = TYPES.get("medical_record")
    sheet = Sheet(page_limit=5)
    plain.text(sheet, f"VISIT NOTE\nPatient: Marta Hale\n\n{text}")
    found = extract(sheet.finish("text/plain", ""), medical, None)
    names = ("conditions.icd10", "labs.loinc")
    codes = [item.value for item in found.fields if item.name in names]
    sure = Classification(doctype=medical.name, probability=1.0)
    outcome = decide(sure, found, medical, date(2025, 1, 1))
    wrong = [check.message for check in outcome.checks if not check.passed]
    return codes, wrong, outcome.decision.route


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("Type 2 diabetes mellitus (E11.9X9Z1)", "E11.9X9Z1"),
        ("Type 2 diabetes mellitus [ICD-10 E11.9X9Z1]", "E11.9X9Z1"),
        ("Essential hypertension (ICD-10: I1O)", "I1O"),
        ("Asthma (QQ45.1)", "QQ45.1"),
        ("Low back pain M5Z.99999", "M5Z.99999"),
    ],
)
def test_a_malformed_code_of_an_ailment_is_kept_whole_and_a_person_is_told(
    entry: str, code: str
) -> None:
    codes, wrong, route = judged(f"Diagnoses:\n1. {entry}\n2. Gout (M10.9)\n")
    assert codes == [code, "M10.9"]
    assert wrong == [f"The code {code} does not have the form of ICD-10."]
    assert route is Route.REVIEW


@pytest.mark.parametrize(
    "code", ["E11.9", "I10", "U07.1", "S72.001A", "C7A.010", "M54.5 G", "E11.40+"]
)
def test_right_codes_of_ailments_have_the_form(code: str) -> None:
    assert checksums.icd10(code)


def test_what_is_no_code_in_brackets_is_not_taken_for_one() -> None:
    codes, wrong, _ = judged("Diagnoses:\n1. Breast cancer (HER2)\n2. Influenza (H1N1)\n")
    assert (codes, wrong) == ([], [])


@pytest.mark.parametrize("code", ["2951-2", "2823-3", "2345-7", "718-7", "10839-9", "94500-6"])
def test_published_codes_of_laboratory_tests_have_their_check_digit(code: str) -> None:
    assert checksums.loinc(code)
    others = [f"{code[:-1]}{digit}" for digit in range(10) if str(digit) != code[-1]]
    assert not any(checksums.loinc(other) for other in others)


@pytest.mark.parametrize("code", ["2823-9X", "29512", "2951-", "-2", "LP12-3"])
def test_what_has_no_form_of_a_laboratory_code_is_refused(code: str) -> None:
    assert not checksums.loinc(code)


def test_a_laboratory_code_with_a_wrong_check_digit_is_said_in_words() -> None:
    text = (
        "Labs:\nSodium (LOINC 2951-3) 140 mmol/L (135-145)\nPotassium (LOINC 2823-3) 4.1 mmol/L\n"
    )
    codes, wrong, route = judged(text)
    assert codes == ["2951-3", "2823-3"]
    assert wrong == ["Labs loinc of row 1 has wrong check digits for a LOINC code."]
    assert route is Route.REVIEW
