"""Sections of a FHIR document that are told in words alone are shown, and a person reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from tests.extraction.test_fhir_nested import ANN, bundle
from tests.extraction.test_fhir_rows import read, values


def told(title: str, words: str, code: str = "", **more: Any) -> dict[str, Any]:
    section: dict[str, Any] = {"title": title, "text": {"div": f"<div>{words}</div>"}, **more}
    if code:
        section["code"] = {"coding": [{"system": "http://loinc.org", "code": code}]}
    return bundle({"resourceType": "Composition", "title": "Note", "section": [section]}, ANN)


@pytest.mark.parametrize(
    "data",
    [
        told("Medications", "<ul><li>Digoxin 0.125 mg daily</li></ul>"),
        told("Medikation", "Digoxin 0.125 mg daily", "10160-0"),
        told("Allergies", "Codeine - nausea, Ménière"),
        told("Problem list", "<table><tr><td>Atrial fibrillation</td></tr></table>"),
    ],
    ids=["list", "by its code", "allergies", "table"],
)
def test_what_nobody_reads_of_a_section_is_said(data: Any) -> None:
    assert [value.startswith("section ") for value in values(read(json.dumps(data)), "unread")] == [
        True
    ]


@pytest.mark.parametrize(
    "data",
    [
        told("Allergies", "No known allergies"),
        told("Plan", "Come back in May."),
        told("Medications", "Digoxin", entry=[{"reference": "MedicationRequest/1"}]),
    ],
    ids=["none", "of no field", "with entries"],
)
def test_other_sections_raise_no_alarm(data: Any) -> None:
    assert values(read(json.dumps(data)), "unread") == []


def test_the_words_stand_on_the_page() -> None:
    sheet = Sheet(10)
    structured.json(sheet, json.dumps(told("Plan", "Kontrolle im März &amp; Mai")).encode())
    assert "Kontrolle im März & Mai" in sheet.finish("application/fhir+json", "fhir").text
