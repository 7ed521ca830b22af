"""Who is named in a FHIR resource: the patient by the name in use, who saw them, and where.

Source: HL7 FHIR R4 and R5, data types HumanName (``use``) and Reference (``display``), the
resources Encounter (R5 calls a participant's ``individual`` ``actor``) and Composition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from appliance.reading.clinical.fhir_columns import Column, Resource, concepts_of, dicts

_USES = ("official", "usual", "", "temp", "nickname", "anonymous")
_FORMER = ("old", "maiden")
_FIRST_SEEN_BY = ("ATND", "PPRF")
"""Attender and primary performer (v3-ParticipationType), before others who took part."""
_NAMED = {
    "Encounter": (("serviceProvider", "Facility"),),
    "Composition": (("author", "Author"), ("custodian", "Custodian")),
}
_CLINICIANS = ("Practitioner", "PractitionerRole")


def people(resource: Resource, known: Mapping[str, Resource]) -> Iterator[Column]:
    """The persons and organisations that a resource names, ``known`` by what refers to them."""
    kind = str(resource.get("resourceType", ""))
    if kind in ("Patient", "Practitioner"):
        yield from _names(resource, kind)
    if kind == "Encounter":
        for shown in _seen_by(resource, known):
            yield Column(caption="Seen by", path="Encounter/participant", shown=shown)
    for element, caption in _NAMED.get(kind, ()):
        for item in dicts(resource.get(element)):
            shown = _referred(item, known)
            yield Column(caption=caption, path=f"{kind}/{element}", shown=shown)


def once(resources: Iterable[Resource]) -> Iterator[Resource]:
    """The resources, a patient with the same id, name and birth date only once: bundles repeat whom
    they are about."""
    seen: set[str] = set()
    for one in resources:
        own = ""
        if one.get("resourceType") == "Patient" and one.get("id"):
            own = json.dumps([one.get(key) for key in ("id", "name", "birthDate")])
        if not own or own not in seen:
            yield one
        seen |= {own} - {""}


def with_subject(resources: Sequence[Resource]) -> list[Resource]:
    """The resources with the patient whom they are about in front, where none is one: who is
    contained in them, else who their ``subject`` (``patient``) displays. Several stay several.

    Source: HL7 FHIR R4, Reference (a resource named by ``#`` and its id is contained; ``display``
    names what is referred to).
    """
    if any(one.get("resourceType") == "Patient" for one in resources):
        return [*resources]
    told = [who for one in resources for who in _subjects(one)]
    contained = [who for who in told if who.get("resourceType") == "Patient"]
    distinct = {who.get("id") or json.dumps(who): who for who in contained or told}
    return [*distinct.values(), *resources]


def _subjects(resource: Resource) -> Iterator[Resource]:
    inner = {f"#{one.get('id', '')}": one for one in dicts(resource.get("contained"))}
    for element in ("subject", "patient"):
        for who in dicts(resource.get(element)):
            target = inner.get(str(who.get("reference", "")), {})
            of = str(who.get("type") or str(who.get("reference", "")).partition("/")[0])
            if target.get("resourceType") == "Patient":
                yield target
            elif not target and who.get("display") and of.removeprefix("urn:uuid:") != "Group":
                named = {"resourceType": "Patient", "name": [{"text": str(who["display"])}]}
                yield {**named, "id": str(who.get("reference", ""))}


_AWAY = ("work", "temp", "billing")
"""Address.use: where a person is not at home."""


def elsewhere(address: object) -> int:
    """How far from home an address is: ``home`` first, then one of no use, then the others."""
    use = address.get("use") if isinstance(address, dict) else None
    return 0 if use == "home" else 2 if use in _AWAY else 1


def is_former(item: Resource) -> bool:
    """Whether an address or a telephone is said to be of the past. Its ``period`` alone does not
    say so: an end may lie ahead."""
    return item.get("use") == "old"


def _names(resource: Resource, kind: str) -> Iterator[Column]:
    """The name in use; the others, former ones always, as other names."""
    said = sorted(dicts(resource.get("name")), key=_standing)
    for number, name in enumerate(said):
        main = number == 0 and name.get("use") not in _FORMER
        path, caption = ("name", "Name") if main else ("otherName", "Also known as")
        shown, plain = _person(name), _person(name, titled=False)
        yield Column(caption=caption, path=f"{kind}/{path}", shown=shown, value=plain)


def _standing(name: Resource) -> tuple[int, bool]:
    """Official before usual before others, former ones last; of two, the one still in use."""
    use = str(name.get("use") or "")
    period = name.get("period")
    ended = isinstance(period, dict) and bool(period.get("end"))
    return (_USES.index(use) if use in _USES else len(_USES)), ended


def _person(name: Resource, *, titled: bool = True) -> str:
    parts = [*_list(name, "given"), *_list(name, "family")]
    if titled:
        parts = [*_list(name, "prefix"), *parts]
    return str(name.get("text") or " ".join([*parts, *_list(name, "suffix")]))


def _list(item: Resource, key: str) -> list[str]:
    value = item.get(key)
    return [str(part) for part in (value if isinstance(value, list) else [value]) if part]


def _seen_by(encounter: Resource, known: Mapping[str, Resource]) -> Iterator[str]:
    """The clinicians of an encounter, whoever was in charge first."""
    taking_part = sorted(dicts(encounter.get("participant")), key=_is_other)
    for item in taking_part:
        for who in (*dicts(item.get("individual")), *dicts(item.get("actor"))):
            target = known.get(str(who.get("reference") or "-"), {})
            address = str(who.get("reference", "")).rpartition("/")[0].rpartition("/")[2]
            if str(target.get("resourceType") or who.get("type") or address) in ("", *_CLINICIANS):
                yield _referred(who, known)


def _is_other(participant: Resource) -> bool:
    codes = {coding.get("code") for coding in concepts_of(participant.get("type"))}
    return not codes & set(_FIRST_SEEN_BY)


def _referred(reference: Resource, known: Mapping[str, Resource]) -> str:
    """How a reference is displayed, else the name of what it refers to."""
    target: dict[str, Any] = known.get(str(reference.get("reference") or "-"), {})
    named = sorted(dicts(target.get("name")), key=_standing)
    own = _person(named[0]) if named else str(target.get("name") or "")
    return str(reference.get("display") or own)
