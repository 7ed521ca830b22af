"""FHIR in XML reads as in JSON; a file of several patients states nothing of one."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from appliance.errors import Damaged
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Document

ANN: dict[str, Any] = {
    "resourceType": "Patient",
    "identifier": [{"value": "MR-77"}],
    "active": True,
    "name": [{"use": "official", "family": "Northcutt", "given": ["Ann", "Lea"]}],
    "birthDate": "1950-05-17",
}
HELD: dict[str, Any] = {
    "resourceType": "MedicationRequest",
    "status": "active",
    "medicationCodeableConcept": {"coding": [{"code": "1"}], "text": "Apixaban 5 mg"},
    "dosageInstruction": [{"timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}}}],
}
WRONG: dict[str, Any] = {
    "resourceType": "Condition",
    "verificationStatus": {"coding": [{"code": "refuted"}]},
    "code": {"text": "Gout"},
}


def bundle(*resources: dict[str, Any]) -> dict[str, Any]:
    entries = [{"resource": one} for one in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def element(name: str, value: Any) -> str:
    """A JSON value as FHIR writes it in XML."""
    if isinstance(value, list):
        return "".join(element(name, item) for item in value)
    if isinstance(value, dict):
        inner = "".join(element(key, item) for key, item in value.items() if key != "resourceType")
        kind = value.get("resourceType")
        return f"<{name}><{kind}>{inner}</{kind}></{name}>" if kind else f"<{name}>{inner}</{name}>"
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<{name} value={quoteattr(shown)}/>"


def as_xml(resource: dict[str, Any]) -> bytes:
    kind = resource["resourceType"]
    inner = "".join(element(key, item) for key, item in resource.items() if key != "resourceType")
    narrative = '<text><div xmlns="http://www.w3.org/1999/xhtml">Someone Else</div></text>'
    return f'<{kind} xmlns="http://hl7.org/fhir">{narrative}{inner}</{kind}>'.encode()


def from_xml(content: bytes) -> Document:
    sheet = Sheet(20)
    return sheet.finish("application/xml", structured.xml(sheet, content))


def from_json(data: dict[str, Any]) -> Document:
    sheet = Sheet(20)
    return sheet.finish("application/json", structured.json(sheet, json.dumps(data).encode()))


def stated(document: Document) -> list[tuple[str, str]]:
    return [(one.path, one.value) for one in document.statements]


def test_the_xml_form_states_what_the_json_form_states() -> None:
    whole = bundle(ANN, HELD, WRONG)
    read = from_xml(as_xml(whole))
    assert read.kind == "fhir"
    assert stated(read) == stated(from_json(whole))
    assert ("Patient/name", "Ann Lea Northcutt") in stated(read)
    assert ("medications/frequency", "2 times every day") in stated(read)
    assert not any(value == "Gout" for _, value in stated(read))


def test_a_single_resource_is_read_and_its_narrative_left_out() -> None:
    read = from_xml(as_xml(ANN))
    assert ("Patient/birthDate", "1950-05-17") in stated(read)
    assert "Someone Else" not in read.text


def test_of_several_patients_nothing_is_stated_as_one_s_own() -> None:
    other = {**ANN, "identifier": [{"value": "MR-78"}]}
    only = [("Patient/several", "2")]
    assert stated(from_json(bundle(ANN, other, HELD))) == only
    assert stated(from_xml(as_xml(bundle(ANN, other)))) == only


def test_endless_nesting_is_refused() -> None:
    deep = b"<extension>" * 80 + b"</extension>" * 80
    with pytest.raises(Damaged):
        from_xml(b'<Patient xmlns="http://hl7.org/fhir">' + deep + b"</Patient>")
