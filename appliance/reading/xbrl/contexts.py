"""Contexts and units of XBRL: about whom and when a fact speaks, and in what."""

from __future__ import annotations

from dataclasses import dataclass, field

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, local


@dataclass(slots=True)
class Contexts:
    """Attributes by context id, unit names by unit id; ids as in the file."""

    contexts: dict[str, dict[str, str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: Element) -> Contexts:
        """All contexts and units of the documents of one report."""
        found = cls()
        for element in (inner for root in roots for inner in root.iter()):
            tag = local(element)
            if tag == "context" and element.get("id"):
                found.contexts[element.get("id", "")] = _context(element)
            elif tag == "unit" and element.get("id"):
                found.units[element.get("id", "")] = _unit(element)
        return found

    def attributes(self, context: str, unit: str) -> dict[str, str]:
        """What a statement says besides its value."""
        found = {"context": context, **self.contexts.get(context, {})}
        if unit:
            found["unit"] = self.units.get(unit, unit)
        return {name: value for name, value in found.items() if value}


def _context(element: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    members: list[str] = []
    for inner in element.iter():
        tag = local(inner)
        if tag == "identifier":
            found["entity"] = xmlsafe.text(inner)
        elif tag == "startdate":
            found["start"] = xmlsafe.text(inner)
        elif tag in ("enddate", "instant"):
            found["end"] = xmlsafe.text(inner)
        elif tag in ("explicitmember", "typedmember"):
            members.append(f"{inner.get('dimension', '')}={xmlsafe.text(inner)}")
    if members:
        found["dimensions"] = ";".join(sorted(members))
    return found


def _unit(element: Element) -> str:
    """``USD``, ``shares``, ``USD/shares``."""
    measures = [
        xmlsafe.text(inner).rpartition(":")[2]
        for inner in element.iter()
        if local(inner) == "measure"
    ]
    return "/".join(measures)
