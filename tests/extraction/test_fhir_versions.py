"""FHIR of other versions, and resources inside others, say what those of R4 say."""

from __future__ import annotations

import pytest

from tests.extraction.test_fhir_rows import read_resources, values

PATIENT = {
    "resourceType": "Patient",
    "name": [{"prefix": ["Ms."], "given": ["Jo"], "family": "Berg"}],
}


def test_a_title_is_shown_and_is_no_part_of_the_name() -> None:
    found, _ = read_resources([PATIENT])
    assert values(found, "patient_name") == ["Jo Berg"]


@pytest.mark.parametrize(
    "encounter",
    [
        {"period": {"start": "2025-03-14"}, "reasonCode": [{"text": "Cough"}]},
        {
            "actualPeriod": {"start": "2025-03-14"},
            "reason": [{"value": [{"concept": {"text": "Cough"}}]}],
        },
        {"period": {"start": "2025-03-14"}, "reason": [{"text": "Cough"}]},
    ],
)
def test_an_encounter_of_any_version_says_when_and_why(encounter: dict[str, object]) -> None:
    found, _ = read_resources([PATIENT, {"resourceType": "Encounter", **encounter}])
    assert values(found, "encounter_date") == ["2025-03-14"]
    assert values(found, "chief_complaint") == ["Cough"]


def test_names_of_the_second_draft_are_understood() -> None:
    allergy = {"resourceType": "AllergyIntolerance", "substance": {"text": "Dust"}}
    order = {
        "resourceType": "MedicationOrder",
        "medicationCodeableConcept": {"text": "Zinc cream"},
        "dosageInstruction": [{"text": "apply twice daily"}],
    }
    found, _ = read_resources([PATIENT, allergy, order])
    assert values(found, "allergies") == ["Dust"]
    assert values(found, "medications") == ["Zinc cream"]
    assert values(found, "medications.frequency") == ["apply twice daily"]


def test_a_contained_result_is_a_result_and_a_section_a_section() -> None:
    result = {
        "resourceType": "Observation",
        "id": "h",
        "code": {"text": "Hemoglobin"},
        "valueQuantity": {"value": 9.8, "unit": "g/dL"},
    }
    report = {"resourceType": "DiagnosticReport", "contained": [result]}
    composition = {"resourceType": "Composition", "section": [{"title": "Course"}]}
    found, _ = read_resources([PATIENT, report, composition])
    assert values(found, "labs") == ["Hemoglobin"]
    assert values(found, "labs.value") == ["9.8"]
    assert values(found, "sections") == ["Course"]


def test_no_known_allergy_is_no_allergy() -> None:
    none = {"display": "No known allergy", "code": "716186003"}
    denial = {"resourceType": "AllergyIntolerance", "code": {"coding": [none]}}
    found, _ = read_resources([PATIENT, denial])
    assert values(found, "allergies") == []
