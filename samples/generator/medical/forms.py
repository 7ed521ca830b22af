"""Papers that people fill in or talk through: a visit as questions and answers, a form with boxes,
a nurse's shift with a table of signs, a note in abbreviations.
"""

from __future__ import annotations

from random import Random

from samples.generator.medical.shapes import Shape, Shaped
from samples.generator.medical.visit import Visit
from samples.generator.sample import Values

_LEFT = frozenset({"patient_address", "patient_phones", "encounter_type"})
_TITLE = {"female": ("Mrs.", "Ms."), "male": ("Mr.", "Mr.")}
_OTHERS = ("Stroke", "Epilepsy", "Hepatitis", "Glaucoma", "Tuberculosis", "Cancer")
_REACTIONS = ("hives", "rash", "nausea", "swelling", "itching")


def talk(chance: Random, visit: Visit) -> Shaped:
    """A visit as it is spoken: each fact is the answer to a question."""
    given, family = visit.patient.name.split(" ", 1)
    doctor, patient = chance.choice(
        (("Doctor:", "Patient:"), ("[doctor]", "[patient]"), ("Dr:", "Pt:"), ("Nurse:", "Patient:"))
    )
    title = chance.choice(_TITLE[visit.sex])
    ails = [words for words, _ in visit.conditions]
    told = [f"{one.text} {one.frequency}" for one in visit.medicines]
    reaction = chance.choice(_REACTIONS)
    allergic = f"Yes, {' and '.join(visit.allergies)}. I get {reaction}."
    turns = [
        (doctor, f"Hello, you're {title} {family.split()[-1]}, is that right?"),
        (patient, f"Yes, {given} {family}."),
        (doctor, chance.choice(("And your date of birth?", "When were you born?"))),
        (patient, f"{visit.born:%B} {visit.born.day}, {visit.born.year}, I'm {visit.age}."),
        (doctor, chance.choice(("What brings you in today?", "How can I help you?"))),
        (patient, f"Well, I've been having {_small(visit.complaint)}."),
        (doctor, chance.choice(("Any other medical problems?", "Do you have any health issues?"))),
        (patient, f"I have {' and '.join(_small(words) for words in ails)}."),
        (doctor, chance.choice(("What medications do you take?", "Are you on any medications?"))),
        (patient, f"{chance.choice(('I take', 'Um, I am on'))} {' and '.join(told)}."),
        (doctor, chance.choice(("Are you allergic to anything?", "Any allergies?"))),
        (patient, allergic if visit.allergies else chance.choice(("No.", "Not that I know of."))),
        (doctor, "Does anybody in your family have heart disease?"),
        (patient, "My mother had a stroke."),
        (doctor, visit.plan),
    ]
    text = "\n".join(f"{who} {words}" for who, words in turns) + "\n"
    left = {"patient_ids", "encounter_date", "provider_name", "facility_name", "labs", "sections"}
    known: dict[str, Values] = {"allergies.reaction": [reaction] if visit.allergies else []}
    return Shaped(text, (), _LEFT | left, known=known)


def intake(chance: Random, visit: Visit) -> Shaped:
    """A form of a new patient: boxes are ticked for what applies."""
    given, family = visit.patient.name.split(" ", 1)
    on, off = chance.choice((("[X]", "[ ]"), ("☒", "☐"), ("(x)", "( )")))
    sexes = "   ".join(
        f"{on if visit.sex == one else off} {one.capitalize()}" for one in ("female", "male")
    )
    ails = [words for words, _ in visit.conditions]
    asked = [*ails, *chance.sample([o for o in _OTHERS if o not in ails], 3)]
    chance.shuffle(asked)
    ticks = "\n".join(f"{on if words in ails else off} {words}" for words in asked)
    reaction = chance.choice(_REACTIONS)
    heads = ("REASON FOR VISIT", "MEDICAL HISTORY", "CURRENT MEDICATIONS", "ALLERGIES", "VITALS")
    rows = (
        f"PATIENT QUESTIONNAIRE        {visit.facility}\n\nLast name: {family}    "
        f"First name: {given}\nDate of birth: {visit.born:%m/%d/%Y}    Sex: {sexes}\nPatient ID: "
        f"{visit.record_number}    Today's date: {visit.seen:%m/%d/%Y}\n"
        f"Primary doctor: Dr. {visit.provider}",
        f"1. {heads[0]}\n{visit.complaint}",
        f"2. {heads[1]} (check all that apply)\n{ticks}",
        f"3. {heads[2]}\nName                          Dose           How often\n"
        + "\n".join(f"{one.name:<30}{one.dose:<15}{one.frequency}" for one in visit.medicines),
        f"4. {heads[3]}   {off} None\nSubstance                Reaction\n"
        + "\n".join(f"{name:<25}{reaction}" for name in visit.allergies),
        f"5. {heads[4]} (office use)\n"
        + "   ".join(f"{name}: {value}" for name, value in visit.vitals),
    )
    known: dict[str, Values] = {
        "allergies.reaction": [reaction] if visit.allergies else [],
        "vitals": [f"{name}: {value}" for name, value in visit.vitals],
    }
    return Shaped("\n\n".join(rows) + "\n", heads, _LEFT | {"age", "labs"}, known=known)


