"""Papers of hospitals and laboratories: results in columns, a discharge with run-in headings, the
transcript of a visit.
"""

from __future__ import annotations

from random import Random

from samples.generator import codes
from samples.generator.medical.shapes import Shape, Shaped
from samples.generator.medical.visit import Visit
from samples.generator.sample import Values

_WORD = {"female": ("F", "Female", "woman", "Ms."), "male": ("M", "Male", "man", "Mr.")}
_LABORATORY = "HARROWGATE PATHOLOGY SERVICES"
_PLAIN = frozenset({"patient_address", "patient_phones", "encounter_type"})
_LAB = _PLAIN | {
    "age",
    "chief_complaint",
    "conditions",
    "medications",
    "allergies",
}
_TALK = _PLAIN | {"birth_date", "patient_ids", "encounter_date", "provider_name"}


def laboratory(chance: Random, visit: Visit) -> Shaped:
    """Results in columns, without a heading; letterhead with the laboratory's own telephone."""
    given, family = visit.patient.name.split(" ", 1)
    head = chance.choice(
        (("Test", "Result", "Units", "Reference"), ("Analyte", "Value", "Unit", "Ref. range"))
    )
    rows = "\n".join(
        f"{lab.name:<26}{lab.value:<10}{lab.unit:<12}{lab.range}" for lab in visit.labs
    )
    ordered = codes.digits(chance, "NB-########")
    text = (
        f"{_LABORATORY}\n12 Quay Street   Tel {visit.patient.phone}\n"
        f"Patient name: {family}, {given}      DoB {visit.born:%d %b %Y}   "
        f"Sex: {_WORD[visit.sex][1]}\nHospital No: {visit.record_number}     Lab ref: {ordered}\n"
        f"Collected: {visit.seen:%d %b %Y} 09:12   Reported: {visit.seen:%d %b %Y} 16:40\n"
        f"Requesting clinician: Dr. {visit.provider}\n\n"
        f"{head[0]:<26}{head[1]:<10}{head[2]:<12}{head[3]}\n{rows}\n"
    )
    known: dict[str, Values] = {
        "patient_name": f"{family}, {given}",
        "facility_name": _LABORATORY,
    }
    return Shaped(text, (), _LAB, known=known)


def discharge(chance: Random, visit: Visit) -> Shaped:
    """A discharge summary: headings alone and in front of their text, an ended medicine."""
    given, family = visit.patient.name.split(" ", 1)
    ended = chance.choice(("Amlodipine 5 mg", "Naproxen 500 mg", "Warfarin 3 mg"))
    how = chance.choice(("{} daily - STOPPED", "{} daily (discontinued)", "STOP: {} daily"))
    number = codes.digits(chance, "00-##-####")
    signs = ", ".join(f"{name} {value}" for name, value in visit.vitals)
    parts = {
        "REASON FOR ADMISSION": f"\n{visit.complaint}.",
        "HOSPITAL COURSE": f"\n{_WORD[visit.sex][3]} {family} is a {visit.age}-year-old "
        f"{_WORD[visit.sex][2]} who {visit.story}",
        "DISCHARGE DIAGNOSES": "\n"
        + "\n".join(f"{n}. {words} ({code})" for n, (words, code) in enumerate(visit.conditions, 1))
        + "\nNo evidence of pneumonia.",
        "ALLERGIES": f" {', '.join(visit.allergies) or 'None known'}",
        "DISCHARGE MEDICATIONS": "\n"
        + "\n".join(f"{one.text} {one.route} {one.frequency}" for one in visit.medicines)
        + f"\n{how.format(ended)}",
        "VITALS AT DISCHARGE": f" {signs}",
        "LABS": "\n"
        + "\n".join(f"{lab.name} {lab.value} {lab.unit} ({lab.range})" for lab in visit.labs),
        "FOLLOW UP": f"\n{visit.plan}",
    }
    body = "\n\n".join(
        f"{head}{':' if text[0] == ' ' else ''}{text}" for head, text in parts.items()
    )
    text = (
        f"{visit.facility.upper()}\nDISCHARGE SUMMARY\n\nPatient: {family}, {given}"
        f"          MRN: {number}\nDOB: {visit.born:%m/%d/%Y}     Sex: {_WORD[visit.sex][0]}\n"
        f"Admitted: {visit.seen:%m/%d/%Y}\nAttending: {visit.provider}, MD\n\n{body}\n"
    )
    known: dict[str, Values] = {"patient_ids": [number], "patient_name": f"{family}, {given}"}
    return Shaped(text, tuple(parts), _PLAIN, known=known)


def transcript(chance: Random, visit: Visit) -> Shaped:
    """What was said, without capitals, each turn behind its speaker."""
    named, ails = visit.patient.name.casefold(), [w.casefold() for w, _ in visit.conditions]
    first = visit.medicines[0].text.casefold()
    doctor, patient = chance.choice((("[doctor]", "[patient]"), ("Doctor:", "Patient:")))
    text = (
        f"{doctor} hi {named.split()[0]} how are you\n{patient} hi doctor uh not so great\n"
        f"{doctor} so just for the record {named} is a {visit.age} year old {visit.sex} with a "
        f"past medical history of {' and '.join(ails)} who is here for "
        f"{visit.complaint.casefold()} when did it start\n{patient} about two weeks ago\n"
        f"{doctor} any fever or weight loss\n{patient} no no fever\n"
        f"{doctor} are you still taking the {first}\n{patient} yeah every morning\n"
        f"{doctor} okay let us see how it goes then\n"
    )
    left = _TALK | {"facility_name", "allergies", "labs", "sections"}
    return Shaped(text, (), left, known={"medications": [first]})


REPORTS: dict[str, Shape] = {
    "laboratory": laboratory,
    "discharge": discharge,
    "transcript": transcript,
}
