"""XBRL instances: facts as XML elements, one labelled row each."""

from __future__ import annotations

from appliance.reading.unpaged import forms, xmlsafe
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.unpaged.xmlsafe import Element
from appliance.reading.xbrl.common_names import CommonNames
from appliance.reading.xbrl.contexts import Contexts
from appliance.reading.xbrl.ixbrl import MOST_FACTS
from appliance.reading.xbrl.tagged import LONGEST_VALUE

_MACHINERY = ("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/linkbase")


def is_instance(root: Element) -> bool:
    """The root of an XBRL 2.1 instance."""
    return str(root.tag) == f"{{{_MACHINERY[0]}}}xbrl"


def read(sheet: Sheet, root: Element) -> str:
    """Set and state the facts; returns the kind."""
    contexts = Contexts.of(root)
    names = CommonNames(sheet)
    for count, element in enumerate(xmlsafe.children(root)):
        namespace = str(element.tag).partition("}")[0].lstrip("{")
        value = xmlsafe.text(element)
        if namespace in _MACHINERY or not value or count > MOST_FACTS:
            continue
        if len(value) > LONGEST_VALUE:
            sheet.row(f"{forms.label(xmlsafe.name(element))}: ", value)
            continue
        prefix = "dei" if "/dei/" in namespace else element.prefix or ""
        name = f"{prefix}:{xmlsafe.name(element)}"
        about = contexts.attributes(element.get("contextRef", ""), element.get("unitRef", ""))
        keys: tuple[int, ...] = (sheet.state(name, value, about),)
        if "dimensions" not in about:
            keys += names.offer(name, value)
        when = f" ({about['end']})" if about.get("end") else ""
        caption = f"{forms.label(xmlsafe.name(element))}{when}: "
        sheet.row(Piece(text=caption), Piece(text=value, keys=keys))
    return "xbrl"
