"""Contexts and units of XBRL: about whom and when a fact speaks, and in what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, local

LOST = "context"
"""What of a fact was not read whose context the report does not define: whose it is, and when."""


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
        """What a statement says besides its value; ``unread`` where its context is not there."""
        lost = {"unread": LOST} if context and context not in self.contexts else {}
        found = {"context": context, **self.contexts.get(context, lost)}
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
            found["start"] = xmlsafe.text(inner).partition("T")[0]
        elif tag in ("enddate", "instant"):
            found["end"] = last_day(xmlsafe.text(inner))
        elif tag in ("segment", "scenario"):
            members.extend(_member(one) for one in xmlsafe.children(inner))
    if members:
        found["dimensions"] = ";".join(sorted(members))
    return found


def _member(element: Element) -> str:
    """``axis=member`` of what a segment or scenario holds: a member of a dimension (XBRL Dimensions
    1.0, section 3), typed ones without a value as nil; or an element that is none."""
    axis = element.get("dimension") or f"{element.prefix or ''}:{xmlsafe.name(element)}".lstrip(":")
    return f"{axis}={xmlsafe.text(element) or 'nil'}"


def last_day(moment: str) -> str:
    """The day that ends at a moment: 1 January at midnight is 31 December, a mere day that day
    (XBRL 2.1, section 4.7.2). What is no moment stays as it is."""
    day, timed, _ = moment.partition("T")
    if not timed:
        return day
    try:
        end = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    midnight = end.time() == datetime.min.time()
    return (end - timedelta(days=int(midnight))).date().isoformat()


def _unit(element: Element) -> str:
    """``USD``, ``shares``, ``USD/shares``; factors are joined by ``*``."""
    above: list[str] = []
    below: list[str] = []
    for inner in element.iter():
        if local(inner) == "measure":
            parent = inner.getparent()
            under = parent is not None and local(parent) == "unitdenominator"
            (below if under else above).append(xmlsafe.text(inner).rpartition(":")[2])
    return "/".join(filter(None, ("*".join(above), "*".join(below))))
