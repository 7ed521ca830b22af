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
    "medications": ("dose", "route", "frequency", "status"),
    "results": ("value", "unit", "range", "loinc"),
    "vitals": ("value", "unit"),
    "problems": ("icd10", "status"),
    "allergies": ("reaction",),
}
_PERIODS = {"h": "hours", "d": "days", "wk": "weeks", "min": "minutes", "mo": "months"}
_EVENTS = {
    "HS": "at bedtime", "WAKE": "upon waking", "C": "with meals", "CM": "with breakfast",
    "CD": "with lunch", "CV": "with dinner", "AC": "before meals", "ACM": "before breakfast",
    "ACD": "before lunch", "ACV": "before dinner", "PC": "after meals", "PCM": "after breakfast",
    "PCD": "after lunch", "PCV": "after dinner", "IC": "between meals",
}  # fmt: skip
"""HL7 Version 3, TimingEvent."""
LOINC = "2.16.840.1.113883.6.1"
STATUS_CODE = "33999-4"
"""LOINC: the status of what an observation belongs to."""
STATUS_TEMPLATES = frozenset({
    "2.16.840.1.113883.10.20.22.4.6", "2.16.840.1.113883.10.20.1.50",
    "2.16.840.1.113883.10.20.1.47", "2.16.840.1.113883.10.20.22.4.28",
})  # fmt: skip
"""Problem, medication and allergy status observations."""
_OVER = {
    "completed": "completed", "aborted": "stopped", "suspended": "suspended", "held": "suspended",
}  # fmt: skip
"""HL7 Version 3, ActStatus, of what is no longer so; what is active needs no word."""
_ANNOTATION = re.compile(r"\{([^{}]*)\}")
"""What the Unified Code for Units of Measure has in braces is words for people (``{tbl}``)."""
REACTION_TEMPLATE = "2.16.840.1.113883.10.20.22.4.9"


def about(act: Element, code: Element, kind: str) -> dict[str, str]:
    """The attributes of an entry as far as they are stated."""
    found = {
        "code": code.get("code", ""),
        "system": code.get("codeSystemName", "") or code.get("codeSystem", ""),
        "date": _date(act),
        **(_prescription(act) if kind in ("medications", "immunizations") else _result(act)),
        "icd10": next(_icd10(code), ""),
        "loinc": next(_loinc(code), "") if kind == "results" else "",
    }
    if kind == "allergies":
        found["reaction"] = _reaction(act)
    return {key: text for key, text in found.items() if text}


def standing(act: Element, entry: Element, kind: str) -> dict[str, str]:
    """``status`` of an ailment or a medicine that is over: what a status observation says
    (``Resolved``), else the status code of the problem concern, or of a medicine whose time has
    ended. Many systems close every entry as ``completed``: without an end that says nothing.

    Source: C-CDA R2.1, Problem Concern Act, Problem Observation (``effectiveTime/high`` is when a
    problem was resolved), Medication Activity.
    """
    if kind not in ("problems", "medications"):
        return {}
    said = next(_observed_status(act), "")
    if said and said.casefold() != "active":
        return {"status": said}
    concern = find(entry, "act") if kind == "problems" else act
    code = _said(find(concern if concern is not None else act, "statusCode"), "code")
    if said or (code == "completed" and not _ended(act)):
        return {}
    return {"status": _OVER[code]} if code in _OVER else {}


def _observed_status(act: Element) -> Iterator[str]:
    for item in find_all(act, "entryRelationship/observation"):
        roots = {template.get("root") for template in xmlsafe.children(item, "templateId")}
        if roots & STATUS_TEMPLATES or _said(find(item, "code"), "code") == STATUS_CODE:
            value = find(item, "value")
            words = _said(value, "displayName") or xmlsafe.text(find(value, "originalText"))
            if words:
                yield words


def _ended(act: Element) -> bool:
    """Whether an act's own time has an end."""
    return any(_said(end, "value") for end in find_all(act, "effectiveTime/high"))


def _prescription(act: Element) -> dict[str, str]:
    route = find(act, "routeCode")
    return {
        "dose": _amount(find(act, "doseQuantity")),
        "route": (route.get("displayName") or xmlsafe.text(find(route, "originalText")))
        if route is not None
        else "",
        "frequency": _frequency(act),
    }


def _frequency(act: Element) -> str:
    """``every 6 hours``, ``every 4-6 hours`` from a PIVL_TS; the event of an EIVL_TS in words."""
    for time in find_all(act, "effectiveTime"):
        count, unit = _range(find(time, "period"))
        if count:
            named = _PERIODS.get(unit, unit)
            return f"every {named.removesuffix('s')}" if count == "1" else f"every {count} {named}"
        event = find(time, "event")
        if event is not None and event.get("code"):
            return _EVENTS.get(event.get("code", ""), event.get("code", ""))
    return ""


def _result(act: Element) -> dict[str, str]:
    value = find(act, "value")
    if value is None:
        return {}
    shown, unit = _range(value)
    over, under = find(value, "numerator"), find(value, "denominator")
    if over is not None and under is not None:
        shown = f"{_amount(over)}:{_amount(under)}"
    shown = shown or value.get("displayName", "") or xmlsafe.text(value)
    bounds = find(act, "referenceRange/observationRange")
    between, _ = _range(find(bounds, "value"), spaced=True)
    told = xmlsafe.text(find(bounds, "text"))
    return {"value": shown, "unit": unit, "range": told or between}


def _range(value: Element | None, *, spaced: bool = False) -> tuple[str, str]:
    """A quantity's number and unit, an interval's ends: ``4-6``, ``<0.01``, ``>=200``."""
    if value is None:
        return "", ""
    low, high = find(value, "low"), find(value, "high")
    least, most = _said(low, "value"), _said(high, "value")
    unit = next((told for end in (value, low, high) if (told := _said(end, "unit"))), "")
    unit = _ANNOTATION.sub(r"\1", unit)
    if value.get("value"):
        return value.get("value", ""), unit
    if least and most:
        return (least if least == most else f"{least}-{most}"), unit
    end = low if least else high
    equal = "=" if end is not None and end.get("inclusive") == "true" else ""
    sign = f"{'>' if least else '<'}{equal}{' ' if spaced else ''}"
    return (f"{sign}{least or most}" if least or most else ""), unit


def _said(element: Element | None, name: str) -> str:
    return element.get(name, "") if element is not None else ""


def _amount(quantity: Element | None) -> str:
    count, unit = _range(quantity)
    return f"{count} {unit}".strip() if unit != "1" else count


def _icd10(code: Element) -> Iterator[str]:
    for item in (code, *find_all(code, "translation")):
        system, said = item.get("codeSystem", ""), item.get("code", "")
        german = system.startswith(GERMAN) and _LOOKS_ICD10.fullmatch(said)
        if said and (system in ICD_10 or german):
            yield said


def _loinc(code: Element) -> Iterator[str]:
    for item in (code, *find_all(code, "translation")):
        if item.get("code") and item.get("codeSystem") == LOINC:
            yield item.get("code", "")


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
