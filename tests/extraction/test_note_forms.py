"""Forms of practices: prescriptions, operations, flagged results, histories, barred lists."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.unpaged import plain
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Extraction
from samples.generator.medical.papers import PAPERS
from samples.generator.medical.visit import Visit, draw


def read(text: str) -> Extraction:
    sheet = Sheet(page_limit=5)
    plain.text(sheet, text)
    doctype = catalogue.load().get("medical_record")
    return extract(sheet.finish("text/plain"), doctype, None)


def values(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


def drawn(name: str, seed: int) -> tuple[Visit, Extraction]:
    visit = draw(Random(seed), "en")
    return visit, read(PAPERS[name](Random(seed), visit).text)


def rows(found: Extraction, *columns: str) -> list[tuple[str, ...]]:
    """Cells of a table by row; "" for one that a row has not."""
    cells = {(f.row, f.name): f.value for f in found.fields if f.name in columns}
    numbers = sorted({row for row, _ in cells})
    return [tuple(cells.get((row, name), "") for name in columns) for row in numbers]


def same(given: Sequence[str], wanted: Sequence[str]) -> bool:
    return sorted(map(str.casefold, given)) == sorted(map(str.casefold, wanted))


@pytest.mark.parametrize("seed", [3, 11])
@pytest.mark.parametrize("name", sorted(PAPERS))
def test_a_form_says_whose_it_is_and_who_signed(name: str, seed: int) -> None:
    visit, found = drawn(name, seed)
    assert values(found, "patient_name") == [visit.patient.name]
    assert values(found, "provider_name") == [visit.provider]
    assert same(values(found, "facility_name"), [visit.facility])


@pytest.mark.parametrize("seed", [3, 11])
def test_directions_below_a_medicine_belong_to_it(seed: int) -> None:
    visit, found = drawn("prescription", seed)
    told = rows(found, "medications", "medications.dose", "medications.route")
    assert told == [(one.text, one.dose, one.route) for one in visit.medicines]


@pytest.mark.parametrize("seed", [3, 11])
def test_a_flag_between_result_and_unit_is_neither(seed: int) -> None:
    visit, found = drawn("flagged", seed)
    told = rows(found, "labs", "labs.value", "labs.unit", "labs.range")
    assert told == [(lab.name, lab.value, lab.unit, lab.range) for lab in visit.labs]


@pytest.mark.parametrize("seed", [3, 11])
def test_tables_between_bars_are_tables(seed: int) -> None:
    visit, found = drawn("summary", seed)
    assert rows(found, "conditions", "conditions.icd10") == list(visit.conditions)
    assert rows(found, "medications.dose", "medications.frequency") == [
        (one.dose, one.frequency) for one in visit.medicines
    ]
    assert values(found, "allergies") == list(visit.allergies)


def test_an_allergy_keeps_its_reaction_and_ends_with_its_block() -> None:
    found = read(
        "Patient: Ada Quill\n\nAllergies: codeine (nausea), latex - contact dermatitis\n\n"
        "He smokes ten cigarettes a day. She does not have psoriasis.\n"
    )
    assert rows(found, "allergies", "allergies.reaction") == [
        ("codeine", "nausea"),
        ("latex", "contact dermatitis"),
    ]


def test_headings_in_abbreviations_do_not_hide_the_others() -> None:
    found = read("HPI\n• tired for weeks\n\nPMH\n• Gout\n\nFamily Hx\n• none\n\nA/P\n• Rest\n")
    assert values(found, "sections") == ["HPI", "PMH", "Family Hx", "A/P"]


def test_a_letter_is_from_who_signs_it_not_to() -> None:
    found = read(
        "Dr A Rao\nConsultant\n\nDear Dr Rao\n\nRe: Mr Ivo Penn\n\nHis CRP is 41 mg/l and ESR 58 "
        "mm/hr.\n\nYours sincerely\n\nDr Tess Bright\n"
    )
    assert values(found, "provider_name") == ["Tess Bright"]
    assert rows(found, "labs", "labs.value") == [("CRP", "41"), ("ESR", "58")]
