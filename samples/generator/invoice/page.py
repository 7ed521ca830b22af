"""One invoice as a PDF with a text layer: parts put together in many ways, on 1 to 3 pages."""

from __future__ import annotations

from random import Random

from samples.generator.invoice import bill, facts, family, form, parties, summary, viewer
from samples.generator.invoice.claim import Claim
from samples.generator.invoice.embed import embed
from samples.generator.invoice.pen import Pen
from samples.generator.invoice.shape import PLAIN, Shape
from samples.generator.invoice.sums import sums
from samples.generator.invoice.table import Items

ENDS = 150.0
"""Room at the bottom that sums and small print need."""


class Page:
    """Draws one invoice; ``printed`` keeps what is shown of each value, ``items`` of each item."""

    def __init__(
        self, chance: Random, claim: Claim, xml: bytes = b"", shape: Shape = PLAIN
    ) -> None:
        self.pen = Pen(chance, claim, shape)
        self.xml = xml
        self.shape = shape
        self.plan = parties.plan(self.pen)
        self.arrangement = 0
        self.items = Items(self.pen)
        self.numbered = chance.random() < 0.4
        self.form = self.pen.word("page")

    @property
    def printed(self) -> dict[str, str]:
        """What is shown of each value, by field name."""
        return self.pen.printed

    @property
    def template(self) -> str:
        """What looks alike, known once it is drawn."""
        if self.shape.kind in ("bill", "family"):
            return self.shape.name
        plan = f"{self.plan.head}-{self.plan.foot}-{int(self.plan.window)}{int(self.plan.role)}"
        return f"{self.shape.name}/{plan}/{self.arrangement}"

    def draw(self) -> bytes:
        """The PDF file."""
        pen = self.pen
        if self.shape.kind == "family":
            return self._family()
        if pen.chosen(0.2):
            align = pen.chance.choice(("", "right"))
            x = pen.right if align else pen.left
            pen.text(x, 30, pen.word("above"), pen.size, align=align)
        if self.shape.kind == "bill":
            y = bill.upper(pen)
        elif self.shape.kind == "form":
            y = form.upper(pen, pen.chance.uniform(40, 64))
        elif self.shape.kind == "viewer":
            y = viewer.upper(pen)
        elif self.shape.kind == "side":
            y = viewer.beside(pen)
            y = facts.sentence(pen, y + 20)
            shown = [f for f in facts.facts(pen) if f[0] not in ("document_number", "issue_date")]
            y = facts.listed(pen, shown, pen.left, y + 4) if shown else y
        else:
            y = parties.letterhead(pen, self.plan)
            y = self._upper(y + pen.chance.uniform(12, 26))
        if pen.chosen(0.3):
            y = pen.paragraph(pen.left, y + 8, pen.word("greeting"), pen.right - pen.left)
        y = self.items.draw(y + 16, self._turn)
        if y > pen.height - ENDS - 60:
            self.items.page += 1
            y = self._turn(self.items.page)
        y = self._sums(y)
        self._words(y + 12)
        if self.shape.kind == "bill":
            bill.foot(pen)
        else:
            parties.foot(pen, self.plan)
        self._number(self.items.page)
        return self._saved()

    def _family(self) -> bytes:
        """What a family's rows say, around the items."""
        pen = self.pen
        writer = family.Writer(pen, family.load()[self.shape.head])
        y = self.items.draw(writer.upper(pen.chance.uniform(34, 54)) + 16, self._turn)
        if y > pen.height - ENDS - 60:
            self.items.page += 1
            y = self._turn(self.items.page)
        writer.lower(y + 6)
        writer.foot()
        return self._saved()

    def _saved(self) -> bytes:
        pen = self.pen
        if self.xml:
            embed(pen.canvas, "factur-x.xml", self.xml)
        pen.canvas.showPage()
        pen.canvas.save()
        return pen.out.getvalue()

    def _sums(self, y: float) -> float:
        if self.shape.kind == "bill":
            return summary.sums(self.pen, y + 8)
        if self.shape.kind == "form":
            return form.sums(self.pen, y + 14)
        return sums(self.pen, y + 6, self.shape.sums)

    def _upper(self, y: float) -> float:
        """Title, buyer and facts in one of four arrangements; returns the bottom."""
        pen = self.pen
        self.arrangement = shape = pen.chance.randrange(5)
        if shape == 0:  # facts at the right of the buyer
            y = facts.heading(pen, y)
            shown = facts.facts(pen)
            low = self._half_buyer(y)
            return max(low, facts.listed(pen, shown, pen.width / 2 + 30, y))
        if shape == 1:  # buyer, title, facts as a grid
            y = parties.buyer(pen, self.plan, y)
            y = facts.heading(pen, y + 24)
            return facts.grid(pen, facts.facts(pen), y + 4)
        if shape == 2:  # buyer, then a sentence with number and date
            y = parties.buyer(pen, self.plan, y)
            y = facts.sentence(pen, y + 26)
            shown = [f for f in facts.facts(pen) if f[0] not in ("document_number", "issue_date")]
            self.pen.printed["document_number"] = pen.claim.number
            return facts.listed(pen, shown, pen.left, y + 4) if shown else y
        if shape == 3:  # title and facts first, buyer below
            y = facts.heading(pen, y)
            y = facts.listed(pen, facts.facts(pen), pen.left, y)
            return parties.buyer(pen, self.plan, y + 18)
        y = parties.buyer(pen, self.plan, y)  # buyer, title, facts below each other
        y = facts.heading(pen, y + 20)
        return facts.listed(pen, facts.facts(pen), pen.left, y)

    def _half_buyer(self, y: float) -> float:
        """The buyer in the left half of the page."""
        pen, right = self.pen, self.pen.right
        pen.right = pen.width / 2 + 20
        low = parties.buyer(pen, self.plan, y)
        pen.right = right
        return low

    def _turn(self, page: int) -> float:
        self._number(page - 1)
        self.pen.turn()
        if self.pen.chosen(0.5):
            self.pen.text(
                self.pen.left, 44, f"{self.pen.word('number')} {self.pen.claim.number}", 8
            )
        return 74.0

    def _number(self, page: int) -> None:
        if self.numbered:
            text = self.form.format(page=page, pages=max(page, self.items.page))
            self.pen.text(self.pen.right, self.pen.height - 22, text, 7, align="right")

    def _words(self, y: float) -> None:
        """Terms and thanks below the sums."""
        pen, claim = self.pen, self.pen.claim
        lines = []
        if claim.days and pen.chosen(0.6):
            lines.append(pen.word("terms").format(days=claim.days))
        if self.shape is not PLAIN and not any(tax.amount for tax in claim.taxes):
            lines.append(pen.paper("reverse"))
        if pen.chosen(0.5):
            lines.append(pen.word("legal"))
        if pen.chosen(0.5):
            lines.append(pen.word("thanks"))
        for line in lines:
            y = pen.paragraph(pen.left, y, line, (pen.right - pen.left) * 0.8, pen.size - 0.5) + 3
