"""The postal blocks of a letter, column by column: lines above a town, and what is told with it.

A letter has a block for who writes, one for who is written to, sometimes one for who gets the
goods. Rows mix what stands side by side; these are columns. The writer's block has numbers near it
(tax, telephone, register) that the others lack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Span

NEAR = 1.25
"""White space, in row heights, within a block."""
ABOVE = 5
"""Rows above a town that belong to its block."""
BELOW = 6
"""Rows below a town that tell of its block."""
STEPS = 4
"""Rows below a name in which its town stands."""
MOST = 12
"""Blocks of a letter; a list of places has more."""

TOWN = re.compile(
    r"(?<![\w/.:-])(?:[A-Z]{1,3}-)?(?:\d{4,5}(?: ?[A-Z]{2})?|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3})"
    r"(?:,| [-–])? (?!de\b|of\b|EUR\b|USD\b|kWh\b)(?-i:[A-ZÀ-ÞŁŚŻŹĆ'’(])[^\W\d_'’]+"
    r"|(?-i:\b[A-Z]{2,3},? \d{4,5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
    r"|\b[A-Z]\d[A-Z] \d[A-Z]\d\b|\b[A-Z]\d\d [A-Z\d]{4}\b)"
    r"|(?<=[^\W\d_][ ,-])\b\d{6}\b"
)
"""A postal code with its town, as countries write them."""
_FIGURE = re.compile(r"\d")
_GREETED = re.compile(
    r"(?:an |to )?(?:herrn?|frau|familie|eheleute|firma|an|to|mrs?|ms|m\. et mme|mme|monsieur"
    r"|madame|sig\.?(?:ra)?|sr\.?|sra\.?|spett\.?(?:le|abile)|exmo\.?\(?s?\)?.{0,10}"
    r"|attn\.?|attention)\b[.:,]?(?! *\w+ *gmbh)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:ust|vat|tva|iva|steuer|tax|siret|siren|gstin|nif|cif|nip|abn|btw|mwst|uid|momsreg|cvr"
    r"|iban|bic|hr[ab]|amtsgericht|rcs|kvk|company no|capital|org\.? ?n)\b|@|\bwww\."
    r"|\b(?:tel|t[eé]l|tlf|fon|phone|fax|telefon|telefax)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The cells of a block from its first to its town; ``owned``: writer's numbers stand near."""

    cells: tuple[Cell, ...]
    owned: bool

    @property
    def top(self) -> float:
        """Where the block begins; columns are read one after the other."""
        return self.cells[0].box.top if self.cells[0].box else float(self.cells[0].row)

    @property
    def left(self) -> float:
        """Where its town begins."""
        return self.cells[-1].box.left if self.cells[-1].box else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """The blocks of a letter; ``by_cell``: start of a cell -> the number of its block."""

    found: tuple[Block, ...]
    by_cell: Mapping[int, int]


def find(sheet: Sheet) -> Blocks:
    """The postal blocks of the first page, in reading order, worked out once."""
    return sheet.once((find,), lambda: _found(sheet))


def _found(sheet: Sheet) -> Blocks:
    found: list[Block] = []
    by_cell: dict[int, int] = {}
    for row in sheet.rows:
        for cell in row.cells if row.page == 1 and len(found) < MOST else ():
            if cell.span.start in by_cell or not sheet.told(has_town, cell.span):
                continue
            cells = (*reversed(list(_going(sheet, cell, -1, ABOVE))), cell)
            below = list(_going(sheet, cell, 1, BELOW))
            told = "\n".join(sheet.text(c.span) for c in (*cells, *below))
            for one in cells:
                by_cell.setdefault(one.span.start, len(found))
            found.append(Block(cells=cells, owned=bool(_OWN.search(told))))
    return Blocks(found=tuple(found), by_cell=by_cell)


def has_town(text: str) -> bool:
    """Whether a text has a postal code with its town."""
    return bool(_FIGURE.search(text) and TOWN.search(text))


def _going(sheet: Sheet, cell: Cell, step: int, most: int) -> Iterator[Cell]:
    """The cells above or below in the column, as long as no gap parts them."""
    at: Cell | None = cell
    for _ in range(most):
        at = _next(sheet, at, step) if at else None
        if at is None:
            return
        yield at


def _next(sheet: Sheet, cell: Cell, step: int) -> Cell | None:
    return sheet.under(cell, reach=NEAR) if step > 0 else sheet.over(cell, reach=NEAR)


def traits(sheet: Sheet, spans: Sequence[Span]) -> dict[str, float]:
    """How a candidate stands to the blocks of its letter, as named numbers."""
    first, last = sheet.cell_at(spans[0].start), sheet.cell_at(spans[-1].start)
    if first is None or last is None:
        return {}
    where = (traits, first.span.start, last.span.start)
    return sheet.once(where, partial(_traits, sheet, first, last))


def _traits(sheet: Sheet, first: Cell, last: Cell) -> dict[str, float]:
    """The same for all candidates from one cell to another."""
    over = _next(sheet, first, -1)
    found = {
        "opens_block": float(over is None),
        "closes_block": float(_next(sheet, last, 1) is None),
        "greeted": float(over is not None and sheet.told(_greets, over.span)),
    }
    town = sheet.once((_town, last.span), partial(_town, sheet, last))
    among = sheet.once((_among, first.span), partial(_among, find(sheet), first))
    return {**{name: value for name, value in found.items() if value}, **town, **among}


def _greets(text: str) -> bool:
    """Whether a line is what letters put before the name of who is addressed."""
    return bool(_GREETED.fullmatch(text))


def _town(sheet: Sheet, last: Cell) -> dict[str, float]:
    for number, cell in enumerate(_going(sheet, last, 1, STEPS), start=1):
        if sheet.told(has_town, cell.span):
            return {"town_below": 1 / number, f"town_below_{number}": 1.0}
    return {}


def _among(blocks: Blocks, first: Cell) -> dict[str, float]:
    """The candidate's block among the others."""
    number = blocks.by_cell.get(first.span.start)
    count = len(blocks.found)
    if number is None:
        return {"blockless": 1.0} if count > 1 else {}
    own = blocks.found[number]
    others = [block for block in blocks.found if block is not own]
    left, edge = [block.left for block in others], own.left
    found = {
        "block_only": float(count == 1),
        "block_first": float(bool(others) and all(own.top < other.top - 1 for other in others)),
        "block_last": float(bool(others) and all(own.top > other.top + 1 for other in others)),
        "block_right": float(bool(left) and all(edge > other + 1 for other in left)),
        "block_left": float(bool(left) and all(edge < other - 1 for other in left)),
        "block_row": min([c.row for c in own.cells].index(first.row), STEPS) / STEPS,
        "block_owned": float(own.owned),
        "only_owned": float(own.owned and not any(block.owned for block in others)),
        "others_owned": float(not own.owned and any(block.owned for block in others)),
    }
    return {name: value for name, value in found.items() if value}
