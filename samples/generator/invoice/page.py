"""One A4 or letter page per invoice, in several layouts, as a PDF with a text layer."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from random import Random

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from samples.generator.invoice.claim import Claim
from samples.generator.invoice.embed import embed

_FONTS = (
    ("Helvetica", "Helvetica-Bold"),
    ("Times-Roman", "Times-Bold"),
    ("Courier", "Courier-Bold"),
)
_COLOURS = ("#1f3a5f", "#7a1f2b", "#2f5d3a", "#333333", "#000000")


class Page:
    """Draws one invoice; what is shown of each value is kept in ``printed``."""

    def __init__(self, chance: Random, claim: Claim, xml: bytes = b"") -> None:
        self.chance, self.claim, self.xml = chance, claim, xml
        self.width: float
        self.height: float
        self.width, self.height = letter if claim.country.name == "us" else A4
        self.plain, self.bold = chance.choice(_FONTS)
        self.colour: Color = HexColor(chance.choice(_COLOURS))
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(self.width, self.height), invariant=1)
        self.canvas.setTitle("")
        self.date_form = str(chance.choice(claim.country.data["dates"]))
        self.style = chance.choice(("bare", "symbol", "code"))
        self.left, self.right = 60.0, self.width - 60.0
        self.printed: dict[str, str] = {}

    def draw(self) -> bytes:
        """The PDF file."""
        top = self._letterhead() - 30
        top = self.chance.choice((self._beside, self._below))(top)
        top = self._table(top - 34)
        top = self._sums(top - 12)
        self._foot(top - 30)
        if self.xml:
            embed(self.canvas, "factur-x.xml", self.xml)
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()

    def word(self, key: str) -> str:
        """One of the ways to say ``key``."""
        return str(self.chance.choice(self.claim.words[key]))

    def _text(self, x: float, y: float, text: str, size: float = 10, bold: bool = False) -> None:
        self.canvas.setFont(self.bold if bold else self.plain, size)
        self.canvas.drawString(x, y, text)

    def _ends(self, x: float, y: float, text: str, size: float = 10, bold: bool = False) -> None:
        self.canvas.setFont(self.bold if bold else self.plain, size)
        self.canvas.drawRightString(x, y, text)

    def _date(self, when: datetime) -> str:
        return self.claim.country.date(when, self.date_form)

    def _money(self, value: Decimal, style: str | None = None) -> str:
        return self.claim.country.money(value, style or self.style)

    def _letterhead(self) -> float:
        """The seller: a coloured band, a centred head, or plain at the right."""
        seller, top = self.claim.seller, self.height - 60
        self.printed |= {
            "vendor_name": seller.name,
            "vendor_address": " ".join(seller.address),
            "vendor_tax_id": seller.tax_id,
        }
        self.canvas.setFillColor(self.colour)
        shape = self.chance.randrange(3)
        if shape == 0:
            self.canvas.rect(0, self.height - 26, self.width, 26, stroke=0, fill=1)
            top -= 10
        if shape == 1:
            self.canvas.setFont(self.bold, 18)
            self.canvas.drawCentredString(self.width / 2, top, seller.name)
            self.canvas.setFillColor(black)
            self.canvas.setFont(self.plain, 9)
            for row in (*seller.address, f"Tel. {seller.phone}"):
                top -= 12
                self.canvas.drawCentredString(self.width / 2, top, row)
            return top
        ends = self._text if shape == 0 else self._ends
        x = self.left if shape == 0 else self.right
        ends(x, top, seller.name, 16, bold=True)
        self.canvas.setFillColor(black)
        for row in (*seller.address, f"Tel. {seller.phone}"):
            top -= 12
            ends(x, top, row, 9)
        return top

    def _facts(self) -> list[tuple[str, str]]:
        claim = self.claim
        facts = [
            ("document_number", "number", claim.number),
            ("issue_date", "date", self._date(claim.issued)),
            ("due_date", "due", self._date(claim.due)),
        ]
        if self.chance.random() < 0.6:
            facts.append(("order_number", "order", claim.order))
        self.printed |= {name: text for name, _, text in facts}
        shown = [(self.word(key), text) for _, key, text in facts]
        return [*shown, (self.word("customer"), claim.customer)]

    def _buyer(self, x: float, top: float) -> float:
        buyer = self.claim.buyer
        self.printed |= {"buyer_name": buyer.name, "buyer_address": " ".join(buyer.address)}
        self._text(x, top, self.word("to"), 8)
        for number, row in enumerate((buyer.name, *buyer.address)):
            top -= 14
            self._text(x, top, row, 10, bold=number == 0)
        return top

    def _beside(self, top: float) -> float:
        """Buyer at the left, facts in two columns at the right."""
        self._text(self.left, top, self.word("title"), 20, bold=True)
        top -= 34
        low = self._buyer(self.left, top)
        for label, text in self._facts():
            self._text(self.width / 2 + 20, top, f"{label}:", 9)
            self._ends(self.right, top, text, 9, bold=True)
            top -= 15
        return min(low, top)

    def _below(self, top: float) -> float:
        """Buyer first, then the title, then the facts as a row of label over value."""
        top = self._buyer(self.left, top) - 40
        self._text(self.left, top, self.word("title"), 18, bold=True)
        top -= 28
        facts = self._facts()
        step = (self.right - self.left) / len(facts)
        for number, (label, text) in enumerate(facts):
            self._text(self.left + number * step, top, label, 7.5)
            self._text(self.left + number * step, top - 13, text, 9, bold=True)
        return top - 13

    def _table(self, top: float) -> float:
        places = (self.left + 4, self.right - 190, self.right - 100, self.right - 4)
        names = self.chance.choice(self.claim.words["head"])
        if self.chance.random() < 0.6:
            self.canvas.setFillColor(HexColor("#e8ebef"))
            self.canvas.rect(self.left, top - 5, self.right - self.left, 18, stroke=0, fill=1)
            self.canvas.setFillColor(black)
        self._text(places[0], top, names[0], 9, bold=True)
        for place, name in zip(places[1:], names[1:], strict=True):
            self._ends(place, top, name, 9, bold=True)
        for line in self.claim.lines:
            top -= 20
            self._text(places[0], top, line.description, 9.5)
            self._ends(places[1], top, str(line.quantity), 9.5)
            self._ends(places[2], top, self._money(line.unit_price, "bare"), 9.5)
            self._ends(places[3], top, self._money(line.amount, "bare"), 9.5)
        self.canvas.line(self.left, top - 8, self.right, top - 8)
        return top - 14

    def _sums(self, top: float) -> float:
        claim = self.claim
        rows = [("subtotal", self.word("subtotal"), claim.subtotal)]
        for tax in claim.taxes:
            rate = claim.country.number(tax.rate.normalize() + 0)
            rows.append(("tax_total", self.word("tax").format(rate=rate), tax.amount))
        rows.append(("total", self.word("total"), claim.total))
        for name, label, value in rows:
            last = name == "total"
            self.printed[name] = self._money(value)
            self._ends(self.right - 110, top, label, 11 if last else 9.5, bold=last)
            self._ends(self.right - 4, top, self.printed[name], 11 if last else 9.5, bold=last)
            top -= 18
        return top

    def _foot(self, top: float) -> None:
        claim = self.claim
        terms = self.word("terms").format(days=claim.days)
        self._text(self.left, top, terms, 9)
        self._text(self.left, top - 14, self.word("thanks"), 9)
        small = f"{claim.seller.name}  ·  {self.word('vat')}: {claim.seller.tax_id}"
        if claim.iban:
            self.printed["iban"] = claim.iban
            account = f"{self.word('iban')}: {claim.iban}"
            self._text(self.left, 52, account, 8)
        self.canvas.line(self.left, 64, self.right, 64)
        width = pdfmetrics.stringWidth(small, self.plain, 8)
        self._text(self.left, 40, small, 8 if width < self.right - self.left else 6)
