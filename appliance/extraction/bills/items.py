"""The items of a bill: rows of description, quantity, unit price and amount.

An invoice has a table with a head (``table``), a till slip none (``slip``). What makes
a row believable is arithmetic: quantity times price is the amount, all amounts together are the
subtotal or the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from appliance.doctypes.schema import Curve, Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.bills import behind, slip, table
from appliance.extraction.bills.rows import CENT, levelled, parts, triple
from appliance.extraction.bills.table import Column, Item
from appliance.extraction.choice import confidence
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.sheet import blanks
from appliance.extraction.sheet.cues import within
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Field, Source, Span

TABLE = "items"
START = 14
"""Characters that may stand before the cue of a sum in its cell (``zzgl. 19 % ``)."""
FEWEST = 2
"""Sums in a head of sums, items before a sum that is carried over."""
LONGEST_MARK = 3
"""Letters of a currency."""
MOST = 400
"""Most items of one document."""
SEEN, MULTIPLIED, SUMMED = 0.55, 0.9, 0.97
"""Belief in a row as such, in one whose product is right, in one of a list whose sum is right."""
DOUBTFUL = 0.5
"""Confidence at most in a row whose numbers may be cut, or for which neither a head, a product nor
the sum of all vouches: a slip ends in many rows with an amount."""


def fields(
    sheet: Sheet, doctype: Doctype, conventions: Conventions, found: Mapping[str, Sequence[Field]]
) -> tuple[Field, ...]:
    """The cells of the items, row by row; none where the type has no such table.

    ``found`` are the document's other fields: the sum of the items is compared with them.
    """
    columns = tuple(spec for spec in doctype.fields if spec.table == TABLE)
    if not columns:
        return ()
    items = list(_items(sheet, doctype, columns, conventions))[:MOST]
    if len(items) > 1 and all(behind.rated(sheet, item.description) for item in items):
        items = [replace(i, description=behind.unrated(sheet, i.description)) for i in items]
    summed = _adds_up(items, found) and not _taken(items, found)
    return tuple(
        ground.field(
            sheet.document,
            spec.name,
            value,
            spans,
            confidence=_confidence(sheet, doctype.curves.get(spec.name), spans, item, summed),
            source=Source.RANKER,
            row=row,
        )
        for row, item in enumerate(items, start=1)
        for spec in columns
        for value, spans in _cell(sheet, spec, item)
    )


def _taken(items: Sequence[Item], found: Mapping[str, Sequence[Field]]) -> bool:
    """Whether a row without a head tells one of the document's own amounts: no sum vouches then,
    be it that the row sells nothing or that the amount is an item's."""
    own = {span for fields in found.values() for f in fields[:1] for span in f.spans}
    return any(n.span in own for item in items if not item.headed for n in item.numbers.values())


def _items(
    sheet: Sheet, doctype: Doctype, columns: Sequence[FieldSpec], conventions: Conventions
) -> Iterator[Item]:
    sums = [s for s in doctype.fields if s.kind is Kind.AMOUNT and not s.table]
    sums = [s for s in sums if s.name not in _adjusting(doctype)]
    rows = levelled(sheet)
    heads = _continued(tuple(table.heads(sheet, rows, columns)))
    found: list[Item] = []
    for number, (index, head) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(rows)
        body = _body(sheet, rows[index + 1 : end], sums, conventions)
        found.extend(table.items(sheet, head, body, conventions))
    yield from _carried_out(found)
    if not heads:
        yield from slip.items(sheet, doctype, sums, conventions)


def _continued(
    heads: Sequence[tuple[int, tuple[Column, ...]]],
) -> list[tuple[int, tuple[Column, ...]]]:
    """The head that names most columns, with its repetitions on later pages."""
    if not heads:
        return []
    names = [tuple(column.name for column in head if column.name) for _, head in heads]
    best = max(names, key=len)
    first = names.index(best)
    return [item for item, own in zip(heads[first:], names[first:], strict=True) if own == best]


def _carried_out(items: Iterable[Item]) -> Iterator[Item]:
    """The items without sums carried over to the next page: all before them together, and no
    product of their own."""
    whole, count = Decimal(0), 0
    for item in items:
        amount = item.numbers.get("amount")
        if amount and amount.value == whole and count >= FEWEST and not item.multiplied:
            continue
        whole += amount.value if amount else 0
        count += 1
        yield item


