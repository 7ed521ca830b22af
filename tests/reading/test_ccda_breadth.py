"""C-CDA as systems really write it: parts in any order, unknown, linked, translated, negated."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.clinical import ccda, ccda_person
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Document

HEAD = """<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><realmCode code="US"/>
 <title>Summary of care</title><effectiveTime value="20240504"/>
 <recordTarget><patientRole>
  <id nullFlavor="UNK"/><id root="2.16.840.1.113883.4.1" extension="987-65-4320"/>
  <id root="1.2.3.4" extension="A-77"/>
  <addr use="HP"><country>US</country><postalCode>97201</postalCode><state>OR</state>
   <city>Portland</city><streetAddressLine>12 Fern Way</streetAddressLine>
   <streetAddressLine nullFlavor="NA"/></addr>
  <addr nullFlavor="UNK"/>
  <telecom nullFlavor="UNK"/><telecom use="HP" value="tel:+1(503)555-0111"/>
  <telecom value="mailto:iris@example.org"/><telecom value="(503) 555-0122" use="MC"/>
  <patient>
   <name use="P"><given>Rissa</given><family>Vale</family></name>
   <name use="L"><family>Vale</family><given>Iris</given><given qualifier="CL">Ris</given>
    <given>May</given><suffix>Jr</suffix></name>
   <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
   <birthTime value="19710209"/></patient></patientRole></recordTarget>
 <component><structuredBody>"""
TAIL = "</structuredBody></component></ClinicalDocument>"

PROBLEMS = """<component><section><code code="11450-4"/><title>Problems</title>
 <text><list><item ID="p1">Gouty arthropathy</item></list></text>
 <entry><act><entryRelationship><observation>
  <templateId root="2.16.840.1.113883.10.20.22.4.4"/>
  <effectiveTime><low value="20200101"/></effectiveTime>
  <value xsi:type="CD" nullFlavor="UNK">
   <originalText><reference value="#p1"/></originalText></value>
 </observation></entryRelationship></act></entry>
 <entry><act><entryRelationship><observation>
  <templateId root="2.16.840.1.113883.10.20.22.4.4"/>
  <value xsi:type="CD" code="38341003" codeSystem="2.16.840.1.113883.6.96">
   <translation code="I10" codeSystem="2.16.840.1.113883.6.90" displayName="Hypertension"/></value>
 </observation></entryRelationship></act></entry>
 <entry><act><entryRelationship><observation negationInd="true">
  <templateId root="2.16.840.1.113883.10.20.22.4.4"/>
  <value xsi:type="CD" displayName="Asthma"/></observation></entryRelationship></act></entry>
 </section></component>"""

MEDICATIONS = """<component><section><code code="10160-0"/><title>Medications</title>
 <text>Colchicine 0.6 mg tablet</text>
 <entry><substanceAdministration>
  <effectiveTime xsi:type="IVL_TS"><low value="20230101"/></effectiveTime>
  <effectiveTime xsi:type="PIVL_TS" operator="A"><period value="12" unit="h"/></effectiveTime>
  <routeCode code="C38288" displayName="Oral"/><doseQuantity value="1" unit="{tablet}"/>
  <consumable><manufacturedProduct><manufacturedMaterial>
   <code nullFlavor="OTH"/><name>Colchicine 0.6 mg tablet</name>
  </manufacturedMaterial></manufacturedProduct></consumable>
 </substanceAdministration></entry></section></component>"""

ALLERGIES = """<component><section><code code="48765-2"/><title>Allergies</title>
 <text>Sulfa drugs: rash</text>
 <entry><act><entryRelationship><observation>
  <participant><participantRole><playingEntity><code nullFlavor="UNK"/><name>Sulfa drugs</name>
  </playingEntity></participantRole></participant>
  <entryRelationship><observation><templateId root="2.16.840.1.113883.10.20.22.4.9"/>
   <value xsi:type="CD" displayName="rash"/></observation></entryRelationship>
 </observation></entryRelationship></act></entry>
 <entry><act><entryRelationship><observation negationInd="true">
  <participant><participantRole><playingEntity><code displayName="Drug allergy"/></playingEntity>
  </participantRole></participant></observation></entryRelationship></act></entry>
 </section></component>"""

RESULTS = """<component><section><code code="30954-2"/><title>Results</title>
 <text>Uric acid 8.1 mg/dL</text>
 <entry><organizer><component><observation><code displayName="Uric acid"
  code="U-7" codeSystem="1.2.3">
  <translation code="3084-1" codeSystem="2.16.840.1.113883.6.1"/></code>
  <value xsi:type="PQ" value="8.1" unit="mg/dL"/>
  <referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="3.5"/><high value="7.2"/>
  </value></observationRange></referenceRange></observation></component></organizer></entry>
 </section></component>"""


def document() -> Document:
    """The record, set as a person reads it."""
    sheet = Sheet(20)
    source = HEAD + PROBLEMS + MEDICATIONS + ALLERGIES + RESULTS + TAIL
    return sheet.finish("application/xml", ccda.read(sheet, xmlsafe.xml(source.encode())))


def values(*names: str) -> Sequence[list[str]]:
    """The values of each field."""
    found = extract(document(), catalogue.load().get("medical_record"), None)
    return [[field.value for field in found.fields if field.name == name] for name in names]


def test_the_legal_name_in_its_usual_order() -> None:
    assert values("patient_name", "birth_date", "sex") == [
        ["Iris May Vale Jr"], ["1971-02-09"], ["female"],
    ]  # fmt: skip


def test_unknown_parts_are_nobodys_values() -> None:
    assert values("patient_ids", "patient_address", "patient_phones") == [
        ["987-65-4320", "A-77"],
        ["12 Fern Way, Portland, OR, 97201"],
        ["+1(503)555-0111", "(503) 555-0122"],
    ]


def test_problems_by_link_and_by_translation_and_none_that_is_denied() -> None:
    assert values("conditions", "conditions.icd10") == [
        ["Gouty arthropathy", "Hypertension"],
        ["I10"],
    ]


def test_a_medicine_by_its_printed_name_with_what_is_coded() -> None:
    assert values(
        "medications", "medications.dose", "medications.route", "medications.frequency"
    ) == [["Colchicine 0.6 mg tablet"], ["1 tablet"], ["Oral"], ["every 12 hours"]]


def test_allergies_by_name_with_their_reaction() -> None:
    assert values("allergies", "allergies.reaction") == [["Sulfa drugs"], ["rash"]]


def test_results_with_value_unit_and_range() -> None:
    assert values("labs", "labs.value", "labs.unit", "labs.range", "labs.loinc") == [
        ["Uric acid"], ["8.1"], ["mg/dL"], ["3.5-7.2"], ["3084-1"],
    ]  # fmt: skip


def test_of_several_legal_names_the_one_of_today_is_the_patients() -> None:
    legal = '<name use="L"><given>Iris</given><given>Jane</given><family>Newman</family></name>'
    born = '<name use="L"><given>Iris</given><family qualifier="BR">Vale</family></name>'
    ended = (
        '<name use="L"><given>Iris</given><family>Once</family>'
        '<validTime><low value="1990"/><high value="1999"/></validTime></name>'
    )
    patient = "<patient>{}</patient>"
    for former in (born, ended):
        root = xmlsafe.xml(
            f'<r xmlns="urn:hl7-org:v3">{patient.format(former + legal)}</r>'.encode()
        )
        names = ccda_person.names(xmlsafe.find(root, "patient"))
        assert names[0].plain == "Iris Jane Newman"
        assert len(names) == 2
