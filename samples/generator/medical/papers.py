"""More papers of practices and hospitals: a prescription, an operation, results with flags, a
history and physical in bullets, lists in barred tables.
"""

from __future__ import annotations

from random import Random

from samples.generator.medical.shapes import Shape, Shaped
from samples.generator.medical.visit import Visit
from samples.generator.sample import Values

_NONE = frozenset({"patient_address", "patient_phones", "encounter_type"})
_OPERATION = (
    ("Laparoscopic cholecystectomy", "Cholelithiasis"),
    ("Open reduction and internal fixation of the left ankle", "Ankle fracture"),
    ("Total knee arthroplasty", "Osteoarthritis of the right knee"),
    ("Inguinal hernia repair", "Inguinal hernia"),
)


def prescription(chance: Random, visit: Visit) -> Shaped:
    """Numbered medicines, each with its directions and what is dispensed below."""
    rows = "\n".join(
        f"{number}) {one.text}\n   Sig: take 1 {one.route} {one.frequency}\n"
        f"   Disp: #{chance.choice((30, 60, 90))}   Refills: {chance.randrange(4)}"
        for number, one in enumerate(visit.medicines, 1)
    )
    text = (
        f"{visit.facility}          Rx\n\nFor: {visit.patient.name}     DOB {visit.born:%m/%d/%Y}\n"
        f"Date: {visit.seen:%m/%d/%Y}\n\n{rows}\n\nAllergies: "
        f"{', '.join(visit.allergies) or 'NKDA'}\n\nPrescriber: {visit.provider}, MD\n"
    )
    left = {"age", "sex", "patient_ids", "chief_complaint", "conditions", "labs", "sections"}
    return Shaped(text, (), _NONE | left)


def operation(chance: Random, visit: Visit) -> Shaped:
    """An operative report: a block of labels, then headings in front of their text."""
    done, ailment = chance.choice(_OPERATION)
    worn = "woman" if visit.sex == "female" else "man"
    heads = (
        "Preoperative Diagnosis", "Postoperative Diagnosis", "Procedure", "Estimated Blood Loss",
        "Complications", "Indications", "Findings",
    )  # fmt: skip
    told = (
        ailment, ailment, done, f"{chance.randrange(10, 200)} mL", "None",
        f"{visit.patient.name.split()[-1]} is a {visit.age}-year-old {worn} whom we saw in clinic.",
        "As expected. The wound was closed in layers.",
    )  # fmt: skip
    parts = "\n".join(f"{head}: {words}" for head, words in zip(heads, told, strict=True))
    text = (
        f"OPERATIVE REPORT\n\nPatient: {visit.patient.name}\nMRN: {visit.record_number}"
        f"          DOB: {visit.born:%Y-%m-%d}\nDate of Operation: {visit.seen:%B} "
        f"{visit.seen.day}, {visit.seen.year}\nSurgeon: {visit.provider}, MD\n"
        f"Facility: {visit.facility}\n\n{parts}\n"
    )
    left = _NONE | {"chief_complaint", "medications", "allergies", "labs"}
    return Shaped(text, heads, left, known={"conditions": [ailment], "procedures": [done]})


def flagged(chance: Random, visit: Visit) -> Shaped:
    """Results in columns with a column of flags that most rows leave empty, under a group's
    name.
    """
    rows = [
        f"  {lab.name:<26}{lab.value:<11}{chance.choice(('H', 'L', '', '', '')):<7}"
        f"{lab.unit:<15}{lab.range}"
        for lab in visit.labs
    ]
    letter = visit.sex[0].upper()
    head = f"{'TEST':<28}{'RESULT':<11}{'FLAG':<7}{'UNITS':<15}REFERENCE INTERVAL"
    text = (
        f"{visit.facility.upper()}\n\nPATIENT: {visit.patient.name}          "
        f"AGE/SEX: {visit.age}Y / {letter}     DOB: {visit.born:%m/%d/%Y}\n"
        f"PATIENT ID: {visit.record_number}\nORDERING PHYSICIAN: {visit.provider}, MD\n"
        f"COLLECTED: {visit.seen:%m/%d/%Y} 08:05      REPORTED: {visit.seen:%m/%d/%Y} 16:15\n\n"
        f"{head}\n{'-' * len(head)}\nCHEMISTRY PANEL\n" + "\n".join(rows) + "\n\n"
        "*** END OF REPORT ***\n"
    )
    known: dict[str, Values] = {"facility_name": visit.facility.upper()}
    left = {"chief_complaint", "conditions", "medications", "allergies", "sections"}
    return Shaped(text, (), _NONE | left, known=known)


def physical(chance: Random, visit: Visit) -> Shaped:
    """A history and physical: facts between bars, headings in abbreviations, bullets below."""
    parts = {
        "CC": [visit.complaint],
        "HPI": [visit.story],
        "PMH": [words for words, _ in visit.conditions],
        "Medications": [f"{one.text} {one.route} {one.frequency}" for one in visit.medicines],
        "Allergies": [f"{name} - rash" for name in visit.allergies] or ["NKDA"],
        "Exam": [", ".join(f"{name} {value}" for name, value in visit.vitals)],
        "Labs": [f"{lab.name} {lab.value} {lab.unit} ({lab.range})" for lab in visit.labs],
        "A/P": [visit.plan],
    }
    body = "\n\n".join(
        f"{head}\n" + "\n".join(f"• {row}" for row in rows) for head, rows in parts.items()
    )
    text = (
        f"HISTORY & PHYSICAL\n\nPt Name: {visit.patient.name} | DOB: {visit.born:%m/%d/%Y} | "
        f"Age: {visit.age} | Gender: {visit.sex.capitalize()} | MRN: {visit.record_number}\n"
        f"Admitted: {visit.seen:%m/%d/%Y} | Attending: Dr. {visit.provider} | {visit.facility}\n\n"
        f"{body}\n"
    )
    return Shaped(text, tuple(parts), _NONE, known={"allergies.reaction": _rash(visit)})


def summary(chance: Random, visit: Visit) -> Shaped:
    """A sheet of lists, each a table between bars."""
    tables = {
        "PROBLEM LIST": [("Problem", "ICD-10", "Status")]
        + [(words, code, "Active") for words, code in visit.conditions],
        "MEDICATION LIST": [("Medication", "Dose", "Route", "Frequency")]
        + [(one.name, one.dose, one.route, one.frequency) for one in visit.medicines],
        "ALLERGY LIST": [("Substance", "Reaction"), *((name, "rash") for name in visit.allergies)],
    }
    kept = {title: rows for title, rows in tables.items() if len(rows) > 1}
    body = "\n\n".join(f"{title}\n{_barred(rows)}" for title, rows in kept.items())
    text = (
        f"PATIENT SUMMARY SHEET\nName: {visit.patient.name}        Record No.: "
        f"{visit.record_number}\nBorn: {visit.born:%d %b %Y}          Sex: "
        f"{visit.sex.capitalize()}\nPrimary care: {visit.provider}, MD, {visit.facility}\n"
        f"\n{body}\n"
    )
    left = {"age", "chief_complaint", "encounter_date", "labs"}
    return Shaped(text, tuple(kept), _NONE | left, known={"allergies.reaction": _rash(visit)})


def _rash(visit: Visit) -> list[str]:
    return ["rash"] if visit.allergies else []


def _barred(rows: list[tuple[str, ...]]) -> str:
    """Rows as a Markdown table."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, "|" + "---|" * len(rows[0]), *body])


PAPERS: dict[str, Shape] = {
    "prescription": prescription,
    "operation": operation,
    "flagged": flagged,
    "physical": physical,
    "summary": summary,
}
