"""What an element of inline XBRL shows, and the exact value of it.

Source: Inline XBRL 1.1: sections 4 (``ix:continuation``), 5 (``ix:exclude``), 6 (``ix:fraction``).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element, local
from appliance.reading.values import transforms

_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "td", "th", "table", "h1", "h2", "h3", "h4"})
LONGEST_VALUE = 500  # characters: beyond it is a tagged chapter, not a value


class Tagged:
    """The text of facts in one report: pieces that continue one are found by their id."""

    def __init__(self, *roots: Element) -> None:
        self._continuations = {
            element.get("id", ""): element
            for root in roots
            for element in root.iter()
            if local(element) == "continuation" and element.get("id")
        }

    def shown(self, element: Element) -> str | None:
        """A fact's text with what continues it, white space folded; ``None`` for a chapter."""
        pieces: list[str] = []
        length = 0
        escaped = _attribute(element, "escape") in ("true", "1")
        for part in self._chain(element):
            for text in _included(part, apart=escaped):
                pieces.append(text)
                length += len(text)
                if length > 4 * LONGEST_VALUE:
                    return None
            if escaped:
                pieces.append(" ")  # paragraphs of their own
        shown = " ".join("".join(pieces).split())
        return shown if len(shown) <= LONGEST_VALUE else None

    def _chain(self, element: Element) -> Iterator[Element]:
        seen: set[str] = set()
        following: Element | None = element
        while following is not None:
            yield following
            target = _attribute(following, "continuedat")
            following = self._continuations.get(target) if target not in seen else None
            seen.add(target)


def value(element: Element, shown: str) -> str | None:
    """The exact value of a fact's text; ``None`` where its format is not understood."""
    form, scale, sign = (_attribute(element, name) for name in ("format", "scale", "sign"))
    kind = local(element)
    if kind == "fraction":
        return _fraction(element)
    if kind == "nonnumeric":
        return transforms.words(shown, form, sign)
    return transforms.number(shown, form, scale, sign) or None


def _fraction(element: Element) -> str | None:
    """Numerator and denominator, each with a format, scale and sign of its own: ``1/3``."""
    parts: dict[str, str | None] = {}
    for inner in element.iter():
        if local(inner) in ("numerator", "denominator"):
            parts.setdefault(local(inner), value(inner, xmlsafe.text(inner)))
    above, below = parts.get("numerator"), parts.get("denominator")
    return f"{above}/{below}" if above and below else None


def _included(element: Element, *, apart: bool) -> Iterator[str]:
    """The text in document order without what ``ix:exclude`` leaves out; ``apart``: its paragraphs
    and cells are, since their tags belong to the value."""
    excluded = 0
    for event, inner in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if inner.tail and not excluded:
                yield inner.tail
            continue
        if apart and local(inner) in _BLOCKS:
            yield " "
        if event == "start":
            excluded += local(inner) == "exclude"
            if inner.text and not excluded:
                yield inner.text
        else:
            excluded -= local(inner) == "exclude"
            if inner is not element and inner.tail and not excluded:
                yield inner.tail


def _attribute(element: Element, name: str) -> str:
    """An attribute by its lower-case name: pages read as HTML lose the case."""
    return next((str(v) for key, v in element.attrib.items() if str(key).lower() == name), "")
