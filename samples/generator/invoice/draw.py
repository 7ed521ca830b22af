"""An invoice from a seed, with its truth."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from samples.generator import sheets
from samples.generator.invoice.cii import cii
from samples.generator.invoice.claim import draw
from samples.generator.invoice.page import Page
from samples.generator.places import Country
from samples.generator.sample import Sample, Values

COUNTRIES = ("gb", "gb", "de", "de", "de", "fr", "fr", "es", "it", "us", "us")
KINDS = ("pdf", "pdf", "factur-x", "scan")


def invoice(seed: int, kind: str | None = None, country: str | None = None) -> Sample:
    """The invoice number ``seed``; ``kind`` is ``pdf``, ``factur-x`` or ``scan``."""
    chance = Random(f"invoice {seed}")
    place = Country(country or chance.choice(COUNTRIES))
    claim = draw(chance, place)
    kind = kind or chance.choice(KINDS)
    page = Page(chance, claim, cii(claim) if kind == "factur-x" else b"")
    content = page.draw()
    if kind == "scan":
        content = sheets.scan(content, chance, np.random.Generator(np.random.PCG64([11, seed])))
    return Sample(
        id=f"invoice-{seed:05d}",
        klass="invoices",
        lang=place.lang,
        kind=kind,
        suffix=".pdf",
        content=content,
        truth=_truth(page),
        printed=page.printed,
    )


def disagreeing(seed: int, **changes: Any) -> tuple[Page, bytes]:
    """The invoice ``seed`` as a page, and as XML with ``changes`` (fields of ``Claim``)."""
    chance = Random(f"invoice {seed}")
    claim = draw(chance, Country("de"))
    xml = cii(replace(claim, **changes))
    page = Page(chance, claim, xml)
    return page, xml


def flat(seed: int, country: str | None = None) -> tuple[Page, dict[str, Values]]:
    """The same invoices with their truth, drawn but not stored: for training without reading."""
    chance = Random(f"invoice {seed}")
    page = Page(chance, draw(chance, Country(country or chance.choice(COUNTRIES))))
    page.draw()
    return page, _truth(page)


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
        "prepaid": str(claim.prepaid),
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
