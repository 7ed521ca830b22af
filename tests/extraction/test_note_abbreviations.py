"""Notes with labels in front of their rows, in the abbreviations of those who write them."""

from __future__ import annotations

import pytest

from tests.extraction.test_note_forms import read, rows, values

TRIAGE = """WEST GATE CLINIC
Pt: Petra Ollenshaw     DOB 04/02/1970     Seen 03/11/2025

CC: "my back went out"
HPI: 55F w/ h/o HTN here w/ low back pain x 2 days. Denies fever.
PMHx: HTN, hypothyroidism
PSH: C-section 1999
Fam hx: mother - breast CA
SHx: nonsmoker
ALL: NKDA. Intolerance: tramadol -> vomiting
MEDS: levothyroxine 50 mcg qam; HCTZ 25 mg daily, ibuprofen 400 mg prn; Norvasc 5 mg (d/c'd 2/25)
ROS: neg
VS: BP 142/90, P 84
PE: tender L4-5

LABS:
Glucose 98 mg/dL (70-99)

IMPRESSION:
1) Lumbar strain
BP 142/90, P 84
RTC: 2 weeks
"""


def test_every_abbreviated_label_is_a_section() -> None:
    assert values(read(TRIAGE), "sections") == [
        "CC", "HPI", "PMHx", "PSH", "Fam hx", "SHx", "ALL", "MEDS", "ROS", "VS", "PE", "LABS",
        "IMPRESSION", "RTC",
    ]  # fmt: skip


def test_medicines_of_one_row_are_listed_without_those_taken_off() -> None:
    assert values(read(TRIAGE), "medications") == [
        "levothyroxine 50 mcg",
        "HCTZ 25 mg",
        "ibuprofen 400 mg",
    ]


def test_neither_relatives_nor_signs_of_life_nor_the_next_visit_are_ailments() -> None:
    assert values(read(TRIAGE), "conditions") == ["HTN", "hypothyroidism", "Lumbar strain"]


def test_age_and_sex_of_a_one_liner_are_the_patients() -> None:
    found = read(TRIAGE)
    assert (values(found, "age"), values(found, "sex")) == (["55"], ["female"])


def test_an_intolerance_behind_no_known_allergies_is_told() -> None:
    assert rows(read(TRIAGE), "allergies", "allergies.reaction") == [("tramadol", "vomiting")]


def test_an_allergy_named_in_one_word_of_a_history_is_told() -> None:
    found = read("Patient: Ada Quill\nMed hx: asthma, latex allergy\nNo penicillin allergy.\n")
    assert values(found, "allergies") == ["latex"]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Reason for call: dizzy spells", "dizzy spells"),
        ("Mother's concerns: bed wetting", "bed wetting"),
        ("T. Grady, a 7 y/o boy, brought in by dad for earache x 2 days.", "earache"),
        (
            'Seen for 30 min video visit.\nS: "I keep waking up." Tired.\nO: calm\nA: insomnia\n'
            "P: rest",
            "I keep waking up",
        ),
    ],
)
def test_why_a_patient_came_is_read_as_clinicians_write_it(row: str, complaint: str) -> None:
    assert values(read(f"Patient: Ada Quill\n{row}\n"), "chief_complaint") == [complaint]


def test_who_came_along_is_no_complaint() -> None:
    found = read("Patient: Ada Quill\nHere with mother (Ina Quill, DOB 5/5/1991).\n")
    assert not values(found, "chief_complaint")


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Client: D. Ravensworth    ID# BH-1", "D. Ravensworth"),
        ("Paciente: D. Julián Ferrer Soto", "Julián Ferrer Soto"),
    ],
)
def test_an_initial_is_a_title_only_in_front_of_a_whole_name(row: str, name: str) -> None:
    assert values(read(f"{row}\n"), "patient_name") == [name]


@pytest.mark.parametrize("head", ["F   62Y", "62Y/F", "62 yrs F"])
def test_age_and_sex_at_the_head_of_a_report(head: str) -> None:
    found = read(f"LAB REPORT\nPatient: QUILL, ADA     {head}     DOB 08-Dec-1962\n")
    assert (values(found, "age"), values(found, "sex")) == (["62"], ["female"])


