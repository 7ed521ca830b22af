"""Letters of German, French and Spanish hospitals: the patient in a sentence, salutations, what
was ruled out.
"""

from __future__ import annotations

from random import Random

from samples.generator import lexicon
from samples.generator.medical.shapes import Shape, Shaped
from samples.generator.medical.visit import Visit

_UNTOLD = frozenset({"patient_address", "patient_phones", "encounter_type"})


def _absent(chance: Random, visit: Visit) -> str:
    """What the letter says the patient has not: never one of the patient's ailments."""
    own = " ".join(words for words, _ in visit.conditions)
    ways = [w for w in lexicon.load(f"medicine_{visit.lang}")["absent"] if w not in own]
    return str(chance.choice(ways))


def _coded(visit: Visit) -> list[str]:
    return [f"{words} ({code})" for words, code in visit.conditions]


def _results(visit: Visit) -> str:
    return "\n".join(f"{lab.name}  {lab.value} {lab.unit}  ({lab.range})" for lab in visit.labs)


def german(chance: Random, visit: Visit) -> Shaped:
    """A letter on discharge; its reader is greeted, the patient stands in the first sentence."""
    female = visit.sex == "female"
    who = "Frau" if female else "Herrn"
    it = "die" if female else "der"
    reader = chance.choice(("Sehr geehrte Frau Kollegin", "Sehr geehrter Herr Kollege"))
    left = visit.seen.replace(day=min(visit.seen.day + 5, 28))
    diagnoses = "\n".join(
        f"- {row}" for row in (*_coded(visit), f"Kein Anhalt für {_absent(chance, visit)}")
    )
    home = chance.choice(("Medikation bei Entlassung", "Entlassmedikation"))
    heads = ("Diagnosen", "Anamnese", "Allergien", home, "Laborwerte", "Procedere")
    text = (
        f"{visit.facility} - Abteilung für Innere Medizin\nEntlassungsbrief\n\n"
        f"Fall-Nr.: {visit.record_number}\n\n{reader},\n\n"
        f"wir berichten über {who} {visit.patient.name}, geb. {visit.born:%d.%m.%Y}, {it} sich vom "
        f"{visit.seen:%d.%m.%Y} bis {left:%d.%m.%Y} in unserer stationären Behandlung befand.\n\n"
        f"Aufnahmegrund: {visit.complaint}\n\n{heads[0]}:\n{diagnoses}\n\n"
        f"{heads[1]}: {it.capitalize()} {visit.age}-jährige {'Patientin' if female else 'Patient'} "
        f"{visit.story}\n\n"
        f"{heads[2]}: {', '.join(visit.allergies) or 'keine bekannt'}\n\n{heads[3]}:\n"
        + "\n".join(f"{one.text} {one.frequency}" for one in visit.medicines)
        + f"\n\n{heads[4]}:\n{_results(visit)}\n\n{heads[5]}: {visit.plan}\n\n"
        f"Mit freundlichen kollegialen Grüßen\n\nDr. med. {visit.provider}\n"
    )
    return Shaped(text, ("Aufnahmegrund", *heads), _UNTOLD)


def french(chance: Random, visit: Visit) -> Shaped:
    """A report of a consultation; headings run into their text."""
    female = visit.sex == "female"
    who, born = ("Mme", "née") if female else ("M.", "né")
    given, family = visit.patient.name.split(" ", 1)
    heads = ("Motif de consultation", "Histoire de la maladie", "Allergies")
    found = chance.choice(("Diagnostic", "Conclusion"))
    reads = "; ".join(f"{one.text} {one.frequency}" for one in visit.medicines)
    told = (
        f"{visit.complaint}.",
        f"{'La patiente' if female else 'Le patient'} {visit.story}",
        f"{', '.join(visit.allergies) or 'aucune connue'}.",
    )
    rows = "\n".join(f"{head} : {text}" for head, text in zip(heads, told, strict=True))
    text = (
        f"{visit.facility}\nDr {visit.provider}\nCompte rendu de consultation du "
        f"{visit.seen:%d/%m/%Y}\n\nPatient : {who} {given} {family.upper()}, {born} le "
        f"{visit.born:%d/%m/%Y} ({visit.age} ans)\nIPP : {visit.record_number}\n\n{rows}\n"
        f"{found} :\n" + "\n".join(f"- {row}" for row in _coded(visit)) + "\n"
        f"- Pas de {_absent(chance, visit)}\nTraitement : {reads}.\nBiologie :\n{_results(visit)}\n"
        f"Conduite à tenir : {visit.plan}\n\nBien confraternellement,\n\nDr {visit.provider}\n"
    )
    titles = (*heads, found, "Traitement", "Biologie", "Conduite à tenir")
    return Shaped(text, titles, _UNTOLD)


def spanish(chance: Random, visit: Visit) -> Shaped:
    """A report on discharge with the patient's block, headings with a colon."""
    female = visit.sex == "female"
    who = "Dña." if female else "D."
    heads = ("Motivo de ingreso", "Antecedentes personales", "Alergias", "Tratamiento al alta")
    parts = (
        f"{visit.complaint}.",
        "\n".join(f"- {words}" for words, _ in visit.conditions),
        ", ".join(visit.allergies) or "No se conocen alergias",
        "\n".join(f"{one.text} {one.frequency}" for one in visit.medicines),
    )
    body = "\n\n".join(f"{head}:\n{text}" for head, text in zip(heads, parts, strict=True))
    text = (
        f"{visit.facility}\nInforme de alta\n\nPaciente: {who} {visit.patient.name}\n"
        f"NHC: {visit.record_number}\nFecha de ingreso: {visit.seen:%d/%m/%Y}\n\n"
        f"{'Mujer' if female else 'Varón'} de {visit.age} años, "
        f"{'nacida' if female else 'nacido'} el {visit.born:%d/%m/%Y}, que {visit.story}\n\n"
        f"{body}\n\nAtentamente,\n\nDr. {visit.provider}\n"
    )
    return Shaped(text, heads, _UNTOLD | {"labs"})


ABROAD: dict[str, tuple[str, Shape]] = {
    "german": ("de", german),
    "french": ("fr", french),
    "spanish": ("es", spanish),
}
"""Shape -> its language and how it tells."""
