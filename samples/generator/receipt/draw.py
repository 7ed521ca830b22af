"""A receipt from a seed, with its truth."""

from __future__ import annotations

from random import Random

import numpy as np

from samples.generator import photo
from samples.generator.places import COUNTRIES, Country
from samples.generator.receipt import bill as bills
from samples.generator.receipt.bill import Bill
from samples.generator.receipt.paper import Print, head, ink
from samples.generator.receipt.slip import Printer, Slip
from samples.generator.sample import Sample, Values

TRADES = ("grocery", "restaurant", "cafe", "hardware", "pharmacy", "fuel", "stationery")


def receipt(
    seed: int, kind: str | None = None, country: str | None = None, trade: str | None = None
) -> Sample:
    """The receipt number ``seed``; ``kind`` is ``photo`` or ``scan``."""
    chance = Random(f"receipt {seed}")
    place = Country(country or chance.choice(COUNTRIES))
    bill = bills.draw(chance, place, trade or chance.choice(TRADES))
    slip = Printer(chance, bill).slip()
    flat = ink(chance, slip, head(chance))
    kind = kind or chance.choice(("photo", "photo", "scan"))
    return Sample(
        id=f"receipt-{seed:05d}",
        klass="receipts",
        lang=f"{place.lang}-{place.code}",
        kind=kind,
        suffix=".jpg",
        content=_picture(chance, seed, flat, bill, kind),
        truth=truth(bill, slip),
        printed=slip.printed,
    )


def flat(seed: int, country: str | None = None) -> tuple[Print, Bill, Slip]:
    """The same receipts as clean prints with word boxes: for training without OCR."""
    chance = Random(f"receipt {seed}")
    place = Country(country or chance.choice(COUNTRIES))
    bill = bills.draw(chance, place, chance.choice(TRADES))
    slip = Printer(chance, bill).slip()
    return ink(chance, slip, head(chance)), bill, slip


def truth(bill: Bill, slip: Slip) -> dict[str, Values]:
    """The values that the slip shows, in normal form."""
    values: dict[str, Values] = {
        "vendor_name": slip.printed["vendor_name"],
        "vendor_address": slip.printed["vendor_address"],
        "vendor_phone": bill.vendor.phone,
        "vendor_tax_id": bill.vendor.tax_id,
        "document_number": bill.number,
        "issue_date": bill.when.date().isoformat(),
        "subtotal": str(bill.subtotal),
        "tax_total": str(bill.tax_total),
        "rounding": str(bill.rounding),
        "total": str(bill.total),
        "payment_method": "cash" if bill.cash else "card",
        "amount_tendered": str(bill.tendered),
        "change_due": str(bill.change),
    }
    shown = {key: value for key, value in values.items() if key in slip.printed}
    shown["currency"] = str(bill.country.data["currency"])
    if bill.taxes and "tax_total" in slip.printed:
        shown["tax"] = [str(tax.amount) for tax in bill.taxes]
        shown["tax.rate"] = [str(tax.rate.normalize() + 0) for tax in bill.taxes]
    if slip.bases:
        shown["tax.basis"] = [str(tax.base) for tax in bill.taxes]
    shown["items"] = [
        {
            "description": description,
            "quantity": str(line.quantity),
            "unit_price": str(line.unit_price),
            "amount": str(line.amount),
        }
        for line, description in zip(bill.lines, slip.descriptions, strict=True)
    ]
    return shown


def _picture(chance: Random, seed: int, flat: Print, bill: Bill, kind: str) -> bytes:
    rng = np.random.Generator(np.random.PCG64([7, seed]))
    how = photo.camera(chance, kind)
    paper = photo.worn(flat.image, how, rng)
    if chance.random() < 0.2:
        total = [piece for piece in flat.pieces if piece.text == bill.country.number(bill.total)]
        if total:
            paper = photo.pen(paper, total[-1].box, f"ok {chance.choice('ABKMR')}.", chance)
    if kind == "scan":
        return photo.jpeg(photo.scanned(paper, how, rng).convert("RGB"), how.quality)
    return photo.taken(photo.on_table(paper, how, rng), how, rng)
