"""Number, dates and references: a list, a grid, a sentence."""

from __future__ import annotations

from datetime import timedelta

from samples.generator.invoice.pen import Pen

Fact = tuple[str, str, str]
"""Field name, label, text."""


def facts(pen: Pen) -> list[Fact]:
    """What is told about the invoice, each with its label, in an order of the house."""
    claim = pen.claim
    number = pen.word("credit_number" if claim.credit else "number")
    shown: list[Fact] = [
        ("document_number", number, claim.number),
        ("issue_date", pen.word("date"), pen.date(claim.issued)),
    ]
    if pen.chosen(0.6):
        shown.append(("due_date", pen.word("due"), pen.date(claim.due)))
    if pen.chosen(0.4):
        shown.append(("order_number", pen.word("order"), claim.order))
    if pen.chosen(0.3):
        shown.append(("delivery_date", pen.word("delivery"), pen.date(claim.delivered)))
    if pen.chosen(0.5):
        shown.append(("", pen.word("customer"), claim.customer))
    if pen.chosen(0.2):
        shown.append(("", pen.word("contact"), pen.country.person(pen.chance)))
    if pen.chosen(0.2):
        name = str(pen.chance.choice(claim.words["paid_by"][claim.method]))
        shown.append(("payment_method", pen.word("payment"), name))
    shown += [("", pen.paper(key), _other(pen, key)) for key in pen.shape.others]
    if claim.credit and pen.shape.others:
        shown.append(("", pen.paper("original"), like(pen, claim.number)))
    if pen.chosen(0.3) or (pen.claim.more and pen.shape.others):
        pen.chance.shuffle(shown)
    pen.printed |= {name: text for name, _, text in shown if name}
    return shown


def _other(pen: Pen, key: str) -> str:
    """The number or the day of another paper, near to the invoice's own."""
    if key.endswith(("_date", "_on")):
        return pen.date(
            pen.claim.issued + timedelta(days=pen.chance.choice((-400, -30, -9, -2, 3)))
        )
    return like(pen, pen.claim.number)


def like(pen: Pen, number: str) -> str:
    """Another number of the same pattern."""
    return "".join(pen.chance.choice("123456789") if ch.isdigit() else ch for ch in number)


def listed(pen: Pen, shown: list[Fact], x: float, y: float) -> float:
    """A fact per row; labels end with a colon, or values stand in a column of their own."""
    gap = pen.chance.choice((0.0, 0.0, 1.0, 2.0))
    colon = pen.chance.choice((":", ":", " :", ""))
    wide = max(pen.wide(label) for _, label, _ in shown) + 14
    for _, label, text in shown:
        if gap == 0.0:
            pen.text(x, y, f"{label}{colon} {text}")
        elif gap == 1.0:
            pen.text(x, y, f"{label}{colon}")
            pen.text(x + wide, y, text, bold=True)
        else:
            pen.text(x, y, f"{label}{colon}")
            pen.text(max(pen.right, x + wide + pen.wide(text)), y, text, align="right")
        y += pen.size * 1.4
    return y


def grid(pen: Pen, shown: list[Fact], y: float) -> float:
    """Labels in a row, values below them."""
    step = (pen.right - pen.left) / len(shown)
    if pen.chosen(0.4):
        pen.band(y - 9, 13, "#e8ebef")
    small = pen.size if len(shown) < 5 else pen.size - 2
    for number, (_, label, text) in enumerate(shown):
        pen.text(pen.left + number * step, y, label, small - 1.0)
        pen.text(pen.left + number * step, y + 13, text, small, bold=pen.chosen(0.3))
    return y + 28


def heading(pen: Pen, y: float) -> float:
    """The title alone."""
    pen.text(
        pen.left, y, pen.word("credit" if pen.claim.credit else "title"),
        pen.chance.choice((14, 16, 20)), bold=True,
    )  # fmt: skip
    return y + 22


def sentence(pen: Pen, y: float) -> float:
    """Title, number and date in one row: ``Invoice No. 7 of 3 May 2024``."""
    claim = pen.claim
    title = pen.word("credit" if claim.credit else "title")
    date = pen.date(claim.issued)
    text = f"{title} {pen.word('dated').format(number=claim.number, date=date)}"
    pen.printed |= {"document_number": claim.number, "issue_date": date}
    pen.text(pen.left, y, text, pen.size + 3, bold=True)
    return y + 18
