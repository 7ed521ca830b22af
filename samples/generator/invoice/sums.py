"""Net, taxes by rate, gross, what was paid and what is due."""

from __future__ import annotations

from decimal import Decimal

from samples.generator.invoice.pen import Pen

Row = tuple[str, str, Decimal]


def sums(pen: Pen, y: float) -> float:
    """The sums at the right; taxes as rows or in a table of their own. Returns the bottom."""
    rows = _rows(pen)
    if len(pen.claim.taxes) > 1 and pen.chosen(0.5):
        y = _rates(pen, y)
        pen.printed["tax_total"] = pen.money(pen.claim.tax_total)
        rows = [row for row in rows if row[0] != "tax"]
        rows.insert(1, ("tax_total", pen.word("tax_total"), pen.claim.tax_total))
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
