"""Electronic invoices: UN/CEFACT CII (Factur-X, ZUGFeRD, XRechnung) and OASIS UBL 2.1.

Both say the same things (EN 16931) in different places; here they become the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from appliance.reading import forms, transforms, xmlsafe
from appliance.reading.filing import iso_date
from appliance.reading.typeset import Piece, Sheet
from appliance.reading.xmlsafe import Element, find, find_all, text

CII_ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")
CII_DRAFT = "urn:un:unece:uncefact:data:standard:CBFBUY"  # the first ZUGFeRD release candidates
UBL_ROOTS = ("Invoice", "CreditNote")
UBL_SPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
ATTACHMENT_NAMES = re.compile(r"factur-x|zugferd|xrechnung|order-x|cii|ubl|invoice", re.IGNORECASE)


class Form(StrEnum):
    """How a fact is printed, which decides how it is looked for in a text."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    ADDRESS = "address"
    RATE = "rate"
    NUMBER = "number"  # too short to be looked for: a quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of an invoice; ``parts`` are the pieces of an address."""

    path: str
    value: str
    form: Form = Form.TEXT
    parts: tuple[str, ...] = field(default=())


def is_invoice(root: Element) -> bool:
    """The root of a CII or UBL invoice."""
    return kind(root) != ""


def kind(root: Element) -> str:
    """``cii``, ``ubl`` or ""."""
    name = xmlsafe.name(root)
    if name in CII_ROOTS or (name == "Invoice" and CII_DRAFT in str(root.tag)):
        return "cii"
    return "ubl" if name in UBL_ROOTS and UBL_SPACE in str(root.tag) else ""


def facts(root: Element) -> list[Fact]:
    """What the invoice says, in reading order."""
    from appliance.reading import einvoice_cii, einvoice_ubl

    found = einvoice_cii.facts(root) if kind(root) == "cii" else einvoice_ubl.facts(root)
    return [fact for fact in found if fact.value]


def read(sheet: Sheet, root: Element) -> str:
    """Set an invoice that is nothing but XML; returns the kind."""
    sheet.row("INVOICE")
    for fact in facts(root):
        caption = ", ".join(forms.label(part) for part in fact.path.split("/")[1:])
        key = sheet.state(fact.path, fact.value)
        sheet.row(Piece(text=f"{caption}: "), Piece(text=fact.value, keys=(key,)))
    return kind(root)


def text_fact(path: str, element: Element | None) -> Fact:
    """A fact that is printed as it is."""
    return Fact(path=path, value=text(element))


def amount(path: str, element: Element | None) -> Fact:
    """A plain decimal."""
    value = text(element)
    number = transforms.number(value, "", "", "-" if value.startswith("-") else "")
    return Fact(path=path, value=_two_places(number), form=Form.AMOUNT)


def quantity(path: str, element: Element | None) -> Fact:
    """A number that need not have two places."""
    return Fact(path=path, value=transforms.number(text(element), "", "", ""), form=Form.NUMBER)


def rate(path: str, element: Element | None) -> Fact:
    """A per cent rate."""
    return replace(quantity(path, element), form=Form.RATE)


def date(path: str, element: Element | None) -> Fact:
    """ISO 8601; CII writes ``YYYYMMDD``."""
    return Fact(path=path, value=iso_date(text(element)[:10]), form=Form.DATE)


def address(path: str, parts: Sequence[str]) -> Fact:
    """The parts that are there, on one line."""
    kept = tuple(part for part in parts if part)
    return Fact(path=path, value=", ".join(kept), form=Form.ADDRESS, parts=kept)


def texts(element: Element | None, *paths: str) -> Iterator[str]:
    """The text at each path."""
    for path in paths:
        yield text(find(element, path))


def repeated(path: str, element: Element | None, where: str) -> Iterator[Fact]:
    """A text fact for each element found."""
    for item in find_all(element, where):
        yield text_fact(path, item)


def _two_places(number: str) -> str:
    whole, point, cents = number.partition(".")
    if not number:
        return ""
    return f"{whole}.{cents.ljust(2, '0')}" if point else f"{whole}.00"
