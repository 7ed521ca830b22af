"""The table of items, over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from appliance.types import Box
from samples.generator.invoice.claim import Position
from samples.generator.invoice.pen import Pen

LAYOUTS = (
    ("desc", "qty", "price", "amount"),
    ("pos", "desc", "qty", "price", "amount"),
    ("pos", "desc", "qty", "unit", "price", "amount"),
    ("pos", "sku", "desc", "qty", "price", "rate", "amount"),
    ("sku", "desc", "qty", "unit", "price", "amount"),
    ("qty", "desc", "price", "amount"),
    ("qty", "unit", "desc", "rate", "price", "amount"),
    ("desc", "rate", "qty", "price", "amount"),
    ("desc", "price", "qty", "amount"),
    ("desc", "qty", "price", "disc", "amount"),
    ("desc", "amount"),
    ("pos", "desc", "amount"),
)
LEFT = frozenset({"pos", "sku", "desc", "unit"})
BOTTOM = 120.0


@dataclass(slots=True)
class Columns:
    """The columns of one table: their names, heads, and edges."""

    names: tuple[str, ...]
    heads: dict[str, str]
    left: dict[str, float] = field(default_factory=dict)
    right: dict[str, float] = field(default_factory=dict)


Cells = dict[str, str]


class Items:
    """Draws the items; ``shown`` keeps what is printed of each, by column."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        names = pen.chance.choice(LAYOUTS)
        if any(line.discount for line in pen.claim.lines) and "disc" not in names:
            names = LAYOUTS[9]
        self.columns = Columns(names=names, heads={name: pen.word(name) for name in names})
        self.style = "bare" if pen.chosen(0.75) else pen.style
        self.places = pen.chance.choice((0, 0, 0, 2, 3))
        self.united = pen.chosen(0.15) and "unit" not in names
        self.size = pen.size - (1.0 if len(names) > 5 else 0.0)
        self.shown: list[dict[str, str]] = []
        self.page = 1
        self.boxes: list[tuple[int, Box]] = []
        self.cells = [self._cells(number, line) for number, line in enumerate(pen.claim.lines, 1)]
        self._edges()

    def _cells(self, number: int, line: Position) -> Cells:
        country = self.pen.country
        quantity = line.quantity
        if self.places or quantity != quantity.to_integral_value():
            quantity = quantity.quantize(Decimal(1).scaleb(-(self.places or 2)))
        count = country.number(quantity)
        return {
            "pos": str(number),
            "sku": line.code,
            "desc": line.description,
            "qty": f"{count} {line.unit}" if self.united else count,
            "unit": line.unit,
            "price": self.pen.money(line.unit_price, self.style),
            "disc": f"{line.discount} %" if line.discount else "",
            "rate": f"{self.pen.percent(line.rate)} %",
            "amount": self.pen.money(line.amount, self.style),
        }

    def _edges(self) -> None:
        """Each column as wide as its widest cell, the description takes the rest."""
        pen, columns = self.pen, self.columns
        widths = {
            name: max(
                pen.wide(columns.heads[name], self.size, bold=True),
                *(pen.wide(cells[name], self.size) for cells in self.cells),
            )
            + 16
            for name in columns.names
            if name != "desc"
        }
        widths["desc"] = max(pen.right - pen.left - sum(widths.values()), 90.0)
        x = pen.left
        for name in columns.names:
            columns.left[name], columns.right[name] = x, x + widths[name] - 8
            x += widths[name]

    def _put(self, name: str, y: float, text: str, *, bold: bool = False) -> None:
        align = "" if name in LEFT else "right"
        x = self.columns.left[name] if name in LEFT else self.columns.right[name]
        self.pen.text(x, y, text, self.size, bold=bold, align=align)

    def head(self, y: float) -> float:
        """The row of heads."""
        if self.page == 1:
            self.shaded = self.pen.chosen(0.5)
        if self.shaded:
            self.pen.band(y - 10, 15, "#e8ebef")
        for name in self.columns.names:
            self._put(name, y, self.columns.heads[name], bold=True)
        if not self.shaded:
            self.pen.rule(y + 4)
        return y + 18

    def draw(self, y: float, turn: Callable[[int], float]) -> float:
        """All items from ``y`` down; ``turn(page)`` ends a page and says where the next begins."""
        pen = self.pen
        top, y = y - 12, self.head(y)
        lined = pen.chosen(0.3)
        step = self.size * pen.chance.choice((1.3, 1.5, 1.9))
        for cells, line in zip(self.cells, pen.claim.lines, strict=True):
            room = self.columns.right["desc"] - self.columns.left["desc"]
            rows = pen.rows(cells["desc"], room, self.size)
            if y + len(rows) * step > pen.height - BOTTOM:
                self._carry(y)
                self._end(top, y)
                self.page += 1
                top = turn(self.page)
                y = self._carry(self.head(top))
            for name in self.columns.names:
                if name != "desc":
                    self._put(name, y, cells[name])
            for row in rows:
                self._put("desc", y, row)
                y += self.size * 1.25
            if line.more:
                self._put("desc", y, line.more)
                y += self.size * 1.25
            y += step - self.size * 1.25
            if lined:
                pen.rule(y - self.size)
                y += 2
            self.shown.append(self._true(cells, line))
        pen.rule(y - self.size + 2)
        self._end(top, y)
        return y + 8

    def _carry(self, y: float) -> float:
        """The sum of the items so far, where the house prints it; returns the bottom."""
        label = self.pen.shape.carried
        if not label:
            return y
        lines = self.pen.claim.lines[: len(self.shown)]
        so_far = self.pen.money(sum((line.amount for line in lines), Decimal(0)), self.style)
        self._put("desc", y, label, bold=True)
        self._put("amount", y, so_far, bold=True)
        return y + self.size * 1.5

    def _end(self, top: float, y: float) -> None:
        """Keep where the table stands on this page."""
        box = Box(self.pen.left - 4, top - 12, self.pen.right + 4, y - self.size + 4)
        self.boxes.append((self.page, box))

    def _true(self, cells: Cells, line: Position) -> dict[str, str]:
        """What the table shows of an item, in normal form."""
        known = {
            "description": ("desc", line.description),
            "quantity": ("qty", format(line.quantity, "f")),
            "unit_price": ("price", str(line.unit_price)),
            "amount": ("amount", str(line.amount)),
        }
        return {
            name: value for name, (column, value) in known.items() if column in self.columns.names
        }
