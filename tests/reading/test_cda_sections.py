"""CDA sections that are not told by their code, and what must not be lost without a word."""

from __future__ import annotations

import json

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.clinical import ccda, fhir
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Extraction

RECORD = """<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><title>Summary</title>
 <recordTarget><patientRole><id root="1.2.3" extension="Q-9"/>{address}<patient>
 <name><given>Ada</given><family>Rossi</family></name>{gender}<birthTime value="{born}"/>
 </patient></patientRole></recordTarget><component><structuredBody><component>{section}
 </component></structuredBody></component></ClinicalDocument>"""
DRUG = """<entry><substanceAdministration classCode="SBADM" moodCode="{mood}">{more}<consumable>
 <manufacturedProduct><{kind}><name>Tolvaxin 5 mg</name></{kind}></manufacturedProduct>
 </consumable></substanceAdministration></entry>"""
ILL = """<entry><act classCode="ACT" moodCode="EVN"><entryRelationship typeCode="SUBJ">
 <observation classCode="OBS" moodCode="EVN"><code code="55607006"/><value xsi:type="CD" code="8"
 displayName="Gout"/></observation></entryRelationship></act></entry>"""
RELATIVE = """<entry><organizer classCode="CLUSTER" moodCode="EVN"><subject><relatedSubject
 classCode="PRS"/></subject><component><observation><templateId
 root="2.16.840.1.113883.10.20.22.4.4"/><value displayName="Gout"/></observation></component>
 </organizer></entry>"""
NAMELESS = """<entry><substanceAdministration classCode="SBADM" moodCode="EVN"><consumable>
 <manufacturedProduct><manufacturedMaterial><code code="1191"
 codeSystem="2.16.840.1.113883.6.88"/></manufacturedMaterial></manufacturedProduct></consumable>
 </substanceAdministration></entry>"""


def read(
    section: str = "", *, gender: str = "", address: str = "", born: str = "19700101"
) -> Extraction:
    """What a document with this section and head yields."""
    source = RECORD.format(section=section, gender=gender, address=address, born=born)
    sheet = Sheet(20)
    document = sheet.finish("application/xml", ccda.read(sheet, xmlsafe.xml(source.encode())))
    return extract(document, catalogue.load().get("medical_record"), None)


def values(found: Extraction, name: str) -> list[str]:
    """The values of a field."""
    return [field.value for field in found.fields if field.name == name]


def drug(mood: str = "EVN", kind: str = "manufacturedMaterial", more: str = "") -> str:
    """An entry with a medicine."""
    return DRUG.format(mood=mood, kind=kind, more=more)


@pytest.mark.parametrize(
    "told",
    [
        "",
        '<code nullFlavor="UNK"/>',
        '<templateId root="2.16.840.1.113883.10.20.22.2.1.1"/>',
        '<code code="57828-6"/>',
        '<code code="XY" codeSystem="9.9"/>',
        '<code nullFlavor="OTH"><translation code="10160-0"/></code>',
    ],
)
@pytest.mark.parametrize("mood", ["EVN", "INT"])
def test_medicines_are_read_in_a_section_however_it_is_told(told: str, mood: str) -> None:
    found = read(f"<section>{told}<title>Current</title><text/>{drug(mood)}</section>")
    assert values(found, "medications") == ["Tolvaxin 5 mg"]


def test_a_drug_as_labelled_is_a_medicine() -> None:
    entry = drug(kind="manufacturedLabeledDrug")
    found = read(f'<section><code code="10160-0"/><text/>{entry}</section>')
    assert values(found, "medications") == ["Tolvaxin 5 mg"]


@pytest.mark.parametrize("told", ["", '<code code="46240-8"/>', '<code code="10160-0"/>'])
def test_a_problem_is_read_in_a_section_of_no_or_of_another_kind(told: str) -> None:
    assert values(read(f"<section>{told}<text/>{ILL}</section>"), "conditions") == ["Gout"]


