"""Coded entries that say that something is over, is not so, or is not there at all."""

from __future__ import annotations

import pytest

from appliance.types import Extraction
from tests.reading.test_cda_levels import read, section, values

MEDICINE = """<entry><substanceAdministration {about}><statusCode code="{status}"/>
 <effectiveTime><low value="20200101"/>{end}</effectiveTime><consumable><manufacturedProduct>
 <manufacturedMaterial><code code="7" displayName="{name}"/></manufacturedMaterial>
 </manufacturedProduct></consumable>{more}</substanceAdministration></entry>"""
PROBLEM = """<entry><act><statusCode code="{concern}"/><entryRelationship typeCode="SUBJ">
 <observation {about}><templateId root="2.16.840.1.113883.10.20.22.4.4"/>
 <statusCode code="completed"/><effectiveTime><low value="2019"/>{end}</effectiveTime>
 <value code="8" displayName="{name}"/>{more}</observation></entryRelationship></act></entry>"""
STATUS = """<entryRelationship typeCode="REFR"><observation><code code="33999-4"/>
 <value code="9" displayName="{said}"/></observation></entryRelationship>"""
HIGH = '<high value="20210101"/>'


def medicine(
    name: str, status: str = "active", *, about: str = "", end: str = "", more: str = ""
) -> Extraction:
    """A document with this medicine."""
    entry = MEDICINE.format(name=name, status=status, about=about, end=end, more=more)
    return read(section("10160-0", name, entry))


def problem(
    name: str, concern: str = "active", *, about: str = "", end: str = "", more: str = ""
) -> Extraction:
    """A document with this problem."""
    entry = PROBLEM.format(name=name, concern=concern, about=about, end=end, more=more)
    return read(section("11450-4", name, entry))


@pytest.mark.parametrize("denial", ['negationInd="true"', 'negationInd="1"'])
def test_what_is_denied_is_not_the_patients_however_the_boolean_is_written(denial: str) -> None:
    assert values(medicine("Warfarin", about=denial), "medications") == []
    assert values(problem("Gout", about=denial), "conditions") == []
    assert values(problem("Gout", about='negationInd="false"'), "conditions") == ["Gout"]


def test_a_code_for_nothing_is_no_value() -> None:
    for name in ("No known problems", "None", "No current problems or disability"):
        assert values(problem(name), "conditions") == []
    for name in ("No known medications", "Patient not on medications"):
        assert values(medicine(name), "medications") == []
    assert values(problem("Nonenlarged goitre"), "conditions") == ["Nonenlarged goitre"]


def test_a_medicine_that_ended_says_so() -> None:
    assert values(medicine("Warfarin", "completed", end=HIGH), "medications.status") == [
        "completed"
    ]
    assert values(medicine("Warfarin", "aborted"), "medications.status") == ["stopped"]
    assert values(medicine("Warfarin"), "medications.status") == []
    never = medicine("Warfarin", "completed")
    assert values(never, "medications.status") == [], "many systems close every entry"
    assert values(never, "medications") == ["Warfarin"]


def test_a_problem_that_is_over_says_so() -> None:
    over = problem("Gout", more=STATUS.format(said="Resolved"))
    assert values(over, "conditions.status") == ["Resolved"]
    closed = problem("Gout", "completed", end=HIGH)
    assert values(closed, "conditions.status") == ["completed"]
    active = problem("Gout", "completed", end=HIGH, more=STATUS.format(said="Active"))
    assert values(active, "conditions.status") == []


def test_the_row_of_a_status_is_that_of_its_problem() -> None:
    entries = PROBLEM.format(name="Gout", concern="active", about="", end="", more="")
    entries += PROBLEM.format(
        name="Sprain", concern="active", about="", end="", more=STATUS.format(said="Resolved")
    )
    found = read(section("11450-4", "Gout Sprain", entries))
    rows = {f.name: f.row for f in found.fields if f.value in ("Sprain", "Resolved")}
    assert rows["conditions"] == rows["conditions.status"] == 2


def test_the_kind_of_encounter_is_stated_before_the_title() -> None:
    encounter = """<structuredBody/></component><componentOf><encompassingEncounter>
     <code code="99213" displayName="Office outpatient visit"/></encompassingEncounter>
     </componentOf><component>"""
    assert values(read(encounter), "encounter_type") == ["Office outpatient visit"]
    assert values(read("<structuredBody/>"), "encounter_type") == ["Arztbrief"]


def test_words_for_people_in_a_unit_are_written_without_braces() -> None:
    dose = '<doseQuantity value="2" unit="{tbl}"/>'
    assert values(medicine("Warfarin", more=dose), "medications.dose") == ["2 tbl"]


def test_who_answers_for_a_document_that_a_machine_wrote_is_its_provider() -> None:
    person = (
        "<assignedPerson><name><given>Hal</given><family>Strom</family></name></assignedPerson>"
    )
    signed = f"<legalAuthenticator><assignedEntity>{person}</assignedEntity></legalAuthenticator>"
    inner = f"<assignedEntity>{person.replace('Hal', 'Ida')}</assignedEntity>"
    visit = f"<responsibleParty>{inner}</responsibleParty>"
    within = f"<encompassingEncounter>{visit}</encompassingEncounter>"
    after = f"</component>{signed}<componentOf>{within}</componentOf><component>"
    assert values(read(after), "provider_name") == ["Ida Strom"]
    assert values(read(f"</component>{signed}<component>"), "provider_name") == ["Hal Strom"]


def test_a_number_known_to_be_useless_is_shown_and_not_the_patients() -> None:
    numbers = (("BAD", "555-0100"), ("HP BAD", "555-0101"), ("MC", "555-0102"))
    said = "".join(f'<telecom use="{use}" value="tel:{number}"/>' for use, number in numbers)
    role = f"</component><recordTarget><patientRole>{said}</patientRole></recordTarget><component>"
    assert values(read(role), "patient_phones") == ["555-0102"]
