"""Writing on the pages of one invoice: fonts, edges, and what was printed of each value."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from samples.generator.invoice.claim import Claim
from samples.generator.invoice.shape import PLAIN, Shape

_FONTS = (
    ("Helvetica", "Helvetica-Bold"),
    ("Helvetica", "Helvetica-Bold"),
    ("Times-Roman", "Times-Bold"),
    ("Courier", "Courier-Bold"),
)
_COLOURS = ("#1f3a5f", "#7a1f2b", "#2f5d3a", "#333333", "#000000")
EDGE = 12  # points of a page that printers leave blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words written at once: left end of the base line, page from 1."""

    page: int
    x: float
    y: float
    text: str
    size: float
    bold: bool


class Pen:
    """Where and how to write. Heights count from the top of the page, in points."""

    def __init__(self, chance: Random, claim: Claim, shape: Shape = PLAIN) -> None:
        self.shape = shape
        self.chance, self.claim, self.country = chance, claim, claim.country
        size = letter if claim.country.name == "us" else A4
        self.width, self.height = float(size[0]), float(size[1])
        self.plain, self.bold = chance.choice(_FONTS)
        self.colour: Color = HexColor(chance.choice(_COLOURS))
        self.left = chance.uniform(40, 72)
        self.right = self.width - chance.uniform(36, 66)
        self.size = chance.choice((8.5, 9.0, 9.5, 10.0)) - (0.8 if self.plain == "Courier" else 0)
        self.date_form = str(chance.choice(claim.country.data["dates"]))
        self.style = chance.choice(("bare", "bare", "symbol", "code"))
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(self.width, self.height), invariant=1)
        self.canvas.setTitle("")
        self.printed: dict[str, str] = {}
        self.page = 1
        self.pieces: list[Piece] = []

    def word(self, key: str) -> str:
        """One of the ways to say ``key``."""
        return str(self.chance.choice(self.claim.words[key]))

    def paper(self, key: str) -> str:
        """One of the ways in which business papers say ``key``."""
        return str(self.chance.choice(self.claim.words["papers"][key]))

    def bill(self, key: str) -> str:
        """One of the ways in which small firms say ``key``."""
        return str(self.chance.choice(self.claim.bills[key]))

    def named(self, name: str) -> list[str]:
        """A name as it is printed: in two rows where the shape says so."""
        words = name.split()
        if not self.shape.wrapped or len(words) < 3:
            return [name]
        return [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]

    def chosen(self, share: float) -> bool:
        """True in ``share`` of the cases."""
        return self.chance.random() < share

    def text(
        self, x: float, y: float, text: str, size: float = 0, *, bold: bool = False, align: str = ""
    ) -> None:
        """Write at ``x``, or up to it (``right``), or around it (``middle``); smaller where the
        page would end within it."""
        size = size or self.size
        room = {"right": x, "middle": 2 * min(x, self.width - x)}.get(align, self.width - x) - EDGE
        size *= min(1.0, room / max(1.0, self.wide(text, size, bold=bold)))
        shift = {"right": 1.0, "middle": 0.5}.get(align, 0.0) * self.wide(text, size, bold=bold)
        self.canvas.setFont(self.bold if bold else self.plain, size)
        self.canvas.drawString(x - shift, self.height - y, text)
        piece = Piece(page=self.page, x=x - shift, y=y, text=text, size=size, bold=bold)
        self.pieces.append(piece)

    def wide(self, text: str, size: float = 0, *, bold: bool = False) -> float:
        """Width of a text in points."""
        font = self.bold if bold else self.plain
        return float(pdfmetrics.stringWidth(text, font, size or self.size))

    def rule(self, y: float, left: float = 0, right: float = 0) -> None:
        """A thin line across."""
        self.canvas.line(left or self.left, self.height - y, right or self.right, self.height - y)

    def band(self, y: float, height: float, colour: str) -> None:
        """A filled stripe from edge to edge of the text."""
        self.canvas.setFillColor(HexColor(colour))
        bottom = self.height - y - height
        self.canvas.rect(self.left, bottom, self.right - self.left, height, stroke=0, fill=1)
        self.canvas.setFillColor(black)

    def in_colour(self) -> None:
        """Write in the house's colour until ``in_black``."""
        self.canvas.setFillColor(self.colour)

    def in_black(self) -> None:
        """Write in black."""
        self.canvas.setFillColor(black)

    def turn(self) -> None:
        """A new page."""
        self.canvas.showPage()
        self.page += 1

    def date(self, when: datetime) -> str:
        """A date as this invoice writes it."""
        return self.country.date(when, self.date_form)

    def money(self, value: Decimal, style: str = "") -> str:
        """An amount as this invoice writes it."""
        return self.country.money(value, style or self.style)

    def percent(self, rate: Decimal) -> str:
        """A rate without needless zeros."""
        return self.country.number(rate.normalize() + 0)

    def paragraph(self, x: float, y: float, text: str, width: float, size: float = 0) -> float:
        """Words in rows of at most ``width``; returns the height below them."""
        for row in self.rows(text, width, size):
            self.text(x, y, row, size)
            y += (size or self.size) * 1.25
        return y

    def rows(self, text: str, width: float, size: float = 0) -> list[str]:
        """``text`` broken at blanks into rows that fit into ``width`` points."""
        rows: list[str] = []
        for word in text.split():
            if rows and self.wide(f"{rows[-1]} {word}", size) <= width:
                rows[-1] += f" {word}"
            else:
                rows.append(word)
        return rows
