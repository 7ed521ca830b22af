"""Whose name, address and telephone number: the patient's, among the letterhead and the reader."""

from __future__ import annotations

from dataclasses import replace

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.types import Document
from tests.extraction.fakes_extraction import printed

MEDICAL = catalogue.load().get("medical_record")
LETTER = """
Ashdown Surgery
7 Mill Road, York YO1 7HH
Tel 01904 555 010

Mr P. Quill
Consultant Surgeon
York District Hospital

Dear Mr Quill,

Re: Mrs Edna Marlow, DOB 03/11/1961
22 Orchard Lane, Selby YO8 4PX, telephone 01757 555 020

Thank you for seeing this lady with a breast lump. She is allergic to latex.

Yours sincerely,

Dr Hana Ivory
General Practitioner
"""
REPORT = """
SURGICAL PATHOLOGY REPORT
Patient: Ian Poe     MRN: 4471902
Submitting physician: Olga Reed, MD
FINAL DIAGNOSIS
A. Skin, left arm, biopsy: Basal cell carcinoma, no perineural invasion.
Nils Arden, MD, Pathologist
"""


def values(text: str, name: str) -> list[str]:
    """The values of one field of a note."""
    found = extract(printed(text), MEDICAL, None).fields
    return [field.value for field in found if field.name == name]


def test_the_reader_of_a_letter_is_not_its_patient() -> None:
    assert values(LETTER, "patient_name") == ["Edna Marlow"]
    unread = LETTER.replace("Dear Mr Quill", "Dear colleague")
    assert values(unread, "patient_name") == ["Edna Marlow"]


def test_the_house_on_the_letterhead_is_not_where_the_patient_lives() -> None:
    assert values(LETTER, "patient_address") == ["22 Orchard Lane, Selby YO8 4PX"]
    assert values(LETTER, "patient_phones") == ["01757 555 020"]
    alone = LETTER.replace("22 Orchard Lane, Selby YO8 4PX, telephone 01757 555 020\n", "")
    assert values(alone, "patient_address") == []
    assert values(alone, "patient_phones") == []


def test_what_is_called_the_patients_own_counts_above_the_name_too() -> None:
    form = "Home phone: (555) 555-0117\nPatient: Ian Poe\nDOB: 01/13/1980\nDx: gout\n"
    assert values(form, "patient_phones") == ["(555) 555-0117"]


def test_who_signs_a_report_wrote_it_not_who_sent_the_specimen() -> None:
    assert values(REPORT, "provider_name") == ["Nils Arden"]


def test_a_visit_is_called_by_its_label_before_its_title() -> None:
    note = "HISTORY AND PHYSICAL\nPatient: Ian Poe\n{}\nASSESSMENT\nGout\n"
    assert values(note.format("Type of encounter: Inpatient admission"), "encounter_type") == [
        "Inpatient admission"
    ]
    assert values(note.format("Tipo de consulta: Revisión anual"), "encounter_type") == [
        "Revisión anual"
    ]
    assert values(note.format("Office visit 03/14/2025"), "encounter_type") == ["Office visit"]
    assert values(note.format("MRN: 88213"), "encounter_type") == ["HISTORY AND PHYSICAL"]


def test_a_german_letter_says_how_the_patient_was_treated() -> None:
    letter = "Wir berichten über Frau Ute Ohm, geb. 03.05.1950, die in {} war.\nDiagnosen:\nGicht\n"
    told = values(letter.format("unserer stationären Behandlung"), "encounter_type")
    assert told == ["stationäre Behandlung"]
    assert values(letter.format("ambulanter Betreuung"), "encounter_type") == [
        "ambulante Betreuung"
    ]


