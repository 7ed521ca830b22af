"""An invoice from a seed, with its truth."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np

from appliance.types import Document
from samples.generator import sheets
from samples.generator.invoice import bill, family
from samples.generator.invoice.cii import cii
from samples.generator.invoice.claim import draw
from samples.generator.invoice.page import Page
from samples.generator.invoice.reading import reading as typeset
from samples.generator.invoice.shape import others, shape
from samples.generator.invoice.varied import varied
from samples.generator.places import Country
from samples.generator.sample import Sample, Values

COUNTRIES = ("gb", "gb", "de", "de", "de", "fr", "fr", "es", "it", "us", "us")
FORMS = 0.25
"""Share of the varied invoices that are forms."""
BILLS = 0.4
"""Share of the invoices without embedded data that are bills of small firms and shops."""
FAMILIES = 0.5
"""Share of the invoices that look as one of the known families does."""
KINDS = ("pdf", "pdf", "factur-x", "scan")


def invoice(seed: int, kind: str | None = None, country: str | None = None) -> Sample:
    """The invoice number ``seed``; ``kind`` is ``pdf``, ``factur-x`` or ``scan``."""
    drawn, kind, chance = page(seed, kind, country)
    content = drawn.draw()
    if kind == "scan":
        content = sheets.scan(content, chance, np.random.Generator(np.random.PCG64([11, seed])))
    return sample(drawn, f"invoice-{seed:05d}", kind, content)


def sample(page: Page, name: str, kind: str, content: bytes) -> Sample:
    """A drawn page with its truth."""
    return Sample(
        id=name,
        klass="invoices",
        lang=page.pen.country.lang,
        kind=kind,
        suffix=".pdf",
        content=content,
        truth=_truth(page),
        printed=page.printed,
        template=page.template,
    )


def page(seed: int, kind: str | None, country: str | None = None) -> tuple[Page, str, Random]:
    """The page to draw, its kind, and the chance that goes on."""
    chance = Random(f"invoice {seed}")
    house = Random(f"family {seed}")
    if country is None and house.random() < FAMILIES:
        return _of_family(house, seed, kind or chance.choice(KINDS))
    claim = draw(chance, Country(country or chance.choice(COUNTRIES)))
    claim = varied(Random(f"house {seed}"), claim)
    kind = kind or chance.choice(KINDS)
    look = shape(Random(f"shape of invoice {seed}"))
    if claim.more and Random(f"form of invoice {seed}").random() < FORMS:
        look = replace(look, kind="form")
    if claim.more and not look.others:
        look = replace(look, others=others(Random(f"papers of invoice {seed}")))
    small = Random(f"bill {seed}")
    if kind != "factur-x" and small.random() < BILLS:
        claim, look = bill.claim(small, claim), bill.house(small)
    return Page(chance, claim, cii(claim) if kind == "factur-x" else b"", look), kind, chance


def _of_family(chance: Random, seed: int, kind: str) -> tuple[Page, str, Random]:
    """The page as one of the families prints it."""
    house, country = family.drawn(chance)
    claim = family.claim(chance, varied(chance, draw(chance, country)), house)
    return Page(chance, claim, cii(claim) if kind == "factur-x" else b"", house.shape), kind, chance


def _deducted(page: Page, name: str, amount: Decimal) -> str:
    """A deduction as the page prints it: with a minus or in brackets, or without a sign."""
    negative = page.printed.get(name, "").startswith(("-", "("))
    return str(-amount if negative else amount)


def disagreeing(seed: int, **changes: Any) -> tuple[Page, bytes]:
    """The invoice ``seed`` as a page, and as XML with ``changes`` (fields of ``Claim``)."""
    chance = Random(f"invoice {seed}")
    claim = draw(chance, Country("de"))
    xml = cii(replace(claim, **changes))
    page = Page(chance, claim, xml)
    return page, xml


def reading(seed: int, kind: str | None = None) -> Document:
    """What a perfect reader reads on the pages of the invoice ``seed``."""
    drawn = page(seed, kind)[0]
    drawn.draw()
    return typeset(drawn)


def _truth(page: Page) -> dict[str, Values]:
    claim = page.pen.claim
    values: dict[str, Values] = {
        "vendor_name": claim.seller.name,
        "vendor_address": " ".join(claim.seller.address),
        "vendor_tax_id": claim.seller.tax_id,
        "buyer_name": claim.buyer.name,
        "buyer_address": " ".join(claim.buyer.address),
        "buyer_tax_id": claim.buyer.tax_id,
        "document_number": claim.number,
        "order_number": claim.order,
        "issue_date": claim.issued.date().isoformat(),
        "due_date": claim.due.date().isoformat(),
        "delivery_date": claim.delivered.date().isoformat(),
        "subtotal": str(claim.subtotal),
        "tax_total": str(claim.tax_total),
        "total": str(claim.total),
        "prepaid": _deducted(page, "prepaid", claim.prepaid),
        "discount": _deducted(page, "discount", claim.discount),
        "charges": str(claim.freight),
        "amount_due": str(claim.total - claim.prepaid),
        "payment_method": claim.method,
        "iban": claim.iban.replace(" ", ""),
        "bic": claim.bic,
    }
    shown = {key: value for key, value in values.items() if key in page.printed}
    shown["currency"] = str(claim.country.data["currency"])
    shown["tax"] = [str(tax.amount) for tax in claim.taxes]
    shown["items"] = page.items.shown
    return shown
