"""What a coded C-CDA entry says besides its name: dose, route, frequency, value, range, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, find, find_all

GERMAN = "1.2.276.0.76.5."
"""Root of the German catalogues of codes; their years of ICD-10-GM have an OID each."""
_LOOKS_ICD10 = re.compile(r"[A-Z]\d\d(?:\.\d{1,2})?[-*+!]?")
ICD_10 = ("2.16.840.1.113883.6.90", "2.16.840.1.113883.6.3", "2.16.840.1.113883.6.4")
COLUMNS = {  # what entries are -> what of it are columns of the field's rows
    "medications": ("dose", "route", "frequency"),
    "results": ("value", "unit", "range"),
    "vitals": ("value", "unit"),
    "problems": ("icd10",),
    "allergies": ("reaction",),
}
_PERIODS = {"h": "hours", "d": "days", "wk": "weeks", "min": "minutes", "mo": "months"}
REACTION_TEMPLATE = "2.16.840.1.113883.10.20.22.4.9"


def about(act: Element, code: Element, kind: str) -> dict[str, str]:
    """The attributes of an entry as far as they are stated."""
    found = {
        "code": code.get("code", ""),
        "system": code.get("codeSystemName", "") or code.get("codeSystem", ""),
        "date": _date(act),
        **(_prescription(act) if kind in ("medications", "immunizations") else _result(act)),
        "icd10": next(_icd10(code), ""),
    }
    if kind == "allergies":
        found["reaction"] = _reaction(act)
    return {key: text for key, text in found.items() if text}


def _prescription(act: Element) -> dict[str, str]:
    dose = find(act, "doseQuantity")
    if dose is not None and not dose.get("value"):
        dose = find(dose, "low")
    route = find(act, "routeCode")
    return {
        "dose": _quantity(dose),
        "route": (route.get("displayName") or xmlsafe.text(find(route, "originalText")))
        if route is not None
        else "",
        "frequency": _frequency(act),
    }


def _frequency(act: Element) -> str:
    """``every 6 hours`` from a PIVL_TS; the code of an EIVL_TS event."""
    for time in find_all(act, "effectiveTime"):
        period = find(time, "period")
        if period is not None and period.get("value"):
            unit = period.get("unit", "")
            return f"every {period.get('value')} {_PERIODS.get(unit, unit)}"
        event = find(time, "event")
        if event is not None and event.get("code"):
            return event.get("code", "")
    return ""


def _result(act: Element) -> dict[str, str]:
    value = find(act, "value")
    if value is None:
        return {}
    shown = value.get("value", "") or value.get("displayName", "")
    if not shown and find(value, "low") is None:
        shown = xmlsafe.text(value)
    bounds = find(act, "referenceRange/observationRange")
    told = xmlsafe.text(find(bounds, "text"))
    low, high = _edge(bounds, "low"), _edge(bounds, "high")
    between = (
        f"{low}-{high}" if low and high else f"> {low}" if low else f"< {high}" if high else ""
    )
    return {"value": shown, "unit": value.get("unit", ""), "range": told or between}


def _edge(bounds: Element | None, side: str) -> str:
    edge = find(bounds, f"value/{side}")
    return edge.get("value", "") if edge is not None else ""


def _quantity(quantity: Element | None) -> str:
    if quantity is None or not quantity.get("value"):
        return ""
    unit = quantity.get("unit", "")
    return f"{quantity.get('value')} {unit}".strip() if unit != "1" else quantity.get("value", "")


def _icd10(code: Element) -> Iterator[str]:
    for item in (code, *find_all(code, "translation")):
        system, said = item.get("codeSystem", ""), item.get("code", "")
        german = system.startswith(GERMAN) and _LOOKS_ICD10.fullmatch(said)
        if said and (system in ICD_10 or german):
            yield said


def _reaction(act: Element) -> str:
    for relation in find_all(act, "entryRelationship"):
        for item in xmlsafe.children(relation, "observation"):
            roots = {template.get("root") for template in xmlsafe.children(item, "templateId")}
            value = find(item, "value")
            manifest = REACTION_TEMPLATE in roots or relation.get("typeCode") == "MFST"
            if manifest and value is not None:
                words = xmlsafe.text(find(value, "originalText"))
                return value.get("displayName", "") or words
    return ""


def _date(act: Element) -> str:
    time = find(act, "effectiveTime")
    if time is None:
        return ""
    low = find(time, "low")
    stamp = time.get("value", "") or (low.get("value", "") if low is not None else "")
    digits = stamp[:8]
    if not digits.isdigit() or len(digits) != 8:
        return digits if digits.isdigit() else ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
