"""What a clinician's note yields: sections, complaint, ailments, medicines, results, people."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

MEDICAL = catalogue.load().get("medical_record")


def values(text: str, *names: str) -> Sequence[list[str]]:
    """The values of each field in a note."""
    found = extract(printed(text), MEDICAL, None)
    return [[field.value for field in found.fields if field.name == name] for name in names]


SOAP = """
Reason for visit: Follow-up of asthma
HPI: Ms. Nora Quill is a 34 y/o F here for follow-up of asthma.
PMH:
1) Asthma, well controlled
2) Type 2 diabetes mellitus (E11.9)
3) No known heart disease
Medications:
- Fluticasone 110 mcg inhaled twice daily
- Metformin 500 mg PO BID
Allergies: penicillin (hives), latex
Vitals: BP 128/74, HR 71, Temp 98.4 F
Assessment:
Seasonal allergic rhinitis J30.2
"""

LETTER = """
PAST MEDICAL HISTORY
Hypertension.
Atrial fibrillation.

FAMILY HISTORY
Breast cancer.

SURGICAL HISTORY
Appendectomy.
Left knee replacement.

LABS
TSH: 2.8 mIU/L (0.4-4.0)
Sodium 139 mmol/L

ASSESSMENT
• Hypertension, stable.
• Iron deficiency anemia.
"""


def test_a_note_with_inline_headings_in_any_case() -> None:
    sections, complaint = values(SOAP, "sections", "chief_complaint")
    assert sections == [
        "Reason for visit", "HPI", "PMH", "Medications", "Allergies", "Vitals", "Assessment",
    ]  # fmt: skip
    assert complaint == ["asthma"]


def test_age_and_sex_in_shorthand() -> None:
    assert values(SOAP, "age", "sex") == [["34"], ["female"]]


@pytest.mark.parametrize(
    ("told", "age", "sex"),
    [
        ("This 57-year-old gentleman presents with gout.", "57", "male"),
        ("Patient is a 4 yo girl with otitis.", "4", "female"),
        ("Varón de 63 años que acude por disnea.", "63", "male"),
        ("Her 12-year-old son is ill. Ms. Ito is 41 years old, a woman.", "41", "female"),
        ("Age: 70   Sex: M", "70", "male"),
    ],
)  # fmt: skip
def test_age_and_sex_as_told(told: str, age: str, sex: str) -> None:
    assert values(told, "age", "sex") == [[age], [sex]]


def test_ailments_are_listed_with_their_codes_and_denied_ones_left_out() -> None:
    conditions, codes = values(SOAP, "conditions", "conditions.icd10")
    assert conditions == ["Asthma", "Type 2 diabetes mellitus", "Seasonal allergic rhinitis"]
    assert codes == ["E11.9", "J30.2"]


def test_a_relatives_ailments_are_not_the_patients() -> None:
    (conditions,) = values(LETTER, "conditions")
    assert conditions == ["Hypertension", "Atrial fibrillation", "Iron deficiency anemia"]


def test_ailments_told_in_prose() -> None:
    (conditions,) = values(
        "HISTORY OF PRESENT ILLNESS\n\n"
        "Leo Marsh is a 61-year-old male with a past medical history significant for a kidney\n"
        "transplant, gout, and multiple sclerosis, who presents with cough. He denies diabetes.\n"
        "Regarding his osteoarthritis, he takes ibuprofen. There is no evidence of pneumonia.\n\n"
        "PLAN\n\nRest.",
        "conditions",
    )
    assert conditions == ["kidney transplant", "gout", "multiple sclerosis", "osteoarthritis"]


def test_a_medicine_has_dose_route_and_frequency_in_its_row() -> None:
    found = extract(printed(SOAP), MEDICAL, None)
    names = {f.row: f.value for f in found.fields if f.name == "medications"}
    often = {f.row: f.value for f in found.fields if f.name == "medications.frequency"}
    routes = {f.row: f.value for f in found.fields if f.name == "medications.route"}
    assert names == {1: "Fluticasone 110 mcg", 2: "Metformin 500 mg"}
    assert often == {1: "twice daily", 2: "BID"}
    assert routes == {1: "inhaled", 2: "PO"}


def test_allergies_without_their_reaction_and_none_where_none_is_known() -> None:
    assert values(SOAP, "allergies") == [["penicillin", "latex"]]
    assert values("ALLERGIES\n\nNo known drug allergies.\n\nPLAN\n\nRest.", "allergies") == [[]]


def test_results_and_vital_signs_with_unit_and_range() -> None:
    assert values(LETTER, "labs", "labs.value", "labs.unit", "labs.range") == [
        ["TSH", "Sodium"], ["2.8", "139"], ["mIU/L", "mmol/L"], ["0.4-4.0"],
    ]  # fmt: skip
    assert values(SOAP, "vitals") == [["BP 128/74", "HR 71", "Temp 98.4 F"]]


def test_operations_under_their_heading() -> None:
    assert values(LETTER, "procedures") == [["Appendectomy", "Left knee replacement"]]


def test_a_complaint_without_a_heading_is_told_by_why_the_patient_came() -> None:
    text = "HPI\n\nKim Roe is a 50-year-old woman who presents for evaluation of low back pain.\n"
    assert values(text, "chief_complaint") == [["low back pain"]]


def test_a_heading_is_not_part_of_the_name_below_it() -> None:
    text = "HISTORY OF PRESENT ILLNESS\n\nKim Roe is a 50-year-old woman who coughs.\n"
    assert values(text, "patient_name") == [["Kim Roe"]]
    assert values("Mujer de 45 años que consulta por tos.\n", "patient_name") == [[]]


def test_every_value_stands_where_its_spans_say() -> None:
    document = printed(SOAP)
    for field in extract(document, MEDICAL, None).fields:
        shown = "\n".join(document.text[start:end] for start, end in field.spans)
        assert field.spans
        assert shown == field.text
