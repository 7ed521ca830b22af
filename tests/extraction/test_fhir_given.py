"""Medicines given or handed out are the patient's, allergens of reactions are allergies, and a row
that does not say of what is told.

Source: HL7 FHIR R4, MedicationAdministration, MedicationDispense, AllergyIntolerance.reaction.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.extraction.test_fhir_rows import ORDER, PATIENT, TABLET, read_resources, row, values

HEPARIN: dict[str, Any] = {
    "resourceType": "MedicationAdministration",
    "status": "completed",
    "medicationCodeableConcept": {"text": "Heparin"},
    "dosage": {"dose": {"value": 5000, "unit": "IU"}, "route": {"text": "subcutaneous"}},
}
STATIN: dict[str, Any] = {
    "resourceType": "MedicationDispense",
    "status": "completed",
    "medicationCodeableConcept": {"text": "Atorvastatin 20 mg"},
    "dosageInstruction": [{"text": "one at night"}],
}
METFORMIN = {**STATIN, "medicationCodeableConcept": {"text": "metformin 500 mg"}}


def test_medicines_given_and_handed_out_are_the_patients() -> None:
    found, _ = read_resources([PATIENT, HEPARIN, STATIN])
    assert values(found, "medications") == ["Heparin", "Atorvastatin 20 mg"]
    told = {"dose": "5000 IU", "route": "subcutaneous"}
    assert row(found, "medications", "Heparin") == told
    assert row(found, "medications", "Atorvastatin 20 mg") == {"frequency": "one at night"}
    assert values(found, "unread") == []


@pytest.mark.parametrize(
    "again",
    [
        [METFORMIN],
        [{**STATIN, "authorizingPrescription": [{"reference": "MedicationRequest/o1"}]}],
        [{**HEPARIN, "request": {"reference": "MedicationRequest/o1"}}],
    ],
    ids=["by name", "by its prescription", "by its order"],
)
def test_a_medicine_that_was_prescribed_and_given_is_one(again: list[dict[str, Any]]) -> None:
    found, text = read_resources([PATIENT, TABLET, *again, {**ORDER, "id": "o1"}])
    assert values(found, "medications") == ["Metformin 500 MG"]
    assert "(named before)" in text


def test_each_medicine_given_several_times_is_one() -> None:
    found, _ = read_resources([PATIENT, HEPARIN, {**HEPARIN, "id": "2"}, STATIN])
    assert values(found, "medications") == ["Heparin", "Atorvastatin 20 mg"]


@pytest.mark.parametrize("status", ["not-done", "entered-in-error", "declined", "cancelled"])
def test_what_was_not_given_is_no_medicine(status: str) -> None:
    for resource in (HEPARIN, STATIN):
        assert not values(
            read_resources([PATIENT, {**resource, "status": status}])[0], "medications"
        )
    stopped = {**ORDER, "id": "o1", "status": status, "resourceType": "MedicationRequest"}
    given = {**HEPARIN, "request": {"reference": "MedicationRequest/o1"}}
    found, _ = read_resources([PATIENT, TABLET, stopped, given])
    assert "Heparin" in values(found, "medications")


def test_the_substance_of_a_reaction_is_the_allergen() -> None:
    rash = {"substance": {"text": "Amoxicillin"}, "manifestation": [{"text": "Rash"}]}
    found, _ = read_resources([PATIENT, {"resourceType": "AllergyIntolerance", "reaction": [rash]}])
    assert values(found, "allergies") == ["Amoxicillin"]
    assert row(found, "allergies", "Amoxicillin") == {"reaction": "Rash"}


def test_a_medicine_told_in_words_alone_is_no_other_resource() -> None:
    order = {**ORDER, "medicationReference": {"display": "Aspirin"}}
    gout = {"resourceType": "Condition", "code": {"text": "Gout"}}
    found, _ = read_resources([PATIENT, order, gout])
    assert values(found, "medications") == ["Aspirin"]


RASH = {"reaction": [{"manifestation": [{"text": "Rash"}]}]}


@pytest.mark.parametrize(
    ("kind", "rest", "told"),
    [
        ("Condition", {"code": {}}, True),
        ("Condition", {"code": {"coding": [{"system": "x"}]}}, True),
        ("AllergyIntolerance", RASH, True),
        ("MedicationStatement", {"status": "active"}, True),
        ("Condition", {"code": {"coding": [{"code": "E11.9"}]}}, False),
        ("MedicationRequest", {"medicationReference": {"display": "Aspirin"}}, False),
        ("Condition", {"verificationStatus": "refuted"}, False),
    ],
)
def test_a_row_that_does_not_say_of_what_goes_to_a_person(
    kind: str, rest: dict[str, Any], told: bool
) -> None:
    found, _ = read_resources([PATIENT, {"resourceType": kind, **rest}])
    assert values(found, "unread") == ([f"{kind} without a name"] if told else [])
