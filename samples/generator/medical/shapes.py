"""Notes as other people write them: letters, emergency notes, SOAP, lists, records without names.

Each shape is a text, the headings that stand in it, and the facts that it does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple

from samples.generator.medical.visit import Visit
from samples.generator.sample import Values


class Shaped(NamedTuple):
    """A note, its headings, what it leaves out, and what it tells otherwise."""

    text: str
    sections: tuple[str, ...] = ()
    untold: frozenset[str] = frozenset()
    known: Mapping[str, Values] = {}


Shape = Callable[[Random, Visit], Shaped]
_WORN = {"female": ("female", "F", "woman", "lady"), "male": ("male", "M", "man", "gentleman")}
_LETTER = frozenset({"patient_address", "patient_phones", "encounter_type", "sections", "labs"})
_NOTE = frozenset({"patient_address", "patient_phones", "encounter_type"})


def _sir(visit: Visit) -> str:
    return "Ms." if visit.sex == "female" else "Mr."


def _pronoun(visit: Visit) -> str:
    return "She" if visit.sex == "female" else "He"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _conditions(visit: Visit) -> list[str]:
    return [words for words, _ in visit.conditions]


def _doses(visit: Visit) -> list[str]:
    return [f"{one.text} {one.route} {one.frequency}" for one in visit.medicines]


def letter(chance: Random, visit: Visit) -> Shaped:
    """A dictated letter to a colleague, all in prose."""
    who, family = _WORN[visit.sex][3], visit.patient.name.split()[-1]
    allergic = f"is allergic to {_listed(list(visit.allergies))}" if visit.allergies else (
        "has no known drug allergies"
    )  # fmt: skip
    text = (
        f"{visit.facility}\n\n{visit.seen:%B} {visit.seen.day}, {visit.seen.year}\n\n"
        f"RE: {visit.patient.name}\nDOB: {visit.born:%m/%d/%Y}\nMRN: {visit.record_number}\n\n"
        f"Dear Colleague,\n\nThank you for referring {visit.patient.name}, a pleasant "
        f"{visit.age}-year-old {who}, whom I saw today for {_lower(visit.complaint)}. "
        f"{_sir(visit)} {family} {visit.story}\n\n"
        f"{_pronoun(visit)} has a past medical history of {_listed(_low(_conditions(visit)))}. "
        f"Current medications are {_listed(_doses(visit))}. The patient {allergic}.\n\n"
        f"My plan is as follows. {visit.plan}\n\nSincerely,\n\n{visit.provider}, MD\n"
    )
    return Shaped(text, untold=_LETTER)


def british(chance: Random, visit: Visit) -> Shaped:
    """A clinic letter of a British hospital: diagnoses first, day before month."""
    heads = ("Diagnoses:", "Current medication:", "Allergies:", "Plan:")
    title = "Mrs" if visit.sex == "female" else "Mr"
    rows = [
        visit.facility, f"Clinic date: {visit.seen:%d/%m/%Y}", f"Consultant: Dr {visit.provider}",
        "", f"Re: {title} {visit.patient.name}  DOB: {visit.born:%d/%m/%Y}  "
        f"Hospital No: {visit.record_number}", "", heads[0],
        *(f"{number}. {words}" for number, words in enumerate(_conditions(visit), 1)), "",
        heads[1], *(f"{one.text} {one.frequency}" for one in visit.medicines), "",
        heads[2], _listed(list(visit.allergies)) if visit.allergies else "Nil known", "",
        heads[3], visit.plan, "",
        f"I reviewed this {visit.age} year old {_WORN[visit.sex][3]} in clinic today with "
        f"{_lower(visit.complaint)}. {_pronoun(visit)} {visit.story}", "",
        "Yours sincerely,", "", f"Dr {visit.provider}",
    ]  # fmt: skip
    heads = tuple(head.rstrip(":") for head in heads)
    return Shaped("\n".join(rows) + "\n", heads, _NOTE | {"labs"})


def emergency(chance: Random, visit: Visit) -> Shaped:
    """A note of an emergency department: clipped, with abbreviations."""
    worn = _WORN[visit.sex][1]
    heads = ("CC", "HPI", "PMH", "Meds", "Allergies", "VS", "Labs", "MDM", "Dispo")
    told = (
        visit.complaint,
        f"{visit.age} y/o {worn} who {visit.story}",
        ", ".join(_conditions(visit)),
        "; ".join(_doses(visit)),
        ", ".join(visit.allergies) or "NKDA",
        " ".join(f"{name} {value}" for name, value in visit.vitals),
        "; ".join(f"{lab.name} {lab.value} {lab.unit}" for lab in visit.labs),
        visit.plan,
        "Discharged home in stable condition.",
    )
    head = (
        f"{visit.facility} - Emergency Department\nPt: {visit.patient.name}   "
        f"Age/Sex: {visit.age}{worn}   MRN {visit.record_number}\nDOB {visit.born:%m/%d/%Y}   "
        f"Date of service {visit.seen:%m/%d/%Y}   Attending: {visit.provider}, MD\n\n"
    )
    rows = (f"{name}: {text}" for name, text in zip(heads, told, strict=True))
    return Shaped(head + "\n".join(rows) + "\n", heads, _NOTE)


def soap(chance: Random, visit: Visit) -> Shaped:
    """Subjective, objective, assessment, plan."""
    short = chance.random() < 0.5
    heads = ("S:", "O:", "A:", "P:") if short else ("Subjective", "Objective", "Assessment", "Plan")
    joint = " " if short else "\n"
    numbered = "\n".join(f"{n}. {words}" for n, words in enumerate(_conditions(visit), 1))
    told = (
        f"CC: {visit.complaint}. {visit.patient.name} is a {visit.age} yo "
        f"{_WORN[visit.sex][0]} who {visit.story} Takes {_listed(_doses(visit))}. "
        + (f"Allergies: {', '.join(visit.allergies)}." if visit.allergies else "NKDA."),
        ", ".join(f"{name} {value}" for name, value in visit.vitals) + ".",
        numbered,
        visit.plan,
    )
    body = "\n\n".join(f"{head}{joint}{text}" for head, text in zip(heads, told, strict=True))
    head = (
        f"Name: {visit.patient.name}\nDate of birth: {visit.born:%Y-%m-%d}\n"
        f"Chart #: {visit.record_number}\nVisit date: {visit.seen:%Y-%m-%d}\n\n"
    )
    text = f"{head}{body}\n\nElectronically signed by {visit.provider}, MD\n"
    heads = tuple(head.rstrip(":") for head in heads)
    return Shaped(text, heads, _NOTE | {"facility_name", "labs"})


def bulleted(chance: Random, visit: Visit) -> Shaped:
    """Headings with a capital first letter, dashes below them."""
    mark = chance.choice(("- ", "* ", "• "))
    parts = {
        "Reason for visit": [visit.complaint],
        "History": [f"{visit.age}-year-old {_WORN[visit.sex][2]} who {visit.story}"],
        "Past medical history": _conditions(visit),
        "Home medications": _doses(visit),
        "Allergies": list(visit.allergies) or ["No known allergies"],
        "Lab results": [f"{lab.name}: {lab.value} {lab.unit} ({lab.range})" for lab in visit.labs],
        "Assessment and plan": [visit.plan],
    }
    body = "\n".join(
        f"{head}\n" + "\n".join(f"{mark}{row}" for row in rows) + "\n"
        for head, rows in parts.items()
    )
    head = (
        f"{visit.facility}\nPatient name: {visit.patient.name}\n"
        f"Gender: {visit.sex.capitalize()}\nBirth date: {visit.born:%B} {visit.born.day}, "
        f"{visit.born.year}\nPatient ID: {visit.record_number}\n"
        f"Date of visit: {visit.seen:%m/%d/%y}\nSeen by: {visit.provider}, NP\n\n"
    )
    return Shaped(head + body, tuple(parts), _NOTE)


def lower(chance: Random, visit: Visit) -> Shaped:
    """Typed in haste: headings in small letters, a colon behind them."""
    parts = {
        "chief complaint": visit.complaint,
        "history of present illness": f"pt is a {visit.age} yr old {_WORN[visit.sex][0]} who "
        f"{visit.story}",
        "past medical history": ", ".join(_low(_conditions(visit))),
        "medications": "\n".join(_doses(visit)),
        "allergies": ", ".join(visit.allergies) or "none known",
        "vital signs": ", ".join(f"{name} {value}" for name, value in visit.vitals),
        "assessment/plan": visit.plan,
    }
    head = (
        f"patient: {visit.patient.name}\ndob: {visit.born:%m/%d/%Y}\nmrn: {visit.record_number}\n"
        f"date of service: {visit.seen:%m/%d/%Y}\nprovider: {visit.provider}\n\n"
    )
    body = "\n\n".join(f"{name}:\n{text}" for name, text in parts.items())
    return Shaped(f"{head}{body}\n", tuple(parts), _NOTE | {"facility_name", "labs"})


def nameless(chance: Random, visit: Visit) -> Shaped:
    """De-identified: marks stand for names, dates and places; nothing may be made of them."""
    gap = chance.choice(("[**Name**]", "___", "XXXX", "[NAME]"))
    parts = {
        "CHIEF COMPLAINT": f"{visit.complaint}.",
        "HISTORY OF PRESENT ILLNESS": f"{_sir(visit)} {gap} is a {visit.age} year-old "
        f"{_WORN[visit.sex][0]} who {visit.story}",
        "PAST MEDICAL HISTORY": "\n".join(
            f"{n}. {words}." for n, words in enumerate(_conditions(visit), 1)
        ),
        "MEDICATIONS ON ADMISSION": "\n".join(
            f"{n}. {row}." for n, row in enumerate(_doses(visit), 1)
        ),
        "ALLERGIES": ", ".join(visit.allergies) + "." if visit.allergies else "No known allergies.",
        "DISCHARGE DIAGNOSIS": f"{_conditions(visit)[0]}.",
        "DISCHARGE INSTRUCTIONS": visit.plan,
    }
    head = (
        f"Name: {gap}   Unit No: {gap}\nAdmission Date: {gap}   Discharge Date: {gap}\n"
        f"Date of Birth: {gap}   Sex: {_WORN[visit.sex][1]}\n\n"
    )
    body = "\n\n".join(f"{name}:\n{text}" for name, text in parts.items())
    hidden = {"patient_name", "birth_date", "patient_ids", "encounter_date"}
    hidden |= {"provider_name", "facility_name", "labs"}
    return Shaped(f"{head}{body}\n", tuple(parts), _NOTE | hidden)


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def _low(words: list[str]) -> list[str]:
    return [_lower(one) for one in words]


SHAPES: dict[str, Shape] = {
    "letter": letter,
    "british": british,
    "emergency": emergency,
    "soap": soap,
    "bulleted": bulleted,
    "lower": lower,
    "nameless": nameless,
}
