"""Shapes of business papers beyond the plain letter: how the sums stand, what else is told.

They are drawn by a chance of their own, so that a new shape leaves other invoices as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

OTHERS = ("slip", "slip_date", "order_date", "contract", "contract_date", "printed_on")
"""Other papers' numbers and dates, by their keys in the lexicon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How an invoice differs from the plain letter.

    ``kind``: ``letter``; ``side`` (DIN 5008: the buyer in the window, the seller's block right of
    it); ``viewer`` (roles below each other, as viewers of electronic invoices set them); ``form``
    (a label and a value in each row); ``bill`` (of small firms and shops; ``head`` says where the
    seller stands, ``way`` how facts do).
    ``sums``: ``rows``, ``columns`` (one table, a row per rate, the sum below) or ``full`` (with
    allowances, charges and what was open before). ``wrapped``: the seller's name takes two rows.
    ``others`` are facts of other papers that stand beside the invoice's own. ``carried``: what
    stands before the sum that goes over to the next page, or nothing.
    """

    kind: str = "letter"
    sums: str = "rows"
    wrapped: bool = False
    others: tuple[str, ...] = ()
    head: str = ""
    way: str = ""
    carried: str = ""

    @property
    def name(self) -> str:
        """What invoices of one template have in common."""
        kind = f"{self.kind}-{self.head}-{self.way}" if self.head else self.kind
        return f"{kind}-{self.sums}{'-wrapped' if self.wrapped else ''}-{len(self.others)}"


PLAIN = Shape()


def shape(chance: Random) -> Shape:
    """Half of the invoices are plain letters."""
    if chance.random() < 0.5:
        return PLAIN
    return Shape(
        kind=chance.choice(("letter", "side", "side", "viewer", "viewer")),
        sums=chance.choice(("rows", "columns", "columns", "full")),
        wrapped=chance.random() < 0.15,
        others=tuple(chance.sample(OTHERS, chance.choice((0, 0, 1, 2, 4)))),
    )


def others(chance: Random) -> tuple[str, ...]:
    """Other papers that an invoice of another house speaks of, or none."""
    return tuple(chance.sample(OTHERS, chance.choice((0, 0, 1, 1, 2))))
