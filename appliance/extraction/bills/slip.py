"""Items without a head above them, as tills print them: a description, and an amount at the end.

Quantity and price stand in front (``2 x 3.60``), in the row below the description, or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.bills import behind, closing, pumped
from appliance.extraction.bills.rows import (
    Number,
    Parts,
    as_quantity,
    multiplies,
    parts,
    triple,
)
from appliance.extraction.bills.table import Item
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.kinds.regular import compiled
from appliance.extraction.sheet.rows import Row, Sheet

_COUNT = re.compile(r"^\s*(\d{1,3})\s*[x×*@]?\s+(?=\D)", re.IGNORECASE)
_WORD = re.compile(r"(?<!\w)[^\W\d_]{3,}(?!\w)")
_HOURS = re.compile(r"\d\s?(?:hrs?|[ap]\.?m)\b|(?<!\d)\d{1,2}:\d\d(?!\d)", re.IGNORECASE)
LARGEST_COUNT = 999


def items(
    sheet: Sheet, doctype: Doctype, sums: Sequence[FieldSpec], conventions: Conventions
) -> Iterator[Item]:
    """The rows that end in an amount, from the first such row to the first sum."""
    found = tuple(_found(sheet, doctype, sums, conventions))
    late = bool(found) and _late(sheet, sums, found, conventions)
    if not found or late:
        found = tuple(pumped.items(sheet, conventions)) or found
    for item in _settled(sheet, found):
        yield replace(item, late=late and not item.multiplied)


def _late(
    sheet: Sheet, sums: Sequence[FieldSpec], found: Sequence[Item], conventions: Conventions
) -> bool:
    """Whether a sum stands before the first row that was found, and none behind the last."""
    places = [item.numbers["amount"].span for item in found]
    told = [
        row for row in sheet.rows if _says(sheet, row, sums) or closing.closes(sheet.text(row.span))
    ]
    return not any(row.span.start > places[-1].end for row in told) and any(
        row.span.end < places[0].start
        and any(number.decimals == 2 for number in parts(sheet, row, conventions).numbers)
        for row in told
    )


def _found(
    sheet: Sheet, doctype: Doctype, sums: Sequence[FieldSpec], conventions: Conventions
) -> Iterator[Item]:
    others = [s for s in doctype.fields if not s.table and s.kind is not Kind.AMOUNT]
    waiting: Parts | None = None
    current: Item | None = None
    named_below = _named_below(sheet, conventions)
    for index, row in enumerate(sheet.rows):
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
            waiting = _waiting(sheet, taken, waiting)
            continue
        if named_below and not taken.worded:
            waiting = _name(sheet, index + 1, conventions)
        made = _item(sheet, taken, amount, waiting, conventions)
        waiting = None
        if made is not None:
            if current is not None:
                yield current
            current = made
    if current is not None:
        yield current


def _waiting(sheet: Sheet, taken: Parts, above: Parts | None) -> Parts | None:
    """Which row may name the next amount: this one if it has words, and no price; the one above if
    it has none but numbers, or a code. Opening hours name nothing."""
    if _HOURS.search(sheet.text(taken.row.span)):
        return None
    if not taken.numbers:
        return taken if taken.worded else None
    worded = any(_WORD.search(sheet.text(cell.span)) for cell in taken.texts)
    return taken if worded and not any(number.decimals for number in taken.numbers) else above


def _named_below(sheet: Sheet, conventions: Conventions) -> bool:
    """Whether the first row with nothing but numbers stands below opening hours, and above a name:
    codes and amounts stand above the names then."""
    for index, row in enumerate(sheet.rows):
        taken = parts(sheet, row, conventions)
        if _amount(taken) is not None and not taken.worded and index:
            above = sheet.text(sheet.rows[index - 1].span)
            return bool(_HOURS.search(above)) and _name(sheet, index + 1, conventions) is not None
    return False


def _name(sheet: Sheet, index: int, conventions: Conventions) -> Parts | None:
    """The row of this number, if it is words without a price and no sum."""
    if index >= len(sheet.rows) or closing.closes(sheet.text(sheet.rows[index].span)):
        return None
    taken = parts(sheet, sheet.rows[index], conventions)
    priced = any(number.decimals for number in taken.numbers)
    return taken if taken.worded and not priced else None


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


def _item(
    sheet: Sheet, taken: Parts, amount: Number, above: Parts | None, conventions: Conventions
) -> Item | None:
    numbers = {"amount": amount}
    product = triple(taken.numbers) or triple(
        [as_quantity(sheet, number, conventions) for number in taken.numbers]
    )
    counted = behind.count(sheet, taken)
    if product is not None and product.amount is amount:
        numbers = {"quantity": product.quantity, "unit_price": product.unit_price, **numbers}
    elif counted is not None:
        numbers = {"quantity": counted, **numbers}
    elif len(taken.numbers) > 1 and _COUNT.match(sheet.text(taken.row.cells[0].span)):
        first = taken.numbers[0]
        whole = first.decimals == 0 and 0 < first.value <= LARGEST_COUNT
        if whole and not behind.sized(sheet, first):
            numbers = {"quantity": first, **numbers}
    named = behind.named(sheet, taken, tuple(numbers.values()))
    if not named.spans and above is not None:
        named = behind.Named(spans=tuple(cell.span for cell in above.texts))
    if not named.spans:
        return None
    return Item(
        numbers=numbers,
        description=named.spans,
        cut=named.spans if counted and behind.packed(counted, numbers) else named.cut,
        multiplied="unit_price" in numbers,
        headed=False,
    )


def _settled(sheet: Sheet, found: Sequence[Item]) -> Iterator[Item]:
    """The items, without the whole numbers beside their names where all have one: a column. A
    figure before few of the names (``3 MUSKETEERS``) may be of the name."""
    column = len(found) > 1 and all(item.cut and item.cut != item.description for item in found)
    leading = [item for item in found if behind.leads(sheet, item.numbers, item.description)]
    once = any(item.numbers["quantity"].value == 1 for item in leading)
    usual = once or (len(found) > 1 and len(leading) * 2 >= len(found))
    for item in found:
        if column:
            yield replace(item, description=item.cut, cut=())
        elif not usual and not item.multiplied and any(item is one for one in leading):
            yield replace(item, cut=item.description)
        else:
            yield item
