"""The upper part of an invoice as viewers of electronic invoices set it, or as DIN 5008 asks."""

from __future__ import annotations

from samples.generator.invoice import parties
from samples.generator.invoice.pen import Pen
from samples.generator.places import Party

WINDOW = 128.0
"""Top of the address window (DIN 5008, form B), in points."""


def upper(pen: Pen) -> float:
    """Title, roles below each other, and the seller's letterhead as a note; returns the bottom."""
    claim, y = pen.claim, pen.chance.uniform(36, 60)
    if pen.chosen(0.6):
        pen.text(pen.left, y, pen.paper("viewer"), pen.size - 1)
        y += pen.size * 2
    title = pen.word("credit" if claim.credit else "title")
    date = pen.date(claim.issued)
    said = f"{title} {pen.word('dated').format(number=claim.number, date=date)}"
    y = pen.paragraph(pen.left, y, said, pen.right - pen.left, pen.size + 3) + 4
    pen.printed |= {"document_number": claim.number, "issue_date": date}
    y = _told(pen, y)
    y = _role(pen, y, pen.word("from"), claim.seller)
    y = _role(pen, y, pen.word("to"), claim.buyer)
    pen.printed |= {
        "vendor_name": claim.seller.name,
        "vendor_address": " ".join(claim.seller.address),
        "buyer_name": claim.buyer.name,
        "buyer_address": " ".join(claim.buyer.address),
    }
    return _note(pen, y) if pen.chosen(0.7) else y


def _formal(pen: Pen) -> str:
    """The seller's name in its letterhead: there with the legal form that the role left out."""
    name, forms = pen.claim.seller.name, [form for form in pen.country.data["legal"] if form]
    return name if name.endswith(tuple(forms)) else f"{name} {pen.chance.choice(forms)}"


def _told(pen: Pen, y: float) -> float:
    """A few facts, a row each."""
    claim, currency = pen.claim, str(pen.country.data["currency"])
    rows = [(pen.paper("currency"), currency)]
    if pen.chosen(0.6):
        pen.printed["delivery_date"] = pen.date(claim.delivered)
        rows.append((pen.word("delivery"), pen.printed["delivery_date"]))
    if pen.chosen(0.5):
        pen.printed["order_number"] = claim.order
        rows.append((pen.word("order"), claim.order))
    for label, value in rows:
        pen.text(pen.left, y, f"{label} : {value}")
        y += pen.size * 1.4
    return y + pen.size


def _role(pen: Pen, y: float, role: str, party: Party) -> float:
    mine = party is pen.claim.seller
    rows = [f"{role}:"]
    if pen.chosen(0.4):
        rows.append(f"{pen.paper('number_of')} : {pen.chance.randrange(10_000, 999_999)}")
    if pen.chosen(0.4):
        code = pen.chance.randrange(4_000_000_000_000, 4_999_999_999_999)
        rows.append(f"{pen.paper('global')}: {code}")
    if not mine and pen.chosen(0.25):
        rows.append(pen.country.person(pen.chance) if pen.chosen(0.5) else pen.word("attention"))
        rows[-1] = rows[-1].strip(", ")
    rows += [*pen.named(party.name), *party.address]
    if pen.chosen(0.6):
        rows.append(f"{pen.word('vat')} : {party.tax_id}")
        pen.printed["vendor_tax_id" if mine else "buyer_tax_id"] = party.tax_id
    for row in rows:
        pen.text(pen.left, y, row)
        y += pen.size * 1.35
    return y + pen.size * 0.7


def _note(pen: Pen, y: float) -> float:
    """What the letterhead of the original says, as free text."""
    seller = pen.claim.seller
    register = pen.word("register").format(code=pen.chance.randrange(10_000, 99_999))
    manager = f"{pen.paper('manager')}: {pen.country.person(pen.chance)}"
    rows = [_formal(pen), *seller.address, *parties.contacts(pen, seller), manager, register]
    for row in rows:
        pen.text(pen.left, y, row)
        y += pen.size * 1.35
    return y + pen.size


def beside(pen: Pen) -> float:
    """The buyer in the window, the seller's block at its right; returns the bottom."""
    claim, top = pen.claim, pen.chance.uniform(42, 70)
    if pen.chosen(0.4):
        pen.in_colour()
        pen.text(pen.right, top, claim.seller.name.split()[0].upper(), 20, bold=True, align="right")
        pen.in_black()
    low = parties.window(pen, WINDOW - 14)
    rows = [*pen.named(claim.buyer.name), *claim.buyer.address]
    if pen.chosen(0.2):
        rows.insert(0, pen.word("attention").strip(", "))
    if pen.chosen(0.25):
        rows.insert(len(pen.named(claim.buyer.name)), pen.country.person(pen.chance))
    for row in rows:
        pen.text(pen.left, low, row)
        low += pen.size * 1.3
    pen.printed |= {
        "buyer_name": claim.buyer.name,
        "buyer_address": " ".join(claim.buyer.address),
    }
    return max(low, _block(pen, pen.left + 300, max(top + 24, WINDOW - 40))) + 10


def _block(pen: Pen, x: float, y: float) -> float:
    """Seller, contact and references, as they stand right of the window."""
    seller = pen.claim.seller
    rows = [*pen.named(seller.name), *seller.address, *parties.contacts(pen, seller)]
    if pen.chosen(0.5):
        rows += ["", pen.country.person(pen.chance), f"{pen.word('phone')} {seller.phone}"]
    if pen.chosen(0.5):
        rows.append(f"{pen.word('customer')}: {pen.claim.customer}")
    if pen.chosen(0.3):
        rows.append(pen.date(pen.claim.issued))
    for row in rows:
        pen.text(x, y, row, pen.size - 0.5)
        y += pen.size * 1.3
    return y