def shift(chance: Random, visit: Visit) -> Shaped:
    """A nurse's note: signs in a table of hours, medicines behind the hour they were given at."""
    letter = visit.sex[0].upper()
    signs = [(name, value.split()[0]) for name, value in visit.vitals]
    table = "Time    " + "".join(f"{name:<10}" for name, _ in signs) + "\n"
    table += "\n".join(
        f"{hour}    " + "".join(f"{value:<10}" for _, value in signs) for hour in ("0800", "1200")
    )
    given = "\n".join(f"0900  {one.text} {one.route}" for one in visit.medicines)
    heads = ("VITAL SIGNS", "MEDICATIONS GIVEN", "NARRATIVE")
    text = (
        f"NURSING NOTE\n{visit.facility}\nPatient: {visit.patient.name}     Age/Sex: {visit.age}/"
        f"{letter}     MRN: {visit.record_number}\nDate: {visit.seen:%m/%d/%Y}   Shift: 0700-1900"
        f"   RN: {visit.provider}, BSN, RN\nAllergies: {', '.join(visit.allergies) or 'NKDA'}\n"
        f"Dx: {', '.join(words for words, _ in visit.conditions)}\n\n{heads[0]}\n{table}\n\n"
        f"{heads[1]}\n{given}\n\n{heads[2]}\nResting in bed, call light within reach.\n"
    )
    known: dict[str, Values] = {
        "vitals": [f"{name} {value}" for name, value in signs],
        "vitals.name": [name for name, _ in signs],
        "vitals.value": [value for _, value in signs],
    }
    left = {"birth_date", "chief_complaint", "labs"}
    return Shaped(text, heads, _LEFT | left, known=known)


def abbreviated(chance: Random, visit: Visit) -> Shaped:
    """A note in letters and abbreviations, a bracket behind the letter of each part."""
    letter = visit.sex[0].upper()
    takes = "; ".join(f"{one.text} {one.frequency}" for one in visit.medicines)
    diagnoses = "\n".join(
        f"   {n}. {words} - {code}" for n, (words, code) in enumerate(visit.conditions, 1)
    )
    text = (
        f"{visit.facility} - Progress note\nName: {visit.patient.name}   DOB: {visit.born:%m/%d/%y}"
        f"   {visit.age} y/o {letter}   Chart: {visit.record_number}\nDOS: {visit.seen:%m/%d/%Y}   "
        f"Provider: {visit.provider}, NP\n\nS) {visit.age} y/o {letter} here w/ spouse for "
        f"{_small(visit.complaint)}. Meds: {takes}. "
        f"{'Allergic to ' + ', '.join(visit.allergies) if visit.allergies else 'NKDA'}.\n"
        f"O) {' '.join(f'{name} {value}' for name, value in visit.vitals)}\n"
        f"A) See below.\n{diagnoses}\nP) {visit.plan}\n"
    )
    known: dict[str, Values] = {"medications.route": []}
    return Shaped(text, ("S", "O", "A", "P"), _LEFT | {"labs"}, known=known)


def _small(words: str) -> str:
    return words if words[:2].isupper() else words[0].lower() + words[1:]


FORMS: dict[str, Shape] = {
    "talk": talk,
    "intake": intake,
    "shift": shift,
    "abbreviated": abbreviated,
}
