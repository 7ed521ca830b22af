"""Items in a table with a head: which column is which, and which rows belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.bills.product import multiplied, with_mills
from appliance.extraction.bills.rows import Number, Parts, as_quantity, parts, triple
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.sheet import figures
from appliance.extraction.sheet.cues import within
from appliance.extraction.sheet.rows import Cell, Row, Sheet, enclosing
from appliance.types import Box, Span

FEWEST = 2
"""Columns that a head must name."""
MOST_DIGITS = 4
"""Digits of a head, beyond which it is a row of figures."""
MANY = 3
"""Cells of words in a row that heads a table."""
NEAR = 2.5
"""Row heights between the edge of a number and of its column's head."""
CLOSE = 1.1
"""Row heights of white space within one item; more separates it from what follows."""
_CODE = re.compile(r"(?=\S*\d)[A-ZÄÖÜ0-9][A-ZÄÖÜ0-9./_-]{2,}")
"""An article's number in a cell of its own: no description where words stand beside it."""
_LABELLED = re.compile(
    r"^(?i:albar[aáÁ]n|lieferschein|delivery note|bon de livraison|d\.?d\.?t|pakbon)\b"
    r"|^\(?(?:[A-Z][a-zé]{2,8}\.? \d{1,2}|\d{1,2}[./]\d{1,2})\S{0,5}(?:, \d{4})? ?[-–] ?\S+ ?\d"
    r"|^[^\W\d_][^\d:]{0,24}[:#]\s?\S|^[^\d:]{1,24}\s[A-Z]{0,4}-?[\dA-Z-]*\d{3,}[\w-]*$"
)
"""A row that gives a code or a detail under a label of its own, another paper's number, the days
from and to: no part of the description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the head. ``name`` is empty for a column that nobody asked for; ``left`` is
    where the words below begin, where the document's own table says so: heads may be centred.
    """

    name: str
    span: Span
    box: Box | None
    numeric: bool
    left: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: the spans of each column's value, by column name; ``cut`` is the description if
    its last figures are none of its words, and empty where that is no question. ``late`` where it
    stands behind the sum of the document: what is paid looks so."""

    numbers: dict[str, Number] = field(default_factory=dict)
    description: tuple[Span, ...] = ()
    cut: tuple[Span, ...] = ()
    late: bool = False
    multiplied: bool = False
    headed: bool = True


def heads(
    sheet: Sheet, rows: Sequence[Row], columns: Sequence[FieldSpec]
) -> Iterator[tuple[int, tuple[Column, ...]]]:
    """Where rows name at least two columns, one of them an amount, with what they name."""
    for index, row in enumerate(rows):
        found = _named(sheet, row, columns)
        names = {column.name for column in found if column.name}
        money = any(column.numeric and column.name != "quantity" for column in found if column.name)
        if len(names) >= FEWEST and money and names & {"description", "quantity"}:
            yield index, found


def _named(sheet: Sheet, row: Row, columns: Sequence[FieldSpec]) -> tuple[Column, ...]:
    chosen = [found for cell in row.cells for found in _matches(sheet, cell, columns)]
    if not chosen or sum([_digits(sheet, cell) for cell in row.cells]) > MOST_DIGITS:
        return ()
    made = [_column(sheet, cell, span, spec, chosen) for cell, span, spec in _once(sheet, chosen)]
    others = [
        Column(name="", span=cell.span, box=cell.box, numeric=False, left=_left(sheet, cell))
        for cell in row.cells
        if not any(
            column.span.start < cell.span.end and cell.span.start < column.span.end
            for column in made
        )
    ]
    columns_found = sorted((*made, *others), key=lambda column: column.span)
    names = [column.name for column in columns_found]
    if names and names[-1] == "unit_price" and "amount" not in names:
        columns_found[-1] = replace(columns_found[-1], name="amount")
    return tuple(columns_found)


def _digits(sheet: Sheet, cell: Cell) -> int:
    """The digits of a cell but for those of its dates: heads may tell for which days they are."""
    days = sum(
        found.span.end - found.span.start for found in figures.dated(sheet, sheet.text(cell.span))
    )
    return max(sheet.look(cell.span).digits - days, 0)


Match = tuple[Cell, Span, FieldSpec]


def _matches(sheet: Sheet, cell: Cell, columns: Sequence[FieldSpec]) -> list[Match]:
    """The cues in a cell of a head, the longest first, none over another."""
    text, start = sheet.text(cell.span), cell.span.start
    found = sorted(
        (
            (match.start() - match.end(), match.start(), match.end(), spec)
            for spec in columns
            for match in within(sheet, spec, text)
            if match.end() > match.start()
        ),
        key=lambda item: item[:2],
    )
    chosen: list[Match] = []
    for _, first, last, spec in found:
        span = Span(start + first, start + last)
        if all(span.end <= other.start or span.start >= other.end for _, other, _ in chosen):
            chosen.append((cell, span, spec))
    return sorted(chosen, key=lambda item: item[1])


def _once(sheet: Sheet, chosen: Sequence[Match]) -> list[Match]:
    """Each column once: descriptions the first from the left that has words, amounts the last."""
    found: dict[str, Match] = {}
    for match in chosen:
        name = match[2].name
        coded = name in found and match[2].kind is Kind.TEXT and _coded(sheet, found[name][0])
        if name not in found or match[2].column == "amount" or coded:
            found[name] = match
    return list(found.values())


def _coded(sheet: Sheet, head: Cell) -> bool:
    """Whether what stands first below a head is an article's number."""
    below = sheet.under(head)
    return below is not None and bool(_CODE.fullmatch(sheet.text(below.span)))


