"""A discharge or consultation letter as a PDF with headed sections and a table of results."""

from __future__ import annotations

import io
from random import Random

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from samples.generator.medical.visit import Visit
from samples.generator.sample import Values

_WORDS = {
    "en": {
        "patient": "Patient",
        "born": "Date of birth",
        "sex": "Sex",
        "number": "MRN",
        "seen": "Date of visit",
        "address": "Address",
        "phone": "Phone",
        "age": "Age",
        "years": "years",
        "provider": "Physician",
        "complaint": "Reason for Visit",
        "conditions": "Diagnoses",
        "story": "History",
        "medicines": "Medications",
        "allergies": "Allergies",
        "labs": "Laboratory Results",
        "plan": "Plan",
        "none": "No known drug allergies",
        "female": "Female",
        "male": "Male",
    },
    "es": {
        "patient": "Paciente",
        "born": "Fecha de nacimiento",
        "sex": "Sexo",
        "number": "NHC",
        "seen": "Fecha de consulta",
        "address": "Domicilio",
        "phone": "Teléfono",
        "age": "Edad",
        "years": "años",
        "provider": "Médico",
        "complaint": "Motivo de consulta",
        "conditions": "Diagnósticos",
        "story": "Historia actual",
        "medicines": "Tratamiento",
        "allergies": "Alergias",
        "labs": "Analítica",
        "plan": "Plan",
        "none": "No se conocen alergias",
        "female": "Mujer",
        "male": "Varón",
    },
}


_TITLES = {
    "en": ("Discharge Summary", "Consultation Letter", "Clinical Summary"),
    "es": ("Informe de alta", "Informe clínico"),
}
_LAB_HEAD = {
    "en": ("Test", "Result", "Unit", "Reference"),
    "es": ("Prueba", "Resultado", "Unidad", "Referencia"),
}


def pdf(chance: Random, visit: Visit) -> tuple[bytes, dict[str, Values]]:
    """The letter, and how it prints the values."""
    words = _WORDS[visit.lang]
    size = letter if visit.lang == "en" else A4
    font = chance.choice((("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold")))
    plain = ParagraphStyle("plain", fontName=font[0], fontSize=10, leading=13.5)
    strong = ParagraphStyle("strong", fontName=font[1], fontSize=11.5, leading=20)
    title = chance.choice(_TITLES[visit.lang])
    when = "%m/%d/%Y" if visit.lang == "en" else "%d/%m/%Y"
    story: list[Flowable] = [
        Paragraph(visit.facility, ParagraphStyle("h", fontName=font[1], fontSize=15, leading=20)),
        Paragraph(title, ParagraphStyle("t", fontName=font[0], fontSize=12, leading=24)),
        _facts(visit, words, when, font),
        Spacer(0, 8),
    ]
    for heading, rows in _sections(visit, words):
        story.append(Paragraph(heading, strong))
        story += [Paragraph(row, plain) for row in rows]
    story += [Paragraph(words["labs"], strong), _labs(visit, font)]
    story += [Paragraph(words["plan"], strong), Paragraph(visit.plan, plain), Spacer(0, 26)]
    story.append(Paragraph(f"{visit.provider}{', MD' if visit.lang == 'en' else ''}", plain))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=size, invariant=1, topMargin=56, bottomMargin=50).build(story)
    headings = tuple(heading for heading, _ in _sections(visit, words))
    return out.getvalue(), {
        "sections": (*headings, words["labs"], words["plan"]),
        "sex": words[visit.sex],
        "birth_date": visit.born.strftime(when),
        "encounter_date": visit.seen.strftime(when),
        "encounter_type": title,
    }


def _facts(visit: Visit, words: dict[str, str], when: str, font: tuple[str, str]) -> Table:
    """The patient's block: label and value in two columns of pairs."""
    rows = [
        [words["patient"], visit.patient.name, words["number"], visit.record_number],
        [
            words["born"],
            visit.born.strftime(when),
            words["age"],
            f"{visit.age} {words['years']}",
        ],
        [words["sex"], words[visit.sex], words["seen"], visit.seen.strftime(when)],
        [words["address"], ", ".join(visit.patient.address), words["phone"], visit.patient.phone],
        [words["provider"], visit.provider, "", ""],
    ]
    table = Table([[f"{row[0]}:", row[1], f"{row[2]}:" if row[2] else "", row[3]] for row in rows])
    table.hAlign = "LEFT"
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), font[0], 9.5),
                ("FONT", (0, 0), (0, -1), font[1], 9.5),
                ("FONT", (2, 0), (2, -1), font[1], 9.5),
                ("BOX", (0, 0), (-1, -1), 0.5, colors.grey),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return table


def _sections(visit: Visit, words: dict[str, str]) -> list[tuple[str, list[str]]]:
    conditions = [f"{number}. {name} ({code})" for number, (name, code) in _numbered(visit)]
    medicines = [
        f"{medicine.text}, {medicine.route}, {medicine.frequency}" for medicine in visit.medicines
    ]
    told = f"{visit.patient.name} {visit.story}"
    return [
        (words["complaint"], [visit.complaint]),
        (words["conditions"], conditions),
        (words["story"], [told]),
        (words["medicines"], medicines),
        (words["allergies"], list(visit.allergies) or [words["none"]]),
    ]


def _numbered(visit: Visit) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(visit.conditions, start=1))


def _labs(visit: Visit, font: tuple[str, str]) -> Table:
    rows = [list(_LAB_HEAD[visit.lang])]
    rows += [[lab.name, lab.value, lab.unit, lab.range] for lab in visit.labs]
    table = Table(rows, colWidths=(150, 70, 80, 90))
    table.hAlign = "LEFT"
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), font[0], 9.5),
                ("FONT", (0, 0), (-1, 0), font[1], 9.5),
                ("GRID", (0, 0), (-1, -1), 0.4, colors.lightgrey),
            ]
        )
    )
    return table
