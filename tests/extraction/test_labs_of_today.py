"""Results of today: what was measured long before, and what is only aimed at, is none."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

RECORD = catalogue.load().get("medical_record")
HEAD = "Clinic Note\nPatient Name: Ada Brook\nDate of Visit: 03/05/2024\n"


def values(text: str) -> list[str]:
    found = extract(printed(HEAD + text), RECORD, None)
    return [field.value for field in found.fields if field.name == "labs.value"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Labs: HbA1c 6.9 % today, was 8.1 % in 2019.", ["6.9"]),
        ("LABS: LDL 160 mg/dL two years ago. Hemoglobin 12.1 g/dL today.", ["12.1"]),
        ("Labs: Baseline creatinine 0.9 mg/dL. Creatinine 1.4 mg/dL.", ["1.4"]),
        ("Labs: glucose 110 mg/dL, past glucose 220 mg/dL", ["110"]),
        ("LABS:\nPrior creatinine 1.8 mg/dL\nSodium 140 mmol/L", ["140"]),
        ("His old creatinine 2.0 mg/dL. Formerly LDL 190 mg/dL.", []),
        ("Labs: Potassium 3.1 mmol/L -> 4.0 mmol/L. Sodium 140 mmol/L.", ["140"]),
        ("Labor: Kreatinin 1.8 mg/dL vor zwei Jahren. Natrium 140 mmol/L.", ["140"]),
        ("LABS: LDL goal <70 mg/dL. LDL 110 mg/dL.", ["110"]),
    ],
)
def test_a_result_of_long_before_is_not_taken_for_one_of_today(
    text: str, wanted: list[str]
) -> None:
    assert values(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Labs: last hemoglobin 12.1 g/dL.",
        "Past medical history: anemia.\nLabs: hemoglobin 12.1 g/dL.",
        "Labs: hemoglobin 12.1 g/dL 2 days ago.",
        "Compared prior films. Hemoglobin 12.1 g/dL.",
    ],
)
def test_the_latest_result_stays(text: str) -> None:
    assert values(text) == ["12.1"]
