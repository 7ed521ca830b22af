"""A visit as it is spoken: each fact is the answer to a question."""

from __future__ import annotations

from random import Random

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.extraction.notes import spoken
from appliance.reading.unpaged import plain
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Extraction
from samples.generator.medical.forms import FORMS
from samples.generator.medical.visit import draw

MEDICAL = catalogue.load().get("medical_record")
VISIT = """Doctor: Hello, you're Mrs. Ashgrove, is that right?
Patient: Yes, Rosalind Ashgrove.
Doctor: I'm Dr. Pell. When were you born?
Patient: On the farm. May second, nineteen sixty one. So I'm sixty-three.
Doctor: What brings you in today?
Patient: Well, um, I've been having this burning pain in my chest, and I don't sleep.
Doctor: Any asthma or stroke?
Patient: No, nothing like that.
Doctor: Any other medical problems?
Patient: I have high blood pressure and gout.
Doctor: Are you still taking the lisinopril?
Patient: Yes, 10 milligrams every morning.
Doctor: Any over the counter medicines?
Patient: I take ibuprofen 400 milligrams twice a day.
Doctor: Are you allergic to anything?
Patient: Yes, penicillin. I break out in hives.
Doctor: Your blood pressure today is 142 over 86.
"""


def read(text: str) -> Extraction:
    sheet = Sheet(page_limit=5)
    plain.text(sheet, text)
    return extract(sheet.finish("text/plain"), MEDICAL, None)


def values(found: Extraction, name: str) -> list[str]:
    return [field.value for field in found.fields if field.name == name]


def test_questions_of_a_visit_give_its_record() -> None:
    found = read(VISIT)
    assert values(found, "patient_name") == ["Rosalind Ashgrove"]
    assert values(found, "birth_date") == ["1961-05-02"]
    assert values(found, "age") == ["63"]
    assert values(found, "sex") == ["female"]
    assert values(found, "provider_name") == ["Pell"]
    assert values(found, "chief_complaint") == ["burning pain in my chest"]
    assert values(found, "conditions") == ["high blood pressure", "gout"]
    assert values(found, "medications") == ["lisinopril", "ibuprofen 400 milligrams"]
    assert values(found, "medications.frequency") == ["every morning", "twice a day"]
    assert values(found, "allergies") == ["penicillin"]
    assert values(found, "allergies.reaction") == ["hives"]
    assert values(found, "vitals.value") == ["142 over 86"]


def test_what_is_denied_or_only_asked_for_is_not_told() -> None:
    found = read(
        "Doctor: Any diabetes or asthma?\nPatient: No.\nDoctor: Any allergies?\nPatient: Not that "
        "I know of.\nDoctor: What medications do you take?\nPatient: None.\nDoctor: Anyone at home "
        "with a cold?\nPatient: My son.\n"
    )
    for name in ("conditions", "allergies", "medications", "patient_name", "age", "birth_date"):
        assert values(found, name) == []


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_drawn_visits_are_told_whole(seed: int) -> None:
    visit = draw(Random(seed), "en")
    found = read(FORMS["talk"](Random(seed), visit).text)
    assert values(found, "patient_name") == [visit.patient.name]
    assert values(found, "birth_date") == [visit.born.isoformat()]
    assert values(found, "age") == [str(visit.age)]
    assert values(found, "sex") == [visit.sex]
    assert set(values(found, "allergies")) == set(visit.allergies)
    assert {one.text for one in visit.medicines} <= set(values(found, "medications"))
    told = {value.casefold() for value in values(found, "conditions")}
    assert {words.casefold() for words, _ in visit.conditions} <= told


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March ninth, nineteen fifty-eight", "1958-03-09"),
        ("it's the 4th, no, June 3rd 1990", "1990-06-03"),
        ("october twenty first two thousand and eight", "2008-10-21"),
        ("July 4, nineteen oh five", "1905-07-04"),
        ("12/31/1977", "1977-12-31"),
    ],
)
def test_dates_are_understood_in_words(words: str, day: str) -> None:
    told = spoken.date(words)
    assert told is not None
    assert told[2] == day


@pytest.mark.parametrize("words", ["February thirtieth 1990", "nineteen fifty-eight", "in March"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert spoken.date(words) is None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("I'll be seventy-one next month.", []),
        ("Almost thirty.", []),
        ("I'm 70, I'll be 71 next month.", ["70"]),
    ],
)
def test_an_age_to_come_is_not_the_age(said: str, told: list[str]) -> None:
    asked = "\nDoctor: And how old are you?\nPatient: " + said
    visit = VISIT.replace(" So I'm sixty-three.", asked)
    assert values(read(visit), "age") == told


def test_what_the_family_takes_is_not_the_patient_s() -> None:
    said = VISIT.replace(
        "twice a day.", "twice a day. My wife takes metformin 500 milligrams daily."
    )
    assert values(read(said), "medications") == ["lisinopril", "ibuprofen 400 milligrams"]