def test_what_a_spanish_plan_takes_away_is_no_medicine() -> None:
    found = read(
        "Paciente: Julia Ferrer\nAntecedentes personales: HTA, diabetes mellitus tipo 2, "
        "fibrilación auricular. No fumadora.\n\nTratamiento al alta:\n- Furosemida 40 mg vo\n"
        "- Suspender enalapril\n- Retirar ibuprofeno\n"
    )
    assert values(found, "medications") == ["Furosemida 40 mg"]
    assert values(found, "conditions") == [
        "HTA",
        "diabetes mellitus tipo 2",
        "fibrilación auricular",
    ]


def test_what_is_stopped_in_front_of_its_name_is_not_current() -> None:
    found = read(
        "Patient: Ada Quill\nShe stopped taking the sertraline 50 mg in May. "
        "Takes glipizide 10 mg bid, metformin 1000 bid.\n"
    )
    assert [v.split()[0] for v in values(found, "medications")] == ["glipizide", "metformin"]


def test_an_ailment_is_told_without_its_label_and_its_state() -> None:
    found = read("DIAGNOSES:\n1. Gout.\nSECONDARY: history of breast cancer, in remission.\n")
    assert values(found, "conditions") == ["Gout", "breast cancer"]


def test_a_plan_by_its_letter_is_a_section_beside_other_labels() -> None:
    found = read(
        "Pt: Ada Quill\nMeds: losartan 50 mg daily\nPMH: gout\nImp: drug-induced edema\n"
        "P: stop amlodipine\nP: 88\n"
    )
    assert values(found, "sections") == ["Meds", "PMH", "Imp", "P"]
    assert values(found, "conditions") == ["gout", "drug-induced edema"]


def test_signs_of_life_below_a_list_are_no_allergies() -> None:
    found = read("Pt: Ada Quill\nAllergies: shellfish\nP 88, BP 150/90, R 18\nDx: sprain\n")
    assert values(found, "allergies") == ["shellfish"]


def test_an_order_in_front_of_a_medicine_is_no_part_of_it() -> None:
    found = read(
        "Paciente: Julia Ferrer\nTratamiento:\n- Mantener enalapril 10 mg cada 24 horas\n"
        "- Continuar con metformina 850 mg\n"
    )
    assert values(found, "medications") == ["enalapril 10 mg", "metformina 850 mg"]


def test_a_plan_that_stops_another_medicine_does_not_stop_the_one_in_front() -> None:
    found = read(
        "Client: M. Thistle\nS: better\nO: calm\n"
        "A: Bipolar I disorder F31.9; alcohol use disorder\n"
        "P: continue lithium 300 mg BID, d/c quetiapine. Naproxen 250 mg, stop after 5 days.\n"
    )
    assert values(found, "medications") == ["lithium 300 mg"]
    assert values(found, "conditions") == ["Bipolar I disorder", "alcohol use disorder"]


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("Pt: Ada Quill   DOB 12/30/1985   Chart 4471   Visit 06/19/2025 Dr. Ilse Brandt DDS", []),
        ("Patient: Ada Quill   Date of birth: April 3, 2023   Date seen: 10/14/2025", []),
        (
            "Re: Ms Ada Quill, DoB 19.06.1954, NHS No 485 777 3456, Hospital No RX22918\n"
            "    12 Beech Grove, Otley LS21 2QD",
            ["12 Beech Grove, Otley LS21 2QD"],
        ),
    ],
)
def test_days_and_numbers_of_a_head_are_no_address(head: str, address: list[str]) -> None:
    assert values(read(f"CLINIC NOTE\n{head}\nCC: cough\n"), "patient_address") == address


@pytest.mark.parametrize("label", ["Visit:", "Visit", "DOS:"])
def test_the_day_of_a_visit_has_a_short_label(label: str) -> None:
    found = read(
        f"Pt: Ada Quill   DOB 08/21/1990   {label} 06/02/2025   MRN: LV-88231\nCC: cough\n"
    )
    assert values(found, "encounter_date") == ["2025-06-02"]


def test_a_list_of_bare_names_is_a_list() -> None:
    found = read("Patient: Ada Quill\nMeds: lisinopril, metformin, aspirin and omeprazole\n")
    assert values(found, "medications") == ["lisinopril", "metformin", "aspirin", "omeprazole"]


