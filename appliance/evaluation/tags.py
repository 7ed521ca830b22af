"""Filings without their inline XBRL: how well is the page itself read?

A tagged filing states its facts beside what it prints. Measured with the tags, only their reader
is measured.
"""

from __future__ import annotations

from lxml import etree

_NAMESPACES = ("http://www.xbrl.org/2013/inlineXBRL", "http://www.xbrl.org/2008/inlineXBRL")


def without(content: bytes) -> bytes:
    """The same page with its tags unwrapped and their hidden header gone; other files as they are.

    Facts that the page does not print are lost on purpose.
    """
    if b"inlineXBRL" not in content[:20_000]:
        return content
    parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    if root is None:
        return content
    for namespace in _NAMESPACES:
        for header in list(root.iter(f"{{{namespace}}}header")):
            _drop(header)
        etree.strip_tags(root, f"{{{namespace}}}*")
    etree.cleanup_namespaces(root)
    page: bytes = etree.tostring(root, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    return page


def _drop(element: etree._Element) -> None:
    """Take an element out of its parent; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
