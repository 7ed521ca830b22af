"""The coded entries of C-CDA sections: what is said in codes, by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from appliance.reading import xmlsafe
from appliance.reading.xmlsafe import Element, find, name

PROBLEM_TEMPLATE = "2.16.840.1.113883.10.20.22.4.4"
SECTIONS = {  # LOINC code of the section -> what its entries are
    "48765-2": "allergies",
    "10160-0": "medications",
    "10183-2": "medications",
    "29549-3": "medications",
    "42346-7": "medications",
    "11450-4": "problems",
    "11348-0": "problems",
    "46240-8": "encounters",
    "11369-6": "immunizations",
    "47519-4": "procedures",
    "30954-2": "results",
    "8716-3": "vitals",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A coded entry: the statement's path, its name in words, and what else is stated."""

    path: str
    value: str
    attributes: dict[str, str]


def entries(section: Element, loinc: str) -> Iterator[Coded]:
    """The coded entries of a section, without repetitions and negated ones."""
    kind = SECTIONS.get(loinc)
    if kind is None:
        return
    seen: set[tuple[str, ...]] = set()
    for entry in xmlsafe.children(section, "entry"):
        for act, code in _READERS[kind](entry):
            words = _words(code)
            about = _about(act, code)
            identity = (words.casefold(), *about.values())
            if words and not _negated(act) and identity not in seen:
                seen.add(identity)
                yield Coded(path=f"{kind}/name", value=words, attributes=about)


Found = Iterator[tuple[Element, Element]]


def _problems(entry: Element) -> Found:
    observations = [item for item in _all(entry, "observation") if _is_problem(item)]
    for item in observations or list(_all(entry, "observation"))[:1]:
        value = find(item, "value")
        if value is not None:
            yield item, value


def _is_problem(observation: Element) -> bool:
    roots = {item.get("root") for item in xmlsafe.children(observation, "templateId")}
    return PROBLEM_TEMPLATE in roots


def _medications(entry: Element) -> Found:
    for act in _all(entry, "substanceAdministration"):
        code = find(act, "consumable/manufacturedProduct/manufacturedMaterial/code")
        if code is not None:
            yield act, code


def _allergies(entry: Element) -> Found:
    for act in _all(entry, "observation"):
        code = find(act, "participant/participantRole/playingEntity/code")
        if code is not None:
            yield act, code


def _procedures(entry: Element) -> Found:
    for act in xmlsafe.children(entry, "procedure", "act", "observation"):
        code = find(act, "code")
        if code is not None:
            yield act, code


def _measurements(entry: Element) -> Found:
    for act in _all(entry, "observation"):
        code = find(act, "code")
        if code is not None:
            yield act, code


def _encounters(entry: Element) -> Found:
    for act in xmlsafe.children(entry, "encounter"):
        code = find(act, "code")
        if code is not None:
            yield act, code


_READERS: dict[str, Callable[[Element], Found]] = {
    "allergies": _allergies,
    "medications": _medications,
    "immunizations": _medications,
    "problems": _problems,
    "procedures": _procedures,
    "results": _measurements,
    "vitals": _measurements,
    "encounters": _encounters,
}


def _all(entry: Element, tag: str) -> Iterator[Element]:
    return (item for item in entry.iter() if isinstance(item.tag, str) and name(item) == tag)


def _words(code: Element) -> str:
    """The name of a code: its own, the words it was coded from, or a translation's."""
    own = code.get("displayName", "")
    if not own:
        own = xmlsafe.text(find(code, "originalText"))
    if not own:
        translation = find(code, "translation")
        own = translation.get("displayName", "") if translation is not None else ""
    return " ".join(own.split())


def _about(act: Element, code: Element) -> dict[str, str]:
    value = find(act, "value")
    measured = value is not None and value.get("value") is not None
    found = {
        "code": code.get("code", ""),
        "system": code.get("codeSystemName", "") or code.get("codeSystem", ""),
        "date": _date(act),
        "value": value.get("value", "") if measured and value is not None else "",
        "unit": value.get("unit", "") if measured and value is not None else "",
    }
    return {key: text for key, text in found.items() if text}


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


def _negated(act: Element) -> bool:
    return act.get("negationInd") == "true"
