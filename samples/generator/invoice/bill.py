"""Bills of small firms and of shops: a band or one line names the seller, facts stand in a box or
two in a row, the buyer in one row, under his role, or beside the receiver of the goods.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from reportlab.lib.colors import white

from samples.generator.invoice import facts, parties, summary
from samples.generator.invoice.claim import Claim
from samples.generator.invoice.pen import Pen
from samples.generator.invoice.shape import Shape
from samples.generator.places import Party

HEADS = ("band", "line", "centred", "foot", "seller")
"""Where the seller stands: white on a stripe, one line, around the middle, the foot, a label."""
WAYS = ("rows", "box", "pairs")
JOINTS = (" - ", " · ", " | ", ", ", " . ", " — ")


def claim(chance: Random, drawn: Claim) -> Claim:
    """The claim as a small firm bills it: other names, discounts, freight."""
    words = drawn.bills
    seller = drawn.seller
    if chance.random() < 0.35:
        business = drawn.seller.name.split()[0]
        name = str(chance.choice(words["firms"])).format(
            family=chance.choice(drawn.country.data["family"]),
            other=chance.choice(drawn.country.data["family"]),
            trade=business,
            place=seller.city,
            form=chance.choice([form for form in drawn.country.data["legal"] if form]),
        )
        seller = replace(seller, name=" ".join(name.split()))
    return summary.adjusted(chance, replace(drawn, seller=seller))


def house(chance: Random) -> Shape:
    """How a house names itself, and how it states its facts."""
    return Shape(kind="bill", head=chance.choice(HEADS), way=chance.choice(WAYS))


def upper(pen: Pen) -> float:
    """Seller, title, facts and buyer; returns the bottom."""
    y = _seller(pen, pen.chance.uniform(36, 56))
    y = _title(pen, y + 12)
    if pen.claim.credit:
        y = _credited(pen, y)
    if pen.shape.head == "seller":
        return _shop(pen, y)
    if pen.shape.way == "box":
        low = _buyer(pen, y, (pen.left + pen.right) / 2 - 10)
        return max(low, _box(pen, y)) + 8
    y = _pairs(pen, y) if pen.shape.way == "pairs" else _rows(pen, y)
    return _buyer(pen, y + 10, pen.right)


def _seller(pen: Pen, y: float) -> float:
    seller, how = pen.claim.seller, pen.shape.head
    if how in ("foot", "seller"):
        return y
    parties.shown(pen)
    taxed = parties.tax_id(pen)
    if how == "line":
        pen.text(pen.left, y, pen.chance.choice(JOINTS).join([seller.name, *seller.address]), 8)
        return y + 14
    align, x = ("middle", pen.width / 2) if how == "centred" else ("", pen.left + 6)
    big = pen.chance.choice((12, 15, 20))
    if how == "band":
        pen.band(y - 20, 54, "#1a4d33")
        pen.canvas.setFillColor(white)
    pen.text(x, y, seller.name, big, bold=True, align=align)
    parts = [*seller.address, *([taxed] if pen.chosen(0.6) else [])]
    joint = pen.chance.choice(JOINTS)
    pen.text(x, y + big + 2, joint.join(parts), 8, align=align)
    pen.in_black()
    return y + big + 26


def _title(pen: Pen, y: float) -> float:
    title = pen.word("credit" if pen.claim.credit else "title")
    if pen.chosen(0.35):
        title = " ".join(title.upper().replace(" ", "  "))
    pen.text(pen.left, y, title, pen.chance.choice((13, 16, 22)), bold=True)
    return y + 26


def _credited(pen: Pen, y: float) -> float:
    """Which invoice is credited."""
    other = facts.like(pen, pen.claim.number)
    when = pen.date(pen.claim.delivered)
    pen.text(pen.left, y, pen.bill("credits").format(number=other, date=when))
    return y + pen.size * 1.6


def _facts(pen: Pen) -> list[facts.Fact]:
    claim = pen.claim
    number = pen.bill("credit_number" if claim.credit else "number")
    shown: list[facts.Fact] = [
        ("document_number", number, claim.number),
        ("issue_date", pen.bill("date"), pen.date(claim.issued)),
    ]
    if claim.days and pen.chosen(0.7):
        shown.append(("due_date", pen.bill("due"), pen.date(claim.due)))
    if pen.chosen(0.5):
        shown.append(("order_number", pen.bill("order"), claim.order))
    pen.printed |= {name: text for name, _, text in shown}
    return shown


def _rows(pen: Pen, y: float) -> float:
    """Each fact in a row; the terms stand in front of the day that they mean."""
    for name, label, text in _facts(pen):
        front = pen.bill("terms").format(days=pen.claim.days) + "   " if name == "due_date" else ""
        front = front if pen.chosen(0.5) else ""
        pen.text(pen.left, y, f"{front}{label}{pen.chance.choice((': ', ' '))}{text}")
        y += pen.size * 1.5
    return y


def _pairs(pen: Pen, y: float) -> float:
    """Two facts or more in a row, a wide blank between them."""
    text = "        ".join(f"{label}: {value}" for _, label, value in _facts(pen))
    pen.text(pen.left, y, text, min(pen.size, 9.0))
    return y + pen.size * 1.8


def _box(pen: Pen, y: float) -> float:
    """Labels at the left of a frame, values at its right edge."""
    left, top = pen.right - 180, y - pen.size
    shown = _facts(pen)
    if pen.chosen(0.4):
        shown.insert(0, ("", pen.bill("gross"), pen.money(pen.claim.total)))
    for _, label, text in shown:
        pen.text(left, y, label)
        pen.text(pen.right - 4, y, text, align="right")
        y += pen.size * 1.7
    pen.canvas.rect(left - 6, pen.height - y + 4, pen.right - left + 6, y - top)
    return y


def _buyer(pen: Pen, y: float, right: float) -> float:
    buyer, label = pen.claim.buyer, pen.bill("to")
    pen.printed |= {"buyer_name": buyer.name, "buyer_address": " ".join(buyer.address)}
    tax = f"{pen.word('vat')} {buyer.tax_id}"
    if pen.chosen(0.5) and right == pen.right:
        joint = pen.chance.choice((", ", " - ", " — "))
        parts = [buyer.name, *([tax] if pen.chosen(0.3) else []), *buyer.address]
        return pen.paragraph(pen.left, y, f"{label}: {joint.join(parts)}", right - pen.left) + 6
    pen.text(pen.left, y, label + pen.chance.choice((":", "")))
    return _party(pen, pen.left, y + pen.size * 1.4, buyer)


def _party(pen: Pen, x: float, y: float, party: Party) -> float:
    for row in (party.name, *party.address):
        pen.text(x, y, row)
        y += pen.size * 1.3
    return y


def _shop(pen: Pen, y: float) -> float:
    """What shops on the web print: who sold it, the order, billing and shipping side by side."""
    claim = pen.claim
    parties.shown(pen)
    y = pen.paragraph(pen.left, y, f"{pen.bill('seller')}: {claim.seller.name}", 400)
    y = pen.paragraph(pen.left, y, ", ".join(claim.seller.address), 400)
    if pen.chosen(0.6):
        pen.text(pen.left, y, parties.tax_id(pen))
        y += pen.size * 1.4
    low = _rows(pen, y + 6)
    if pen.chosen(0.5):
        ordered = pen.date(claim.delivered)
        pen.text(pen.left, low, f"{pen.bill('ordered')}: {ordered}")
        low += pen.size * 1.4
    pen.printed |= {"buyer_name": claim.buyer.name, "buyer_address": " ".join(claim.buyer.address)}
    beside = pen.chosen(0.5)
    top, x = (y + 6, pen.left + 200) if beside else (low + 8, pen.left)
    step = (pen.right - x) / 2
    for number, key in enumerate(("billing", "shipping")):
        pen.text(x + number * step, top, pen.bill(key), bold=True)
        bottom = _party(pen, x + number * step, top + pen.size * 1.4, claim.buyer)
        low = max(low, bottom)
    return low + 6


def foot(pen: Pen) -> None:
    """One line or two at the bottom: who, where, the register, the bank."""
    seller, y = pen.claim.seller, pen.height - 58
    joint = pen.chance.choice(JOINTS)
    register = pen.word("register").format(code=pen.chance.randrange(10_000, 99_999))
    rows = [[register, parties.tax_id(pen)], parties.account(pen)]
    if "vendor_name" not in pen.printed or pen.chosen(0.4):
        parties.shown(pen)
        rows.insert(0, [seller.name, *seller.address])
    for number, parts in enumerate(rows):
        pen.text(pen.width / 2, y + number * 11, joint.join(parts), 7, align="middle")