def test_a_year_of_birth_alone_is_the_birth_date_and_not_a_relatives() -> None:
    assert values("Patient: Ian Poe\nYear of birth: 1949\n", "birth_date") == ["1949"]
    assert values("Patientin: Ute Ohm\nJahrgang 1953\n", "birth_date") == ["1953"]
    assert values("Ian Poe was born in 1949 and lives alone.\n", "birth_date") == ["1949"]
    assert values("His mother was born in 1920.\n", "birth_date") == []
    assert values("DOB: 03/14/1949\nBorn in 1949 in Leeds.\n", "birth_date") == ["1949-03-14"]


def test_a_year_told_in_a_sentence_goes_to_a_person() -> None:
    found = extract(printed("Ian Poe was born in 1949.\n"), MEDICAL, None)
    year = found.first("birth_date")
    assert year is not None
    assert year.confidence < MEDICAL.threshold("birth_date")


def scanned(text: str, sure: float) -> Document:
    """A document whose words were recognised with this confidence."""
    document = printed(text)
    pages = tuple(
        replace(page, words=tuple(replace(word, confidence=sure) for word in page.words))
        for page in document.pages
    )
    return replace(document, pages=pages)


def test_a_value_is_no_surer_than_its_print() -> None:
    note = "VITALS\nBP 148/86 mmHg, HR 76\n"
    clear, faint = (extract(scanned(note, sure), MEDICAL, None) for sure in (1.0, 0.8))
    least = MEDICAL.threshold("vitals.value")
    assert all(f.confidence >= least for f in clear.fields if f.name == "vitals.value")
    assert [f.value for f in faint.fields if f.name == "vitals.value"] == ["148/86", "76"]
    assert not any(f.confidence >= least for f in faint.fields if f.name == "vitals.value")


def test_a_result_that_nothing_vouches_for_goes_to_a_person() -> None:
    report = "LABORATORY RESULTS\nSodium 139 mmol/L\nZorblat 12\nPotassium 41 mmol/L (3.5-4.0)\n"
    found = extract(printed(report), MEDICAL, None)
    claims = {f.value: f.confidence for f in found.fields if f.name == "labs.value"}
    least = MEDICAL.threshold("labs.value")
    assert claims["139"] >= least
    assert claims["12"] < least, "an unknown name without unit and range"
    assert claims["41"] < least, "ten times the range: a decimal point was lost"


def test_names_of_findings_without_specimen_anaphora_or_denial() -> None:
    assert values(REPORT, "conditions") == ["Basal cell carcinoma"]
    operation = "PREOPERATIVE DIAGNOSIS: Inguinal hernia.\nPOSTOPERATIVE DIAGNOSIS: Same.\n"
    assert values(operation, "conditions") == ["Inguinal hernia"]
    report = "IMPRESSION:\n1. Cholelithiasis without sonographic evidence of cholecystitis.\n"
    assert values(report, "conditions") == ["Cholelithiasis"]


def test_a_plan_told_in_sentences_opens_with_its_ailment() -> None:
    note = "IMPRESSION AND PLAN:\nAcute systolic heart failure. Give furosemide every day, daily "
    note += "weights, repeat chemistry in the morning and restrict fluids to one litre.\n"
    assert values(note, "conditions") == ["Acute systolic heart failure"]


def test_the_tail_of_an_ailment_is_not_another_one() -> None:
    note = "DISCHARGE DIAGNOSES\n1. COPD with acute exacerbation - J44.1\n"
    assert values(note, "conditions") == ["COPD with acute exacerbation"]


def test_a_nought_among_letters_of_a_scan_is_the_letter() -> None:
    note = "DISCHARGE DIAGNOSES\n1. 0steoporosis\n2. Thyr0iditis\n3. COVID 19\n"
    found = extract(scanned(note, 0.9), MEDICAL, None).fields
    told = [f.value for f in found if f.name == "conditions"]
    assert told[:2] == ["Osteoporosis", "Thyroiditis"]
    assert next(f.text for f in found if f.name == "conditions") == "0steoporosis"
    assert values(note, "conditions")[0] == "0steoporosis", "a text layer says what it says"
