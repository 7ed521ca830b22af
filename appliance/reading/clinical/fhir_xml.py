"""FHIR resources in XML, as the tree that their JSON form has.

Source: HL7 FHIR R4, "XML Representation of Resources" and "JSON Representation of Resources": a
primitive stands in ``@value``, what repeats is a list in JSON, a resource is an element of its
name, narrative is XHTML and left out.
"""

from __future__ import annotations

from typing import Any

from appliance.errors import Damaged
from appliance.reading.clinical import fhir
from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element

NAMESPACE = "{http://hl7.org/fhir}"
_LISTS = frozenset({"coding", "entry"})
"""What is a list in JSON even where it stands once, as far as the reader relies on it."""
_NUMBERS = frozenset({"frequency", "period"})
"""Integers that the reader counts with."""
_WORDS = {"true": True, "false": False}


def is_resource(root: Element) -> bool:
    """Whether an XML file is a FHIR resource or a bundle of them."""
    tag = root.tag
    return isinstance(tag, str) and tag.startswith(NAMESPACE)


def read(sheet: Sheet, root: Element) -> str:
    """Set the resources as those of a JSON file; returns ``fhir``."""
    return fhir.typeset(sheet, _resource(root, 0))


def _resource(element: Element, depth: int) -> dict[str, Any]:
    return {"resourceType": xmlsafe.name(element), **_object(element, depth)}


def _object(element: Element, depth: int) -> dict[str, Any]:
    """Attributes (``id``, ``url``) and children of an element by name."""
    if depth > fhir.DEEPEST:
        raise Damaged
    found: dict[str, Any] = {
        str(key): str(value) for key, value in element.attrib.items() if key != "value"
    }
    for child in xmlsafe.children(element):
        if not str(child.tag).startswith(NAMESPACE):  # the narrative's XHTML
            continue
        name, value = xmlsafe.name(child), _value(child, depth + 1)
        if name in found:
            known = found[name]
            found[name] = [*known, value] if isinstance(known, list) else [known, value]
        else:
            found[name] = [value] if name in _LISTS else value
    return found


def _value(element: Element, depth: int) -> Any:
    """A primitive, a resource inside another one, or an object."""
    name, stated = xmlsafe.name(element), element.get("value")
    inner = next(xmlsafe.children(element), None)
    if inner is not None and name in ("resource", "contained"):
        return _resource(inner, depth)
    if inner is not None or stated is None:
        return _object(element, depth)
    if name in _NUMBERS and stated.isdecimal():
        return int(stated)
    return _WORDS.get(stated, str(stated))
