"""Items without a head above them, as tills print them: a description, and an amount at the end.

Quantity and price stand in front (``2 x 3.60``), in the row below the description, or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.bills import closing
from appliance.extraction.bills.rows import Number, Parts, multiplies, parts, triple
from appliance.extraction.bills.table import Item
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

_COUNT = re.compile(r"^\s*(\d{1,3})\s*[x×*@]?\s+(?=\D)", re.IGNORECASE)
LARGEST_COUNT = 999


def items(
    sheet: Sheet, doctype: Doctype, sums: Sequence[FieldSpec], conventions: Conventions
) -> Iterator[Item]:
    """The rows that end in an amount, from the first such row to the first sum."""
    others = [s for s in doctype.fields if not s.table and s.kind is not Kind.AMOUNT]
    waiting: Parts | None = None
    current: Item | None = None
    for row in sheet.rows:
        if _says(sheet, row, sums) or closing.closes(sheet.text(row.span)):
            if current is not None:
                break
            continue
        taken = parts(sheet, row, conventions)
        if _says(sheet, row, others) and not triple(taken.numbers):
            waiting = None
            continue
        counted = _counted(current, taken)
        if counted is not None:
            current, waiting = counted, None
            continue
        amount = _amount(taken)
        if amount is None:
            waiting = (
                taken if taken.worded and not taken.numbers else waiting if taken.numbers else None
            )
            continue
        made = _item(sheet, taken, amount, waiting)
        waiting = None
        if made is not None:
            if current is not None:
                yield current
            current = made
    if current is not None:
        yield current


def _says(sheet: Sheet, row: Row, specs: Sequence[FieldSpec]) -> bool:
    """Whether a row is about one of the document's other fields."""
    text = sheet.text(row.span)
    return any(compiled(cue).search(text) for spec in specs for cue in spec.cues)


def _amount(taken: Parts) -> Number | None:
    """The amount that ends a row: with cents, at most a tax letter behind it."""
    if not taken.numbers or taken.numbers[-1].decimals != 2:
        return None
    last = taken.numbers[-1]
    return last if taken.row.cells[-1].span.end - last.span.end <= 4 else None


def _counted(current: Item | None, taken: Parts) -> Item | None:
    """The item above with the quantity and price of a row that says only ``2 @ 3.60``."""
    if current is None or taken.worded or not 2 <= len(taken.numbers) <= 3:
        return None
    quantity, price = taken.numbers[-2:]
    amount = current.numbers["amount"]
    if "quantity" in current.numbers or not multiplies(quantity.value, price.value, amount.value):
        return None
    numbers = {"quantity": quantity, "unit_price": price, "amount": amount}
    return replace(current, numbers=numbers, multiplied=True)


def _item(sheet: Sheet, taken: Parts, amount: Number, above: Parts | None) -> Item | None:
    numbers = {"amount": amount}
    product = triple(taken.numbers)
    if product is not None and product.amount is amount:
        numbers = {"quantity": product.quantity, "unit_price": product.unit_price, **numbers}
    elif len(taken.numbers) > 1 and _COUNT.match(sheet.text(taken.row.cells[0].span)):
        first = taken.numbers[0]
        if first.decimals == 0 and 0 < first.value <= LARGEST_COUNT:
            numbers = {"quantity": first, **numbers}
    spans = _words(taken)
    if not spans and above is not None:
        spans = _words(above)
    if not spans:
        return None
    return Item(
        numbers=numbers, description=spans, multiplied="unit_price" in numbers, headed=False
    )


def _words(taken: Parts) -> tuple[Span, ...]:
    return tuple(cell.span for cell in taken.texts)
