"""An invoice as a form: parts with a heading, a label and a value in each row.

So look the renderings of XRechnung, UBL and Peppol documents: the buyer and the seller side by
side or below each other, then the data of the invoice, its sums, and where to pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from samples.generator.invoice.pen import Pen
from samples.generator.places import Party

Row = tuple[str, str]


def upper(pen: Pen, y: float) -> float:
    """Title, parties, data of the invoice; returns the bottom."""
    claim = pen.claim
    pen.text(pen.left, y, pen.word("credit" if claim.credit else "title"), pen.size + 4, bold=True)
    y += pen.size * 2.4
    if pen.chosen(0.3):
        y = _data(pen, y)
        return _parties(pen, y)
    return _data(pen, _parties(pen, y))


def _parties(pen: Pen, y: float) -> float:
    claim = pen.claim
    parts = [
        (pen.word("buyer_part"), _party(pen, claim.buyer, "buyer")),
        (pen.word("seller_part"), _party(pen, claim.seller, "vendor")),
    ]
    if pen.chosen(0.5):
        parts.reverse()
    if pen.chosen(0.4):
        for title, rows in parts:
            y = _part(pen, title, rows, pen.left, y) + pen.size
        return y
    middle = (pen.left + pen.right) / 2 + 8
    lows = [
        _part(pen, title, rows, x, y)
        for x, (title, rows) in zip((pen.left, middle), parts, strict=True)
    ]
    return max(lows) + pen.size


def _party(pen: Pen, party: Party, role: str) -> list[Row]:
    """What a form says of a party, each in a row with its label."""
    pen.printed[f"{role}_name"] = party.name
    rows = [(pen.word("name"), party.name)]
    if pen.chosen(0.3):
        rows.insert(0, (pen.paper("number_of"), str(pen.chance.randrange(10_000, 999_999))))
    if pen.chosen(0.35):
        rows.append((pen.word("place"), ", ".join(party.address)))
        pen.printed[f"{role}_address"] = " ".join(party.address)
    else:
        rows += [
            (pen.word("street"), party.street),
            (pen.word("code"), party.postcode),
            (pen.word("town"), party.city),
            (pen.word("land"), party.country),
        ]
    if pen.chosen(0.7):
        pen.printed[f"{role}_tax_id"] = party.tax_id
        rows.append((pen.word("vat"), party.tax_id))
    if pen.chosen(0.4):
        rows.append((pen.word("contact"), pen.country.person(pen.chance)))
    if pen.chosen(0.4):
        rows.append((pen.word("phone"), party.phone))
    return rows


def _data(pen: Pen, y: float) -> float:
    claim = pen.claim
    number = pen.word("credit_number" if claim.credit else "number")
    told = {
        "document_number": (number, claim.number),
        "issue_date": (pen.word("date"), pen.date(claim.issued)),
    }
    if pen.chosen(0.6):
        told["due_date"] = (pen.word("due"), pen.date(claim.due))
    if pen.chosen(0.5):
        told["order_number"] = (pen.word("order"), claim.order)
    if pen.chosen(0.4):
        told["delivery_date"] = (pen.word("delivery"), pen.date(claim.delivered))
    pen.printed |= {name: value for name, (_, value) in told.items()}
    rows = [*told.values(), (pen.paper("currency"), str(pen.country.data["currency"]))]
    return _part(pen, pen.word("data_part"), rows, pen.left, y) + pen.size


def sums(pen: Pen, y: float) -> float:
    """The sums with a heading; returns the bottom."""
    claim = pen.claim
    shown: list[tuple[str, str, Decimal]] = [
        ("subtotal", pen.word("subtotal"), claim.subtotal),
        ("tax_total", pen.word("tax_total"), claim.tax_total),
        ("total", pen.word("total"), claim.total),
    ]
    if claim.prepaid or pen.chosen(0.5):
        shown.append(("prepaid" if claim.prepaid else "", pen.word("prepaid"), claim.prepaid))
        due = claim.total - claim.prepaid
        shown.append(("amount_due", pen.word("due_amount"), due))
    pen.printed |= {name: pen.money(value) for name, _, value in shown if name}
    rows = [(label, pen.money(value)) for _, label, value in shown]
    return _part(pen, pen.word("sums_part"), rows, pen.left, y, right=pen.chosen(0.5))


def _part(
    pen: Pen, title: str, rows: Sequence[Row], x: float, y: float, *, right: bool = False
) -> float:
    """A heading and its rows; values in a column, at the right edge, or behind the colon."""
    pen.text(x, y, title + pen.chance.choice(("", "", ":")), pen.size + 0.5, bold=True)
    y += pen.size * 1.6
    joined = not right and pen.chosen(0.3)
    wide = max(pen.wide(label) for label, _ in rows) + 16
    for label, value in rows:
        if joined:
            pen.text(x, y, f"{label}: {value}")
        else:
            pen.text(x, y, label + ":")
            edge = pen.left + (pen.right - pen.left) * 0.6
            pen.text(edge if right else x + wide, y, value, align="right" if right else "")
        y += pen.size * 1.4
    return y
