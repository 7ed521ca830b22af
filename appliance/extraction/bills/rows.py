"""A printed row as words and numbers, and which numbers are quantity, price and amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import combinations

from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.sheet import blanks, figures
from appliance.extraction.sheet.rows import Cell, Row, Sheet, enclosing
from appliance.types import Box, Span

_UNIT = re.compile(
    r"(?:\s*[x×*@]|\s?(?:pcs?|pieces?|ea|each|units?|hrs?|hours?|days?|nights?|stk|stck|stück|std"
    r"|stunden?|tage?|psch|pausch|uds?|pz|pce|pza|boxes|c62|hur|lfm|nos|szt|ryza|tim)\.?"
    r"|\s?(?:lbs?|oz|gal|ltr)\.?|\s?/\s?(?:kg|g|l|lt|ltr|lbs?|oz|gal|ea)\.?"
    r"|\s(?:kg|g|l|m|m²|h|u|st)\.?|(?:kg|g|l)(?=\s?@\s?\d))"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_PERCENT = re.compile(r"\s?%")
_SHARE = re.compile(r"\s?%(?!\d)")
_MEASURES = re.compile(r"(?<![\d.,])\d+\s?[x×]\s?\d+(?:\s?[x×]\s?\d+)*(?![\d.,])", re.IGNORECASE)
"""Whole numbers with times signs: a size, unless they make the amount."""
_MEASURE = re.compile(r"\s?[^\W\d_]{1,6}\.?$")
"""Any unit of any language, in a cell with nothing else, right of the words."""
_LEADING = re.compile(r"\W*[x×*]?\s*", re.IGNORECASE)
_TIMES = re.compile(r"(?:^|[\s(\[])[(\[]?[x×*@]\s*$", re.IGNORECASE)
"""A times sign before the number that it is of, behind words: no part of them."""
_FREE = re.compile(r"(?:[\s(\[x×*@=:|]|(?<!\d)/)$", re.IGNORECASE)
_MOST_NUMBERS = 8
CENT = Decimal("0.01")
LEVEL = 0.6
"""Share of the lower row's height that two rows have in common if they are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that stands by itself in a row; ``counted`` where a unit or a times sign follows."""

    span: Span
    value: Decimal
    decimals: int
    box: Box | None
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A row taken apart: its numbers, and what is left of each cell as words."""

    row: Row
    numbers: tuple[Number, ...]
    texts: tuple[Cell, ...]

    @property
    def worded(self) -> bool:
        """Whether the row says anything but numbers."""
        return bool(self.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple:
    """Quantity times unit price is amount."""

    quantity: Number
    unit_price: Number
    amount: Number


def levelled(sheet: Sheet) -> list[Row]:
    """The printed rows from top to bottom of each page, cells at the same height in one row.

    Reading order takes columns apart where they read as text; a table's row goes across.
    """
    return list(sheet.once((levelled,), partial(_levelled, sheet)))


def _levelled(sheet: Sheet) -> Sequence[Row]:
    if any(row.box is None for row in sheet.rows):
        return sheet.rows
    found: list[Row] = []
    for row in sorted(sheet.rows, key=lambda row: (row.page, row.box.top if row.box else 0.0)):
        last = found[-1] if found else None
        if last is not None and last.page == row.page and _level(last, row):
            cells = tuple(sorted((*last.cells, *row.cells), key=_left))
            box = enclosing(cell.box for cell in cells if cell.box)
            found[-1] = replace(last, cells=cells, box=box)
        else:
            found.append(row)
    return found


def _left(cell: Cell) -> float:
    return cell.box.left if cell.box else 0.0


def _level(one: Row, other: Row) -> bool:
    """Whether two rows share most of their height and none of their width."""
    if one.box is None or other.box is None:
        return False
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    least = min(one.box.bottom - one.box.top, other.box.bottom - other.box.top)
    apart = all(
        a.box.right <= b.box.left or b.box.right <= a.box.left
        for a in one.cells
        for b in other.cells
        if a.box and b.box
    )
    return apart and shared > LEVEL * least


def parts(sheet: Sheet, row: Row, conventions: Conventions) -> Parts:
    """The numbers of a row (no dates, no rates, nothing inside a word), and its words; each row is
    taken apart once (what is known keeps the row, so that no other can have its id)."""
    return sheet.once((parts, id(row), conventions), partial(_parts, sheet, row, conventions))


def _parts(sheet: Sheet, row: Row, conventions: Conventions) -> Parts:
    found = _counted(sheet, row, conventions)
    told = _joined(found)
    texts = [
        text
        for cell, (_, taken) in zip(row.cells, found, strict=True)
        for text in _texts(sheet, cell, taken, told)
    ]
    return Parts(row=row, numbers=told, texts=tuple(texts))


_Counted = tuple[Sequence[Number], Sequence[Span]]
"""The numbers of a cell, and the characters they take with unit."""


def numbers_in(sheet: Sheet, row: Row, conventions: Conventions) -> tuple[Number, ...]:
    """The numbers alone, of whatever row."""
    return _joined(_counted(sheet, row, conventions))


def _joined(cells: Sequence[_Counted]) -> tuple[Number, ...]:
    return tuple([number for found, _ in cells for number in found])


def _counted(sheet: Sheet, row: Row, conventions: Conventions) -> Sequence[_Counted]:
    """The numbers of a row's cells, looked for once (what is known keeps the row)."""
    work = partial(_by_cell, sheet, row, conventions)
    return sheet.once((_counted, id(row), conventions), lambda: (work(), row))[0]


