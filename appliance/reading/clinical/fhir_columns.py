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
VITAL = "vital-signs"


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
        yield from _observed(resource, "vitals" if is_vital(resource) else "results")
    elif kind in ("MedicationRequest", "MedicationStatement"):
        yield from _taken(resource)
    elif kind == "AllergyIntolerance":
        for reaction in dicts(resource.get("reaction")):
            for shown in map(concept, dicts(reaction.get("manifestation"))):
                yield Column(caption="Reaction", path="allergies/reaction", shown=shown)
    elif kind == "Condition":
        for coding in dicts(_dict(resource.get("code")).get("coding")):
            if ICD10 in str(coding.get("system", "")).lower():
                code = str(coding.get("code", ""))
                yield Column(caption="ICD-10", path="problems/icd10", shown=code)


def is_vital(resource: Resource) -> bool:
    """Whether an observation is a vital sign, by its category."""
    return any(coding.get("code") == VITAL for coding in concepts_of(resource.get("category")))


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
        code = {"text": _whole_and_part(concept(resource.get("code")), concept(part.get("code")))}
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
        own = str(resource.get("id", ""))
        found[f"{resource.get('resourceType')}/{own}"] = resource
        found[str(resource.get("fullUrl", ""))] = resource
        for inner in dicts(resource.get("contained")):
            found[f"#{inner.get('id', '')}"] = inner
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
    quantity = _dict(resource.get("valueQuantity"))
    value = quantity.get("value", resource.get("valueString", resource.get("valueInteger", "")))
    shown = str(value if value is not None else "") or concept(resource.get("valueCodeableConcept"))
    comparator = str(quantity.get("comparator", ""))
    unit = str(quantity.get("unit") or quantity.get("code") or "")
    yield from _kept("Value", f"{table}/value", f"{comparator}{shown}")
    yield from _kept("Unit", f"{table}/unit", unit)
    for normal in dicts(resource.get("referenceRange")):
        ends = [str(_dict(normal.get(key)).get("value", "")) for key in ("low", "high")]
        told = str(normal.get("text") or "-".join(end for end in ends if end))
        yield from _kept("Range", f"{table}/range", told)


def _taken(resource: Resource) -> Iterator[Column]:
    for dosage in dicts(resource.get("dosageInstruction") or resource.get("dosage")):
        dose = next(dicts(dosage.get("doseAndRate")), {})
        quantity = _dict(dose.get("doseQuantity"))
        amount = " ".join(str(quantity[key]) for key in ("value", "unit") if quantity.get(key))
        often = _often(dosage)
        yield from _kept("Dose", "medications/dose", amount)
        route = concept(_dict(dosage.get("route")))
        often = often or str(dosage.get("text", ""))  # the words are all there is
        yield from _kept("Route", "medications/route", route)
        yield from _kept("Frequency", "medications/frequency", often)


_UNITS = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month",
          "a": "year"}  # fmt: skip


def _often(dosage: Resource) -> str:
    """How often a medicine is taken: the code, else what ``Timing.repeat`` says, in words."""
    timing = _dict(dosage.get("timing"))
    named, repeat = concept(_dict(timing.get("code"))), _dict(timing.get("repeat"))
    unit = _UNITS.get(str(repeat.get("periodUnit", "")), "")
    if named or not unit or not repeat.get("period"):
        return named
    times, period = repeat.get("frequency", 1), repeat["period"]
    span = unit if period == 1 else f"{period} {unit}s"
    return f"every {span}" if times == 1 else f"{times} times every {span}"


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
