"""Inline XBRL: HTML whose figures are tagged. The tags become statements at their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from appliance.reading.unpaged import markup, xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element, local
from appliance.reading.values import printed, transforms
from appliance.reading.values.printed import Form
from appliance.reading.xbrl import tagged
from appliance.reading.xbrl.common_names import CommonNames
from appliance.reading.xbrl.contexts import Contexts
from appliance.reading.xbrl.tagged import Tagged

MOST_FACTS = 50_000
_FACTS = ("nonfraction", "nonnumeric", "fraction")
_SHOWN_ELSEWHERE = re.compile(r"-(?:sec|esef)-ix-hidden\s*:\s*(?P<id>[^;\s]+)")
"""EDGAR Filer Manual, section 5.2.5; ESEF Reporting Manual, guidance 2.4.1."""
_PREFIXED = "dei"
SHORTEST_SEARCHED = 4  # characters
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_inline(content: bytes) -> bool:
    """The HTML declares inline XBRL."""
    return b"inlineXBRL" in content[:20_000]


def read(sheet: Sheet, content: bytes) -> str:
    """Set the page and state its facts; returns the kind."""
    return pages(sheet, {"": xmlsafe.hypertext(content)})


def pages(sheet: Sheet, roots: Mapping[str, Element]) -> str:
    """Set the pages of one report (Inline XBRL 1.1, section 2.2: a document set), by their names:
    what one of them declares or holds hidden serves all. Returns the kind."""
    facts = Facts(sheet, tuple(roots.values()))
    for name, root in roots.items():
        if len(roots) > 1:
            sheet.gap()
            sheet.row(f"Document: {name}")
        facts.set(root)
    facts.finish()
    return "ixbrl" if facts.count else ""


class Facts:
    """Registers the facts of one report as the walk over its pages reaches them; hidden ones
    beforehand."""

    def __init__(self, sheet: Sheet, roots: Sequence[Element]) -> None:
        self._sheet = sheet
        self._contexts = Contexts.of(*roots)
        self._tagged = Tagged(*roots)
        self._names = CommonNames(sheet)
        self._hidden: dict[str, tuple[int, ...]] = {}
        self._phone: dict[str, tuple[int, str]] = {}
        self.count = 0
        for root in roots:
            for element in _hidden(root):
                self._hidden[element.get("id", "")] = self._state(element)

    def set(self, root: Element) -> None:
        """Set one of the pages."""
        markup.walk(self._sheet, root, self._keys)

    def finish(self) -> None:
        """What only the whole report shows, once all pages are set."""
        self._find_printed()
        self._join_phone()
        self._names.join_address()

    def _keys(self, element: Element) -> tuple[int, ...]:
        """The statements that an element shows."""
        if local(element) in _FACTS and _is_tag(element):
            return self._state(element)
        elsewhere = _SHOWN_ELSEWHERE.search(element.get("style", ""))
        return self._hidden.get(elsewhere["id"], ()) if elsewhere else ()

    def _find_printed(self) -> None:
        """Hidden facts that the page prints all the same, without a tag."""
        text = self._sheet.text
        for key, value in self._sheet.unshown():
            if len(value) >= SHORTEST_SEARCHED and value not in ("true", "false"):
                form = Form.DATE if _ISO_DATE.fullmatch(value) else Form.TEXT
                span = printed.place(text, value, form)
                if span.end:
                    self._sheet.show(key, span)

    def _join_phone(self) -> None:
        """The telephone number, which is tagged as area code and local number."""
        if all(part in self._phone for part in _PHONE) and not self._names.has("phone"):
            area, local = (self._phone[part] for part in _PHONE)
            shown = [
                span
                for span in (self._sheet.shown(area[0]), self._sheet.shown(local[0]))
                if span.end
            ]
            key = self._names.give("phone", f"({area[1]}) {local[1]}")
            for span in shown:
                self._sheet.show(key, span)

    def _state(self, element: Element) -> tuple[int, ...]:
        get = {str(name).lower(): str(value) for name, value in element.attrib.items()}.get
        name = _name(element, get("name") or "")
        nil = (get(_NIL) or get("xsi:nil")) in ("true", "1")
        shown = "" if nil else self._tagged.shown(element)
        if not name or shown is None or self.count >= MOST_FACTS:
            return ()
        self.count += 1
        attributes = self._contexts.attributes(get("contextref") or "", get("unitref") or "")
        attributes |= {key: told for key in ("scale", "decimals") if (told := get(key))}
        if nil:  # reported as having no value: a fact, and nobody's field
            return (self._sheet.state(name, "nil", {**attributes, "nil": "true"}),)
        value = tagged.value(element, shown)
        if value is None:
            value, attributes["unread"] = shown, get("format") or "none"
        if code := transforms.code(shown, get("format") or ""):
            attributes["code"] = code
        if transforms.is_empty(get("format") or ""):
            attributes["empty"] = "true"
        keys: tuple[int, ...] = (self._sheet.state(name, value, attributes),)
        if "dimensions" not in attributes and "empty" not in attributes:
            keys += self._names.offer(name, value)
            if name in _PHONE:
                self._phone.setdefault(name, (keys[0], value))
        return keys


_PHONE = ("dei:CityAreaCode", "dei:LocalPhoneNumber")
_NIL = "{http://www.w3.org/2001/xmlschema-instance}nil"


def _name(element: Element, name: str) -> str:
    """The concept; the SEC's entity information under one prefix, whatever the file calls it."""
    prefix, _, concept = name.partition(":")
    namespace = element.nsmap.get(prefix) or ""
    return f"{_PREFIXED}:{concept}" if "xbrl.sec.gov/dei/" in namespace else name


def _is_tag(element: Element) -> bool:
    tag = str(element.tag).lower()
    return "inlinexbrl" in tag or tag.startswith("ix:")


def _hidden(root: Element) -> Iterator[Element]:
    """Facts that the header holds because the page has no text for them."""
    for section in root.iter():
        if local(section) == "hidden" and _is_tag(section):
            for element in section.iter():
                if local(element) in _FACTS:
                    yield element
