"""Who a note is about where forms ask for parts of a name, and where people talk."""

from __future__ import annotations

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from tests.extraction.fakes_extraction import printed

MEDICAL = catalogue.load().get("medical_record")
DIALOGUE = """
Doctor: Hello, how are you today?
Patient: Well, Doctor Quill, my left knee hurts.
Doctor: Since when?
Patient: Two weeks or so.
Doctor: Let me see.
Patient: Thank you, Doctor Quill.
"""


def values(text: str, name: str) -> list[str]:
    """The values of one field of a note."""
    found = extract(printed(text), MEDICAL, None).fields
    return [field.value for field in found if field.name == name]


def test_given_and_family_name_behind_labels_of_their_own() -> None:
    spanish = "Datos del paciente.\nNombre:  Inés.\nApellidos: de la Vega Ruiz.\nEdad: 40 años."
    assert values(spanish, "patient_name") == ["Inés de la Vega Ruiz"]
    assert values("Last name: Quill   First name: Nora\nDOB: 01/02/1980", "patient_name") == [
        "Nora Quill"
    ]
    assert values("Nachname: Ohlsen\nVorname: Gerda\nGeschlecht: w", "patient_name") == [
        "Gerda Ohlsen"
    ]


def test_both_parts_are_shown_where_they_stand() -> None:
    document = printed("Nombre: Inés.\nApellidos: Vega Ruiz.")
    field = extract(document, MEDICAL, None).first("patient_name")
    assert field is not None
    assert [document.text[s.start : s.end] for s in field.spans] == ["Inés", "Vega Ruiz"]


def test_what_people_say_is_no_name_behind_a_label() -> None:
    assert values(DIALOGUE, "patient_name") == []
    assert values(DIALOGUE, "provider_name") == ["Quill"]


def test_a_name_that_was_taken_out_is_none() -> None:
    assert values("Name: XXXX Unit No: XXXX\nSex: F", "patient_name") == []


def test_ailments_are_told_without_the_verb_in_front() -> None:
    note = "HISTORY OF PRESENT ILLNESS\nThe patient has had imaging which showed mild gastritis.\n"
    told = "She has a past medical history significant for hypertension.\n"
    found = values(note + told, "conditions")
    assert "hypertension" in found
    assert not any("significant" in value or "showed" in value for value in found)


def test_measures_of_a_plan_are_no_ailments() -> None:
    plan = (
        "Assessment and plan\n- Regular sleep, more fluids, a diary for three months.\n- Migraine\n"
    )
    assert values(plan, "conditions") == ["Migraine"]
