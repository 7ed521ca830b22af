"""XML, JSON and tagged text: which reader knows the file, by its content."""

from __future__ import annotations

import re

from appliance.reading import (
    ccda,
    edgar,
    einvoice,
    fhir,
    forms,
    ixbrl,
    markup,
    plain,
    sgml,
    xbrl,
    xmlsafe,
)
from appliance.reading.typeset import Sheet

_XML = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(\?xml|[A-Za-z_][\w.\-]*(:[\w.\-]+)?[\s>/])")


def text(sheet: Sheet, content: bytes) -> str:
    """A text file: an EDGAR submission, XML under another name, or just text."""
    source = plain.decode(content)
    if sgml.is_submission(source):
        return sgml.read(sheet, source)
    plain.text(sheet, source)
    return ""


def xml(sheet: Sheet, content: bytes) -> str:
    """Any XML; returns the kind, "" for one that no reader knows."""
    root = xmlsafe.xml(content)
    if xmlsafe.local(root) == "html":
        return html(sheet, content)
    if ccda.is_document(root):
        return ccda.read(sheet, root)
    if xbrl.is_instance(root):
        return xbrl.read(sheet, root)
    if edgar.is_form(root):
        return edgar.read(sheet, root)
    if einvoice.is_invoice(root):
        return einvoice.read(sheet, root)
    forms.walk(sheet, root, lambda _path, _value: ())
    return ""


def html(sheet: Sheet, content: bytes) -> str:
    """A web page, with or without tagged facts."""
    if ixbrl.is_inline(content):
        return ixbrl.read(sheet, content)
    markup.read(sheet, content)
    return ""


def json(sheet: Sheet, content: bytes) -> str:
    """FHIR resources, or any JSON."""
    return fhir.read(sheet, plain.decode(content))


def looks_like_xml(content: bytes) -> bool:
    """The content begins as XML does."""
    return _XML.match(content) is not None
