"""XBRL instances: facts as XML elements, one labelled row each (XBRL 2.1, section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice

from appliance.reading.unpaged import forms, xmlsafe
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.unpaged.xmlsafe import Element
from appliance.reading.xbrl.common_names import CommonNames
from appliance.reading.xbrl.contexts import Contexts
from appliance.reading.xbrl.ixbrl import MOST_FACTS
from appliance.reading.xbrl.tagged import LONGEST_VALUE

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_FRACTION = ("numerator", "denominator")
_MACHINERY = ("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/linkbase")


def is_instance(root: Element) -> bool:
    """The root of an XBRL 2.1 instance."""
    return str(root.tag) == f"{{{_MACHINERY[0]}}}xbrl"


def read(sheet: Sheet, root: Element) -> str:
    """Set and state the facts; returns the kind."""
    contexts = Contexts.of(root)
    names = CommonNames(sheet)
    for element in islice(_facts(root), MOST_FACTS):
        value = "nil" if _is_nil(element) else _value(element)
        if not value:
            continue
        if len(value) > LONGEST_VALUE:
            sheet.row(f"{forms.label(xmlsafe.name(element))}: ", value)
            continue
        name, about = _name(element), _about(element, contexts)
        keys: tuple[int, ...] = (sheet.state(name, value, about),)
        if "dimensions" not in about and "nil" not in about:
            keys += names.offer(name, value)
        when = f" ({about['end']})" if about.get("end") else ""
        caption = f"{forms.label(xmlsafe.name(element))}{when}: "
        sheet.row(Piece(text=caption), Piece(text=value, keys=keys))
    names.join_address()
    return "xbrl"


def _facts(root: Element) -> Iterator[Element]:
    """Facts in the order of the file: children of the root and, however deep, of tuples."""
    waiting = list(xmlsafe.children(root))[::-1]
    while waiting:
        element = waiting.pop()
        if element.get("contextRef"):
            yield element
        elif _namespace(element) not in _MACHINERY:
            waiting.extend(list(xmlsafe.children(element))[::-1])


def _namespace(element: Element) -> str:
    return str(element.tag).partition("}")[0].lstrip("{")


def _name(element: Element) -> str:
    prefix = "dei" if "/dei/" in _namespace(element) else element.prefix or ""
    return f"{prefix}:{xmlsafe.name(element)}"


def _value(element: Element) -> str:
    """The text of a fact; a fraction (section 4.6.2) as ``1/3``."""
    above, below = (xmlsafe.text(xmlsafe.find(element, name)) for name in _FRACTION)
    return f"{above}/{below}" if above and below else xmlsafe.text(element)


def _about(element: Element, contexts: Contexts) -> dict[str, str]:
    about = contexts.attributes(element.get("contextRef", ""), element.get("unitRef", ""))
    decimals = element.get("decimals") or _decimals(element)
    about |= {"decimals": decimals} if decimals else {}
    return about | ({"nil": "true"} if _is_nil(element) else {})


def _decimals(element: Element) -> str:
    """What a precision in digits (section 4.6.4) says in decimals; "" where it says nothing."""
    precision, shown = element.get("precision", ""), xmlsafe.text(element)
    if precision == "INF":
        return precision
    try:
        first = Decimal(shown).adjusted()  # the place of the first digit
        return str(int(precision) - first - 1) if Decimal(shown) and int(precision) > 0 else ""
    except (InvalidOperation, ValueError):
        return ""


def _is_nil(element: Element) -> bool:
    return element.get(_NIL) in ("true", "1")
