"""Papers of other houses: foreign letters, laboratory columns, discharges, transcripts."""

from __future__ import annotations

from random import Random

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged import plain
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Document, Extraction
from samples.generator.medical.abroad import ABROAD
from samples.generator.medical.reports import REPORTS
from samples.generator.medical.shapes import Shaped
from samples.generator.medical.visit import Visit, draw, truth

FOREIGN = sorted(ABROAD)


def found_in(text: str) -> Extraction:
    doctype = catalogue.load().get("medical_record")
    return extract(Document(text=text, pages=()), doctype, None)


def values(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


def abroad(name: str, seed: int) -> tuple[Visit, Shaped]:
    lang, shape = ABROAD[name]
    visit = draw(Random(seed), lang)
    return visit, shape(Random(seed), visit)


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("seed", [3, 8])
def test_a_foreign_letter_says_who_was_seen_when_and_why(name: str, seed: int) -> None:
    visit, told = abroad(name, seed)
    found = found_in(told.text)
    names = [value.casefold() for value in values(found, "patient_name")]
    assert names == [visit.patient.name.casefold()]
    assert values(found, "birth_date") == [visit.born.isoformat()]
    assert values(found, "encounter_date") == [visit.seen.isoformat()]
    assert values(found, "age") == [str(visit.age)]
    assert values(found, "sex") == [visit.sex]
    assert values(found, "provider_name") == [visit.provider]
    complaints = values(found, "chief_complaint")
    assert [one for one in complaints if one.casefold() in visit.complaint.casefold()]


@pytest.mark.parametrize("name", FOREIGN)
def test_what_a_foreign_letter_rules_out_is_no_ailment(name: str) -> None:
    visit, told = abroad(name, 5)
    found = found_in(told.text)
    ailments = values(found, "conditions")
    assert set(truth(visit)["conditions"]) <= set(ailments)
    assert not any(value.startswith(("Kein", "Pas de", "No ")) for value in ailments)
    assert values(found, "medications") == [one.text for one in visit.medicines]


def test_results_in_columns_are_results_and_no_medicines() -> None:
    visit = draw(Random(2), "en")
    page = Sheet(2)
    plain.text(page, REPORTS["laboratory"](Random(2), visit).text)
    doctype = catalogue.load().get("medical_record")
    found = extract(page.finish("text/plain", ""), doctype, None)
    assert values(found, "labs") == [lab.name for lab in visit.labs]
    assert values(found, "labs.value") == [lab.value for lab in visit.labs]
    assert values(found, "labs.range") == [lab.range for lab in visit.labs]
    assert values(found, "medications") == []
    assert values(found, "encounter_date") == [visit.seen.isoformat()]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_discharge_lists_what_is_still_taken_and_its_run_in_headings(seed: int) -> None:
    visit = draw(Random(seed), "en")
    told = REPORTS["discharge"](Random(seed), visit)
    found = found_in(told.text)
    assert values(found, "medications") == [one.text for one in visit.medicines]
    assert values(found, "sections") == list(told.sections)
    assert values(found, "patient_ids") == list(told.known["patient_ids"])
    assert len(values(found, "vitals")) == len(visit.vitals)


def test_a_transcript_names_the_patient_without_capitals() -> None:
    visit = draw(Random(6), "en")
    found = found_in(REPORTS["transcript"](Random(6), visit).text)
    assert values(found, "patient_name") == [visit.patient.name.casefold()]
    assert values(found, "chief_complaint") == [visit.complaint.casefold()]
    assert values(found, "provider_name") == []


def test_an_age_may_be_spoken() -> None:
    talk = "[doctor] hello\n[patient] hi\n[doctor] bea quill is a fifty six year old female\n"
    found = found_in(talk + "[patient] yes\n[doctor] good\n[patient] okay\n")
    assert values(found, "age") == ["56"]
    assert values(found, "patient_name") == ["bea quill"]


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        ("Ferritin 9 ug/L", []),
        ("Glucose 172 mg/dL today", []),
        ("Enalapril 5 mg twice daily", ["Enalapril 5 mg"]),
        ("Amoxicillin 250 mg/5 mL three times daily", ["Amoxicillin 250 mg/5 mL"]),
    ],
)
def test_a_quantity_in_a_laboratory_unit_is_no_dose(row: str, taken: list[str]) -> None:
    assert values(found_in(f"The patient was seen.\n{row}\n"), "medications") == taken


def test_the_day_of_birth_is_not_the_day_of_the_visit() -> None:
    found = found_in("Patient: Ann Bell\nDOB: 11 Mar 1957\nSeen for cough.\n")
    assert values(found, "birth_date") == ["1957-03-11"]
    assert values(found, "encounter_date") == []
