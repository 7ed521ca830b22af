"""Sums as small firms print them: items, a discount, freight, net, tax by rate on its base, what
was paid before and what is left. Several taxes are not added up.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from samples.generator.invoice.claim import Claim
from samples.generator.invoice.pen import Pen
from samples.generator.receipt.bill import Tax, cents

Row = tuple[str, str, str]
"""Field name or none, label, amount."""


def adjusted(chance: Random, claim: Claim) -> Claim:
    """The claim with a discount, and with freight before or after tax; or as it was."""
    if len(claim.taxes) != 1:
        return claim
    whole = claim.subtotal
    discount = cents(abs(whole) * chance.choice((2, 3, 5, 10)) / 100) * (whole > 0)
    discount = discount if chance.random() < 0.4 else Decimal(0)
    freight = cents(Decimal(chance.uniform(4, 90))) if chance.random() < 0.4 else Decimal(0)
    late = claim.country.name == "us" or chance.random() < 0.1
    base = whole - discount + (Decimal(0) if late else freight)
    tax = claim.taxes[0]
    taxes = (Tax(name=tax.name, rate=tax.rate, base=base, amount=cents(base * tax.rate / 100)),)
    changed = replace(claim, discount=discount, freight=freight, late=late, taxes=taxes)
    share = Decimal(chance.choice((20, 30, 50))) / 100
    paid = cents(changed.total * share) if claim.prepaid else Decimal(0)
    return replace(changed, prepaid=paid)


def sums(pen: Pen, y: float) -> float:
    """The summary; returns the bottom."""
    minus = pen.chosen(0.5)
    edge = pen.chance.choice((pen.right - 90, pen.right - 130, pen.left + 200))
    aligned = pen.chosen(0.4)
    for name, label, text in _rows(pen, minus):
        if name and name != "tax":
            pen.printed[name] = text
        last = name in ("total", "amount_due")
        start = min(edge, pen.right - pen.wide(text, bold=last) - 14)
        if aligned:
            pen.text(start, y, label, bold=last, align="right")
        else:
            pen.text(min(start - 120, pen.right - 230), y, label, bold=last)
        pen.text(pen.right, y, text, bold=last, align="right")
        y += pen.size * 1.6
    return y


def _rows(pen: Pen, minus: bool) -> list[Row]:
    claim = pen.claim
    many = len(claim.taxes) > 1
    rows: list[Row] = []
    if claim.discount or claim.freight:
        first = "" if claim.discount or not claim.late else "subtotal"
        rows.append((first, pen.bill("items"), pen.money(claim.items)))
    if claim.discount:
        rate = pen.percent((claim.discount * 100 / abs(claim.items)).quantize(Decimal(1)))
        label = pen.bill("discount").format(rate=rate)
        rows.append(("discount", label, pen.money(-claim.discount if minus else claim.discount)))
    freight = ("charges", pen.bill("freight"), pen.money(claim.freight))
    if claim.freight and not claim.late:
        rows.append(freight)
    if not any(name == "subtotal" for name, _, _ in rows):
        rows.append(("subtotal", pen.bill("net"), pen.money(claim.subtotal)))
    form = pen.bill("taxed")
    for tax in claim.taxes:
        base = pen.country.money(tax.base, "bare")
        label = form.format(rate=pen.percent(tax.rate), base=base)
        rows.append(("tax" if many else "tax_total", label, pen.money(tax.amount)))
    if claim.freight and claim.late:
        rows.append(freight)
    rows.append(("total", pen.bill("gross"), pen.money(claim.total)))
    if claim.prepaid:
        paid = -claim.prepaid if minus else claim.prepaid
        rows.append(("prepaid", pen.bill("paid"), pen.money(paid)))
        rows.append(("amount_due", pen.bill("left"), pen.money(claim.total - claim.prepaid)))
    return rows
