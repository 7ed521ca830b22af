"""Linkbases of a filing: which figures add up to which, and what they are called.

Sources: XBRL 2.1, sections 5.2.5 (calculation arcs with a weight), 5.2.2 (labels) and 3.5.3.9.7
(prohibited arcs); Calculations 1.1 (2023), which has an arcrole of its own. Linkbases are files
beside the instance or stand within its schema (``xs:appinfo``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import TypeVar

from lxml import etree

from appliance.errors import Damaged, EmptyFile
from appliance.reading.unpaged import forms, xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element

T = TypeVar("T")
PATH, UNREAD = "calculation", "calculation/unread"
MOST_ARCS = 5_000
MOST_PAIRS = 500_000
LONGEST_LABEL = 150  # characters
_XLINK = "{http://www.w3.org/1999/xlink}"
_ROLE, _LABEL = f"{_XLINK}role", f"{_XLINK}label"
_SUMS = ("", "http://www.xbrl.org/2003/arcrole/summation-item",
    "https://xbrl.org/2023/arcrole/summation-item")  # fmt: skip
_STANDARD_LABEL = "http://www.xbrl.org/2003/role/label"


@dataclass(slots=True)
class _Arc:
    weight: str
    priority: int
    prohibited: bool


@dataclass(slots=True)
class Links:
    """What all linkbases of one filing say together. Concepts are known by the ids of their
    declarations until ``state``, when all schemas have been seen."""

    _arcs: dict[tuple[str, str, str], _Arc] = field(default_factory=dict)
    """By role, total and addend."""
    _labels: dict[str, tuple[int, str]] = field(default_factory=dict)
    _declared: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Namespace and name by id."""
    _prefixes: dict[str, str] = field(default_factory=dict)
    """Prefix in the report by namespace."""
    _unread: int = 0
    _pairs: int = 0

    def file(self, content: bytes) -> None:
        """A linkbase, or a schema with or without some; one that cannot be read is counted."""
        try:
            self.add(xmlsafe.xml(content))
        except (Damaged, EmptyFile):
            self._unread += 1

    def add(self, root: Element) -> None:
        """The same, parsed."""
        if xmlsafe.name(root) == "schema":
            self._declare(root)
        for item in root.iter():
            if not isinstance(item.tag, str):
                continue
            if xmlsafe.name(item) == "calculationLink":
                self._calculations(item)
            elif xmlsafe.name(item) == "labelLink":
                self._name(item)

    def report(self, root: Element) -> None:
        """The prefixes under which a report names its facts."""
        for prefix, namespace in _prefixes(root).items():
            self._prefixes.setdefault(namespace, "dei" if "/dei/" in namespace else prefix)

    def state(self, sheet: Sheet) -> None:
        """State every arc: the value is the addend, attributes ``total``, ``weight``, ``link``
        (networks of one role count as one) and, of the total, ``label``."""
        roles: dict[str, str] = {}
        arcs = [(key, arc) for key, arc in self._arcs.items() if not arc.prohibited]
        for row, ((role, total, addend), arc) in enumerate(arcs[:MOST_ARCS], start=1):
            concept = self._concept(total)
            label = self._labels.get(total, (0, ""))[1]
            about = {
                "total": concept,
                "weight": arc.weight,
                "link": roles.setdefault(role, str(len(roles) + 1)),
                "label": label or forms.label(concept.rpartition(":")[2]),
                "row": str(row),
            }
            sheet.state(PATH, self._concept(addend), about)
        too_many = len(arcs) > MOST_ARCS or self._pairs > MOST_PAIRS
        for row in range(self._unread + too_many):
            sheet.state(UNREAD, "linkbase", {"row": str(len(arcs) + row + 1)})

    def _declare(self, schema: Element) -> None:
        namespace = schema.get("targetNamespace", "")
        for element in xmlsafe.children(schema, "element"):
            if element.get("id") and element.get("name"):
                self._declared[element.get("id", "")] = namespace, element.get("name", "")

    def _calculations(self, link: Element) -> None:
        concepts = _concepts(link)
        for arc in xmlsafe.children(link, "calculationArc"):
            if arc.get(f"{_XLINK}arcrole", "") not in _SUMS:
                continue
            told = _arc(arc)
            totals = concepts.get(arc.get(f"{_XLINK}from", ""), ())
            addends = concepts.get(arc.get(f"{_XLINK}to", ""), ())
            for total, addend in self._few(product(totals, addends)):
                self._sum((link.get(_ROLE, ""), total, addend), told)

    def _few(self, pairs: Iterable[tuple[T, str]]) -> Iterator[tuple[T, str]]:
        """What an arc joins, as far as all arcs together join no more than a filing's do: labels of
        locators may be shared, so that a small file can mean billions of pairs."""
        for pair in pairs:
            self._pairs += 1
            if self._pairs > MOST_PAIRS:
                return
            yield pair

    def _sum(self, key: tuple[str, str, str], told: _Arc) -> None:
        """Of several arcs between the same two the higher priority holds, a prohibition first."""
        known = self._arcs.get(key)
        if known is None and len(self._arcs) > 2 * MOST_ARCS:  # no filing: told by ``state``
            return
        rank = (told.priority, told.prohibited)
        if known is None or rank > (known.priority, known.prohibited):
            self._arcs[key] = told

    def _name(self, link: Element) -> None:
        """Labels: the standard one in English, as far as there is one, else any."""
        concepts = _concepts(link)
        resources: dict[str, list[Element]] = {}
        for resource in xmlsafe.children(link, "label"):
            resources.setdefault(resource.get(_LABEL, ""), []).append(resource)
        for arc in xmlsafe.children(link, "labelArc"):
            named = resources.get(arc.get(f"{_XLINK}to", ""), ())
            about = concepts.get(arc.get(f"{_XLINK}from", ""), ())
            for resource, concept in self._few(product(named, about)):
                told = _rank(resource), xmlsafe.text(resource)
                if 0 < len(told[1]) <= LONGEST_LABEL:
                    self._labels[concept] = max(self._labels.get(concept, (0, "")), told)

    def _concept(self, identity: str) -> str:
        """A concept as the report names it: by its declaration where that came along, else by the
        custom that ids are made of prefix and name (``us-gaap_Assets``)."""
        if identity in self._declared:
            namespace, name = self._declared[identity]
            if namespace in self._prefixes:
                return f"{self._prefixes[namespace]}:{name}"
        known = [p for p in self._prefixes.values() if p and identity.startswith(f"{p}_")]
        if known:
            prefix = max(known, key=len)
            return f"{prefix}:{identity[len(prefix) + 1 :]}"
        prefix, _, name = identity.partition("_")
        return f"{self._likely(prefix)}:{name}"

    def _likely(self, prefix: str) -> str:
        """The report's prefix for a namespace that has a customary one in its address."""
        for namespace, own in self._prefixes.items():
            if prefix in namespace.split("/"):
                return own
        return prefix


