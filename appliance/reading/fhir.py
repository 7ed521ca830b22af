"""FHIR resources in JSON, and any other JSON, as labelled rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from appliance.errors import Damaged
from appliance.reading import forms
from appliance.reading.typeset import Piece, Sheet

DEEPEST = 60
_TECHNICAL = frozenset(
    {"system", "url", "profile", "div", "meta", "reference", "fullUrl", "resourceType"}
)
# resource -> element whose statement it is -> what of it is printed
_STATED: dict[str, dict[str, str]] = {
    "Patient": {
        "name": "name",
        "birthDate": "plain",
        "gender": "plain",
        "identifier": "value",
        "address": "address",
        "telecom": "value",
    },
    "Encounter": {"period": "start", "type": "concept", "class": "concept"},
    "Practitioner": {"name": "name"},
    "Organization": {"name": "plain"},
    "Condition": {"code": "concept"},
    "MedicationStatement": {"medicationCodeableConcept": "concept", "medication": "concept"},
    "MedicationRequest": {"medicationCodeableConcept": "concept", "medication": "concept"},
    "AllergyIntolerance": {"code": "concept"},
    "Observation": {"code": "concept"},
    "Procedure": {"code": "concept"},
    "Immunization": {"vaccineCode": "concept"},
}


def read(sheet: Sheet, source: str) -> str:
    """Set a JSON file; returns ``fhir`` or ""."""
    try:
        data = json.loads(source)
    except (ValueError, RecursionError):
        raise Damaged from None
    resources = list(_resources(data))
    if not resources:
        _rows(sheet, data, "", 0)
        return ""
    for resource in resources:
        _resource(sheet, resource)
    return "fhir"


def _resources(data: Any) -> Iterator[dict[str, Any]]:
    """The resource itself, or those of a bundle."""
    if not isinstance(data, dict) or "resourceType" not in data:
        return
    if data["resourceType"] != "Bundle":
        yield data
        return
    for entry in data.get("entry") or []:
        if isinstance(entry, dict) and isinstance(entry.get("resource"), dict):
            yield entry["resource"]


def _resource(sheet: Sheet, resource: dict[str, Any]) -> None:
    kind = str(resource.get("resourceType", ""))
    stated = _STATED.get(kind, {})
    sheet.gap()
    sheet.row(forms.label(kind))
    for name, value in resource.items():
        if name in stated:
            path = f"{kind}/{name.removesuffix('CodeableConcept')}"
            for item in value if isinstance(value, list) else [value]:
                shown = _shown(item, stated[name])
                forms.state(sheet, forms.label(name), path, shown, attributes=_about(resource))
        elif name not in _TECHNICAL and name not in ("text", "id"):
            _rows(sheet, value, name, 1)


def _about(resource: dict[str, Any]) -> dict[str, str]:
    quantity = resource.get("valueQuantity")
    if not isinstance(quantity, dict):
        return {}
    found = {"value": str(quantity.get("value", "")), "unit": str(quantity.get("unit", ""))}
    return {key: text for key, text in found.items() if text}


def _shown(item: Any, form: str) -> str:
    """How a person would write an element."""
    if form == "plain" or not isinstance(item, dict):
        return str(item) if isinstance(item, str | int | float) else ""
    if form == "name":
        parts = [*_list(item, "prefix"), *_list(item, "given"), *_list(item, "family")]
        return str(item.get("text") or " ".join(parts))
    if form == "address":
        parts = [*_list(item, "line")]
        for key in ("city", "state", "postalCode", "country"):
            parts += _list(item, key)
        return str(item.get("text") or ", ".join(parts))
    if form == "concept":
        codings = item.get("coding") or [item]
        first = codings[0] if isinstance(codings, list) and codings else {}
        return str(item.get("text") or first.get("display") or first.get("code") or "")
    return str(item.get(form) or "")


def _list(item: dict[str, Any], key: str) -> list[str]:
    value = item.get(key)
    values = value if isinstance(value, list) else [value]
    return [str(part) for part in values if part]


def _rows(sheet: Sheet, value: Any, name: str, depth: int) -> None:
    """Any JSON value, one row per scalar."""
    if depth > DEEPEST:
        raise Damaged
    if isinstance(value, dict):
        if name:
            sheet.row(forms.label(name), indent=min(2 * depth, forms.DEEPEST_INDENT))
        for key, inner in value.items():
            if key not in _TECHNICAL:
                _rows(sheet, inner, str(key), depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _rows(sheet, inner, name, depth)
    elif value is not None and str(value).strip():
        caption = f"{forms.label(name)}: " if name else ""
        indent = min(2 * depth, forms.DEEPEST_INDENT)
        sheet.row(Piece(text=caption), Piece(text=str(value)), indent=indent)
