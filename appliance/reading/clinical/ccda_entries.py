"""The coded entries of C-CDA sections: what is said in codes, by section.

Source: HL7 Implementation Guide for CDA Release 2, Consolidated CDA Templates. Codes may be given
by their display name, by the words they were coded from, by a link into the section's narrative
(``originalText/reference``), or by a translation; all are looked for, in that order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from appliance.reading.clinical import ccda_details, ccda_sections
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, find, find_all, name

PROBLEM_TEMPLATE = "2.16.840.1.113883.10.20.22.4.4"
LONGEST_LINKED = 200
"""Characters of narrative that a code may be linked to; more is a table row, not a name."""
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

_MATERIALS = ("manufacturedMaterial", "manufacturedLabeledDrug")

Narrative = Mapping[str, str]
"""Words of a section's narrative by the ID of their element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A coded entry: the statement's path, its name in words, and what else is stated."""

    path: str
    value: str
    attributes: dict[str, str]


def entries(section: Element, kind: str | None) -> Iterator[Coded]:
    """The coded entries of a section whose entries are of a ``kind`` (None: each its own), without
    repetitions and those that are not so.
    """
    told = _narrative(section)
    seen: set[tuple[str, ...]] = set()
    for entry in _asked(section, kind):
        for act, code, own in _acts(entry, kind, told):
            words = _words(act, code, told)
            about = ccda_details.about(act, code, own)
            about |= ccda_details.standing(act, entry, own)
            identity = (own, words.casefold(), *about.values())
            if words and not (_empty(own, words) or _untrue(act, entry)) and identity not in seen:
                seen.add(identity)
                yield Coded(path=f"{own}/name", value=words, attributes=about)


def unread(section: Element, kind: str | None) -> Iterator[str]:
    """The class of each entry that says something of which no name can be read."""
    told = _narrative(section)
    for entry in _asked(section, kind):
        if any(_words(act, code, told) for act, code, _ in _acts(entry, kind, told)):
            continue
        coded = any(code.get("code") for code in _all(entry, "code", "value") if _means(code))
        named = any(xmlsafe.text(item) for item in _all(entry, "name", "originalText"))
        act = next(xmlsafe.children(entry), None)
        own = ccda_sections.own_kind(entry)
        if act is not None and own != "" and (coded or named) and not _refuted(entry):
            yield name(act)


def _means(code: Element) -> bool:
    """Whether a code names what an entry is about; that of an act or a status names its kind."""
    parent = code.getparent()
    within = name(parent) if parent is not None else ""
    if within in ("act", "organizer"):
        return False
    return within != "observation" or name(code) == "value" or find(parent, "value") is None


def _refuted(entry: Element) -> bool:
    return any(_untrue(act, entry) for act in entry.iter() if isinstance(act.tag, str))


def _asked(section: Element, kind: str | None) -> Iterator[Element]:
    """The entries of a section that is about the patient's state."""
    return iter(()) if kind == "" else xmlsafe.children(section, "entry")


def _acts(
    entry: Element, kind: str | None, told: Narrative
) -> Iterator[tuple[Element, Element, str]]:
    """Act and code of what an entry says, as its section's kind or, where that has no word, its
    own; and which of them.
    """
    own = ccda_sections.own_kind(entry)
    kinds = [one for one in dict.fromkeys((kind, own)) if one]
    for one in kinds:
        found = list(_READERS[one](entry))
        if any(_words(act, code, told) for act, code in found):
            yield from ((act, code, one) for act, code in found)
            return


def _empty(kind: str, words: str) -> bool:
    return kind in _LISTS and bool(_NONE_KNOWN.match(words))


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
    """What is given, else what a supply of its own hands out."""
    given = list(_all(entry, "substanceAdministration"))
    for act in given or list(xmlsafe.children(entry, "supply")):
        code = next(_substances(act), None)
        if code is not None:
            yield act, code


def _substances(act: Element) -> Iterator[Element]:
    """Code or name of the product: of its material, or of the drug as labelled."""
    for way in ("consumable", "product"):
        for kind in _MATERIALS:
            material = find(act, f"{way}/manufacturedProduct/{kind}")
            yield from (
                item
                for item in (find(material, "code"), find(material, "name"))
                if item is not None
            )


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


def _all(entry: Element, *tags: str) -> Iterator[Element]:
    return (item for item in entry.iter() if isinstance(item.tag, str) and name(item) in tags)


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
    for way in ("consumable", "product"):
        for kind in _MATERIALS:
            yield xmlsafe.text(find(act, f"{way}/manufacturedProduct/{kind}/name"))
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
