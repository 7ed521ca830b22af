"""Net, taxes by rate, gross, what was paid and what is due."""

from __future__ import annotations

from decimal import Decimal

from samples.generator.invoice.pen import Pen

Row = tuple[str, str, Decimal]


def sums(pen: Pen, y: float, how: str = "rows") -> float:
    """The sums as ``rows``, as ``columns`` of one table, or in ``full``; returns the bottom."""
    if how == "columns":
        return _columns(pen, y)
    if how == "full":
        return _listed(pen, _full(pen), _rates(pen, y))
    return _plain(pen, y)


def _plain(pen: Pen, y: float) -> float:
    """Taxes as rows or in a table of their own."""
    rows = _rows(pen)
    if len(pen.claim.taxes) > 1 and pen.chosen(0.5):
        y = _rates(pen, y)
        pen.printed["tax_total"] = pen.money(pen.claim.tax_total)
        rows = [row for row in rows if row[0] != "tax"]
        rows.insert(1, ("tax_total", pen.word("tax_total"), pen.claim.tax_total))
    return _listed(pen, rows, y)


def _listed(pen: Pen, rows: list[Row], y: float) -> float:
    """A row each, the label left of the amount."""
    marked = pen.chosen(0.2)
    label_x = pen.chance.choice((pen.right - 90, pen.right - 120, pen.left + 180))
    right = pen.chosen(0.6)
    for name, said, value in rows:
        last = name == "total"
        text = pen.money(value)
        if name and name != "tax":
            pen.printed[name] = text
        coded = marked and pen.style == "bare"
        label = f"{said} {pen.country.data['currency']}" if coded else said
        size = pen.size + (pen.chance.choice((0, 0, 1, 2.5)) if last else 0)
        colon = ":" if pen.chosen(0.3) else ""
        if right:
            edge = min(label_x, pen.right - pen.wide(text, size, bold=last) - 12)
            pen.text(edge, y, label + colon, size, bold=last, align="right")
        else:
            start = min(label_x - 60, pen.right - 150)
            pen.text(start, y, label + colon, size, bold=last)
        pen.text(pen.right, y, text, size, bold=last, align="right")
        y += pen.size * 1.6
    return y


def _rows(pen: Pen) -> list[Row]:
    claim = pen.claim
    rows: list[Row] = [("subtotal", pen.word("subtotal"), claim.subtotal)]
    form = pen.word("tax")
    for tax in claim.taxes:
        name = "tax_total" if len(claim.taxes) == 1 else "tax"
        rows.append((name, form.format(rate=pen.percent(tax.rate)), tax.amount))
    rows.append(("total", pen.word("total"), claim.total))
    if claim.prepaid:
        rows.append(("prepaid", pen.word("prepaid"), claim.prepaid))
        rows.append(("amount_due", pen.word("due_amount"), claim.total - claim.prepaid))
    return rows


def _rates(pen: Pen, y: float) -> float:
    """A small table: rate, net amount, tax."""
    places = (pen.right - 190, pen.right - 100, pen.right)
    heads = (pen.word("rate"), pen.word("base"), pen.word("tax_amount"))
    for place, head in zip(places, heads, strict=True):
        pen.text(place, y, head, pen.size - 1, align="right")
    for tax in pen.claim.taxes:
        y += pen.size * 1.4
        cells = (f"{pen.percent(tax.rate)} %", pen.money(tax.base), pen.money(tax.amount))
        for place, cell in zip(places, cells, strict=True):
            pen.text(place, y, cell, align="right")
    return y + pen.size * 2


def _full(pen: Pen) -> list[Row]:
    """With allowances and charges, what was paid before, and what was open before."""
    claim, nothing = pen.claim, Decimal("0.00")
    rows: list[Row] = [
        ("", pen.paper("lines_total"), claim.subtotal),
        ("", pen.paper("charges"), nothing),
        ("", pen.paper("allowances"), -nothing),
        ("subtotal", pen.paper("net"), claim.subtotal),
        ("tax_total", pen.word("tax_total"), claim.tax_total),
        ("total", pen.paper("gross"), claim.total),
    ]
    before = claim.total if pen.chosen(0.15) else nothing
    if before:
        rows.append(("", pen.paper("open"), before))
    elif pen.chosen(0.7):
        rows.append(("prepaid" if claim.prepaid else "", pen.paper("paid"), -claim.prepaid))
    due = claim.total - claim.prepaid + before
    rows.append(("" if before else "amount_due", pen.paper("due"), due))
    return rows


def _columns(pen: Pen, y: float) -> float:
    """Heads over columns, a row per rate of tax, all of it in the last row."""
    claim = pen.claim
    heads = [pen.word("base"), pen.word("tax_amount"), pen.word("rate"), pen.paper("gross")]
    order = pen.chance.choice(((0, 1, 2, 3), (2, 0, 1, 3), (0, 2, 1, 3)))
    step = (pen.right - pen.left) / 5
    places = [pen.left + step * (number + 2) for number in range(4)]
    for place, index in zip(places, order, strict=True):
        pen.text(place, y, heads[index], pen.size - 0.5, bold=True, align="right")
    rows = [(tax.base, tax.amount, f"{pen.percent(tax.rate)} %", tax.base + tax.amount)
            for tax in claim.taxes]  # fmt: skip
    if len(rows) > 1 or pen.chosen(0.3):
        mark = str(pen.country.data["currency"]) if pen.chosen(0.6) else ""
        rows.append((claim.subtotal, claim.tax_total, mark, claim.total))
    for row in rows:
        y += pen.size * 1.5
        for place, index in zip(places, order, strict=True):
            cell = row[index]
            text = cell if isinstance(cell, str) else pen.money(cell)
            pen.text(place, y, text, bold=row is rows[-1], align="right")
    pen.printed |= {
        "subtotal": pen.money(claim.subtotal),
        "tax_total": pen.money(claim.tax_total),
        "total": pen.money(claim.total),
    }
    return y + pen.size * 1.6
