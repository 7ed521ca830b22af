"""A note that names a young child, an animal or a wound gives the patient's own age."""

from __future__ import annotations

import pytest

from appliance.decisions import route
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

RECORD = catalogue.load().get("medical_record")
NOTE = "PATIENT: Harold Quist\nSex: Male\n{head}\nHISTORY OF PRESENT ILLNESS: {told}\n"


def age(told: str, head: str = "") -> tuple[str, bool]:
    """The age and whether it is accepted unseen."""
    found = extract(printed(NOTE.format(told=told, head=head)), RECORD, None).first("age")
    return (found.value, not route.doubtful(found, RECORD)) if found else ("", False)


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ("Adopted at age 7 months, now 9 years old.", "9"),
        ("He was admitted to NICU as a 3-week-old neonate. He is 16 years old.", "16"),
        ("Recently bought a 4-month-old puppy. Patient is a 37-year-old female.", "37"),
        ("Exposure to a nephew, a 20-month-old boy. Patient is 41 years old.", "41"),
        ("Patient presents with a 2-day-old laceration. 29-year-old male.", "29"),
        ("4-month-old hip prosthesis, patient 77 years old.", "77"),
    ],
)
def test_of_two_ages_the_one_in_years_is_the_patients(told: str, years: str) -> None:
    assert age(told)[0] == years


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ("7-week-old male with fever, seen with a 30 year old woman.", "0"),
        ("This is a previously healthy 18-month-old girl. Nanny is 52 years old.", "1"),
    ],
)
def test_an_infant_that_the_note_is_about_keeps_its_age(told: str, years: str) -> None:
    assert age(told)[0] == years


def test_two_ages_that_exclude_each_other_go_to_a_person() -> None:
    assert age("Bought a 4-month-old puppy. Patient is a 37-year-old female.") == ("37", False)
    assert age("Patient is a 37-year-old female.") == ("37", True)
    assert age("Cough.", head="Age: 37") == ("37", True)


def test_a_letter_that_may_be_months_is_not_accepted() -> None:
    assert age("Cough.", head="Age: 11 M") == ("11", False)
    assert age("Cough.", head="Age: 48 M") == ("48", True)
