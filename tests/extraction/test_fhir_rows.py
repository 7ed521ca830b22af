"""A FHIR bundle yields rows: results with unit and range, medicines with dose, reactions, codes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Extraction

PATIENT = {
    "resourceType": "Patient",
    "name": [{"family": "Northcutt", "given": ["Ann"]}],
    "gender": "female",
    "telecom": [{"system": "phone", "value": "555-0134"}, {"system": "email", "value": "a@x.y"}],
}
SUGAR = {
    "resourceType": "Observation",
    "code": {"text": "HbA1c"},
    "valueQuantity": {"value": 8.1, "unit": "%"},
    "referenceRange": [{"low": {"value": 4.0}, "high": {"value": 5.6}}],
}
PRESSURE = {
    "resourceType": "Observation",
    "category": [{"coding": [{"code": "vital-signs"}]}],
    "code": {"text": "Blood pressure"},
    "component": [
        {"code": {"text": "Systolic"}, "valueQuantity": {"value": 132, "unit": "mmHg"}},
        {"code": {"text": "Diastolic"}, "valueQuantity": {"value": 84, "unit": "mmHg"}},
    ],
}
TABLET = {"resourceType": "Medication", "id": "m7", "code": {"text": "Metformin 500 MG"}}
ORDER = {
    "resourceType": "MedicationRequest",
    "medicationReference": {"reference": "Medication/m7"},
    "dosageInstruction": [
        {
            "route": {"text": "oral"},
            "timing": {"code": {"text": "BID"}},
            "doseAndRate": [{"doseQuantity": {"value": 500, "unit": "mg"}}],
        }
    ],
}
ALLERGY = {
    "resourceType": "AllergyIntolerance",
    "code": {"text": "Penicillin"},
    "reaction": [{"manifestation": [{"text": "Hives"}]}],
}
ILL = {
    "resourceType": "Condition",
    "code": {
        "text": "Diabetes",
        "coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E11.9"}],
    },
}
RESOURCES: list[dict[str, Any]] = [PATIENT, SUGAR, PRESSURE, TABLET, ORDER, ALLERGY, ILL]


def read(source: str) -> Extraction:
    sheet = Sheet(10)
    kind = structured.json(sheet, source.encode())
    document = sheet.finish("application/json", kind)
    return extract(document, catalogue.load().get("medical_record"), None)


def read_resources(resources: list[dict[str, Any]]) -> tuple[Extraction, str]:
    """The fields of a list of resources, and the text that was set."""
    sheet = Sheet(10)
    kind = structured.json(sheet, json.dumps(resources).encode())
    document = sheet.finish("application/json", kind)
    return extract(document, catalogue.load().get("medical_record"), None), document.text


def values(found: Extraction, name: str) -> list[str]:
    """All values of a field."""
    return [field.value for field in found.fields if field.name == name]


def row(found: Extraction, table: str, name: str) -> dict[str, str]:
    """The cells beside a value of a table."""
    number = next(f.row for f in found.fields if f.name == table and f.value == name)
    return {
        f.name.partition(".")[2]: f.value
        for f in found.fields
        if f.row == number and f.name.startswith(f"{table}.")
    }


@pytest.mark.parametrize(
    "source",
    [
        json.dumps({"resourceType": "Bundle", "entry": [{"resource": r} for r in RESOURCES]}),
        json.dumps(RESOURCES),
        "\n".join(json.dumps(r) for r in RESOURCES),
    ],
    ids=["bundle", "list", "lines"],
)
def test_what_belongs_together_is_in_one_row(source: str) -> None:
    found = read(source)
    assert row(found, "labs", "HbA1c") == {"value": "8.1", "unit": "%", "range": "4.0-5.6"}
    assert row(found, "vitals", "Blood pressure: Systolic")["value"] == "132"
    assert row(found, "vitals", "Blood pressure: Diastolic")["value"] == "84"
    told = row(found, "medications", "Metformin 500 MG")
    assert told == {"dose": "500 mg", "route": "oral", "frequency": "BID"}
    assert row(found, "allergies", "Penicillin") == {"reaction": "Hives"}
    assert row(found, "conditions", "Diabetes") == {"icd10": "E11.9"}
    assert [f.value for f in found.fields if f.name == "patient_phones"] == ["555-0134"]


REPORT: dict[str, Any] = {
    "resourceType": "DiagnosticReport",
    "subject": {"reference": "#who"},
    "contained": [{**PATIENT, "id": "who", "birthDate": "1995-06"}, {**SUGAR, "id": "o"}],
    "result": [{"reference": "#o"}],
}


def test_a_patient_inside_a_resource_is_its_patient() -> None:
    found = read(json.dumps(REPORT))
    assert values(found, "patient_name") == ["Ann Northcutt"]
    assert values(found, "birth_date") == ["1995-06"]
    assert values(found, "labs") == ["HbA1c"]
    other = {"resourceType": "Patient", "id": "who", "name": [{"text": "Bea Other"}]}
    led = read(json.dumps([PATIENT, {**REPORT, "contained": [other]}]))
    assert values(led, "patient_name") == ["Ann Northcutt"]


def test_a_resource_alone_names_its_patient_by_what_its_subject_displays() -> None:
    alone = {**ILL, "subject": {"reference": "Patient/1", "display": "Ann Northcutt"}}
    assert values(read(json.dumps(alone)), "patient_name") == ["Ann Northcutt"]
    crowd = {**ILL, "subject": {"reference": "Group/1", "display": "Ward 6"}}
    assert values(read(json.dumps(crowd)), "patient_name") == []
    two = {**ILL, "subject": {"reference": "Patient/2", "display": "Bea Other"}}
    assert values(read(json.dumps([alone, two])), "patient_name") == []


def test_an_observation_that_was_not_made_is_no_result() -> None:
    clotted = {"resourceType": "Observation", "code": {"text": "MCV"}}
    clotted["dataAbsentReason"] = {"text": "clotted"}
    assert values(read(json.dumps([PATIENT, SUGAR, clotted])), "labs") == ["HbA1c"]


def test_the_home_is_the_patients_address_wherever_it_stands_in_the_list() -> None:
    work = {"use": "work", "line": ["1 Mill Rd"], "city": "Leith"}
    home = {"use": "home", "line": ["7 Elm Row"], "city": "Leith"}
    old = {"use": "old", "line": ["9 Past St"], "city": "Leith"}
    for told in ([work, home, old], [old, home, work], [home, work]):
        found = read(json.dumps([{**PATIENT, "address": told}, SUGAR]))
        assert values(found, "patient_address") == ["7 Elm Row, Leith"]


def coded(name: str, code: str, **value: Any) -> dict[str, Any]:
    coding = [{"system": "urn:own", "code": "7"}, {"system": "http://loinc.org", "code": code}]
    return {"resourceType": "Observation", "code": {"text": name, "coding": coding}, **value}


def test_a_result_comes_with_its_loinc_code_and_so_does_each_part_of_a_panel() -> None:
    sodium = coded("Sodium", "2951-2", valueQuantity={"value": 140, "unit": "mmol/L"})
    parts = [
        coded(name, code, valueQuantity={"value": 1, "unit": "mg/dL"})
        for name, code in (("Urea", "3094-0"), ("Creatinine", "2160-0"))
    ]
    found, _ = read_resources([PATIENT, sodium, coded("Panel", "24323-8", component=parts)])
    assert row(found, "labs", "Sodium")["loinc"] == "2951-2"
    assert row(found, "labs", "Panel: Urea")["loinc"] == "3094-0"
    assert row(found, "labs", "Panel: Creatinine")["loinc"] == "2160-0"
    assert not [f for f in found.fields if f.name == "labs.loinc" and f.value == "7"]


def test_the_code_of_a_vital_sign_is_no_column_of_results() -> None:
    pulse = coded("Pulse", "8867-4", valueQuantity={"value": 70, "unit": "/min"})
    pulse["category"] = [{"coding": [{"code": "vital-signs"}]}]
    found, _ = read_resources([PATIENT, pulse])
    assert not values(found, "labs.loinc")
