"""Notes as other people write them: dictated letters, emergency notes, SOAP, lists, no names."""

from __future__ import annotations

from random import Random

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Document, Extraction
from samples.generator.medical.shapes import SHAPES
from samples.generator.medical.visit import Visit, draw, truth

NAMED = sorted(set(SHAPES) - {"nameless"})


def read(shape: str, seed: int) -> tuple[Visit, Extraction]:
    """A visit as one shape tells it, and what is found in it."""
    visit = draw(Random(seed), "en")
    text = SHAPES[shape](Random(seed), visit).text
    doctype = catalogue.load().get("medical_record")
    return visit, extract(Document(text=text, pages=()), doctype, None)


def values(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


@pytest.mark.parametrize("shape", NAMED)
def test_whom_a_note_is_about_and_what_ails_them_is_found_in_any_shape(shape: str) -> None:
    visit, found = read(shape, 4)
    known = truth(visit)
    assert values(found, "patient_name") == [visit.patient.name]
    assert values(found, "age")[:1] == [str(visit.age)]
    assert values(found, "sex")[:1] == [visit.sex]
    assert visit.record_number in values(found, "patient_ids")
    assert values(found, "provider_name") == [visit.provider]
    told = {value.casefold() for value in values(found, "conditions")}
    assert {str(words).casefold() for words in known["conditions"]} <= told
    assert set(known["allergies"]) == set(values(found, "allergies"))
    assert set(known["medications"]) <= set(values(found, "medications"))


@pytest.mark.parametrize("seed", [4, 5, 6, 7])
def test_what_was_taken_out_of_a_record_is_not_made_up(seed: int) -> None:
    visit, found = read("nameless", seed)
    for name in ("patient_name", "birth_date", "patient_ids", "encounter_date", "provider_name"):
        assert values(found, name) == []
    assert values(found, "age")[:1] == [str(visit.age)]


def test_headings_in_small_letters_are_sections() -> None:
    _, found = read("lower", 4)
    assert "past medical history" in values(found, "sections")
    assert "assessment/plan" in values(found, "sections")
