"""A visit note as plain text: headings in capitals, prose below."""

from __future__ import annotations

import textwrap
from random import Random

from samples.generator.medical.visit import Visit
from samples.generator.sample import Values

_EN = {
    "complaint": ("CHIEF COMPLAINT", "REASON FOR VISIT"),
    "story": ("HISTORY OF PRESENT ILLNESS", "HPI"),
    "history": ("PAST HISTORY", "MEDICAL HISTORY"),
    "medicines": ("CURRENT MEDICATIONS", "MEDICATIONS"),
    "allergies": ("ALLERGIES",),
    "vitals": ("VITALS", "VITAL SIGNS"),
    "labs": ("RESULTS", "LABS"),
    "plan": ("PLAN", "ASSESSMENT AND PLAN"),
}
_ES = {
    "complaint": ("MOTIVO DE CONSULTA",),
    "story": ("ENFERMEDAD ACTUAL", "HISTORIA ACTUAL"),
    "history": ("ANTECEDENTES", "ANTECEDENTES PERSONALES"),
    "medicines": ("TRATAMIENTO ACTUAL", "MEDICACIÓN"),
    "allergies": ("ALERGIAS",),
    "vitals": ("CONSTANTES",),
    "labs": ("PRUEBAS COMPLEMENTARIAS", "RESULTADOS"),
    "plan": ("PLAN",),
}
# The wording of the facts themselves, so that what is told can be looked up in the text.
_OPENING = {
    "en": "{name} is a {age}-year-old {sex} who {story}",
    "es": "{name}, {sex} de {age} años, {story}",
}
_SEX = {"en": {"female": "female", "male": "male"}, "es": {"female": "mujer", "male": "varón"}}
_NONE = {"en": "No known drug allergies.", "es": "No se conocen alergias."}


def note(chance: Random, visit: Visit) -> tuple[bytes, dict[str, Values]]:
    """The note as UTF-8 text, and how it prints the values."""
    names = {key: chance.choice(ways) for key, ways in (_EN if visit.lang == "en" else _ES).items()}
    head = _head(chance, visit)
    sections = {
        "complaint": f"{visit.complaint}.",
        "story": _OPENING[visit.lang].format(
            name=visit.patient.name,
            age=visit.age,
            sex=_SEX[visit.lang][visit.sex],
            story=visit.story,
        ),
        "history": "\n".join(f"• {words}" for words, _ in visit.conditions),
        "medicines": "\n".join(
            f"{medicine.text}, {medicine.route}, {medicine.frequency}"
            for medicine in visit.medicines
        ),
        "allergies": ", ".join(visit.allergies) + "." if visit.allergies else _NONE[visit.lang],
        "vitals": ", ".join(f"{name} {value}" for name, value in visit.vitals),
        "labs": "\n".join(f"{lab.name}: {lab.value} {lab.unit}" for lab in visit.labs),
        "plan": visit.plan,
    }
    width = chance.choice((84, 100, 10_000))
    body = "\n\n".join(f"{names[key]}\n\n{_wrapped(text, width)}" for key, text in sections.items())
    printed: dict[str, Values] = {
        "sections": tuple(names.values()),
        "sex": _SEX[visit.lang][visit.sex],
        "birth_date": f"{visit.born:%m/%d/%Y}" if visit.lang == "en" else f"{visit.born:%d/%m/%Y}",
        "encounter_date": f"{visit.seen:%m/%d/%Y}"
        if visit.lang == "en"
        else f"{visit.seen:%d/%m/%Y}",
    }
    return f"{head}{body}\n".encode(), printed


def _head(chance: Random, visit: Visit) -> str:
    if visit.lang == "es":
        return (
            f"{visit.facility}\nPaciente: {visit.patient.name}\n"
            f"Fecha de nacimiento: {visit.born:%d/%m/%Y}   NHC: {visit.record_number}\n"
            f"Fecha de consulta: {visit.seen:%d/%m/%Y}\nMédico: {visit.provider}\n\n"
        )
    title = chance.choice(("VISIT NOTE", "PROGRESS NOTE", "OFFICE VISIT"))
    return (
        f"{visit.facility}\n{title}\n\nPatient: {visit.patient.name}\n"
        f"DOB: {visit.born:%m/%d/%Y}   MRN: {visit.record_number}\n"
        f"Date of service: {visit.seen:%m/%d/%Y}\nProvider: {visit.provider}, MD\n\n"
    )


def _wrapped(text: str, width: int) -> str:
    return "\n".join(textwrap.fill(row, width) for row in text.split("\n"))
