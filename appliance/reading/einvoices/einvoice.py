"""Electronic invoices: UN/CEFACT CII (Factur-X, ZUGFeRD, XRechnung), OASIS UBL 2.1, FatturaPA.

They say the same things (EN 16931) in different places; here they become the same facts.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping

from appliance.errors import Damaged, EmptyFile
from appliance.reading.einvoices import einvoice_cii, einvoice_fatturapa, einvoice_ubl
from appliance.reading.einvoices.einvoice_fact import Fact, said
from appliance.reading.unpaged import forms, xmlsafe
from appliance.reading.unpaged.typeset import Piece, Sheet
from appliance.reading.unpaged.xmlsafe import Element

CII_ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")
CII_DRAFT = "urn:un:unece:uncefact:data:standard:CBFBUY"  # the first ZUGFeRD release candidates
UBL_ROOTS = ("Invoice", "CreditNote")
ENVELOPE, CARRIER = "StandardBusinessDocument", "AttachedDocument"
_FACTS: Mapping[str, Callable[[Element], Iterator[Fact]]] = {
    "cii": einvoice_cii.facts,
    "ubl": einvoice_ubl.facts,
    "fatturapa": einvoice_fatturapa.facts,
}
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
"""A declaration whose encoding is no longer true of text that another file holds."""
UBL_SPACE = "urn:oasis:names:specification:ubl:schema:xsd:"


def is_invoice(root: Element) -> bool:
    """The root of an invoice that is read here, or of the envelope it was sent in."""
    return kind(root) != ""


def kind(root: Element) -> str:
    """``cii``, ``ubl``, ``fatturapa`` or ""."""
    return _kind(_unwrapped(root))


def _unwrapped(root: Element) -> Element:
    """What lies in the envelope of a network (UN/CEFACT SBDH 1.3), or is enclosed in a document
    that only carries it (UBL 2.1, AttachedDocument), where there is one.
    """
    if xmlsafe.name(root) == CARRIER and UBL_SPACE in str(root.tag):
        return next((inner for inner in _enclosed(root) if _kind(inner)), root)
    if xmlsafe.name(root) != ENVELOPE:
        return root
    held = (_unwrapped(child) for child in xmlsafe.children(root))
    return next((inner for inner in held if _kind(inner)), root)


def _enclosed(root: Element) -> Iterator[Element]:
    """The XML files that a document carries: as text in an attachment's description, or coded."""
    for attachment in xmlsafe.find_all(root, "Attachment"):
        described = xmlsafe.find(attachment, "ExternalReference/Description")
        coded = xmlsafe.find(attachment, "EmbeddedDocumentBinaryObject")
        try:
            if described is not None:
                text = "".join(map(str, described.itertext()))
                yield xmlsafe.xml(_DECLARED.sub("", text).encode())
            if coded is not None:
                yield xmlsafe.xml(base64.b64decode(xmlsafe.text(coded)))
        except (Damaged, EmptyFile, ValueError):  # a picture, a word
            continue


def _kind(root: Element) -> str:
    name = xmlsafe.name(root)
    if name in CII_ROOTS or (name == "Invoice" and CII_DRAFT in str(root.tag)):
        return "cii"
    if name == einvoice_fatturapa.ROOT and xmlsafe.find(root, f"{name}Body") is not None:
        return "fatturapa"
    return "ubl" if name in UBL_ROOTS and UBL_SPACE in str(root.tag) else ""


def facts(root: Element) -> list[Fact]:
    """What the invoice says, in reading order; of what cannot be read, that it is there."""
    own = _unwrapped(root)
    found = _FACTS.get(_kind(own), einvoice_ubl.facts)(own)
    return [fact for fact in map(said, found) if fact.value]


def read(sheet: Sheet, root: Element) -> str:
    """Set an invoice that is nothing but XML; returns the kind."""
    sheet.row("INVOICE")
    for fact in facts(root):
        caption = ", ".join(forms.label(part) for part in fact.path.split("/")[1:])
        key = sheet.state(fact.path, fact.value, fact.attributes)
        sheet.row(Piece(text=f"{caption}: "), Piece(text=fact.value, keys=(key,)))
    return kind(root)
