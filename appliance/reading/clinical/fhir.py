"""FHIR resources in JSON, and any other JSON, as labelled rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from appliance.errors import Damaged
from appliance.reading.clinical import (
    days,
    fhir_attached,
    fhir_columns,
    fhir_names,
    fhir_people,
    fhir_status,
    fhir_versions,
)
from appliance.reading.unpaged import forms
from appliance.reading.unpaged.typeset import Piece, Sheet

DEEPEST = 60
TEXT = "fhir-text"
"""The kind of a file that holds a note in plain text and codes none of what it says."""
SEVERAL = "Patient/several"
"""States how many people a file is about: nothing of it is one's own."""
_HOLDING = {"Bundle": "entry", "Parameters": "parameter"}
"""Resources that hold others, and the element in which they do."""
_TECHNICAL = frozenset(
    {"system", "url", "profile", "div", "meta", "reference", "fullUrl", "resourceType", "data"}
)
# resource -> element whose statement it is -> what of it is printed
_STATED: dict[str, dict[str, str]] = {
    "Patient": {
        "birthDate": "plain",
        "gender": "plain",
        "identifier": "value",
        "address": "address",
        "telecom": "value",
    },
    "Encounter": {
        "period": "start",
        "type": "concept",
        "class": "concept",
        "reasonCode": "concept",
    },
    "Organization": {"name": "plain"},
    "Condition": {"code": "concept"},
    **{
        kind: {"medicationCodeableConcept": "concept", "medication": "concept"}
        for kind in fhir_columns.MEDICINES
    },
    "AllergyIntolerance": {"code": "concept"},
    "Observation": {"code": "concept"},
    "Procedure": {"code": "concept"},
    "Immunization": {"vaccineCode": "concept"},
}

_DATES = frozenset({("Patient", "birthDate"), ("Encounter", "period")})
"""What is a date, of the elements that are stated."""
_TABLED = frozenset({"Observation", *fhir_columns.MEDICINES, "AllergyIntolerance", "Condition"})
"""Resources that are rows: their columns say which."""
_CODED = _TABLED | {"Procedure", "Immunization"}
"""Resources that say what a note may say, too: where they are, they count alone."""
_READ = frozenset(_STATED) | {
    "Composition",
    "DiagnosticReport",
    "DocumentReference",
    "Practitioner",
}
"""Resources that say something of a patient's record."""


def read(sheet: Sheet, source: str) -> str:
    """Set a JSON file; returns ``fhir``, ``fhir-text`` or ""."""
    return typeset(sheet, parsed(source))


def parsed(source: str) -> Any:
    """A JSON file's values; ``Damaged`` where it is none."""
    try:
        return _parsed(source)
    except (ValueError, RecursionError):
        raise Damaged from None


def typeset(sheet: Sheet, data: Any) -> str:
    """Set the resources of a parsed file, else its values; returns what ``read`` does."""
    resources = fhir_people.with_subject(list(fhir_people.once(_resources(data, 0))))
    patients = [one for one in resources if one.get("resourceType") == "Patient"]
    if not resources or len(patients) > 1:  # of several people nothing is stated as one's own
        _rows(sheet, data, "", 0)
        if resources:
            sheet.state(SEVERAL, str(len(patients)))
        return "fhir" if resources else ""
    if not any(one.get("resourceType") in _CODED for one in resources):
        resources, told = _told(sheet, resources)
    else:
        told = False
    known = fhir_columns.referred(resources)
    rows: Counter[str] = Counter()
    repeated = fhir_names.repeated(resources, known)
    for place, resource in enumerate(resources):
        again = "named before" if place in repeated else ""
        if said := fhir_status.reason_against(resource) or again:
            sheet.gap()
            sheet.row(f"{forms.label(str(resource.get('resourceType', '')))} ({said})")
            _rows(sheet, {k: v for k, v in resource.items() if k not in ("text", "id")}, "", 0)
            continue
        if elsewhere := fhir_columns.unnamed_medicine(resource, known):
            sheet.state(fhir_attached.UNREAD, elsewhere)
        told_of = fhir_columns.with_medicine(resource, known)
        if not elsewhere and (nameless := fhir_names.nameless(told_of)):
            sheet.state(fhir_attached.UNREAD, f"{nameless} without a name")
        for part in fhir_columns.measured(told_of):
            table = fhir_columns.table(part)
            rows[table] += 1
            _resource(sheet, part, rows[table], fhir_people.people(resource, known))
    if resources and not any(one.get("resourceType") in _READ for one in resources) and not told:
        kinds = {str(one.get("resourceType")) for one in resources}
        sheet.state(fhir_attached.UNREAD, f"FHIR {', '.join(sorted(kinds))}")
    return TEXT if told else "fhir"