def _prefixes(root: Element) -> Mapping[str, str]:
    """Namespaces by prefix: of a page that was no XML, too."""
    attributes = {str(key): str(value) for key, value in root.attrib.items()}
    loose = {k.removeprefix("xmlns:"): v for k, v in attributes.items() if k.startswith("xmlns:")}
    return {**loose, **{prefix or "": uri for prefix, uri in root.nsmap.items()}}


def _concepts(link: Element) -> dict[str, list[str]]:
    """Ids of concepts by the labels of their locators; several may share one."""
    found: dict[str, list[str]] = {}
    for locator in xmlsafe.children(link, "loc"):
        identity = locator.get(f"{_XLINK}href", "").rpartition("#")[2]
        if "_" in identity or identity.isidentifier():
            found.setdefault(locator.get(_LABEL, ""), []).append(identity)
    return found


def _arc(arc: Element) -> _Arc:
    stated = arc.get("priority", "0")
    number = int(stated) if stated.removeprefix("-").isdecimal() and len(stated) < 10 else 0
    return _Arc(arc.get("weight", "1"), number, arc.get("use") == "prohibited")


def _rank(label: Element) -> int:
    """How well a label names its concept: standard before others, English before others."""
    standard = label.get(_ROLE, _STANDARD_LABEL) == _STANDARD_LABEL
    language = next((str(v) for k, v in label.attrib.items() if etree.QName(k).localname == "lang"),
        "en")  # fmt: skip
    return 1 + 2 * standard + language.lower().startswith("en")
