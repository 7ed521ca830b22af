"""Numbers of a record belong to what their label names; results stand in tables without heads."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

MEDICAL = catalogue.load().get("medical_record")


def values(text: str, name: str, *, confidence: float = 1.0) -> list[str]:
    """The values of one field of a note."""
    found = extract(printed(text, confidence=confidence), MEDICAL, None).fields
    return [field.value for field in found if field.name == name]


@pytest.mark.parametrize(
    "text",
    [
        "Patient: Ann Berg   MRN: 445512   Specimen ID: 88123\n",
        "MRN: 445512   Accession No: HV-25-114402   Account #:\nCase No: 25-07-3381\n",
        "Case #: LP25-03388   MRN: 445512\n",
        "MR#: 445512   NPI: 1122334455   CLIA 50D0998877\n",
        "Probennummer: 99-1234   Patienten-ID: 445512\n",
        "NHC: 445512. Muestra: M-20-33. NºCol: 30 30 55120.\n",
        "MRN: 445512   Account #:\nAddress: 2214 Old Quarry Road, Macon, GA 31204\n",
        "DOB: 05-Mar-1981   MRN: 445512\n",
        "MRN        Accession     Case\n445512     88123         25-117\n",
    ],
)
def test_only_the_patients_own_number_is_the_patients(text: str) -> None:
    assert values(text, "patient_ids") == ["445512"]


def test_a_french_social_security_number_is_read_with_its_blanks() -> None:
    text = "N° sécurité sociale : 2 60 01 75 112 045 23\n"
    assert values(text, "patient_ids") == ["260017511204523"]


def test_a_mark_beside_a_value_is_no_part_of_it() -> None:
    text = (
        "LABORATORY DATA\nTest          Result    Units    Reference\n"
        "Sodium        136       mmol/L   135-145\nCreatinine    1.8 H     mg/dL    0.7-1.3\n"
        "Platelets     *412      10*9/L   150-400\n"
    )
    assert values(text, "labs.value") == ["136", "1.8", "412"]


def test_a_head_that_is_printed_again_is_no_result() -> None:
    head = "Test          Result    Units    Reference Range\n"
    text = (
        f"LABORATORY\n{head}Sodium        136       mmol/L   135-145\n"
        f"LIPIDS TODAY\n{head}Zymase        58        mg/dL    40-60\n"
    )
    assert "Result" not in values(text, "labs.value")


def test_panels_without_heads_are_results() -> None:
    text = (
        "FULL BLOOD COUNT\nHaemoglobin 108 * g/L 115 - 165\nPlatelets 412 10*9/L 150 - 400\n"
        "RENAL PROFILE\nUrea 4.8 mmol/L 2.5 . 7.8\neGFR >90 mL/min\n"
    )
    assert values(text, "labs") == ["Haemoglobin", "Platelets", "Urea", "eGFR"]
    assert values(text, "labs.range") == ["115 - 165", "150 - 400", "2.5 . 7.8"]
    assert values(text, "sections") == ["FULL BLOOD COUNT", "RENAL PROFILE"]
    bare = text.replace("FULL BLOOD COUNT\n", "").replace("RENAL PROFILE\n", "")
    assert values(bare, "labs") == ["Haemoglobin", "Platelets", "Urea", "eGFR"]


def test_a_nought_of_a_scan_is_the_letter_of_a_name() -> None:
    text = "Re: Mr 0liver Pennington, D0B 28/02/1974\n"
    assert values(text, "patient_name", confidence=0.9) == ["Oliver Pennington"]


def test_relatives_and_contacts_have_their_own_birth_numbers_and_telephones() -> None:
    text = (
        "Mother: Helen Marsh   DOB: 23/04/1988\nPatient: Toby Marsh   DOB: 25/06/2019  MRN: 77120\n"
        "Mother's MRN: 77119\nEmergency contact: Rob Marsh   Phone: 555-201-3344\n"
        "Home phone: 555-201-7788\nPCP: Ana Ruiz, MD   Phone: 555-900-1000\n"
    )
    assert values(text, "birth_date") == ["2019-06-25"]
    assert values(text, "patient_ids") == ["77120"]
    assert values(text, "patient_phones") == ["555-201-7788"]
    insured = (
        "Insured: Bo Quill   Insured DOB: 21/02/1960\nPatient: Al Quill\nBirth date: 27/08/2011\n"
    )
    assert values(insured, "birth_date") == ["2011-08-27"]


def test_what_is_only_aimed_at_was_not_measured() -> None:
    text = (
        "PLAN\nGoal LDL < 70 mg/dL. Target HbA1c 7.0 %. Keep BP 120/80. Call if temp 38.5 C. "
        "Hemoglobin 8.2 g/dL today.\n"
    )
    assert values(text, "labs") == ["Hemoglobin"]
    assert values(text, "vitals.value") == []
    listed = "RESULTS\nLDL 112 mg/dL (goal <100), HbA1c 7.9 % (target 7.0), Goal TSH 1.0 mIU/L\n"
    assert values(listed, "labs") == ["LDL", "HbA1c"]
    assert values("VITALS\nBP 150/90 (goal 130/80). HR 70.\n", "vitals.value") == ["150/90", "70"]


def test_a_reading_that_varied_is_told_with_both_ends() -> None:
    assert values("VITALS\nHR 88-96. Weight 70 kg.\n", "vitals.value") == ["88-96", "70"]


def test_a_figure_in_groups_is_whole() -> None:
    text = "Biologie :\nleucocytes 14 200 /mm3, CRP 86 mg/L.\n"
    assert values(text, "labs.value") == ["14 200", "86"]


def test_a_run_of_results_is_parted_at_each_analyte() -> None:
    text = "LABS: Na 139 K 4.1 Cl 101 CO2 24 BUN 18 Cr 1.1\n"
    assert values(text, "labs") == ["Na", "K", "Cl", "CO2", "BUN", "Cr"]
    assert values(text, "labs.value") == ["139", "4.1", "101", "24", "18", "1.1"]


def test_a_unit_behind_the_range_is_the_results() -> None:
    text = "Component       Value    Range & Units\nHemoglobin      9.8 (L)  12.0 - 16.0 g/dL\n"
    text += "Platelets       88 (LL)  150 - 400 10E3/uL\n"
    assert values(text, "labs.value") == ["9.8", "88"]
    assert values(text, "labs.unit") == ["g/dL", "10E3/uL"]


def test_a_doctors_name_in_front_of_the_patients_is_not_the_patients() -> None:
    text = "Name: Dr. Alan Pitt\nPatient: Joe Field\n"
    assert values(text, "patient_name") == ["Joe Field"]
    assert values("Patient: Dr. Alan Pitt\n", "patient_name") == ["Alan Pitt"]


def test_abbreviations_with_a_stroke_are_no_boxes_of_a_form() -> None:
    text = "PAST MEDICAL HISTORY: Hypertension, r/o lupus, gout\n"
    assert values(text, "conditions") == ["Hypertension", "gout"]
    assert values("PMH:\nh/o gout\nAsthma\n", "conditions") == ["gout", "Asthma"]


def test_a_long_history_in_one_row_is_parted() -> None:
    text = (
        "PMH: HTN, type 2 diabetes, CKD stage 3, GERD, obstructive sleep apnea on CPAP, "
        "osteoarthritis of both knees\n"
    )
    assert values(text, "conditions")[:4] == ["HTN", "type 2 diabetes", "CKD stage 3", "GERD"]
