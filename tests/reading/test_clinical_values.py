"""Clinical data as systems write it: ranges, ratios, doses, what never happened, who it is."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from typing import Any

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.clinical import ccda, ccda_person, fhir
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Document

NAMESPACES = 'xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
TWO_TABLETS = {"value": 2, "unit": "tab"}
PROBLEM = '<templateId root="2.16.840.1.113883.10.20.22.4.4"/>'


def values(document: Document, name: str) -> list[str]:
    found = extract(document, catalogue.load().get("medical_record"), None)
    return [field.value for field in found.fields if field.name == name]


def cda(code: str, *entries: str) -> Document:
    """A document of one section with a name-less narrative."""
    coded = "".join(f"<entry>{entry}</entry>" for entry in entries)
    section = f'<section><code code="{code}"/><text>As coded</text>{coded}</section>'
    source = (
        f"<ClinicalDocument {NAMESPACES}><component><structuredBody><component>{section}"
        "</component></structuredBody></component></ClinicalDocument>"
    )
    sheet = Sheet(page_limit=5)
    return sheet.finish("application/xml", ccda.read(sheet, xmlsafe.xml(source.encode())))


def result(value: str) -> Document:
    return cda(
        "30954-2",
        f'<observation><code displayName="Test"/>{value}</observation>',
    )


def fhir_of(*resources: dict[str, Any]) -> Document:
    entries = [{"fullUrl": f"urn:uuid:{n}", "resource": r} for n, r in enumerate(resources)]
    sheet = Sheet(page_limit=5)
    source = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})
    return sheet.finish("application/json", fhir.read(sheet, source))


@pytest.mark.parametrize(
    ("value", "shown", "unit"),
    [
        (
            '<value xsi:type="IVL_PQ"><high value="0.01" unit="ng/mL" inclusive="false"/></value>',
            "<0.01", "ng/mL",
        ),
        (
            '<value xsi:type="IVL_PQ"><low value="200" unit="U/L" inclusive="true"/></value>',
            ">=200", "U/L",
        ),
        (
            '<value xsi:type="RTO"><numerator value="1"/><denominator value="160"/></value>',
            "1:160", "",
        ),
        ('<value xsi:type="PQ" value="7.1" unit="%"/>', "7.1", "%"),
    ],
)  # fmt: skip
def test_results_that_are_no_single_number(value: str, shown: str, unit: str) -> None:
    document = result(value)
    assert values(document, "labs.value") == [shown]
    assert values(document, "labs.unit") == ([unit] if unit else [])


def test_a_dose_and_a_period_may_be_ranges() -> None:
    document = cda(
        "10160-0",
        "<substanceAdministration>"
        '<effectiveTime xsi:type="PIVL_TS"><period xsi:type="IVL_PQ"><low value="4" unit="h"/>'
        '<high value="6" unit="h"/></period></effectiveTime>'
        '<doseQuantity><low value="1" unit="puff"/><high value="2" unit="puff"/></doseQuantity>'
        "<consumable><manufacturedProduct><manufacturedMaterial>"
        '<code displayName="Albuterol"/></manufacturedMaterial></manufacturedProduct></consumable>'
        "</substanceAdministration>",
    )
    assert values(document, "medications.dose") == ["1-2 puff"]
    assert values(document, "medications.frequency") == ["every 4-6 hours"]


def test_what_was_an_error_or_never_began_is_not_the_patients() -> None:
    def problem(name: str, status: str) -> str:
        return (
            f'<act><statusCode code="{status}"/><entryRelationship><observation>{PROBLEM}'
            f'<value xsi:type="CD" displayName="{name}"/></observation></entryRelationship></act>'
        )

    problems = cda("11450-4", problem("Gout", "nullified"), problem("Asthma", "active"))
    assert values(problems, "conditions") == ["Asthma"]
    procedures = cda(
        "47519-4",
        '<procedure><code displayName="Stent"/><statusCode code="cancelled"/></procedure>',
        '<procedure><code displayName="Biopsy"/><statusCode code="completed"/></procedure>',
    )
    assert values(procedures, "procedures") == ["Biopsy"]


@pytest.mark.parametrize("code", ["10219-4", "10218-6", "59769-0", "55109-3"])
def test_diagnoses_of_an_operation_are_conditions(code: str) -> None:
    observation = f'<observation>{PROBLEM}<value displayName="Hernia"/></observation>'
    act = f"<act><entryRelationship>{observation}</entryRelationship></act>"
    assert values(cda(code, act), "conditions") == ["Hernia"]


def test_a_particle_belongs_to_the_family_name() -> None:
    name = xmlsafe.xml(
        b'<name><prefix>Dr.</prefix><given>Jan</given><prefix qualifier="VV">van der </prefix>'
        b"<family>Meer</family></name>"
    )
    assert ccda_person.person(name) == "Dr. Jan van der Meer"
    assert ccda_person.person(name, titled=False) == "Jan van der Meer"


def observed(category: str, **value: object) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"code": category}]}],
        "code": {"text": "Test"},
        **value,
    }


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, ["1:128"]),
        ({"valueRange": {"low": {"value": 0}, "high": {"value": 2}}}, ["0-2"]),
        ({"valueBoolean": False}, ["no"]),
        ({"valueQuantity": {"value": 0, "unit": "mg"}}, ["0"]),
        ({"dataAbsentReason": {"text": "haemolysed"}}, []),
    ],
)
def test_observed_values_of_every_type(value: dict[str, Any], shown: Sequence[str]) -> None:
    assert values(fhir_of(observed("laboratory", **value)), "labs.value") == shown


@pytest.mark.parametrize("category", ["social-history", "survey", "imaging"])
def test_habits_and_answers_are_no_laboratory_results(category: str) -> None:
    document = fhir_of(observed(category, valueString="Never smoker"))
    assert values(document, "labs") == values(document, "labs.value") == []
    assert "Never smoker" in document.text


def test_an_end_alone_says_on_which_side_it_is() -> None:
    document = fhir_of(observed("laboratory", referenceRange=[{"high": {"value": 6.5}}]))
    assert values(document, "labs.range") == ["< 6.5"]


@pytest.mark.parametrize(
    ("dosage", "dose", "often"),
    [
        (
            {"doseAndRate": [{"doseRange": {"low": {"value": 1}, "high": TWO_TABLETS}}],
             "timing": {"repeat": {"period": 4, "periodMax": 6, "periodUnit": "h"}}},
            "1-2 tab", "every 4-6 hours",
        ),
        (
            {"doseQuantity": {"value": 500, "unit": "mg"}, "asNeededBoolean": True,
             "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnits": "d"}}},
            "500 mg", "2 times every day as needed",
        ),
    ],
)  # fmt: skip
def test_doses_as_each_version_says_them(dosage: dict[str, Any], dose: str, often: str) -> None:
    medicine = {"resourceType": "MedicationRequest", "medicationCodeableConcept": {"text": "M"}}
    document = fhir_of({**medicine, "dosageInstruction": [dosage]})
    assert values(document, "medications.dose") == [dose]
    assert values(document, "medications.frequency") == [often]


def test_a_medicine_that_another_file_names_is_for_a_person() -> None:
    ordered = {
        "resourceType": "MedicationRequest",
        "medicationReference": {"reference": "Medication/9"},
    }
    assert values(fhir_of(ordered), "unread") == ["Medication/9"]
    named = {"resourceType": "Medication", "id": "9", "code": {"text": "Melatonin"}}
    assert values(fhir_of(ordered, named), "unread") == []
    assert values(fhir_of(ordered, named), "medications") == ["Melatonin"]


def test_attached_text_is_shown_and_an_attached_picture_is_for_a_person() -> None:
    def report(media: str, content: bytes) -> Document:
        form = {"contentType": media, "data": base64.b64encode(content).decode()}
        return fhir_of({"resourceType": "DiagnosticReport", "presentedForm": [form]})

    note = report("text/plain; charset=utf-8", "Café au lait spots.".encode())
    assert "Café au lait spots." in note.text
    assert values(note, "unread") == []
    scan = report("application/pdf", b"%PDF-1.7")
    assert values(scan, "unread") == ["application/pdf"]
    assert "JVBERi" not in scan.text


def test_a_birth_month_is_kept_and_what_is_only_planned_was_not_done() -> None:
    document = fhir_of(
        {"resourceType": "Patient", "birthDate": "1958-04"},
        {"resourceType": "Procedure", "status": "preparation", "code": {"text": "Colonoscopy"}},
        {
            "resourceType": "MedicationStatement",
            "medication": {"concept": {"text": "Vitamin D"}},
            "adherence": {"code": {"coding": [{"code": "not-taking"}]}},
        },
    )
    assert values(document, "birth_date") == ["1958-04"]
    assert values(document, "procedures") == values(document, "medications") == []