def _by_cell(sheet: Sheet, row: Row, conventions: Conventions) -> Sequence[_Counted]:
    cells: list[_Counted] = []
    for place, cell in enumerate(row.cells):
        found, taken = _numbers(sheet, cell, conventions, first=place == 0)
        inner = place + 1 < len(row.cells) and len(row.cells) > 2
        if inner and _wordy(sheet, cell, taken):  # a size within a description, not its count
            leads = place == 0 and bool(taken) and taken[0].start == cell.span.start
            found, taken = (found[:1], taken[:1]) if leads else ([], [])
        cells.append((found, taken))
    return cells


def _wordy(sheet: Sheet, cell: Cell, taken: Sequence[Span]) -> bool:
    """Whether a cell says more than numbers with their units."""
    text, at, left = sheet.text(cell.span), cell.span.start, ""
    for span in taken:
        left += sheet.text(Span(at, span.start))
        at = span.end
    return _letters(left + text[at - cell.span.start :])


def _numbers(
    sheet: Sheet, cell: Cell, conventions: Conventions, *, first: bool
) -> tuple[list[Number], list[Span]]:
    """The numbers that stand by themselves in a cell, and the characters they take with unit."""
    text, offset = sheet.text(cell.span), cell.span.start
    if not _FIGURE.search(text):
        return [], []
    dated = figures.dated(sheet, text, day_first=conventions.day_first)
    days = [found.span for found in dated]
    numbers: list[Number] = []
    taken: list[Span] = []
    shown = blanks.of_cell(sheet, cell)
    for money in figures.priced(sheet, shown, decimal_comma=conventions.decimal_comma):
        behind = text[money.whole.end :]
        unit = _UNIT.match(behind)
        if not (unit or first or text[: money.whole.start].strip()):
            unit = _MEASURE.match(behind)
        if _inside_word(text, money.whole, unit) or any(_touch(money.span, day) for day in days):
            continue
        end = money.whole.end + (unit.end() if unit else 0)
        taken.append(Span(offset + money.whole.start, offset + end))
        if not _PERCENT.match(behind):
            span = Span(offset + money.span.start, offset + money.span.end)
            numbers.append(
                Number(
                    span=span,
                    value=Decimal(money.value),
                    decimals=money.decimals,
                    box=_box(sheet, span),
                    counted=bool(unit),
                )
            )
    return numbers, taken


