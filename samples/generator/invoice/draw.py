"""An invoice from a seed, with its truth."""

from __future__ import annotations

from random import Random

import numpy as np

from samples.generator import sheets
from samples.generator.invoice.cii import cii
from samples.generator.invoice.claim import Claim, draw
from samples.generator.invoice.page import Page
from samples.generator.places import Country
from samples.generator.sample import Sample, Values

COUNTRIES = ("gb", "de", "de", "fr", "es", "us")
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
        truth=_truth(claim, page.printed),
        printed=page.printed,
    )


def _truth(claim: Claim, printed: dict[str, str]) -> dict[str, Values]:
    values: dict[str, Values] = {
        "vendor_name": claim.seller.name,
        "vendor_address": " ".join(claim.seller.address),
        "vendor_tax_id": claim.seller.tax_id,
        "buyer_name": claim.buyer.name,
        "buyer_address": " ".join(claim.buyer.address),
        "document_number": claim.number,
        "order_number": claim.order,
        "issue_date": claim.issued.date().isoformat(),
        "due_date": claim.due.date().isoformat(),
        "subtotal": str(claim.subtotal),
        "tax_total": str(claim.tax_total),
        "total": str(claim.total),
        "iban": claim.iban.replace(" ", ""),
    }
    shown = {key: value for key, value in values.items() if key in printed}
    shown["currency"] = str(claim.country.data["currency"])
    shown["items"] = [
        {
            "description": line.description,
            "quantity": str(line.quantity),
            "unit_price": str(line.unit_price),
            "amount": str(line.amount),
        }
        for line in claim.lines
    ]
    return shown
