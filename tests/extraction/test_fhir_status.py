"""What a FHIR resource denies is never the patient's, and who is named is named rightly.

Source: HL7 FHIR R4, elements ``status`` and ``verificationStatus`` of each resource (modifiers),
HumanName.use, Encounter.participant, Timing.repeat.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.extraction.test_fhir_rows import read_resources, row, values

PATIENT = {"resourceType": "Patient", "name": [{"family": "Berg"}]}


def coded(code: str) -> dict[str, Any]:
    """A codeable concept of one code."""
    return {"coding": [{"code": code}]}


def named(kind: str, **rest: Any) -> dict[str, Any]:
    """A resource about a thing of its own."""
    element = "medicationCodeableConcept" if kind.startswith("Medication") else "code"
    return {"resourceType": kind, element: {"text": "Quinsy"}, **rest}


@pytest.mark.parametrize(
    "resource",
    [
        named("Condition", verificationStatus=coded("refuted")),
        named("Condition", verificationStatus=coded("entered-in-error")),
        named("Condition", verificationStatus="refuted"),
        named("AllergyIntolerance", verificationStatus=coded("refuted")),
        named("MedicationStatement", status="entered-in-error"),
        named("MedicationStatement", status="not-taken"),
        named("MedicationRequest", status="cancelled"),
        named("MedicationRequest", status="active", doNotPerform=True),
        named("Observation", status="entered-in-error", valueString="7"),
        named("Observation", status="cancelled", valueString="7"),
        named("Procedure", status="not-done"),
    ],
)
def test_what_is_denied_is_shown_and_not_the_patients(resource: dict[str, Any]) -> None:
    found, text = read_resources([PATIENT, resource])
    assert "Quinsy" in text
    assert "Quinsy" not in {field.value for field in found.fields}
    kept, _ = read_resources([PATIENT, named("Condition", verificationStatus=coded("confirmed"))])
    assert values(kept, "conditions") == ["Quinsy"]


def test_the_name_in_use_is_the_patients() -> None:
    old = {"use": "old", "family": "Former"}
    usual = {"use": "usual", "text": "Ilse N."}
    official = {"use": "official", "family": "Nakamura", "given": ["Ilse"]}
    maiden = {"use": "maiden", "family": "Reyes"}
    for names, expected in (
        ([old, usual, official, maiden], ["Ilse Nakamura"]),
        ([maiden, {"family": "Plain"}, usual], ["Ilse N."]),
        ([old, maiden, {"family": "Plain"}], ["Plain"]),
        ([{**official, "family": "Was", "period": {"end": "2019"}}, official], ["Ilse Nakamura"]),
        ([old, maiden], []),
    ):
        found, _ = read_resources([{"resourceType": "Patient", "name": names}])
        assert values(found, "patient_name") == expected


def test_who_saw_the_patient_and_where() -> None:
    doctor = {"resourceType": "Practitioner", "id": "d1", "name": [{"text": "Dr. Ruth Amsel"}]}
    encounter = {
        "resourceType": "Encounter",
        "participant": [
            {"individual": {"reference": "RelatedPerson/r", "display": "His son"}},
            {"individual": {"display": "Dr. Oren Halvorsen"}},
            {"type": [coded("ATND")], "individual": {"reference": "Practitioner/d1"}},
        ],
        "serviceProvider": {"display": "Lakeshore Clinic"},
    }
    found, _ = read_resources([PATIENT, encounter, doctor])
    assert values(found, "provider_name") == ["Dr. Ruth Amsel"]
    assert values(found, "facility_name") == ["Lakeshore Clinic"]
    called_off, _ = read_resources([PATIENT, {**encounter, "status": "cancelled"}])
    assert not values(called_off, "provider_name")


def test_how_often_is_what_the_timing_says_not_the_whole_instruction() -> None:
    dosage: dict[str, Any] = {
        "text": "5 mg by mouth twice daily",
        "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
        "doseAndRate": [{"doseQuantity": {"value": 5, "unit": "mg"}}],
    }
    found, _ = read_resources([PATIENT, named("MedicationRequest", dosageInstruction=[dosage])])
    told = row(found, "medications", "Quinsy")
    assert told == {"dose": "5 mg", "frequency": "2 times every day"}


def test_what_is_over_says_so_in_its_row() -> None:
    resources = [
        PATIENT,
        {"resourceType": "Condition", "code": {"text": "Gout"}, "clinicalStatus": coded("active")},
        {"resourceType": "Condition", "code": {"text": "Flu"}, "clinicalStatus": coded("resolved")},
        named("MedicationStatement", status="stopped"),
        named("MedicationRequest", status="active"),
    ]
    found, _ = read_resources(resources)
    told = {(f.name, f.row): f.value for f in found.fields if f.name.endswith(".status")}
    rows = {f.value: f.row for f in found.fields if f.name == "conditions"}
    assert told["conditions.status", rows["Flu"]] == "resolved"
    assert ("conditions.status", rows["Gout"]) not in told
    assert values(found, "medications.status") == ["stopped"]
