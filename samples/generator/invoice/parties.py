"""Who writes to whom: letterheads, address windows, role blocks, footers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samples.generator.invoice import varied
from samples.generator.invoice.pen import Pen
from samples.generator.places import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which parts of the page name the seller."""

    head: str
    window: bool
    role: bool
    foot: str
    stacked: bool = False


HEADS = ("left", "left", "right", "right", "centred", "line", "logo", "none")


def plan(pen: Pen) -> Plan:
    """A plan that names the seller with the address at least once."""
    if pen.chosen(0.15):
        return Plan(head="none", window=False, role=True, foot="bank", stacked=True)
    head = pen.chance.choice(HEADS)
    window = pen.chosen(0.35)
    role = pen.chosen(0.2)
    foot = pen.chance.choice(("columns", "line", "bank"))
    if head in ("logo", "none") and not (window or role):
        foot, window = "columns", pen.chosen(0.5)
    return Plan(head=head, window=window, role=role, foot=foot)


def letterhead(pen: Pen, plan: Plan) -> float:
    """The seller at the top; returns the height below."""
    seller, y = pen.claim.seller, pen.chance.uniform(40, 62)
    if plan.head == "none":
        return y
    if plan.head == "line":
        parts = [seller.name, *seller.address]
        joint = pen.chance.choice((" - ", " · ", " | ", ", "))
        pen.text(pen.left, y, joint.join(parts), 8)
        shown(pen)
        return y + 14
    big = pen.chance.choice((12, 14, 16, 20))
    place = {"centred": "middle", "right": "right"}.get(plan.head, "")
    x = {"middle": pen.width / 2, "right": pen.right}.get(place, pen.left)
    pen.in_colour()
    if plan.head == "logo":  # a brand, not the name of the company
        pen.text(x, y + big, seller.name.split()[0].upper(), big + 8, bold=True)
        pen.in_black()
        return y + big * 2
    pen.text(x, y, seller.name, big, bold=pen.chosen(0.8), align=place)
    pen.in_black()
    rows = [*seller.address, *contacts(pen, seller)]
    if pen.chosen(0.25):
        rows = [", ".join(seller.address), *contacts(pen, seller)]
    y += 2
    for row in rows:
        y += pen.size * 1.25
        pen.text(x, y, row, pen.size - 0.5, align=place)
    shown(pen)
    return y + 6


def contacts(pen: Pen, seller: Party) -> list[str]:
    """How to reach the seller; sometimes the tax number, too."""
    host = varied.host(pen.claim)
    rows = []
    if pen.chosen(0.7):
        rows.append(f"{pen.word('phone')} {seller.phone}")
    if pen.chosen(0.5):
        rows.append(f"{pen.word('mail')} info@{host}.example")
    if pen.chosen(0.3):
        rows.append(f"www.{host}.example")
    if pen.chosen(0.3):
        rows.append(tax_id(pen))
    return rows


def tax_id(pen: Pen) -> str:
    """The seller's tax number with its label."""
    pen.printed["vendor_tax_id"] = pen.claim.seller.tax_id
    return f"{pen.word('vat')}{pen.chance.choice((': ', ' ', '.: '))}{pen.claim.seller.tax_id}"


def shown(pen: Pen) -> None:
    """The seller is named on the page, with the address."""
    seller = pen.claim.seller
    pen.printed["vendor_name"] = seller.name
    pen.printed["vendor_address"] = " ".join(seller.address)


def window(pen: Pen, y: float) -> float:
    """The sender in small print above the buyer's address, as envelopes with windows need it."""
    seller = pen.claim.seller
    joint = pen.chance.choice((" · ", " - ", ", ", " | ", " • "))
    line = joint.join((seller.name, *seller.address))
    pen.text(pen.left, y, line, 6.5)
    if pen.chosen(0.6):
        pen.rule(y + 2, pen.left, pen.left + pen.wide(line, 6.5))
    shown(pen)
    return y + 14


def block(pen: Pen, x: float, y: float, party: Party, before: list[str]) -> float:
    """A party's name and address under what comes before it."""
    for row in before:
        pen.text(x, y, row, pen.size - 0.5, bold=pen.chosen(0.3))
        y += pen.size * 1.3
    bold = pen.chosen(0.4)
    named = pen.named(party.name)
    for number, row in enumerate((*named, *party.address)):
        pen.text(x, y, row, bold=bold and number < len(named))
        y += pen.size * 1.3
    if pen.chosen(0.25):
        pen.text(x, y, pen.claim.words["country"] if pen.country.name != "us" else "USA")
        y += pen.size * 1.3
    return y


def buyer(pen: Pen, plan: Plan, y: float) -> float:
    """The buyer: a window, a labelled block, or beside seller and receiver; returns the bottom."""
    claim = pen.claim
    pen.printed["buyer_name"] = claim.buyer.name
    pen.printed["buyer_address"] = " ".join(claim.buyer.address)
    label = [pen.word("to") + pen.chance.choice((":", "", ""))]
    if plan.window:
        y = window(pen, y)
        label = []
    elif pen.chosen(0.2) and not plan.role:
        label = []
    blocks: list[tuple[Party, list[str]]] = [(claim.buyer, [*label, *_between(pen, bool(label))])]
    if plan.role:
        role = [pen.word("from") + pen.chance.choice((":", ""))]
        blocks.insert(0, (claim.seller, [*role, *_between(pen, True)]))
        shown(pen)
    if pen.chosen(0.25):
        blocks.append((claim.receiver, [pen.word("ship_to") + pen.chance.choice((":", ""))]))
    if plan.stacked:
        return _stacked(pen, blocks, y)
    if len(blocks) > 1 and pen.chosen(0.2) and not plan.window:
        blocks.reverse()
    step = (pen.right - pen.left) / max(len(blocks), 2)
    if len(blocks) == 1 and not plan.window and pen.chosen(0.15):
        step, x = 0.0, pen.width / 2 + 10
    else:
        x = pen.left
    low = y
    for number, (party, before) in enumerate(blocks):
        low = max(low, block(pen, x + number * step, y, party, before))
    if pen.chosen(0.15):
        pen.printed["buyer_tax_id"] = claim.buyer.tax_id
        pen.text(x, low, f"{pen.word('customer_tax')}: {claim.buyer.tax_id}")
        low += pen.size * 1.3
    return low


