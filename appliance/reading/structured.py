"""XML, JSON and tagged text: which reader knows the file, by its content."""

from __future__ import annotations

import re
from collections.abc import Callable

from appliance.reading.clinical import ccda, fhir, fhir_xml
from appliance.reading.einvoices import einvoice
from appliance.reading.filings import edgar, ownership, sgml
from appliance.reading.unpaged import forms, markup, plain, xmlsafe
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.unpaged.xmlsafe import Element
from appliance.reading.xbrl import instance, ixbrl, oim

_READERS: tuple[tuple[Callable[[Element], bool], Callable[[Sheet, Element], str]], ...] = (
    (ccda.is_document, ccda.read),
    (fhir_xml.is_resource, fhir_xml.read),
    (instance.is_instance, instance.read),
    (edgar.is_form, edgar.read),
    (einvoice.is_invoice, einvoice.read),
)
_XML = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(\?xml|[A-Za-z_][\w.\-]*(:[\w.\-]+)?[\s>/])")

_TYPED = re.compile(rb"\s*<PAGE>(?!.*</PAGE>)", re.DOTALL)
"""A typed page of the first electronic filings: the tag is never closed."""


def text(sheet: Sheet, content: bytes) -> str:
    """A text file: an EDGAR submission, XML under another name, or just text."""
    source = plain.decode(content)
    if sgml.is_submission(source):
        return sgml.read(sheet, source)
    if _XML.match(content) and not _TYPED.match(content):
        return xml(sheet, content)
    plain.text(sheet, source)
    return ""


def xml(sheet: Sheet, content: bytes) -> str:
    """Any XML; returns the kind, "" for one that no reader knows."""
    if sgml.is_submission(content[:4000].decode("latin-1")):
        return sgml.read(sheet, plain.decode(content))
    root = xmlsafe.xml(content)
    if xmlsafe.local(root) == "html":
        return html(sheet, content)
    for knows, reader in _READERS:
        if knows(root):
            return reader(sheet, root)
    forms.walk(sheet, root, lambda _path, _value: ())
    return ""


def html(sheet: Sheet, content: bytes) -> str:
    """A web page, with or without tagged facts."""
    if ixbrl.is_inline(content):
        return ixbrl.read(sheet, content)
    root = xmlsafe.hypertext(content)
    if ownership.is_form(root):
        return ownership.read(sheet, root)
    markup.walk(sheet, root, lambda _: ())
    return ""


def json(sheet: Sheet, content: bytes) -> str:
    """FHIR resources, the facts of a report, or any JSON."""
    data = fhir.parsed(plain.decode(content))
    return oim.read(sheet, data) if oim.is_report(data) else fhir.typeset(sheet, data)
