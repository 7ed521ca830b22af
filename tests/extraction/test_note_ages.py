"""A patient's age in years, however a note writes it."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Field
from tests.extraction.fakes_extraction import printed

MEDICAL = catalogue.load().get("medical_record")


def found(text: str) -> list[Field]:
    """The ages that a note with this row yields."""
    note = f"CLINIC NOTE\n{text}\n\nPLAN\nRest."
    fields = extract(printed(note), MEDICAL, None).fields
    return [field for field in fields if field.name == "age"]


@pytest.mark.parametrize(
    ("row", "years"),
    [
        ("Age: 5 weeks", "0"), ("Age: 19 months", "1"), ("AGE: 30 MTHS", "2"),
        ("Age/Sex: 8mo/F", "0"), ("Sex/Age: F/14mo", "1"), ("Age (months): 20", "1"),
        ("Age in weeks: 9", "0"), ("Age [mo]: 40", "3"), ("Months of age: 14", "1"),
        ("Age: 26 (months)", "2"), ("Age: nine months", "0"), ("Age: 2 5/12", "2"),
        ("Age: 7/12", "0"), ("Age: 3 yr 11 mo", "3"), ("Age: 6 y/o 2 mo", "6"),
        ("Age: 0y 10m 2d", "0"), ("Age: 4 (years)", "4"), ("Age (y:m): 3:04", "3"),
        ("Gestational age: 38 weeks   Age: 30 hours", "0"), ("Age at visit: 51 years", "51"),
        ("Age/Sex: 12 m", "12"), ("Age: 44 M", "44"), ("Age: 83", "83"),
        ("Edad: 8 meses", "0"), ("Edad (meses): 21", "1"), ("Alter: 7 Wochen", "0"),
        ("Alter in Monaten: 25", "2"), ("Alter: 45 J.", "45"), ("Âge : 18 mois", "1"),
        ("Возраст: 8 мес.", "0"), ("Возраст: 34 года", "34"),
    ],
)  # fmt: skip
def test_an_age_behind_its_label_is_given_in_years(row: str, years: str) -> None:
    assert [field.value for field in found(row)] == [years]


@pytest.mark.parametrize(
    ("row", "years"),
    [
        ("Ines is a 16-month-old girl brought by her 31-year-old mother.", "1"),
        ("This 9-month-old with mother is here for fever.", "0"),
        ("7 w/o male with cough", "0"), ("14 m.o. female with fever", "1"),
        ("11 mo F with rash", "0"), ("4-day-old infant", "0"),
        ("3 1/2-year-old girl with croup", "3"), ("two-year-old boy with croup", "2"),
        ("2-year-5-month-old girl", "2"), ("Infant aged 8 months", "0"), ("Man aged 48", "48"),
        ("Lactante de 8 meses con fiebre", "0"), ("8-monatiger Säugling mit Husten", "0"),
        ("6 Wochen altes Mädchen", "0"), ("Nourrisson de 6 mois", "0"),
        ("Ребенок в возрасте 3 недель", "0"),
        ("Walked at 12 months of age. This is a 4-year-old girl.", "4"),
        ("When he was 6 years old he broke an arm. He is 47 years old.", "47"),
        ("The sutures are 5 days old. 44 yo M", "44"),
        ("Pt is 6 months pregnant, 28 y/o F", "28"),
    ],
)  # fmt: skip
def test_an_age_that_is_told_is_given_in_years(row: str, years: str) -> None:
    assert [field.value for field in found(row)] == [years]


@pytest.mark.parametrize(
    "row",
    [
        "Gestational age: 39 weeks", "Bone age: 10 years", "Corrected age: 4 months",
        "Adjusted age: 3 mo", "Maternal age: 31", "Mother's age: 31", "Age at menarche: 12",
        "Age at onset: 45 years", "Mental age: 6", "Age (gestational weeks): 38",
        "Edad gestacional: 39 semanas", "Cough for 3 weeks", "pain x 3 mo F/U needed",
        "Paciente con tos de 3 semanas", "Follow up at 18 months of age", "3-tägiger Aufenthalt",
    ],
)  # fmt: skip
def test_another_age_or_a_time_is_no_age_of_the_patient(row: str) -> None:
    assert not found(row)


def test_a_bare_count_is_of_months_where_the_history_says_so() -> None:
    (age,) = found("Age: 18\n\nHISTORY\nIda is an 18-month-old girl with cough.")
    assert age.value == "1"


def test_a_letter_that_may_be_the_unit_or_the_sex_is_not_accepted() -> None:
    for row in ("Age: 11 m", "AGE 7M SEX M", "AGE 7M   SEX: F"):
        (age,) = found(row)
        assert age.confidence < MEDICAL.threshold("age"), row
    (age,) = found("AGE 47M SEX M")
    assert age.confidence >= MEDICAL.threshold("age")


def test_an_age_below_its_head_in_months() -> None:
    (age,) = found("Name         Age        Sex\nIda Brandt   18 months  F")
    assert age.value == "1"
