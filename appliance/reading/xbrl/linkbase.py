"""Calculation linkbases of XBRL: which figures add up to which.

Source: XBRL 2.1, section 5.2.5 (calculation arcs with a weight). Linkbases come beside a filing's
instance, in a complete submission as documents of the type EX-101.CAL.
"""

from __future__ import annotations

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element

PATH = "calculation"
MOST_ARCS = 5_000
_XLINK = "{http://www.w3.org/1999/xlink}"


def read(sheet: Sheet, root: Element) -> None:
    """State every arc: the value is the addend, attributes ``total``, ``weight`` and ``link``."""
    count = 0
    for number, link in enumerate(_links(root), start=1):
        concepts = {
            loc.get(f"{_XLINK}label", ""): _concept(loc.get(f"{_XLINK}href", ""))
            for loc in xmlsafe.children(link, "loc")
        }
        for arc in xmlsafe.children(link, "calculationArc"):
            total = concepts.get(arc.get(f"{_XLINK}from", ""), "")
            addend = concepts.get(arc.get(f"{_XLINK}to", ""), "")
            if total and addend and count < MOST_ARCS:
                count += 1
                about = {"total": total, "weight": arc.get("weight", "1"), "link": str(number)}
                sheet.state(PATH, addend, {**about, "row": str(count)})


def _links(root: Element) -> list[Element]:
    return [
        item
        for item in root.iter()
        if isinstance(item.tag, str) and xmlsafe.name(item) == "calculationLink"
    ]


def _concept(href: str) -> str:
    """``us-gaap-2023.xsd#us-gaap_Assets`` as ``us-gaap:Assets``."""
    prefix, _, name = href.rpartition("#")[2].partition("_")
    return f"{prefix}:{name}" if name else ""
