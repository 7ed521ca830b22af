"""One patient at one visit: the facts that a record reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samples.generator import codes, lexicon
from samples.generator.places import Country, Party
from samples.generator.sample import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A prescription."""

    name: str
    dose: str
    route: str
    frequency: str

    @property
    def text(self) -> str:
        """As a prescription line starts."""
        return f"{self.name} {self.dose}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """A laboratory result with its normal range."""

    name: str
    value: str
    unit: str
    range: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is known of the patient and the encounter. ``conditions`` are (words, ICD-10)."""

    lang: str
    patient: Party
    sex: str
    born: date
    seen: date
    record_number: str
    provider: str
    facility: str
    complaint: str
    story: str
    conditions: tuple[tuple[str, str], ...]
    medicines: tuple[Medicine, ...]
    allergies: tuple[str, ...]
    labs: tuple[Lab, ...]
    vitals: tuple[tuple[str, str], ...]
    plan: str

    @property
    def age(self) -> int:
        """Completed years at the visit."""
        early = (self.seen.month, self.seen.day) < (self.born.month, self.born.day)
        return self.seen.year - self.born.year - early


def draw(chance: Random, lang: str) -> Visit:
    """A visit in English (United States), or in Spanish, German or French in their countries."""
    if lang in ("de", "fr"):
        return _abroad(chance, lang)
    country = Country("us" if lang == "en" else "es")
    words = lexicon.load("medicine")
    case = chance.choice(words["case"])
    female = chance.random() < 0.5
    seen = date(2022, 1, 10) + timedelta(days=chance.randrange(1300))
    born = seen - timedelta(days=chance.randrange(19 * 365, 88 * 365))
    end = "" if lang == "en" else "_es"
    story = case["story" + end].replace("{Pronoun}", "She" if female else "He")
    index = 0 if lang == "en" else 2
    said = words["spanish"] if lang == "es" else {}
    return Visit(
        lang=lang,
        patient=country.party(chance, _name(chance, country, female)),
        sex="female" if female else "male",
        born=born,
        seen=seen,
        record_number=codes.digits(chance, chance.choice(("A-######", "########", "######"))),
        provider=country.person(chance),
        facility=str(chance.choice(words[lang]["facilities"])),
        complaint=case["complaint" + end],
        story=story,
        conditions=tuple((item[index], item[1]) for item in case["conditions"]),
        medicines=_medicines(case["medications"], said),
        allergies=tuple(chance.sample(words["allergies"][lang], chance.choice((0, 1, 1, 2)))),
        labs=tuple(
            Lab(name=said.get(name, name), value=value, unit=unit, range=normal)
            for name, value, unit, normal in case["labs"]
        ),
        vitals=_vitals(chance, lang),
        plan=case["plan" + end],
    )


def _abroad(chance: Random, lang: str) -> Visit:
    """One of the same cases in the words of a further language."""
    country, words = Country(lang), lexicon.load(f"medicine_{lang}")
    cases = lexicon.load("medicine")["case"]
    index = chance.randrange(len(cases))
    case, told = cases[index], words["cases"][index]
    female = chance.random() < 0.5
    seen = date(2022, 1, 10) + timedelta(days=chance.randrange(1300))
    pairs = zip(told["conditions"], case["conditions"], strict=True)
    return Visit(
        lang=lang,
        patient=country.party(chance, _name(chance, country, female)),
        sex="female" if female else "male",
        born=seen - timedelta(days=chance.randrange(19 * 365, 88 * 365)),
        seen=seen,
        record_number=codes.digits(chance, chance.choice(("########", "######"))),
        provider=country.person(chance),
        facility=str(chance.choice(words["facilities"])),
        complaint=told["complaint"],
        story=told["story"],
        conditions=tuple((name, item[1]) for name, item in pairs),
        medicines=_medicines(case["medications"], words["said"]),
        allergies=tuple(chance.sample(words["allergies"], chance.choice((0, 1, 1, 2)))),
        labs=tuple(
            Lab(name=words["said"].get(name, name), value=value, unit=unit, range=normal)
            for name, value, unit, normal in case["labs"]
        ),
        vitals=(),
        plan=told["plan"],
    )


def _medicines(listed: list[list[str]], said: dict[str, str]) -> tuple[Medicine, ...]:
    return tuple(
        Medicine(
            name=said.get(name, name),
            dose=dose,
            route=said.get(route, route),
            frequency=said.get(often, often),
        )
        for name, dose, route, often in listed
    )


_FEMALE = {
    "us": "Amelia Carla Elena Gloria Irene Kristen Marisol Olivia Renee Tasha Wendy Yolanda Denise",
    "es": "Adoración Concha Encarnación Graciela Inmaculada Leocadia Nieves Pilar Soledad Úrsula",
}


def _name(chance: Random, country: Country, female: bool) -> str:
    women = (
        _FEMALE[country.name].split()
        if country.name in _FEMALE
        else lexicon.load(f"medicine_{country.name}")["women"]
    )
    men = [name for name in country.data["given"] if name not in women]
    family = chance.choice(country.data["family"])
    if country.name == "es":
        family += f" {chance.choice(country.data['family'])}"
    return f"{chance.choice(women if female else men)} {family}"


def _vitals(chance: Random, lang: str) -> tuple[tuple[str, str], ...]:
    upper = chance.randrange(108, 158)
    pressure = f"{upper}/{chance.randrange(62, 94)} mmHg"
    pulse = f"{chance.randrange(56, 104)}"
    if lang == "es":
        warm = f"{chance.randrange(360, 379) / 10:.1f} °C".replace(".", ",")
        return (("TA", pressure), ("FC", f"{pulse} lpm"), ("Temperatura", warm))
    warm = f"{chance.randrange(972, 995) / 10:.1f} F"
    breath = f"{chance.randrange(12, 21)}"
    return (("BP", pressure), ("Pulse", pulse), ("Temp", warm), ("Resp", breath))


def truth(visit: Visit) -> dict[str, Values]:
    """All facts in normal form; each way of telling keeps those it tells."""
    return {
        "patient_name": visit.patient.name,
        "birth_date": visit.born.isoformat(),
        "age": str(visit.age),
        "sex": visit.sex,
        "patient_ids": [visit.record_number],
        "patient_address": " ".join(visit.patient.address),
        "patient_phones": [visit.patient.phone],
        "encounter_date": visit.seen.isoformat(),
        "provider_name": visit.provider,
        "facility_name": visit.facility,
        "chief_complaint": visit.complaint,
        "conditions": [words for words, _ in visit.conditions],
        "medications": [medicine.text for medicine in visit.medicines],
        "allergies": list(visit.allergies),
        "labs": [lab.name for lab in visit.labs],
        "vitals": [f"{name} {value}" for name, value in visit.vitals],
    } | _cells(visit)


def _cells(visit: Visit) -> dict[str, Values]:
    """The columns of its lists; a blank within a value may be a break of rows in print."""
    signs = [(name, *value.split(" ", 1)) for name, value in visit.vitals]
    return {
        "medications.dose": [one.dose for one in visit.medicines],
        "medications.route": [one.route for one in visit.medicines],
        "medications.frequency": [one.frequency for one in visit.medicines],
        "labs.value": [lab.value for lab in visit.labs],
        "labs.unit": [lab.unit for lab in visit.labs],
        "labs.range": [lab.range for lab in visit.labs],
        "vitals.name": [sign[0] for sign in signs],
        "vitals.value": [sign[1] for sign in signs],
        "vitals.unit": [sign[2] for sign in signs if len(sign) > 2],
        "conditions.icd10": [code for _, code in visit.conditions],
    }
