"""Structured data set for reading: a labelled row per value, a heading per group."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.unpaged.xmlsafe import Element

DEEPEST_INDENT = 12
_SEAMS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\-.]+")

Keys = Callable[[str, str], tuple[int, ...]]


def label(name: str) -> str:
    """An element's name as words: ``issuerTradingSymbol`` -> ``Issuer Trading Symbol``."""
    words = [word for word in _SEAMS.split(name) if word]
    return " ".join(word[:1].upper() + word[1:] for word in words)


def state(
    sheet: Sheet,
    caption: str,
    path: str,
    shown: str,
    *,
    value: str = "",
    attributes: Mapping[str, str] | None = None,
) -> None:
    """Set ``caption: shown`` and state it under ``path``; nothing for an empty value."""
    if shown.strip():
        key = sheet.state(path, value or " ".join(shown.split()), attributes)
        sheet.row(Piece(text=f"{caption}: "), Piece(text=shown, keys=(key,)))


def walk(
    sheet: Sheet,
    root: Element,
    keys: Keys,
    *,
    entered: Callable[[str], None] | None = None,
) -> None:
    """Set any XML: leaves as labelled rows, inner elements as headings.

    ``keys(path, value)`` gives the statements that a value shows; ``entered`` is told the path of
    every element before what is in it. The walk keeps its own stack,
    since a file decides how deep it nests.
    """
    paths = [""]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            paths.pop()
            continue
        name = xmlsafe.name(element)
        here = f"{paths[-1]}/{name}" if paths[-1] else name
        paths.append(here)
        if entered is not None:
            entered(here)
        _element(sheet, element, here, len(paths) - 2, keys)


def _element(sheet: Sheet, element: Element, path: str, depth: int, keys: Keys) -> None:
    indent = min(2 * max(depth - 1, 0), DEEPEST_INDENT)
    caption = label(xmlsafe.name(element))
    own = " ".join((element.text or "").split())
    leaf = next(xmlsafe.children(element), None) is None
    if own:
        row = (Piece(text=f"{caption}: "), Piece(text=own, keys=keys(path, own)))
        sheet.row(*row, indent=indent)
    elif not leaf and depth > 0:
        sheet.row(caption, indent=indent)
    for name, value in element.attrib.items():
        plain = str(name).rpartition("}")[2]
        if str(value).strip() and not str(name).startswith("{http://www.w3.org/"):
            shown = keys(f"{path}@{plain}", str(value))
            row = (Piece(text=f"{caption} {label(plain)}: "), Piece(text=str(value), keys=shown))
            sheet.row(*row, indent=indent)
