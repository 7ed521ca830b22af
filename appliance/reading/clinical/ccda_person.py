"""Names, addresses, identifiers and contacts of HL7 version 3, as a person would write them.

Source: HL7 Version 3 Data Types, release 1 (EN, AD, TEL, II); US Realm Person Name and US Realm
Address of the C-CDA implementation guide. Parts may come in any order and may be unknown
(``nullFlavor``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, children, find_all

HOME_COUNTRIES = frozenset({"US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA"})
_NAME = ("prefix", "given", "family", "suffix")
_PLACE = (
    "streetAddressLine", "houseNumber", "direction", "streetName", "streetNameType", "unitID",
    "additionalLocator", "postBox", "city", "state", "postalCode",
)  # fmt: skip


GENDERS = {
    "M": "male", "F": "female", "UN": "undifferentiated", "248152002": "female",
    "248153007": "male",
}  # fmt: skip
"""HL7 AdministrativeGender and SNOMED CT."""
_LINE = frozenset({"houseNumber", "direction", "streetName", "streetNameType"})
"""Parts of an address that make one line."""
_HOME = ("H", "HP", "HV", "PHYS", "")
_ELSEWHERE = ("TMP", "BAD", "OLD", "WP")
"""Addresses of the past, of a while and of work come last."""


_PARTICLES = {"VV", "NB"}
"""Qualifiers of prefixes that are part of the name (``voorvoegsel``, nobility), not a title."""


class Person(NamedTuple):
    """A name as written, and the same without title."""

    shown: str
    plain: str


def known(elements: Iterable[Element]) -> list[Element]:
    """The elements that say something."""
    return [item for item in elements if not item.get("nullFlavor")]


def names(patient: Element | None) -> list[Person]:
    """A person's names: the legal one of today first, former and artists' names last."""
    said = known(find_all(patient, "name")) if patient is not None else []
    said.sort(key=lambda name: (_standing(name.get("use", "")), _is_former(name)))
    return [
        Person(words, person(item, titled=False) or words)
        for item in said
        if (words := person(item))
    ]


def _standing(use: str) -> int:
    uses = use.split()
    if "L" in uses or "OR" in uses or "C" in uses:
        return 0
    return 1 if not uses else 2


def _is_former(name: Element) -> bool:
    """A name of the past: its time has an end, or its only family name is that of birth
    (``EntityNamePartQualifier`` BR).
    """
    if known(find_all(name, "validTime/high")):
        return True
    families = known(children(name, "family"))
    return bool(families) and all("BR" in f.get("qualifier", "").split() for f in families)


def person(name: Element, *, titled: bool = True) -> str:
    """Prefix, given names, family name, suffix, in this order; call names left out, and the family
    name of birth beside another one.
    """
    families = known(children(name, "family"))
    born = [item for item in families if "BR" in item.get("qualifier", "").split()]
    parts = {kind: [] for kind in _NAME}  # type: dict[str, list[str]]
    for item in known(children(name)):
        kind = xmlsafe.name(item)
        words = xmlsafe.text(item)
        if item in born and len(born) < len(families):
            continue
        qualifiers = item.get("qualifier", "").split()
        if kind == "prefix" and _PARTICLES & {*qualifiers}:  # "van", "von": of the family name
            kind = "family"
        if kind in parts and words and "CL" not in qualifiers:
            parts[kind].append(words)
    kept = _NAME if titled else _NAME[1:]
    told = [words for kind in kept for words in parts[kind]]
    return " ".join(told) or xmlsafe.text(name)


def addresses(role: Element) -> list[Element]:
    """A patient's addresses that say something, the home first."""

    def elsewhere(address: Element) -> int:
        uses = address.get("use", "").split() or [""]
        return 2 if set(uses) & set(_ELSEWHERE) else 0 if set(uses) & set(_HOME) else 1

    return sorted(known(find_all(role, "addr")), key=elsewhere)


def _order(address: Element) -> Iterable[str]:
    """The parts as an American writes them, or as they come where a street in parts leads and says
    in which order: its number behind it, its type before it, the postal code before the city.
    """
    kinds = [xmlsafe.name(item) for item in known(children(address))]
    if "streetName" not in kinds:
        return _PLACE
    number = "houseNumber" in kinds[kinds.index("streetName") :]
    kind = "streetNameType" in kinds[: kinds.index("streetName")]
    code = "postalCode" in kinds and "city" in kinds[kinds.index("postalCode") :]
    if number or ((kind or code) and kinds[0] in _LINE):
        return dict.fromkeys(kind for kind in kinds if kind in _PLACE)
    return _PLACE


def place(address: Element) -> tuple[str, str]:
    """An address on one line, and the same with its country.

    A domestic address is written without the country.
    """
    said = [
        (kind, words)
        for kind in _order(address)
        for item in known(children(address, kind))
        if (words := xmlsafe.text(item))
    ]
    parts = [words for _, words in said]
    line = list(takewhile(lambda part: part[0] in _LINE, said))
    if len(line) > 1 and line[0][0] == "houseNumber":  # "12 rue des Lilas"
        parts = [" ".join(words for _, words in line), *parts[len(line) :]]
    lands = [words for item in known(children(address, "country")) if (words := xmlsafe.text(item))]
    if not parts:
        whole = xmlsafe.text(address)
        return whole, whole
    shown = ", ".join([*parts, *lands])
    home = all(land.upper() in HOME_COUNTRIES for land in lands)
    return (", ".join(parts) if home else shown), shown


def identifiers(role: Element) -> Iterator[tuple[str, str]]:
    """Number and the OID of who gave it; an identifier without a number is its own OID."""
    said = known(find_all(role, "id"))
    numbered = [item for item in said if item.get("extension")]
    for item in numbered:
        yield item.get("extension", ""), item.get("root", "")
    if not numbered:
        yield from ((item.get("root", ""), "") for item in said if item.get("root"))


def sex(code: Element) -> tuple[str, str]:
    """A sex by its code, and as it is shown: the words of the code or of a translation, else what
    it was coded from (``originalText``).
    """
    told = (code, *find_all(code, "translation"))
    value = next((GENDERS[one.get("code", "")] for one in told if one.get("code") in GENDERS), "")
    words = next((words for one in told if (words := one.get("displayName", ""))), "")
    original = xmlsafe.text(next(find_all(code, "originalText"), None))
    return value, words or (value.capitalize() if value else original)


def contact(telecom: Element) -> tuple[str, str]:
    """Scheme and number: ``tel:(555)555-0100`` -> ``tel``, ``(555)555-0100``."""
    value = telecom.get("value", "").strip()
    scheme, colon, rest = value.partition(":")
    if colon and scheme.isalpha():
        return scheme.lower(), rest.strip()
    return ("mailto" if "@" in value else "tel"), value
