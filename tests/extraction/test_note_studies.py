"""Examinations, complaints, allergies and headings in the ways that hospitals write them."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.extraction.kinds import conventions
from tests.extraction.fakes_extraction import printed

MEDICAL = catalogue.load().get("medical_record")


def values(text: str, name: str) -> list[str]:
    """The values of one field of a note."""
    found = extract(printed(text), MEDICAL, None).fields
    return [field.value for field in found if field.name == name]


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("Exam: US ABDOMEN LIMITED\nFINDINGS:\nNormal liver.\n", "US ABDOMEN LIMITED"),
        ("ED COURSE\n0405 CT chest with contrast: no embolus.\n", "CT chest with contrast"),
        ("Procedure: Excision of a lipoma, left arm.\n", "Excision of a lipoma, left arm"),
        ("Koronarangiographie: Stenose der RIVA.\n", "Koronarangiographie"),
        ("Coronariografía (04/05/2025): lesión severa.\n", "Coronariografía"),
        ("Échographie abdominale : foie normal.\n", "Échographie abdominale"),
    ],
)
def test_an_examination_is_known_by_its_label_or_its_finding(text: str, done: str) -> None:
    assert values(text, "procedures") == [done]


def test_what_is_planned_or_pending_was_not_done() -> None:
    assert values("PLAN\nCT chest with contrast: tomorrow.\n", "procedures") == []
    assert values("MRI results pending: see portal.\n", "procedures") == []
    assert values("Exam: knee swollen, tender\n", "procedures") == []


def test_the_complaint_of_a_report_and_of_letters() -> None:
    report = "CLINICAL INDICATION: Right flank pain.\nTECHNIQUE: Grayscale images.\n"
    assert values(report, "chief_complaint") == ["Right flank pain"]
    french = "Motif d'hospitalisation : chute à domicile\n\nAntécédents : goutte.\n"
    assert values(french, "chief_complaint") == ["chute à domicile"]
    german = "Die Patientin stellte sich mit akuter Luftnot seit zwei Tagen vor.\n"
    assert values(german, "chief_complaint") == ["akuter Luftnot"]
    letter = "Thank you for seeing this 53 year old lady under the two week rule with a lump.\n"
    assert values(letter, "chief_complaint") == ["lump"]


def test_an_allergy_in_a_row_of_other_answers() -> None:
    row = "Resident: Ian Poe   MR# 7716204   Allergy: Latex   Room 12\n"
    assert values(row, "allergies") == ["Latex"]
    german = "Kein Fieber. Allergien: Penicillin (Exanthem). Nichtraucherin.\n"
    assert values(german, "allergies") == ["Penicillin"]


def test_a_room_is_no_record_number() -> None:
    row = "Resident: Ian Poe   Room 214B   MR# 7716204\n"
    assert values(row, "patient_ids") == ["7716204"]


def test_the_name_of_the_house_is_no_section() -> None:
    report = "BAYVIEW IMAGING ASSOCIATES\n77 Harbor Street\nRadiology report\nPatient: Ian Poe\n"
    report += "TECHNIQUE\nGrayscale images.\nIMPRESSION\n1. Cholelithiasis.\n"
    assert values(report, "sections") == ["TECHNIQUE", "IMPRESSION"]


def test_a_result_in_words_and_a_dose_given_once() -> None:
    note = "ED COURSE\nurine hCG negative. Ondansetron 4 mg IV once.\n"
    assert values(note, "labs.value") == ["negative"]
    assert values(note, "medications.frequency") == ["once"]


def test_state_behind_a_comma_is_no_ailment_of_its_own() -> None:
    note = "HISTORY OF PRESENT ILLNESS\nShe has hypothyroidism, stable on replacement.\n"
    assert values(note, "conditions") == ["hypothyroidism"]
    named = "HISTORY OF PRESENT ILLNESS\nShe has a history of stable angina.\n"
    assert values(named, "conditions") == ["stable angina"]


def test_a_temperature_in_fahrenheit_puts_the_month_first() -> None:
    assert not conventions.observe("Date: 10/05/2025\nBP 132/74, T 97.4, R 16").day_first
    assert not conventions.observe("Date: 10/05/2025\nTemp: 98.1 F").day_first
    assert conventions.observe("Date: 10/05/2025\nT 37.4").day_first
    assert conventions.observe("Date: 10/05/2025\nTotal 98.40").day_first


def test_remarks_below_a_list_are_no_medicines_and_a_salt_is_one() -> None:
    letter = "Current medication:\nAmlodipine 10 mg once daily\n"
    letter += "Sodium bicarbonate 500 mg three times a day\nNo oedema.\nBloods: normal.\n"
    assert values(letter, "medications") == ["Amlodipine 10 mg", "Sodium bicarbonate 500 mg"]
    assert values("MEDICATIONS\nSodium 139 mmol/L\nAspirin 75 mg daily\n", "medications") == [
        "Aspirin 75 mg"
    ]


def test_a_french_allergen_stands_without_its_article() -> None:
    assert values("Antécédents : asthme. Allergie à l'aspirine.\n", "allergies") == ["aspirine"]
    assert values("Allergie à la codéine.\n", "allergies") == ["codéine"]


def test_signs_among_findings_are_no_laboratory_results() -> None:
    note = "Befunde\nPuls 38/min.\nHämoglobin 13,2 g/dl (13,5-17,5)\n"
    assert values(note, "labs") == ["Hämoglobin"]
    assert values(note, "vitals.value") == ["38"]


def test_an_examination_in_the_midst_of_a_row() -> None:
    note = "Creatinina 1,02 mg/dL, leucocitos 11,4. Ecografía renal: ectasia grado I.\n"
    assert values(note, "procedures") == ["Ecografía renal"]


def test_a_french_practice_and_a_mobile_number() -> None:
    letter = "Cabinet médical des Écus\nTél. 05 56 55 01 00\nPatient : M. Bastien CHAUVET\n"
    letter += "Portable : 06 55 50 01 88\n"
    assert values(letter, "facility_name") == ["Cabinet médical des Écus"]
    assert values(letter, "patient_phones") == ["06 55 50 01 88"]
