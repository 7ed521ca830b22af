"""The coded entries of C-CDA sections: what is said in codes, by section.

Source: HL7 Implementation Guide for CDA Release 2, Consolidated CDA Templates. Codes may be given
by their display name, by the words they were coded from, by a link into the section's narrative
(``originalText/reference``), or by a translation; all are looked for, in that order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from appliance.reading.clinical import ccda_details
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, find, find_all, name

PROBLEM_TEMPLATE = "2.16.840.1.113883.10.20.22.4.4"
LONGEST_LINKED = 200
"""Characters of narrative that a code may be linked to; more is a table row, not a name."""
SECTIONS = {  # LOINC code of the section -> what its entries are
    "48765-2": "allergies",
    "10160-0": "medications",
    "10183-2": "medications",
    "29549-3": "medications",
    "42346-7": "medications",
    "75311-1": "medications",
    "59774-0": "medications",
    "11450-4": "problems",
    "11348-0": "problems",
    "51848-0": "problems",
    "11535-2": "problems",
    "46241-6": "problems",
    "29548-5": "problems",
    "29308-4": "problems",
    "10219-4": "problems",
    "10218-6": "problems",
    "59769-0": "problems",
    "55109-3": "problems",
    "46240-8": "encounters",
    "11369-6": "immunizations",
    "47519-4": "procedures",
    "29554-3": "procedures",
    "30954-2": "results",
    "26436-6": "results",
    "8716-3": "vitals",
}

_NEVER = frozenset({"nullified", "cancelled"})
_TRUE = frozenset({"true", "1"})
"""XML Schema, boolean."""
_NONE_KNOWN = re.compile(
    r"\W*(?:no (?:known|current|active|relevant|history of)\b|none\W*$|nk[d]?a\b|"
    r"(?:patient )?not on (?:any )?medications?|keine bekannten|aucune? .{0,20}connue|"
    r"sin alergias)",
    re.IGNORECASE,
)
"""How the name of a code says that there is nothing (SNOMED CT 716186003, 160245001, 787481004)."""
_LISTS = frozenset({"allergies", "medications", "problems"})
"""What may be said to be empty."""

Narrative = Mapping[str, str]
"""Words of a section's narrative by the ID of their element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A coded entry: the statement's path, its name in words, and what else is stated."""

    path: str
    value: str
    attributes: dict[str, str]


def entries(section: Element, loinc: str) -> Iterator[Coded]:
    """The coded entries of a section, without repetitions and those that are not so."""
    kind = SECTIONS.get(loinc)
    if kind is None:
        return
    told = _narrative(section)
    seen: set[tuple[str, ...]] = set()
    for entry in xmlsafe.children(section, "entry"):
        for act, code in _READERS[kind](entry):
            words = _words(act, code, told)
            about = ccda_details.about(act, code, kind)
            about |= ccda_details.standing(act, entry, kind)
            identity = (words.casefold(), *about.values())
            empty = kind in _LISTS and _NONE_KNOWN.match(words)
            if words and not (empty or _untrue(act, entry)) and identity not in seen:
                seen.add(identity)
                yield Coded(path=f"{kind}/name", value=words, attributes=about)


def _narrative(section: Element) -> dict[str, str]:
    text = find(section, "text")
    if text is None:
        return {}
    marked = ((item.get("ID"), item) for item in text.iter() if isinstance(item.tag, str))
    return {key: words for key, item in marked if key and (words := xmlsafe.text(item))}


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
        material = find(act, "consumable/manufacturedProduct/manufacturedMaterial")
        code = find(material, "code")
        if code is None:
            code = find(material, "name")
        if code is not None:
            yield act, code


def _allergies(entry: Element) -> Found:
    """The substance; an observation of a reaction or a severity names none."""
    for act in _all(entry, "observation"):
        for playing in find_all(act, "participant/participantRole/playingEntity"):
            code = find(playing, "code")
            if code is None or not _named(code):
                code = find(playing, "name") if find(playing, "name") is not None else code
            if code is not None:
                yield act, code
                break


def _named(code: Element) -> bool:
    return bool(code.get("displayName") or len(code))


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


def _words(act: Element, code: Element, told: Narrative) -> str:
    """The name of a code: its own, the words it was coded from, or a translation's."""
    for words in _sources(act, code, told):
        if words.strip():
            return " ".join(words.split())
    return ""


def _sources(act: Element, code: Element, told: Narrative) -> Iterator[str]:
    yield code.get("displayName", "")
    original = find(code, "originalText")
    yield xmlsafe.text(original)
    yield _linked(find(original, "reference"), told)
    for translation in find_all(code, "translation"):
        yield translation.get("displayName", "")
    if name(code) == "name":
        yield xmlsafe.text(code)
    yield xmlsafe.text(find(act, "consumable/manufacturedProduct/manufacturedMaterial/name"))
    yield xmlsafe.text(find(act, "participant/participantRole/playingEntity/name"))
    yield _linked(find(act, "text/reference"), told)
    yield xmlsafe.text(find(act, "text"))


def _linked(reference: Element | None, told: Narrative) -> str:
    if reference is None:
        return ""
    words = told.get(reference.get("value", "").removeprefix("#"), "")
    return words if len(words) <= LONGEST_LINKED else ""


def _untrue(act: Element, entry: Element) -> bool:
    """Denied, entered in error or not carried out, itself or what it is said within.

    HL7 Version 3, ActStatus: ``nullified`` was an error; what was ``cancelled`` never began.
    """
    within: Element | None = act
    while within is not None and within is not entry:
        status = find(within, "statusCode")
        if within.get("negationInd") in _TRUE:
            return True
        if status is not None and status.get("code") in _NEVER:
            return True
        within = within.getparent()
    return False