def _body(
    sheet: Sheet, rows: Sequence[Row], sums: Sequence[FieldSpec], conventions: Conventions
) -> Sequence[Row]:
    """The rows up to the first that states a sum, or that heads the sums below it."""
    for number, row in enumerate(rows):
        if is_sum(sheet, row, sums) and not triple(parts(sheet, row, conventions).numbers):
            return rows[:number]
        if _heads_sums(sheet, row, rows[number + 1 : number + 2], sums):
            return rows[:number]
    return rows


def _heads_sums(sheet: Sheet, row: Row, below: Sequence[Row], sums: Sequence[FieldSpec]) -> bool:
    """Whether a row names several sums over a row of bare amounts: ``Net | VAT 22 % | Total``."""
    texts = [sheet.text(cell.span) for cell in row.cells]
    named = {
        spec.name
        for text in texts
        for spec in sums
        if any(match.start() < FEWEST for match in within(sheet, spec, text))
    }
    bare = [sheet.text(cell.span) for under in below for cell in under.cells]
    return (
        len(named) >= FEWEST
        and len(bare) >= FEWEST
        and not any(sum(ch.isalpha() for ch in text) > LONGEST_MARK for text in bare)
    )


def _adjusting(doctype: Doctype) -> frozenset[str]:
    """Fields that stand between the items and their sum: freight may be an item, too."""
    options = (rule.options.get(key, "") for rule in doctype.rules for key in ("added", "deducted"))
    return frozenset(options)


def is_sum(sheet: Sheet, row: Row, sums: Iterable[FieldSpec]) -> bool:
    """Whether a cell of a row begins with the cue of a sum, and a number stands behind it."""
    texts = [sheet.text(cell.span) for cell in row.cells]
    return any(
        match.start() < START and any(ch.isdigit() for ch in text[match.end() :] + "".join(rest))
        for place, text in enumerate(texts)
        for rest in (texts[place + 1 :],)
        for spec in sums
        for match in within(sheet, spec, text)
    )


def _adds_up(items: Sequence[Item], found: Mapping[str, Sequence[Field]]) -> bool:
    amounts = [item.numbers["amount"].value for item in items if "amount" in item.numbers]
    if not amounts or len(amounts) < len(items):
        return False
    wanted = [_decimal(f) for name in ("subtotal", "total") for f in found.get(name, ())[:1]]
    whole = sum(amounts, Decimal(0))
    return any(value is not None and abs(abs(value) - abs(whole)) <= CENT for value in wanted)


def _decimal(field: Field) -> Decimal | None:
    try:
        return Decimal(field.value)
    except InvalidOperation:
        return None


def _cell(sheet: Sheet, spec: FieldSpec, item: Item) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Value and place of one column in one row, if the row has it."""
    spans: tuple[Span, ...] = item.description
    value = " ".join(" ".join(sheet.text(span) for span in spans).split())
    if spec.kind in (Kind.AMOUNT, Kind.NUMBER):
        number = item.numbers.get(spec.column)
        spans = (number.span,) if number else ()
        value = format(number.value, "f") if number else ""
    if value and len(value) <= spec.longest:
        yield value, spans


def _confidence(
    sheet: Sheet, curve: Curve | None, spans: Sequence[Span], item: Item, summed: bool
) -> float:
    belief = SUMMED if summed else MULTIPLIED if item.multiplied else SEEN
    print_ = ground.confidence_of(sheet.document, spans)
    score = confidence.raw(confidence.Evidence(ranker=belief, margin=0.0, ocr=print_))
    sure = confidence.calibrated(score, curve)
    unvouched = item.late or not (item.headed or item.multiplied or summed)
    count = item.numbers.get("quantity")
    loose = not item.multiplied and count is not None and tuple(spans) == (count.span,)
    unvouched = unvouched or (bool(item.cut) and (loose or spans == item.description))
    return min(sure, DOUBTFUL) if unvouched or _cut(sheet, item) else sure


def _cut(sheet: Sheet, item: Item) -> bool:
    """Whether a number of a row may be cut at its thousands, and no product tells: once is any
    amount itself."""
    quantity = item.numbers.get("quantity")
    if item.multiplied and quantity and abs(quantity.value) != 1:
        return False
    return any(blanks.doubtful(sheet, number.span) for number in item.numbers.values())
