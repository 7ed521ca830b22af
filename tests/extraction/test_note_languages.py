"""What French, German and Spanish letters tell in prose."""

from __future__ import annotations

import pytest

from tests.extraction.test_note_belongings import values


@pytest.mark.parametrize(
    ("text", "ailments"),
    [
        (
            "Ses antécédents comportent une hypertension artérielle, un diabète de type 2 et une "
            "fibrillation atriale. Pas d'antécédent de cancer.",
            ["hypertension artérielle", "diabète de type 2", "fibrillation atriale"],
        ),
        (
            "L'angioscanner a mis en évidence une embolie pulmonaire bilatérale. "
            "L'échographie n'a pas retrouvé de thrombose.",
            ["embolie pulmonaire bilatérale"],
        ),
        (
            "In der CT zeigte sich eine Lungenembolie. Eine Pneumonie wurde ausgeschlossen.",
            ["Lungenembolie"],
        ),
        ("Der Patient leidet an Gicht. Kein Nachweis einer Fraktur.", ["Gicht"]),
        (
            "Paciente diagnosticado de hipertensión arterial y asma. Se descartó trombosis.",
            ["hipertensión arterial", "asma"],
        ),
    ],
)
def test_ailments_of_a_letter_are_told_in_its_own_language(text: str, ailments: list[str]) -> None:
    assert values(text, "conditions") == ailments


def test_what_a_history_puts_in_one_sentence_is_parted() -> None:
    text = "Antecedentes personales: hipertensión arterial y dislipemia. EPOC. No diabetes.\n"
    assert values(text, "conditions") == ["hipertensión arterial", "dislipemia", "EPOC"]


def test_a_compound_names_the_allergy() -> None:
    assert values("Anamnese:\nPenicillinallergie bekannt.\n", "allergies") == ["Penicillin"]
    assert values("Anamnese:\nKeine Penicillinallergie bekannt.\n", "allergies") == []


def test_a_german_letter_says_whose_it_is_and_which_stay_over_two_lines() -> None:
    text = (
        "Patientin: Wolters, Annegret, geb. 08.05.1952\n\nwir berichten über Ihre Patientin, "
        "die sich vom 11.03.2025 bis 18.03.2025 in unserer stationären\nBehandlung befand.\n"
    )
    assert values(text, "sex") == ["female"]
    assert values(text, "encounter_type") == ["stationäre Behandlung"]


def test_a_german_unit_and_range_stand_with_their_result() -> None:
    text = "Labor:\nLeukozyten 14,2 /nl (4,0-10,0), CRP 128 mg/l (<5)\n"
    assert values(text, "labs.unit") == ["/nl", "mg/l"]
    assert values(text, "labs.range") == ["4,0-10,0", "<5"]


def test_an_act_is_told_by_who_underwent_it_and_without_its_day() -> None:
    text = "Evolución: se realizó coronariografía con implante de stent.\n"
    assert values(text, "procedures") == ["coronariografía"]
    listed = "PROCEDURES\n08/03/2025 - Transthoracic echocardiogram\n"
    assert values(listed, "procedures") == ["Transthoracic echocardiogram"]


def test_a_medicine_of_two_words_is_told_whole() -> None:
    text = "PLAN\nFerrous sulfate 325 mg once daily, then review.\n"
    assert values(text, "medications") == ["Ferrous sulfate 325 mg"]


def test_a_french_patient_is_named_behind_her_label() -> None:
    assert values("Patiente : VASSEUR Clémence   IPP : 900441872\n", "patient_name") == [
        "VASSEUR Clémence"
    ]


def test_times_of_the_day_are_told_together() -> None:
    text = "Traitement :\nAmoxicilline 1 g matin, midi et soir\n"
    assert values(text, "medications.frequency") == ["matin, midi et soir"]


def test_british_times_of_medicines_are_told() -> None:
    note = """DISCHARGE SUMMARY
Patient: Petra Ollenshaw  DOB: 04/02/1970

Medications on discharge:
Furosemide 40mg OD
Apixaban 5mg BD
Paracetamol 1g QDS
Amitriptyline 10mg nocte
"""
    assert values(note, "medications.frequency") == ["OD", "BD", "QDS", "nocte"]


def test_german_complaints_are_why_the_patient_came() -> None:
    note = """Praxis am Markt
Patientin: Petra Ollenshaw, geb. 04.02.1970

Beschwerden: Seit zwei Wochen Husten
Diagnosen: Akute Bronchitis (J20.9)
"""
    assert values(note, "chief_complaint") == ["Seit zwei Wochen Husten"]
