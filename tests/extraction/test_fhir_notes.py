"""Notes inside FHIR files are read as notes; what lies elsewhere, or is about several, is told."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import Any

import pytest

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.doctypes.catalogue import load
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Extraction

MEDICAL = load().get("medical_record")
NOTE = """Harbour Street Family Practice
Patient: Ottoline Vasquez   DOB: 11/02/1957   Sex: F   MRN: 5520187
Date of visit: 02/11/2025

Chief complaint: cough for nine days

Assessment:
1. Acute bronchitis (J20.9)
2. Type 2 diabetes mellitus (E11.9)

Medications:
- metformin 850 mg twice daily
- benzonatate 100 mg three times daily

Allergies: codeine
"""


def attachment(**told: str) -> dict[str, Any]:
    return {
        "resourceType": "DocumentReference",
        "status": "current",
        "subject": {"display": "Ottoline Vasquez"},
        "content": [{"attachment": told}],
    }


def held(text: str) -> dict[str, Any]:
    data = base64.b64encode(text.encode()).decode()
    return attachment(contentType="text/plain; charset=utf-8", data=data)


REPORT = {
    "resourceType": "DiagnosticReport",
    "status": "final",
    "presentedForm": held(NOTE)["content"][0]["attachment"],
}
BUNDLE: dict[str, Any] = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {"resource": {"resourceType": "Patient", "name": [{"text": "Ottoline Vasquez"}]}},
        {"resource": held(NOTE)},
    ],
}


def read(data: Any) -> Extraction:
    sheet = Sheet(20)
    kind = structured.json(sheet, json.dumps(data).encode())
    return extract(sheet.finish("application/json", kind), MEDICAL, None)


def values(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


def reasons(found: Extraction) -> list[str]:
    checks = validate(Case(extraction=found, doctype=MEDICAL, today=date(2025, 7, 1)))
    return [check.message for check in checks if not check.passed]


@pytest.mark.parametrize("data", [held(NOTE), REPORT, BUNDLE], ids=["alone", "report", "bundle"])
def test_a_note_in_plain_text_is_read_as_a_note(data: Any) -> None:
    found = read(data)
    assert values(found, "patient_name") == ["Ottoline Vasquez"]
    assert values(found, "birth_date") == ["1957-11-02"]
    assert values(found, "patient_ids") == ["5520187"]
    assert values(found, "conditions") == ["Acute bronchitis", "Type 2 diabetes mellitus"]
    assert values(found, "medications") == ["metformin 850 mg", "benzonatate 100 mg"]
    assert values(found, "allergies") == ["codeine"]
    assert values(found, "unread") == []


def test_what_is_coded_beside_a_note_counts_alone() -> None:
    coded = {"resourceType": "Condition", "code": {"text": "Asthma"}}
    entries = [*BUNDLE["entry"], {"resource": coded}]
    assert values(read({**BUNDLE, "entry": entries}), "conditions") == ["Asthma"]


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (
            {"contentType": "application/pdf", "url": "https://h.example/Binary/9"},
            "application/pdf",
        ),
        ({"url": "https://h.example/Binary/9"}, "at an address"),
    ],
)
def test_an_attachment_that_lies_elsewhere_is_told_as_unread(
    told: dict[str, str], shown: str
) -> None:
    found = read(attachment(**told))
    assert values(found, "unread") == [shown]
    assert any("was not read" in reason for reason in reasons(found))


def test_a_file_of_two_patients_says_so_and_guesses_nothing() -> None:
    people = [
        {"resourceType": "Patient", "name": [{"text": name, "family": name.split()[1]}]}
        for name in ("Ottoline Vasquez", "Bram Teunissen")
    ]
    ill = {"resourceType": "Condition", "code": {"text": "Asthma"}, "status": "active"}
    entries = [{"resource": one} for one in (*people, ill)]
    found = read({"resourceType": "Bundle", "type": "collection", "entry": entries})
    assert [field.name for field in found.fields] == ["people"]
    assert any("Records of 2 patients" in reason for reason in reasons(found))