def _stacked(pen: Pen, blocks: list[tuple[Party, list[str]]], y: float) -> float:
    """Roles below each other, as viewers of electronic invoices set them; lines may be labelled."""
    labelled = pen.chosen(0.5)
    for party, before in blocks:
        for row in before:
            pen.text(pen.left, y, row, bold=row is before[0])
            y += pen.size * 1.35
        rows = [party.name, *party.address]
        if labelled:
            rows[0] = f"{pen.word('name')}: {rows[0]}"
            rows[1] = f"{pen.word('place')}: {rows[1]}"
        for row in rows:
            pen.text(pen.left, y, row)
            y += pen.size * 1.35
        if pen.chosen(0.5):
            mine = party is pen.claim.seller
            text = tax_id(pen) if mine else f"{pen.word('vat')}: {party.tax_id}"
            if party is pen.claim.buyer:
                pen.printed["buyer_tax_id"] = party.tax_id
            pen.text(pen.left, y, text)
            y += pen.size * 1.35
        y += pen.size * 0.7
    return y


def _between(pen: Pen, labelled: bool) -> list[str]:
    """What may stand between a role and a name: numbers, a department, a greeting."""
    rows = []
    if labelled and pen.chosen(0.18):
        kind = pen.chance.choice(("GLN", "GLN:", "ID:", "Global ID :"))
        rows.append(f"{kind} {pen.chance.randrange(4_000_000_000_000, 4_999_999_999_999)}")
    if labelled and pen.chosen(0.12):
        rows.append(f"{pen.word('customer')}: {pen.claim.customer}")
    if pen.chosen(0.1):
        rows.append(pen.word("attention").strip(", "))
    return rows


def foot(pen: Pen, plan: Plan) -> None:
    """The small print at the bottom of the last page."""
    drawn: Callable[[Pen], None] = {"columns": _columns, "line": _line}.get(plan.foot, _bank)
    if drawn is _line and pen.claim.more:
        drawn = _lines
    if "vendor_name" not in pen.printed:
        drawn = _columns
    drawn(pen)


def account(pen: Pen) -> list[str]:
    """Where to pay to; nothing where there is no account."""
    claim = pen.claim
    if not claim.iban:
        return []
    pen.printed["iban"] = claim.iban
    iban = claim.iban if pen.chosen(0.7) else claim.iban.replace(" ", "")
    rows = [f"{pen.word('iban')}{pen.chance.choice((': ', ' '))}{iban}"]
    if pen.chosen(0.7):
        rows.append(f"BIC{pen.chance.choice((': ', ' '))}{claim.bic}")
        pen.printed["bic"] = claim.bic
    return rows


def _columns(pen: Pen) -> None:
    seller, y = pen.claim.seller, pen.height - 66
    host = varied.host(pen.claim)
    register = pen.word("register").format(code=pen.chance.randrange(10_000, 99_999))
    groups = [
        [seller.name, *seller.address],
        [f"{pen.word('phone')} {seller.phone}", f"{pen.word('mail')} info@{host}.example"],
        account(pen),
        [tax_id(pen), register],
    ]
    shown(pen)
    pen.rule(y - 10)
    step = (pen.right - pen.left) / 4
    sizes = [6.5 if pen.plain != "Courier" else 5.0]
    for number, group in enumerate(groups):
        for row, text in enumerate(group):
            pen.text(pen.left + number * step, y + row * 9, text, sizes[0])


def _line(pen: Pen) -> None:
    y = pen.height - 50
    pen.rule(y - 12)
    parts = [pen.claim.seller.name, tax_id(pen)]
    text = pen.chance.choice(("  ·  ", " - ", " | ")).join(parts)
    pen.text(pen.width / 2, y, text, 7, align="middle")
    for number, row in enumerate(account(pen)):
        pen.text(pen.width / 2, y + 10 + number * 9, row, 7, align="middle")


def _lines(pen: Pen) -> None:
    """Rows around the middle: who and where, how to reach it, register and tax, the bank."""
    seller, host, y = pen.claim.seller, varied.host(pen.claim), pen.height - 62
    joint = pen.chance.choice(("  ·  ", " - ", " | ", ", ", " • "))
    register = pen.word("register").format(code=pen.chance.randrange(10_000, 99_999))
    manager = f"{pen.paper('manager')}: {pen.country.person(pen.chance)}"
    reached = [f"{pen.word('phone')} {seller.phone}", f"info@{host}.example", f"www.{host}.example"]
    rows = [[seller.name, *seller.address], reached, [manager, register, tax_id(pen)]]
    pen.rule(y - 12)
    shown(pen)
    for number, parts in enumerate((*rows, account(pen))):
        pen.text(pen.width / 2, y + number * 9, joint.join(parts), 6.5, align="middle")


def _bank(pen: Pen) -> None:
    y = pen.height - 70
    if "vendor_tax_id" not in pen.printed and pen.chosen(0.7):
        pen.text(pen.left, y - 12, tax_id(pen), pen.size - 1)
    for row in account(pen):
        pen.text(pen.left, y, row, pen.size - 1)
        y += 12
