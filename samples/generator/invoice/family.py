"""Layouts of well-known families of invoices, each written as text in ``lexicon/families*.toml``.

A row is a line: pieces at ``@`` a place (points from the left edge; ``R`` and ``C``: up to the
right edge, around the middle; ``*`` bold, ``+`` larger, ``-`` smaller), ``[one|another]`` way to
say it, ``{value}``s (see ``said``). In front may stand ``?`` and a share or a condition, or ``*``
and what the row is repeated for. An empty line is white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from samples.generator import codes, lexicon
from samples.generator.invoice.claim import Claim
from samples.generator.invoice.pen import Pen
from samples.generator.invoice.said import Said
from samples.generator.invoice.shape import Shape
from samples.generator.places import Country

GROUPED = 0.06
"""Share of numbers that are printed in groups of three, as utilities do."""
_FILES = ("families", "families_more", "families_abroad", "families_small")
_WAYS = re.compile(r"\[([^\[\]]+)\]")
_PIECE = re.compile(r"(?:^|\s)@(\d+|R|C)([*+-]*) (.*?)(?=\s@(?:\d|R[ *+-]|C[ *+-])|$)")
_FRONT = re.compile(r"([?*])(\S+) ")
_VALUE = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A layout: rows above the items, the sums below them, and rows at the foot of the page.

    ``bare``: the seller's name comes without its legal form, which the page states apart.
    ``person``: the seller is a person. ``carried``: what stands before the sum that goes over to
    the next page.
    """

    name: str
    countries: tuple[str, ...]
    upper: str
    lower: str
    foot: str = ""
    bare: bool = False
    person: bool = False
    carried: str = ""

    @property
    def shape(self) -> Shape:
        """The shape under which a page is drawn."""
        return Shape(kind="family", head=self.name, carried=self.carried)


def load() -> Mapping[str, Family]:
    """The families by name."""
    tables = {name: rows for file in _FILES for name, rows in lexicon.load(file).items()}
    return {
        name: Family(name=name, **{**rows, "countries": tuple(rows["countries"])})
        for name, rows in tables.items()
        if isinstance(rows, dict)
    }


def drawn(chance: Random) -> tuple[Family, Country]:
    """A family, and a country where it is used."""
    family = chance.choice(list(load().values()))
    return family, Country(chance.choice(family.countries))


def claim(chance: Random, drawn: Claim, family: Family) -> Claim:
    """The claim as the family bills it."""
    name = drawn.country.person(chance) if family.person else drawn.seller.name
    if chance.random() < GROUPED:
        drawn = replace(drawn, number=codes.digits(chance, "### ### ###"))
    if not family.bare:
        return replace(drawn, seller=replace(drawn.seller, name=name))
    for form in sorted(drawn.country.data["legal"], key=len, reverse=True):
        name = re.sub(rf" {re.escape(form)}$", "", name, flags=re.IGNORECASE) if form else name
    return replace(drawn, seller=replace(drawn.seller, name=name))


class Writer:
    """Writes the rows of one family on one invoice."""

    def __init__(self, pen: Pen, family: Family) -> None:
        self.pen, self.family = pen, family
        self.said = Said(pen)
        self.step = pen.size * pen.chance.choice((1.25, 1.4, 1.6))

    def upper(self, y: float) -> float:
        """What stands above the items; returns the bottom."""
        return self._rows(self.family.upper, y)

    def lower(self, y: float) -> None:
        """The sums and what follows them."""
        self._rows(self.family.lower, y)

    def foot(self) -> None:
        """The rows at the bottom of the last page."""
        rows = self.family.foot.count("\n")
        self._rows(self.family.foot, self.pen.height - 26 - rows * self.step)

    def _rows(self, text: str, y: float) -> float:
        for line in text.splitlines():
            if not line:
                y += self.step * 0.7
            for row, more in self._repeated(line):
                y = self._row(row, more, y)
        return y

    def _repeated(self, line: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """The row as often as it stands on the page, with what is its own each time."""
        front = _FRONT.match(line)
        if front is None:
            yield line, {}
            return
        rest, (mark, told) = line[front.end() :], front.groups()
        if mark == "?":
            yield from self._repeated(rest) if self._holds(told) else ()
        elif told == "tax":
            for tax in self.pen.claim.taxes:
                base, amount = self.pen.money(tax.base), self.pen.money(tax.amount)
                yield rest, {"rate": self.pen.percent(tax.rate), "base": base, "amount": amount}
        else:
            yield from ((rest, {"row": row}) for row in self.said.rows(told))

    def _holds(self, told: str) -> bool:
        """Whether a condition is true of the invoice, or a share falls to it."""
        claim = self.pen.claim
        known = {
            "credit": claim.credit, "invoice": not claim.credit, "prepaid": bool(claim.prepaid),
            "unpaid": not claim.prepaid, "bank": bool(claim.iban), "days": bool(claim.days),
            "taxed": len(claim.taxes) == 1, "taxes": len(claim.taxes) > 1,
        }  # fmt: skip
        return known[told] if told in known else self.pen.chosen(float(told))

    def _row(self, row: str, more: Mapping[str, str], y: float) -> float:
        pen, bottom = self.pen, y
        for place, style, text in _PIECE.findall(row):
            chosen = _WAYS.sub(lambda ways: pen.chance.choice(ways[1].split("|")), text)
            told = _VALUE.sub(lambda name: more.get(name[1]) or self.said.value(name[1]), chosen)
            size = pen.size + 2 * style.count("+") - style.count("-")
            x = {"R": pen.right, "C": pen.width / 2}.get(place) or pen.left + float(place)
            align = {"R": "right", "C": "middle"}.get(place, "")
            pen.text(x, y, told.strip(), size, bold="*" in style, align=align)
            bottom = max(bottom, y + self.step + max(size - pen.size, 0) * 1.2)
        return bottom