def _told(sheet: Sheet, resources: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], bool]:
    """Set the notes that are attached; returns the other resources, and whether there are any."""
    held = [
        one
        for one in resources
        if fhir_attached.note(fhir_attached.found(one)) and not fhir_status.reason_against(one)
    ]
    for one in held:
        fhir_attached.typeset(sheet, fhir_attached.found(one))
    return [one for one in resources if one not in held], bool(held)


def _parsed(source: str) -> Any:
    """JSON, or a resource per line as bulk exports have them (ndjson)."""
    try:
        return json.loads(source)
    except ValueError:
        lines = [line for line in source.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line) for line in lines]


def _resources(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The resource itself, those of a bundle (each with its address) or of parameters, also where
    one holds another, or those of a list."""
    if depth > DEEPEST:
        raise Damaged
    if isinstance(data, list):
        for item in data:
            yield from _resources(item, depth + 1)
    if not isinstance(data, dict) or "resourceType" not in data:
        return
    held = _HOLDING.get(str(data["resourceType"]))
    if held is None or (held == "parameter" and not _holds(data, 0)):
        yield from fhir_versions.with_contained(data)
        return
    for entry in fhir_columns.dicts(data.get(held)):
        yield from _entry(entry, depth + 1)


def _entry(entry: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    """What an entry of a bundle or a parameter holds, and the parts of it."""
    if isinstance(entry.get("resource"), dict):
        yield from _resources({"fullUrl": entry.get("fullUrl", ""), **entry["resource"]}, depth)
    if depth <= DEEPEST:
        for inner in fhir_columns.dicts(entry.get("part")):
            yield from _entry(inner, depth + 1)


def _holds(data: dict[str, Any], depth: int) -> bool:
    """Whether parameters hold a resource."""
    inner = [*fhir_columns.dicts(data.get("parameter")), *fhir_columns.dicts(data.get("part"))]
    return "resource" in data or (depth < DEEPEST and any(_holds(one, depth + 1) for one in inner))


def _resource(
    sheet: Sheet, resource: dict[str, Any], row: int, people: Iterable[fhir_columns.Column]
) -> None:
    """Set a resource: what it states, what else it holds, and the columns of its row."""
    kind = str(resource.get("resourceType", ""))
    stated = _STATED.get(kind, {})
    about = {"row": str(row)} if kind in _TABLED else {}
    sheet.gap()
    sheet.row(forms.label(kind))
    for name, value in resource.items():
        if name in stated:
            path = _path(resource, kind, name.removesuffix("CodeableConcept"))
            for item in _stated(name, value):
                shown = _shown(item, stated[name])
                if (kind, name) in _DATES and shown and not days.exists(shown):
                    sheet.state(fhir_attached.UNREAD, f"{kind}.{name}")
                forms.state(sheet, forms.label(name), path, shown, attributes=about)
        elif name not in _TECHNICAL and name not in ("text", "id"):
            _rows(sheet, value, name, 1)
    fhir_attached.typeset(sheet, fhir_attached.found(resource))
    for column in people:
        forms.state(sheet, column.caption, column.path, column.shown, value=column.value)
    for section in _sections(resource.get("section") if kind == "Composition" else None, 0):
        if section.get("title"):
            forms.state(sheet, "Section", "section/title", str(section["title"]))
        fhir_attached.narrated(sheet, section)
    for column in fhir_columns.columns(resource):
        forms.state(sheet, column.caption, column.path, column.shown, attributes=about)


def _sections(sections: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """The sections of a composition, inner ones behind theirs."""
    for section in fhir_columns.dicts(sections if depth < DEEPEST else None):
        yield section
        yield from _sections(section.get("section"), depth + 1)


def _path(resource: dict[str, Any], kind: str, name: str) -> str:
    if kind == "Observation" and fhir_columns.is_vital(resource):
        return "vitals/name"
    if kind == "Observation" and not fhir_columns.is_result(resource):
        return f"otherObservation/{name}"
    return f"{kind}/{name}"


def _stated(name: str, value: Any) -> Iterator[Any]:
    """The items of an element that are in use, of addresses the home first; of a party's contacts
    the telephones.
    """
    items = value if isinstance(value, list) else [value]
    for item in sorted(items, key=fhir_people.elsewhere) if name == "address" else items:
        if isinstance(item, dict) and fhir_people.is_former(item):
            continue
        other = name == "telecom" and isinstance(item, dict) and item.get("system", "phone")
        if not other or other in ("phone", "sms", "pager"):
            yield item


def _shown(item: Any, form: str) -> str:
    """How a person would write an element."""
    if form == "plain" or not isinstance(item, dict):
        return str(item) if isinstance(item, str | int | float) else ""
    if form == "address":
        parts = [*_list(item, "line")]
        for key in ("city", "state", "postalCode", "country"):
            parts += _list(item, key)
        return str(item.get("text") or ", ".join(parts))
    if form == "concept":
        return fhir_columns.concept(item)
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
