"""Numbers of a record belong to what their label names; results stand in tables without heads."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

MEDICAL = catalogue.load().get("medical_record")


def values(text: str, name: str, *, confidence: float = 1.0) -> list[str]:
    """The values of one field of a note."""
    found = extract(printed(text, confidence=confidence), MEDICAL, None).fields
    return [field.value for field in found if field.name == name]


@pytest.mark.parametrize(
    "text",
    [
        "Patient: Ann Berg   MRN: 445512   Specimen ID: 88123\n",
        "MRN: 445512   Accession No: HV-25-114402   Account #:\nCase No: 25-07-3381\n",
        "Case #: LP25-03388   MRN: 445512\n",
        "MR#: 445512   NPI: 1122334455   CLIA 50D0998877\n",
        "Probennummer: 99-1234   Patienten-ID: 445512\n",
        "NHC: 445512. Muestra: M-20-33. NºCol: 30 30 55120.\n",
        "MRN: 445512   Account #:\nAddress: 2214 Old Quarry Road, Macon, GA 31204\n",
        "DOB: 05-Mar-1981   MRN: 445512\n",
        "MRN        Accession     Case\n445512     88123         25-117\n",
    ],
)
def test_only_the_patients_own_number_is_the_patients(text: str) -> None:
    assert values(text, "patient_ids") == ["445512"]


def test_a_french_social_security_number_is_read_with_its_blanks() -> None:
    text = "N° sécurité sociale : 2 60 01 75 112 045 23\n"
    assert values(text, "patient_ids") == ["260017511204523"]


def test_a_mark_beside_a_value_is_no_part_of_it() -> None:
    text = (
        "LABORATORY DATA\nTest          Result    Units    Reference\n"
        "Sodium        136       mmol/L   135-145\nCreatinine    1.8 H     mg/dL    0.7-1.3\n"
        "Platelets     *412      10*9/L   150-400\n"
    )
    assert values(text, "labs.value") == ["136", "1.8", "412"]


def test_a_head_that_is_printed_again_is_no_result() -> None:
    head = "Test          Result    Units    Reference Range\n"
    text = (
        f"LABORATORY\n{head}Sodium        136       mmol/L   135-145\n"
        f"LIPIDS TODAY\n{head}Zymase        58        mg/dL    40-60\n"
    )
    assert "Result" not in values(text, "labs.value")


def test_panels_without_heads_are_results() -> None:
    text = (
        "FULL BLOOD COUNT\nHaemoglobin 108 * g/L 115 - 165\nPlatelets 412 10*9/L 150 - 400\n"
        "RENAL PROFILE\nUrea 4.8 mmol/L 2.5 . 7.8\neGFR >90 mL/min\n"
    )
    assert values(text, "labs") == ["Haemoglobin", "Platelets", "Urea", "eGFR"]
    assert values(text, "labs.range") == ["115 - 165", "150 - 400", "2.5 . 7.8"]
    assert values(text, "sections") == ["FULL BLOOD COUNT", "RENAL PROFILE"]
    bare = text.replace("FULL BLOOD COUNT\n", "").replace("RENAL PROFILE\n", "")
    assert values(bare, "labs") == ["Haemoglobin", "Platelets", "Urea", "eGFR"]


def test_a_nought_of_a_scan_is_the_letter_of_a_name() -> None:
    text = "Re: Mr 0liver Pennington, D0B 28/02/1974\n"
    assert values(text, "patient_name", confidence=0.9) == ["Oliver Pennington"]