def as_quantity(sheet: Sheet, number: Number, conventions: Conventions) -> Number:
    """A quantity with three decimals (``3,000`` where decimals have a comma) is no thousands."""
    printed = sheet.text(number.span).strip()
    mark = "," if conventions.decimal_comma else "."
    if not re.fullmatch(rf"[-−]?\d{{1,3}}{re.escape(mark)}\d{{3}}", printed):
        return number
    return replace(number, value=number.value / 1000, decimals=3)


def _inside_word(text: str, whole: Span, unit: re.Match[str] | None) -> bool:
    """Whether a number is part of something longer: a code, a size, a telephone number."""
    before, after = text[: whole.start], text[whole.end : whole.end + 1]
    if before and not _FREE.search(before):
        return True
    return bool(after) and not (after.isspace() or after in "%)]*,;|" or unit)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _box(sheet: Sheet, span: Span) -> Box | None:
    return enclosing(word.box for _, word in sheet.document.words_in(span))


def _texts(
    sheet: Sheet, cell: Cell, taken: Sequence[Span], numbers: Sequence[Number]
) -> Iterator[Cell]:
    """A cell without the numbers at its ends; numbers between words stay where they are, and so
    does a share beside them (``100% JUICE``) or a size behind them (``LED panel 600 x 600``)."""
    start, end = cell.span
    sizes = [size.end() + start for size in _MEASURES.finditer(sheet.text(cell.span))]
    if sizes and (product := triple(numbers)):
        used = (product.quantity.span.end, product.unit_price.span.end, product.amount.span.end)
        sizes = [size for size in sizes if size not in used]
    for span in taken:  # leading numbers, left to right
        if _SHARE.match(sheet.text(Span(span.end, end)) if span.end < end else ""):
            break
        if _LEADING.fullmatch(sheet.text(Span(start, span.start))) and start <= span.start < end:
            start = span.end
    for span in reversed(taken):
        if start < span.end and span.start < end and not _letters(sheet.text(Span(span.end, end))):
            words = sheet.text(Span(start, span.start))
            share = _SHARE.match(sheet.text(Span(span.end, end)))
            if _letters(words) and (share or span.end in sizes):
                break
            times = _TIMES.search(words)
            end = start + times.start() if times else span.start
    inner = _stripped(sheet, Span(start, end)) if start < end else None
    if inner is not None and _letters(sheet.text(inner)):
        yield replace(cell, span=inner, box=_box(sheet, inner))


def _letters(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 1


def _stripped(sheet: Sheet, span: Span) -> Span | None:
    text = sheet.text(span)
    inner = text.strip(" \t-–—*.:;|,")
    if not inner:
        return None
    start = span.start + text.index(inner)
    return Span(start, start + len(inner))


def multiplies(quantity: Decimal, price: Decimal, amount: Decimal) -> bool:
    """Whether quantity times price is the amount, but for what rounding the price hides."""
    slack = min(CENT + abs(quantity) * CENT / 2, max(abs(amount) / 50, CENT))
    return abs(abs(quantity * price) - abs(amount)) <= slack


def triple(numbers: Sequence[Number]) -> Triple | None:
    """Three numbers, left to right, of which one times another is the rightmost possible third.

    Either order of quantity and price; the quantity is the one with fewer decimals.
    """
    shown = numbers[-_MOST_NUMBERS:]
    best: Triple | None = None
    for one, other, amount in combinations(shown, 3):
        if not amount.value or not multiplies(one.value, other.value, amount.value):
            continue
        swapped = one.decimals > other.decimals or (other.counted and not one.counted)
        quantity, price = (other, one) if swapped else (one, other)
        if amount.decimals == 0 and price.decimals == 0 and len(shown) > 3:
            continue  # whole numbers multiply by chance
        best = Triple(quantity=quantity, unit_price=price, amount=amount)
    return best
