"""What a FHIR resource says beside its name: the columns of results, vital signs and medicines.

Resources and elements: HL7 FHIR R4 and R5 (Observation, MedicationRequest, MedicationStatement,
AllergyIntolerance, Condition). R5 calls ``medicationCodeableConcept`` ``medication.concept``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Resource = dict[str, Any]
ICD10 = "icd-10"
LOINC = "http://loinc.org"
VITAL, LABORATORY = "vital-signs", "laboratory"
_CATEGORIES = frozenset(
    {
        VITAL, LABORATORY, "social-history", "imaging", "procedure", "survey", "exam", "therapy",
        "activity",
    }
)  # fmt: skip
"""HL7 FHIR, code system ``observation-category``."""
GIVEN = ("MedicationAdministration", "MedicationDispense")
"""What was given or handed out: the patient's, too, where nothing else of the file names it."""
MEDICINES = ("MedicationRequest", "MedicationStatement", *GIVEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One cell of a row: caption, path of its statement, and what is printed."""

    caption: str
    path: str
    shown: str
    value: str = ""
    """What is stated where that is not what is printed."""


def columns(resource: Resource) -> Iterator[Column]:
    """The cells that stand in the row of a resource, empty ones left out."""
    kind = resource.get("resourceType")
    if kind == "Observation":
        table = "vitals" if is_vital(resource) else "results"
        yield from _observed(resource, table if is_result(resource, VITAL) else "observations")
    elif kind in MEDICINES:
        yield from _taken(resource)
        if kind not in GIVEN:  # "completed": it was given, not: it is over
            yield from _over("medications/status", str(resource.get("status") or ""))
    elif kind == "AllergyIntolerance":
        for reaction in dicts(resource.get("reaction")):
            for shown in map(concept, dicts(reaction.get("manifestation"))):
                yield Column(caption="Reaction", path="allergies/reaction", shown=shown)
    elif kind == "Condition":
        for coding in dicts(_dict(resource.get("code")).get("coding")):
            if ICD10 in str(coding.get("system", "")).lower():
                code = str(coding.get("code", ""))
                yield Column(caption="ICD-10", path="problems/icd10", shown=code)
        yield from _over("problems/status", concept(resource.get("clinicalStatus")))


def table(resource: Resource) -> str:
    """The table of which a resource is a row; its own kind where it is none of one."""
    kind = str(resource.get("resourceType", ""))
    if kind == "Observation":
        other = "results" if is_result(resource) else "observations"
        return "vitals" if is_vital(resource) else other
    return "medications" if kind in MEDICINES else kind


_OVER = frozenset({"resolved", "inactive", "remission", "completed", "stopped", "ended", "on-hold"})
"""HL7 FHIR, ``condition-clinical`` and the statuses of medicines: what is no longer so."""


def _over(path: str, status: str) -> Iterator[Column]:
    """The status of what is over; what is so needs no word."""
    if status.casefold() in _OVER:
        yield Column(caption="Status", path=path, shown=status)


def is_vital(resource: Resource) -> bool:
    """Whether an observation is a vital sign, by its category."""
    return any(coding.get("code") == VITAL for coding in concepts_of(resource.get("category")))


def is_result(resource: Resource, *also: str) -> bool:
    """Whether an observation may be a laboratory result (or of ``also``): its category says so, or
    is none that tells.
    """
    codes = {
        str(coding.get("code", "")).lower() for coding in concepts_of(resource.get("category"))
    }
    return not codes & _CATEGORIES or bool(codes & {LABORATORY, *also})


def concepts_of(value: Any) -> Iterator[Resource]:
    """The codings of one or several codeable concepts."""
    for item in dicts(value):
        yield from dicts(item.get("coding"))


def measured(resource: Resource) -> Iterator[Resource]:
    """An observation itself, and those it is made of (systolic and diastolic pressure)."""
    parts = list(dicts(resource.get("component")))
    if resource.get("resourceType") != "Observation" or not parts:
        yield resource
        return
    whole = {key: value for key, value in resource.items() if key != "component"}
    if any(key.startswith("value") for key in whole):
        yield whole
    for part in parts:
        name = _whole_and_part(concept(resource.get("code")), concept(part.get("code")))
        code = {**_dict(part.get("code")), "text": name}
        category = resource.get("category")
        yield {"resourceType": "Observation", "category": category, **part, "code": code}


def _whole_and_part(whole: str, part: str) -> str:
    """The name of a component, with the observation's where it does not tell by itself."""
    told = set(part.lower().split()) & set(whole.lower().split())
    return part if told or not whole else f"{whole}: {part}"


def referred(resources: Sequence[Resource]) -> Mapping[str, Resource]:
    """Resources by what refers to them: ``Medication/7``, ``#med1``, the entry's full address."""
    found: dict[str, Resource] = {}
    for resource in resources:
        if own := str(resource.get("id") or ""):
            found[f"{resource.get('resourceType')}/{own}"] = resource
        found[str(resource.get("fullUrl") or "")] = resource
        for inner in dicts(resource.get("contained")):
            found[f"#{inner.get('id', '')}"] = inner
    found.pop("", None)  # a reference that names nothing means none of them
    return found


def with_medicine(resource: Resource, known: Mapping[str, Resource]) -> Resource:
    """A prescription with the medicine itself in place of a reference to it."""
    inner = _dict(resource.get("medication"))
    told = _dict(resource.get("medicationReference")) or _dict(inner.get("reference"))
    if inner.get("concept"):
        return {**resource, "medication": inner["concept"]}
    medicine = known.get(str(told.get("reference", "")))
    named = _dict(medicine.get("code")) if medicine else {"text": told.get("display", "")}
    return {**resource, "medicationCodeableConcept": named} if told and named else resource


def unnamed_medicine(resource: Resource, known: Mapping[str, Resource]) -> str:
    """What a prescription refers to where nothing in the file tells which medicine that is."""
    told = _dict(resource.get("medicationReference"))
    told = told or _dict(_dict(resource.get("medication")).get("reference"))
    target = str(told.get("reference", ""))
    named = told.get("display") or concept(known.get(target, {}).get("code"))
    return "" if named else target


def concept(item: Any) -> str:
    """A codeable concept as a person would write it."""
    if not isinstance(item, dict):
        return ""
    first = next(dicts(item.get("coding")), item)
    inner = _dict(item.get("concept"))
    return str(item.get("text") or first.get("display") or first.get("code") or "") or (
        concept(inner) if inner else ""
    )


def _observed(resource: Resource, table: str) -> Iterator[Column]:
    shown, unit = _value(resource)
    yield from _kept("Value", f"{table}/value", shown)
    yield from _kept("Unit", f"{table}/unit", unit)
    for normal in dicts(resource.get("referenceRange")):
        told = str(normal.get("text") or "") or _between(normal, " ")[0]
        yield from _kept("Range", f"{table}/range", told)
    for coding in dicts(_dict(resource.get("code")).get("coding")) if table == "results" else ():
        if coding.get("system") == LOINC:
            yield from _kept("LOINC", "results/loinc", str(coding.get("code") or ""))
            break


def _value(resource: Resource) -> tuple[str, str]:
    """What was observed (``value[x]``), and its unit."""
    quantity = _dict(resource.get("valueQuantity"))
    if quantity.get("value") is not None:
        return f"{quantity.get('comparator', '')}{quantity['value']}", _unit(quantity)
    ratio = _dict(resource.get("valueRatio"))
    if ratio:
        ends = (_amount(_dict(ratio.get(part))) for part in ("numerator", "denominator"))
        return ":".join(ends), ""
    if resource.get("valueRange"):
        return _between(_dict(resource["valueRange"]), "")
    for name in _PLAIN_VALUES:
        value = resource.get(name)
        if isinstance(value, bool):
            return ("yes" if value else "no"), ""
        if value is not None:
            return str(value), ""
    return concept(resource.get("valueCodeableConcept")), ""


_PLAIN_VALUES = ("valueString", "valueInteger", "valueBoolean", "valueDateTime", "valueTime")


def _between(ends: Resource, blank: str) -> tuple[str, str]:
    """A range with one or both ends, and its unit: ``70-99``, ``< 6.5``."""
    low, high = _dict(ends.get("low")), _dict(ends.get("high"))
    least, most = (str(end.get("value", "")) for end in (low, high))
    one = f">{blank}{least}" if least else f"<{blank}{most}" if most else ""
    return (f"{least}-{most}" if least and most else one), _unit(low) or _unit(high)


def _unit(quantity: Resource) -> str:
    return str(quantity.get("unit") or quantity.get("code") or "")


def _amount(quantity: Resource) -> str:
    told = (str(quantity.get("value", "")), _unit(quantity))
    return " ".join(part for part in told if part)


def _taken(resource: Resource) -> Iterator[Column]:
    for dosage in dicts(resource.get("dosageInstruction") or resource.get("dosage")):
        often = _often(dosage)
        often = often or str(dosage.get("text", ""))  # the words are all there is
        yield from _kept("Dose", "medications/dose", _dose(dosage))
        route = concept(_dict(dosage.get("route")))
        yield from _kept("Route", "medications/route", route)
        yield from _kept("Frequency", "medications/frequency", often)


def _dose(dosage: Resource) -> str:
    """A dose or its range; STU3 and DSTU2 state it in the dosage itself."""
    for place in (*dicts(dosage.get("doseAndRate")), dosage):
        for name in ("doseQuantity", "quantityQuantity", "doseSimpleQuantity", "dose"):
            if told := _amount(_dict(place.get(name))):
                return told
        for name in ("doseRange", "quantityRange"):
            told, unit = _between(_dict(place.get(name)), "")
            if told:
                return f"{told} {unit}".strip()
    return ""


_UNITS = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month",
          "a": "year"}  # fmt: skip


def _often(dosage: Resource) -> str:
    """How often a medicine is taken: the code, else what ``Timing.repeat`` says, in words."""
    timing = _dict(dosage.get("timing"))
    named, repeat = concept(_dict(timing.get("code"))), _dict(timing.get("repeat"))
    unit = _UNITS.get(str(repeat.get("periodUnit") or repeat.get("periodUnits") or ""), "")
    if named or not unit or not repeat.get("period"):
        return named
    times, period = repeat.get("frequency", 1), repeat["period"]
    most = repeat.get("periodMax")
    span = f"{period}-{most} {unit}s" if most else unit if period == 1 else f"{period} {unit}s"
    often = f"every {span}" if times == 1 else f"{times} times every {span}"
    return f"{often} as needed" if dosage.get("asNeededBoolean") is True else often


def _kept(caption: str, path: str, shown: str) -> Iterator[Column]:
    if shown.strip():
        yield Column(caption=caption, path=path, shown=shown)


def _dict(value: Any) -> Resource:
    return value if isinstance(value, dict) else {}


def dicts(value: Any) -> Iterator[Resource]:
    """The objects of an element that may be one or a list."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
