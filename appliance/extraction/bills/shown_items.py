"""The rows of a table that a file states as data, held against the rows that its page prints.

A printed row is that of a stated one where it has the words of its description; where it has none
of them, where quantity, price and amount of the stated one stand together in it. Pages print more
than data say, gross prices beside net ones, and descriptions of several lines: only a row that was
found and says another thing contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from appliance.extraction.bills.rows import levelled
from appliance.extraction.kinds import amounts
from appliance.extraction.sheet import figures
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Field

Stated = Mapping[str, tuple[Field, ...]]
Columns = tuple[str, str, str, str]
"""Names of the columns: description, quantity, unit price, amount."""
CENT = Decimal("0.01")
ALIKE = 0.6
"""Share of a description's words that its printed row has."""
MOST_WORDS, MOST_ROWS = 8, 400
HABITS, LONGEST = 20_000, 120
"""Characters that tell how numbers are written, and of a cell that is searched for some."""
SHORTEST = 4
"""Letters of a word that tells a description."""
_WORD = re.compile(r"[^\W_]+")
_DATED = re.compile(r"\.(?:\d|\s|$)")
"""Behind a day and a month: ``30.09.``"""
_TAKEN = re.compile(r"%|\b(?:mwst|ust|vat|tva|iva|btw|moms|tax|total|gesamt|summe|netto)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A printed row: its text, words, all numbers, and those printed with decimals."""

    text: str
    words: frozenset[str]
    numbers: frozenset[Decimal]
    prices: Mapping[Decimal, str]


def rows(sheet: Sheet) -> tuple[Row, ...]:
    """The printed rows of a sheet, what stands on one level as one."""
    comma = figures.habits(sheet, HABITS).decimal_comma
    return tuple(_row([sheet.text(c.span) for c in row.cells], comma) for row in levelled(sheet))


def _row(cells: Sequence[str], comma: bool) -> Row:
    """Blanks part columns more often than thousands: both readings of a cell count."""
    numbers: set[Decimal] = set()
    prices: dict[Decimal, str] = {}
    for text in (part for cell in cells for part in (cell, *cell.split())):
        for money in amounts.find(text[:LONGEST], decimal_comma=comma):
            size = abs(Decimal(money.value))
            numbers.add(size)
            if money.decimals >= 2 and not _DATED.match(text, money.span.end):
                prices[size] = text[money.span.start : money.span.end]
    line = " ".join(cells)
    return Row(text=line, words=_words(line), numbers=frozenset(numbers), prices=prices)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def differing(
    printed: Sequence[Row], columns: Columns, stated: Stated, rates: Sequence[Decimal]
) -> Stated:
    """The stated columns; a cell that its printed row contradicts has no spans, and its text."""
    found = {name: {field.row: field for field in stated.get(name, ())} for name in columns}
    others = frozenset(_size(field) for name in columns[2:] for field in stated.get(name, ()))
    everywhere = frozenset(word for row in printed for word in row.words)
    for number in [*found[columns[3]]][:MOST_ROWS]:
        cells = {name: found[name][number] for name in columns if number in found[name]}
        for name, text in _told(printed, columns, cells, (rates, others, everywhere)):
            found[name][number] = replace(found[name][number], text=text, spans=())
    return {name: tuple(cells.values()) for name, cells in found.items()}


_Known = tuple[Sequence[Decimal], frozenset[Decimal], frozenset[str]]


def _told(
    printed: Sequence[Row], columns: Columns, cells: Mapping[str, Field], known: _Known
) -> Iterator[tuple[str, str]]:
    """Which cells of a stated row the page contradicts, and by what."""
    rates, others, everywhere = known
    described, counted, priced, summed = (cells.get(name) for name in columns)
    if described is None or summed is None:
        return
    amount, price = _size(summed), _size(priced) if priced else None
    words = _telling(described.value)
    if words and not words & everywhere:
        row = _of_numbers(printed, amount, (price, _size(counted) if counted else None))
        if row is not None and not _TAKEN.search(row.text):
            yield columns[0], _letters(row.text)
        return
    own = [at for at, row in enumerate(printed) if _has(row, words)]
    shown = [row for at in own if (row := _numbered(printed, at)) is not None]
    if not shown:
        return
    fair = [row for row in shown if _says(row, amount, rates)]
    if not fair:
        if all(not (others & row.prices.keys()) or _elsewhere(row, amount, price) for row in shown):
            yield columns[3], [*shown[0].prices.values()][-1]
        return
    if price is not None and len(fair) == 1:
        yield from _priced(fair[0], columns[2], (price, amount), rates)


def _elsewhere(row: Row, amount: Decimal, price: Decimal | None) -> bool:
    """Whether a row states neither of a stated row's sums."""
    return amount not in row.prices and price not in row.prices


def _priced(
    row: Row, name: str, stated: tuple[Decimal, Decimal], rates: Sequence[Decimal]
) -> Iterator[tuple[str, str]]:
    """The one other price of a row is the stated one, or gross of it."""
    price, amount = stated
    fits = {value for value in row.prices if _is(value, amount, rates)}
    left = [value for value in row.prices if value not in fits]
    if len(left) != 1 or price.quantize(CENT) == amount or "%" in row.text:
        return
    if not _is(left[0], price, rates) and price not in row.numbers:
        yield name, row.prices[left[0]]


def _says(row: Row, amount: Decimal, rates: Sequence[Decimal]) -> bool:
    return any(_is(value, amount, rates) for value in row.prices)


def _is(value: Decimal, stated: Decimal, rates: Sequence[Decimal]) -> bool:
    """The stated sum, as it is or with tax."""
    return any(abs(value - stated * (1 + rate / 100)) <= CENT for rate in (Decimal(0), *rates))


def _telling(description: str) -> frozenset[str]:
    words = (word for word in _WORD.findall(description) if len(word) >= SHORTEST)
    return frozenset([word.casefold() for word in words if not word.isdigit()][:MOST_WORDS])


def _has(row: Row, words: frozenset[str]) -> bool:
    return bool(words) and len(words & row.words) >= ALIKE * len(words)


def _numbered(printed: Sequence[Row], at: int) -> Row | None:
    """The row, where prices stand in it; those of its neighbours, too, where it has but one."""
    row = printed[at]
    if len(row.prices) == 1:
        beside = (*printed[max(at - 1, 0) : at], *printed[at + 1 : at + 2])
        around = {size: word for other in beside for size, word in other.prices.items()}
        row = replace(row, prices={**around, **row.prices})
    return row if row.prices else None


def _of_numbers(
    printed: Sequence[Row], amount: Decimal, factors: tuple[Decimal | None, ...]
) -> Row | None:
    """The one row in which the amount stands beside its price and its quantity."""
    others = {factor.normalize() for factor in factors if factor is not None} - {amount}
    found = [
        row
        for row in printed
        if amount in row.prices and others and all(other in row.numbers for other in others)
    ]
    return found[0] if len(found) == 1 else None


def _letters(text: str) -> str:
    """A row's words without its numbers."""
    return " ".join(word for word in text.split() if any(sign.isalpha() for sign in word))


def _size(field: Field) -> Decimal:
    return abs(Decimal(field.value))
