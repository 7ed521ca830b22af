"""Whether a row of a FHIR file has a name, and whether another row is about the same medicine.

Source: HL7 FHIR R4, MedicationAdministration.request, MedicationDispense.authorizingPrescription: a
medicine that was prescribed, handed out and given is one medicine of the patient's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from appliance.reading.clinical import fhir_columns, fhir_status
from appliance.reading.clinical.fhir_columns import GIVEN, Resource

_PRESCRIBED = ("MedicationRequest", "MedicationStatement")
_ORDERS = ("request", "authorizingPrescription", "prescription")
_NAMES = {
    "Condition": ("code",),
    "AllergyIntolerance": ("code",),
    **dict.fromkeys((*_PRESCRIBED, *GIVEN), ("medicationCodeableConcept", "medication")),
}


def name(resource: Resource) -> str:
    """What the row is of: the problem, the allergen, the medicine."""
    elements = _NAMES.get(str(resource.get("resourceType")), ())
    return next(filter(None, (fhir_columns.concept(resource.get(one)) for one in elements)), "")


def nameless(resource: Resource) -> str:
    """The kind of a resource that would be a row and does not say of what; "" for others."""
    kind = str(resource.get("resourceType"))
    return kind if kind in _NAMES and not name(resource) else ""


def repeated(resources: Sequence[Resource], known: Mapping[str, Resource]) -> frozenset[int]:
    """Places of medicines handed out or given that a prescription, a statement or an earlier one
    of the file names, too.
    """
    standing = [
        (place, fhir_columns.with_medicine(one, known))
        for place, one in enumerate(resources)
        if not fhir_status.reason_against(one)
    ]
    of_kind = [(place, one) for place, one in standing if one.get("resourceType") in GIVEN]
    told = {name(one).casefold() for _, one in standing if one.get("resourceType") in _PRESCRIBED}
    found = set()
    for place, one in of_kind:
        medicine = name(one).casefold()
        if medicine in told or _ordered(one, known):
            found.add(place)
        told |= {medicine} - {""}
    return frozenset(found)


def _ordered(resource: Resource, known: Mapping[str, Resource]) -> bool:
    """Whether it carries out an order that stands in the file."""
    orders = (one for key in _ORDERS for one in fhir_columns.dicts(resource.get(key)))
    placed = [known.get(str(one.get("reference", ""))) for one in orders]
    return any(one is not None and not fhir_status.reason_against(one) for one in placed)
