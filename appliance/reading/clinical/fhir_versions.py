"""Resources of other FHIR versions in the words of R4: what was renamed means the same.

Source: HL7 FHIR R5, "Differences from R4" (Encounter.actualPeriod, Encounter.reason); HL7 FHIR
DSTU2 (MedicationOrder, AllergyIntolerance.substance, Encounter.reason as a concept).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from appliance.reading.clinical.fhir_columns import Resource, concept, dicts

_KINDS = {"MedicationOrder": "MedicationRequest", "MedicationPrescription": "MedicationRequest"}
_NAMES = {
    "Encounter": {"actualPeriod": "period"},
    "AllergyIntolerance": {"substance": "code"},
}


def as_r4(resource: Resource) -> Resource:
    """The same resource by the names that R4 has."""
    kind = str(resource.get("resourceType", ""))
    kind = _KINDS.get(kind, kind)
    names = _NAMES.get(kind, {})
    found = {names.get(key, key): value for key, value in resource.items()}
    found["resourceType"] = kind
    if kind == "Encounter" and "reason" in found:
        found["reasonCode"] = list(_reasons(found.pop("reason")))
    if kind == "AllergyIntolerance" and not concept(found.get("code")):
        to = [concept(one.get("substance")) for one in dicts(found.get("reaction"))]
        found["code"] = {"text": ", ".join(filter(None, dict.fromkeys(to)))}
    return found


def _reasons(value: Any) -> Iterator[Resource]:
    """Codeable concepts: themselves, or inside a reason's values."""
    for item in dicts(value):
        inner = list(dicts(item.get("value")))
        yield from inner or [item]


_INSIDE = ("Observation", "Condition", "Procedure")


def with_contained(resource: Resource) -> Iterator[Resource]:
    """A resource, and those inside it that say something of the patient themselves."""
    yield as_r4(resource)
    for inner in dicts(resource.get("contained")):
        if inner.get("resourceType") in _INSIDE:
            yield as_r4(inner)
