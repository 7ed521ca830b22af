"""CDA documents without coded entries: what their narrative names, and who they are about."""

from __future__ import annotations

import base64

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.clinical import ccda
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Document, Extraction

HEAD = """<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Arztbrief</title>
 <recordTarget><patientRole><id root="1.2.3" extension="Q-9"/>
  <addr use="TMP"><streetAddressLine>Hotel</streetAddressLine><city>Ulm</city></addr>
  <addr use="HP"><streetName>Lindenweg</streetName><houseNumber>7</houseNumber>
   <postalCode>34233</postalCode><city>Fuldatal</city></addr>
  <patient><name use="L"><prefix>Frau</prefix><given>Wilma</given>
   <family qualifier="BR">Alt</family><family>Neu</family></name></patient></patientRole>
 </recordTarget><component>"""
TABLE = """<table><thead><tr><th>Medication</th><th>Dose</th><th>Route</th><th>Directions</th></tr>
 </thead><tbody><tr><td>Allopurinol</td><td>300 mg</td><td>oral</td><td>once daily</td></tr>
 </tbody></table>"""


def typeset(body: str) -> Document:
    sheet = Sheet(page_limit=5)
    kind = ccda.read(sheet, xmlsafe.xml(f"{HEAD}{body}</component></ClinicalDocument>".encode()))
    return sheet.finish("application/xml", kind)


def read(body: str) -> Extraction:
    return extract(typeset(body), catalogue.load().get("medical_record"), None)


def section(code: str, text: str, entry: str = "") -> str:
    inner = f'<section><code code="{code}"/><title>T</title><text>{text}</text>{entry}</section>'
    return f"<structuredBody><component>{inner}</component></structuredBody>"


def values(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


def test_a_table_names_medicines_with_their_columns() -> None:
    found = read(section("10160-0", TABLE))
    assert values(found, "medications") == ["Allopurinol"]
    assert values(found, "medications.dose") == ["300 mg"]
    assert values(found, "medications.route") == ["oral"]
    assert values(found, "medications.frequency") == ["once daily"]


@pytest.mark.parametrize(
    "text",
    [
        "<list><item>Gout</item><item>Plantar fasciitis</item></list>",
        "<paragraph>Gout</paragraph><paragraph>Plantar fasciitis</paragraph>",
        "<content>Gout</content><br/><content>Plantar fasciitis</content>",
    ],
)
def test_lists_paragraphs_and_lines_name_a_problem_each(text: str) -> None:
    assert values(read(section("11450-4", text)), "conditions") == ["Gout", "Plantar fasciitis"]


@pytest.mark.parametrize(
    "text",
    [
        "<list><item>Gout</item><item>Plantar fasciitis</item></list>",
        "<list><item><content ID='a'>Gout</content></item><item>Plantar fasciitis</item></list>",
        "<paragraph>Gout</paragraph><paragraph>Plantar fasciitis</paragraph>",
        "Gout<paragraph>Plantar fasciitis</paragraph>",
    ],
)
def test_each_item_and_paragraph_stands_on_a_line_of_its_own(text: str) -> None:
    lines = typeset(section("11450-4", text)).text.splitlines()
    assert {"Gout", "Plantar fasciitis"} <= {line.strip() for line in lines}


def test_nothing_is_named_where_a_section_says_there_is_none() -> None:
    assert values(read(section("48765-2", "No known allergies")), "allergies") == []
    assert values(read(section("48765-2", "Latex", "<entry/>")), "allergies") == []


def test_a_body_of_plain_text_is_read_as_such() -> None:
    note = "ASSESSMENT\n1. Acute otitis media.\n\nALLERGIES\nLatex (rash)\n"
    coded = base64.b64encode(note.encode()).decode()
    found = read(f'<nonXMLBody><text representation="B64">{coded}</text></nonXMLBody>')
    assert values(found, "conditions") == ["Acute otitis media"]
    assert values(found, "allergies") == ["Latex"]
    assert values(found, "patient_name") == ["Wilma Neu"]


def test_the_home_comes_before_a_stay_and_as_it_is_written_there() -> None:
    found = read(section("11450-4", "Gout"))
    assert values(found, "patient_address") == ["Lindenweg, 7, 34233, Fuldatal"]