@pytest.mark.parametrize(
    "said", ["aspirin, denies herbal, reviewed today", "aspirin, unchanged, reviewed"]
)
def test_what_a_row_says_of_the_patient_is_no_list_of_medicines(said: str) -> None:
    found = values(read(f"Patient: Ada Quill\nMeds: patient takes {said}\n"), "medications")
    assert not {part.strip() for part in said.split(",")[1:]} & set(found)


@pytest.mark.parametrize(
    "row",
    ["Do not stop aspirin 81 mg daily", "Never stop aspirin 81 mg", "Don't stop aspirin 81 mg"],
)
def test_a_medicine_that_is_not_to_be_stopped_is_taken(row: str) -> None:
    found = values(read(TRIAGE.replace("RTC: 2 weeks", f"PLAN:\n{row}")), "medications")
    assert "aspirin 81 mg" in found


def test_a_type_of_diabetes_is_no_temperature_and_another_s_allergy_is_not_the_patient_s() -> None:
    note = TRIAGE.replace("1) Lumbar strain", "1) T2 diabetes, uncontrolled").replace(
        "HPI:", "HPI: Her son has a peanut allergy. Reviewed allergy list."
    )
    found = read(note)
    assert any("diabetes" in one for one in values(found, "conditions"))
    assert {"peanut", "Reviewed"}.isdisjoint(values(found, "allergies"))


@pytest.mark.parametrize(
    "row", ["Smoker x 20Y F/U", "On HD 5 years M W F", "Roommate 30Y/F at home"]
)
def test_years_of_something_else_are_no_age_of_the_patient(row: str) -> None:
    found = read(f"HPI: {row}\nPLAN: rest")
    assert not values(found, "age")


@pytest.mark.parametrize(
    "row",
    [
        "Fundal height 30 cm", "fetal heart rate 145", "Birth weight: 3.2 kg",
        "Ideal body weight 61 kg", "uterine height: 28 cm", "foetal heart rate 150",
    ],
)  # fmt: skip
def test_a_measure_of_the_child_or_of_the_womb_is_no_vital_sign(row: str) -> None:
    found = read(f"OBJECTIVE:\nBP 118/72, weight 71 kg\n{row}\nPLAN: rest")
    assert values(found, "vitals") == ["BP 118/72", "weight 71 kg"]


def test_a_diagnostic_impression_lists_codes_before_the_names() -> None:
    note = (
        "HISTORY OF PRESENT ILLNESS:\nHere for follow up.\n\nDIAGNOSTIC IMPRESSION:\n"
        "F40.10 Social phobia, unspecified\nF32.1 Major depressive disorder\n\nPLAN: rest"
    )
    found = read(note)
    assert "DIAGNOSTIC IMPRESSION" in values(found, "sections")
    assert values(found, "conditions") == [
        "Social phobia, unspecified",
        "Major depressive disorder",
    ]
    assert values(found, "conditions.icd10") == ["F40.10", "F32.1"]


def test_a_british_letter_has_its_history_as_background_and_its_medicines_as_drug_history() -> None:
    note = (
        "Background\nGout\nAsthma\n\nDrug history\nAllopurinol 100 mg once daily\n\n"
        "Examination\nChest clear."
    )
    found = read(note)
    assert values(found, "sections") == ["Background", "Drug history", "Examination"]
    assert values(found, "conditions") == ["Gout", "Asthma"]
    assert [value.split()[0] for value in values(found, "medications")] == ["Allopurinol"]


@pytest.mark.parametrize(
    ("row", "name", "dose"),
    [
        ("Increase metformin to 1000 mg PO BID", "metformin", "1000 mg"),
        ("Decrease the dose of lisinopril to 10 mg daily", "lisinopril", "10 mg"),
        ("Titrate insulin glargine up to 20 units nightly", "insulin glargine", "20 units"),
    ],
)
def test_a_medicine_whose_dose_is_changed_is_taken(row: str, name: str, dose: str) -> None:
    found = read(f"ASSESSMENT:\n1. Gout\n\nPLAN:\n{row}\nRTC 2 weeks")
    assert values(found, "medications") == [name]
    assert values(found, "medications.dose") == [dose]


@pytest.mark.parametrize("row", ["Increase fluids to 2000 mL daily", "Reduce sodium to 2 g daily"])
def test_what_else_is_to_be_more_or_less_is_no_medicine(row: str) -> None:
    assert not values(read(f"ASSESSMENT:\n1. Gout\n\nPLAN:\n{row}"), "medications")