@pytest.mark.parametrize(
    ("told", "entry"),
    [
        ('<code code="10157-6"/>', ILL),
        ("<title>Family history</title>", ILL),
        ("", RELATIVE),
        ('<code code="18776-5"/>', drug("INT")),
        ("<title>Plan of treatment</title>", drug("INT")),
        ("", drug("INT", more='<templateId root="2.16.840.1.113883.10.20.22.4.42"/>')),
        ("", drug("PRMS")),
    ],
)
def test_relatives_and_plans_are_no_state_of_the_patient(told: str, entry: str) -> None:
    found = read(f"<section>{told}<text/>{entry}</section>")
    assert [values(found, name) for name in ("conditions", "medications", "unread")] == [[], [], []]


def test_an_entry_that_has_a_code_without_a_name_is_told_as_unread() -> None:
    found = read(f'<section><code code="10160-0"/><text/>{drug()}{NAMELESS}</section>')
    assert values(found, "medications") == ["Tolvaxin 5 mg"]
    assert values(found, "unread") == ["substanceAdministration"]


@pytest.mark.parametrize("denied", ['negationInd="true"', ""])
def test_what_is_denied_or_unknown_is_not_told_as_unread(denied: str) -> None:
    code = '<code code="1191"/>' if denied else '<code nullFlavor="NI"/>'
    entry = NAMELESS.replace(
        '<code code="1191"\n codeSystem="2.16.840.1.113883.6.88"/>', code
    ).replace("classCode", f"{denied} classCode")
    assert not values(read(f'<section><code code="10160-0"/><text/>{entry}</section>'), "unread")


@pytest.mark.parametrize(
    "inside",
    [
        '<translation code="F" codeSystem="2.16.840.1.113883.5.1"/>',
        '<originalText>female</originalText>',
        '<translation code="X" displayName="Female"/>',
    ],
)  # fmt: skip
def test_a_sex_by_a_translation_or_in_words(inside: str) -> None:
    gender = f'<administrativeGenderCode nullFlavor="OTH">{inside}</administrativeGenderCode>'
    assert values(read(gender=gender), "sex") == ["female"]


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (
            "<houseNumber>12</houseNumber><streetNameType>rue</streetNameType>"
            "<streetName>des Lilas</streetName><postalCode>69003</postalCode><city>Lyon</city>",
            "12 rue des Lilas, 69003, Lyon",
        ),
        (
            "<houseNumber>9</houseNumber><streetName>Oak</streetName><streetNameType>Ave"
            "</streetNameType><city>Ames</city><state>IA</state><postalCode>50010</postalCode>",
            "9 Oak Ave, Ames, IA, 50010",
        ),
    ],
)
def test_an_address_in_the_order_of_its_country(parts: str, written: str) -> None:
    assert values(read(address=f"<addr>{parts}</addr>"), "patient_address") == [written]


def test_the_status_of_a_problem_in_a_table() -> None:
    table = (
        "<table><tr><th>Problem</th><th>Status</th></tr><tr><td>Cataract</td><td>Resolved</td></tr>"
        "<tr><td>Gout</td><td>Active</td></tr></table>"
    )
    found = read(f'<section><code code="11450-4"/><text>{table}</text></section>')
    assert values(found, "conditions") == ["Cataract", "Gout"]
    assert values(found, "conditions.status") == ["Resolved"]


def test_a_day_of_birth_that_is_in_no_calendar_is_told_as_unread() -> None:
    assert values(read(born="19900230"), "unread") == ["birthTime"]
    assert not values(read(born="1990"), "unread")
    for day, told in (("1990-02-29", ["Patient.birthDate"]), ("1990-02", [])):
        patient = {"resourceType": "Patient", "name": [{"text": "Ada Rossi"}], "birthDate": day}
        sheet = Sheet(5)
        document = sheet.finish("application/json", fhir.read(sheet, json.dumps(patient)))
        found = extract(document, catalogue.load().get("medical_record"), None)
        assert values(found, "unread") == told