def _column(
    sheet: Sheet, cell: Cell, span: Span, spec: FieldSpec, chosen: Sequence[Match]
) -> Column:
    alone = sum(other is cell for other, _, _ in chosen) == 1
    box = cell.box if alone else enclosing(w.box for _, w in sheet.document.words_in(span))
    return Column(
        name=spec.column,
        span=cell.span if alone else span,
        box=box,
        numeric=spec.kind in (Kind.AMOUNT, Kind.NUMBER),
        left=_left(sheet, cell) if alone else None,
    )


def _left(sheet: Sheet, cell: Cell) -> float | None:
    """Where the words of a column begin, as the cells below its head have it."""
    below = [c.box.left for c in sheet.column(cell) if c.box and c.row > cell.row]
    return min(below, default=None)


def items(
    sheet: Sheet,
    head: tuple[Column, ...],
    rows: Sequence[Row],
    conventions: Conventions,
) -> Iterator[Item]:
    """The items in the rows below a head. Words between two items go to the nearer one."""
    waiting: list[Parts] = []
    current: Item | None = None
    last: Row | None = None
    told = [(row, parts(sheet, row, conventions)) for row in rows]
    for index, (row, taken) in enumerate(told):
        if current is not None and _heads_figures([each for _, each in told[index : index + 2]]):
            break
        numbers = _assigned(sheet, head, taken, conventions)
        if "amount" not in numbers and not _priced(head, numbers):
            waiting.append(taken)
            continue
        own = _described(sheet, head, taken.texts)
        if current is not None and last is not None:
            yield _ended(sheet, head, current, last, waiting if own else [])
        before = [s for w in waiting for s in _described(sheet, head, w.texts)] if not own else []
        waiting = []
        current = Item(
            numbers=numbers,
            description=(*before[-3:], *own),
            multiplied=multiplied(numbers),
        )
        last = row
    if current is not None and last is not None:
        yield _ended(sheet, head, current, last, waiting)


def _heads_figures(two: Sequence[Parts]) -> bool:
    """Whether the first of two rows names the columns of the second, which has no words: taxes by
    rate, right below the items."""
    if len(two) < 2 or len(two[0].row.cells) < MANY or two[0].numbers:
        return False
    return bool(two[1].numbers) and not two[1].worded


def _priced(head: Sequence[Column], numbers: dict[str, Number]) -> bool:
    """Whether a row is an item of a table that has prices and quantities but no amounts."""
    names = {column.name for column in head}
    wanted = names & {"quantity", "unit_price"}
    return "amount" not in names and "unit_price" in wanted and wanted <= numbers.keys()


def _ended(
    sheet: Sheet, head: Sequence[Column], item: Item, row: Row, below: Sequence[Parts]
) -> Item:
    """The item with the rows below it that go on with its description."""
    spans = list(item.description)
    for taken in below:
        upper, lower = row.box, taken.row.box
        if upper and lower and lower.top - upper.bottom > CLOSE * sheet.height:
            break
        found = _described(sheet, head, taken.texts)
        whole = " ".join(sheet.text(cell.span) for cell in taken.row.cells)
        if not found or taken.row.page != row.page or _LABELLED.match(whole):
            break
        spans.extend(found)
        row = taken.row
    worded = [span for span in spans if not _CODE.fullmatch(sheet.text(span))]
    return replace(item, description=tuple((worded or spans)[:4]))


def _described(sheet: Sheet, head: Sequence[Column], texts: Sequence[Cell]) -> list[Span]:
    """The words of a row that stand under the description's head, or left of all numbers."""
    wanted = next((column for column in head if column.name == "description"), None)
    found = []
    for cell in texts:
        column = _nearest(sheet, head, cell.box, texts=True)
        if column is None or column.name == "description" or (wanted is None and not column.name):
            found.append(cell.span)
    return found


def _nearest(
    sheet: Sheet, head: Sequence[Column], box: Box | None, *, texts: bool = False
) -> Column | None:
    """The column whose head a box is aligned with; ``None`` without boxes or far from all."""
    best: tuple[float, Column] | None = None
    for column in head:
        if box is None or column.box is None:
            return None
        apart = max(column.box.left - box.right, box.left - column.box.right, 0.0)
        edges = min(
            abs(column.box.left - box.left),
            abs(column.box.right - box.right),
            abs((column.box.left + column.box.right - box.left - box.right) / 2),
        )
        # words are set from the left; a long description runs under the heads of others
        left = column.box.left if column.left is None else column.left
        away = min(abs(x - box.left) for x in (left, column.box.left)) if texts else edges + apart
        if best is None or away < best[0]:
            best = (away, column)
    limit = float("inf") if texts else NEAR * sheet.height
    return best[1] if best and best[0] <= limit else None


def _assigned(
    sheet: Sheet, head: Sequence[Column], taken: Parts, conventions: Conventions
) -> dict[str, Number]:
    """The numbers of a row by column: where they stand, or as they multiply."""
    found: dict[str, Number] = {}
    for number in taken.numbers:
        column = _nearest(sheet, head, number.box)
        if column is not None and column.numeric:
            counted = column.name == "quantity"
            found[column.name] = as_quantity(sheet, number, conventions) if counted else number
    found = with_mills(sheet, found, conventions)
    product = triple(taken.numbers)
    if product is not None and not multiplied(found):
        whole = {"quantity", "unit_price", "amount"} <= found.keys()
        if not whole or found["amount"] is product.amount:
            named = {"quantity": product.quantity, "unit_price": product.unit_price}
            found = {**found, **named, "amount": product.amount}
    if not found and taken.numbers and taken.numbers[-1].box is None:
        found = {"amount": taken.numbers[-1]}
    return found
