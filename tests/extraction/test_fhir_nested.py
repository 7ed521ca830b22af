"""Bundles in bundles and resources in parameters are read as resources, never guessed at."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.extraction.test_fhir_rows import (
    ALLERGY,
    ILL,
    ORDER,
    PATIENT,
    PRESSURE,
    SUGAR,
    TABLET,
    read,
    values,
)

ANN: dict[str, Any] = {**PATIENT, "id": "p1"}
BEN: dict[str, Any] = {"resourceType": "Patient", "id": "p2", "name": [{"text": "Ben Other"}]}


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "entry": [{"resource": one} for one in resources]}


def parameters(*resources: dict[str, Any], nested: bool = False) -> dict[str, Any]:
    held = [{"name": "one", "resource": one} for one in resources]
    return {
        "resourceType": "Parameters",
        "parameter": [{"name": "all", "part": held}] if nested else held,
    }


@pytest.mark.parametrize(
    "data",
    [
        bundle(bundle(ANN, ILL, SUGAR)),
        bundle(bundle(ANN, ILL), bundle(ANN, SUGAR)),
        parameters(ANN, ILL, SUGAR),
        parameters(ANN, ILL, SUGAR, nested=True),
        parameters(bundle(ANN, ILL, SUGAR)),
        [bundle(ANN, ILL), parameters(SUGAR)],
    ],
    ids=["bundle", "two of one patient", "parameters", "parts", "bundle in parameters", "list"],
)
def test_resources_are_read_wherever_they_are_enclosed(data: Any) -> None:
    found = read(json.dumps(data))
    assert values(found, "patient_name") == ["Ann Northcutt"]
    assert values(found, "conditions") == ["Diabetes"]
    assert values(found, "labs") == ["HbA1c"]
    assert values(found, "people") == []
    assert {field.source.value for field in found.fields} == {"reader"}


def test_patients_of_two_enclosed_bundles_are_two() -> None:
    found = read(json.dumps(bundle(bundle(ANN, ILL), bundle(BEN, SUGAR))))
    assert [(field.name, field.value) for field in found.fields] == [("people", "2")]


def test_two_patients_of_one_id_are_two() -> None:
    other = {**BEN, "id": "p1", "birthDate": "1961-02-03"}
    found = read(json.dumps(bundle(bundle(ANN, ILL), bundle(other, SUGAR))))
    assert [(field.name, field.value) for field in found.fields] == [("people", "2")]


def test_a_resource_of_which_nothing_is_read_says_so_and_is_not_guessed_at() -> None:
    other = {
        "resourceType": "Parameters",
        "parameter": [{"name": "Patient", "valueString": "Ada Quill, female, born 1971-11-03"}],
    }
    found = read(json.dumps(other))
    assert [(field.name, field.value) for field in found.fields] == [("unread", "FHIR Parameters")]


def test_rows_of_each_table_are_numbered_from_one() -> None:
    more = {**SUGAR, "code": {"text": "Ferritin"}}
    found = read(json.dumps([ANN, TABLET, SUGAR, PRESSURE, ORDER, more, ALLERGY, ILL]))
    assert [f.row for f in found.fields if f.name == "labs"] == [1, 2]
    assert [f.row for f in found.fields if f.name == "labs.value"] == [1, 2]
    assert [f.row for f in found.fields if f.name == "vitals.value"] == [1, 2]
    for table in ("medications", "allergies", "conditions"):
        assert [f.row for f in found.fields if f.name == table] == [1], table
