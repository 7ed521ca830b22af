"""Tax by rate: the rows that state a rate, and the tax that it makes.

Arithmetic vouches for a row that has the net amount, too (``19 %  336.00  63.84``), also where
the rate stands in the head above (``VAT 19 %``); a row with a rate and a single amount (``plus
19 % VAT: 63.84``) is believed where it speaks of tax. Rate and basis are columns of what is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from appliance.doctypes.schema import Doctype
from appliance.extraction.bills.rows import Number, levelled, numbers_in, triple
from appliance.extraction.found import Found
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.kinds.regular import by_letter
from appliance.extraction.sheet import figures
from appliance.extraction.sheet.rows import Cell, Row, Sheet
from appliance.types import Span

MULTIPLIED, NAMED = 0.95, 0.8
"""Belief in a tax that the rate makes of the net amount, in one that is called so."""
HIGHEST = Decimal(35)
CLOSE, EXACT = Decimal("0.02"), Decimal("0.005")
LEAST = Decimal("0.05")
"""Tax from which a rate that makes it to half a cent is more than chance."""
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s{0,2}%")
_BARE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d|[.,][015-7]0)?)(?![\d.,%]|\s?[^\W\d])")
_OTHER = re.compile(
    r"\b(?:ritenuta|retenci[oó]n|irpf|withh\w+|rabatt|nachlass|skonto|discount|remise|escompte"
    r"|descuento|sconto|korting|cassa)\b",
    re.IGNORECASE,
)
"""What is a share of the net amount, too, and no tax of the seller's: withheld, taken off."""
APART = "  "
"""Parts cells, so that the unit behind a number (``10 litres``) is told from the next cell."""
_TAXES = (
    r"vat|[csi]?gst|[hpqs]st|sales tax|tax ?\d?|ust|mwst|umsatzsteuer|mehrwertsteuer"
    r"|steuer\w*|t\.?v\.?[aq]|tps|taxe|i\.?v\.?a|igic|imposta|impuesto|btw|moms|mva|dph|alv|tva|áfa"
    r"|ppn|pb ?1|pajak|cukai"
)
_TAX = re.compile(rf"\b(?:{by_letter(_TAXES)})\b", re.IGNORECASE)
_SHARED = re.compile(r"\b(?:c|s|ut)gst\b", re.IGNORECASE)
"""India's tax of the union and of the state: two of the same rate and amount."""


class _Tax(NamedTuple):
    """What a row says of a tax: its rate and where that stands, the tax, the net amount if any.

    ``name`` parts taxes of one rate and amount; ``gross``: the row has the amount with its tax.
    """

    rate: Decimal
    place: Span
    tax: Number
    basis: Number | None
    name: str = ""
    gross: bool = False

    @property
    def belief(self) -> float:
        return NAMED if self.basis is None and not self.gross else MULTIPLIED

    def found(self) -> Found:
        cells = {"rate": (format(self.rate, "f"), self.place)}
        if self.basis is not None:
            cells["basis"] = (format(self.basis.value, "f"), self.basis.span)
        return Found(
            value=format(self.tax.value, "f"),
            spans=(self.tax.span,),
            belief=self.belief,
            cells=cells,
        )


def find(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The taxes of a bill, each rate's once; columns ``rate`` and ``basis``. None is more than its
    rate makes of the largest amount: ``Total incl. GST 6 %`` is no tax."""
    habits = figures.habits(sheet)
    rows = levelled(sheet)
    shown = [numbers_in(sheet, row, habits) for row in rows]
    decimals = 2 if any(n.decimals == 2 for numbers in shown for n in numbers) else 0
    amounts = [[n for n in numbers if n.decimals == decimals] for numbers in shown]
    kept = _kept(_stated(sheet, rows, shown, amounts))
    if not any(tax.basis for tax in kept):
        headed = _kept(tax for row in rows for tax in _headed(sheet, row, habits))
        kept = _paired(kept) if not headed or _parts(headed, kept) else headed
    largest = max((abs(n.value) for numbers in amounts for n in numbers), default=Decimal(0))
    kept = [tax for tax in kept if abs(tax.tax.value) <= largest * tax.rate / 100 + CLOSE]
    best = max((tax.belief for tax in kept), default=0.0)
    return tuple(tax.found() for tax in kept if tax.belief == best)


def _kept(taxes: Iterable[_Tax]) -> list[_Tax]:
    """Each rate's tax once, as the most telling row has it."""
    kept: dict[tuple[Decimal, Decimal, str], _Tax] = {}
    for tax in taxes:
        known = kept.get((tax.rate, tax.tax.value, tax.name))
        if known is None or known.belief < tax.belief:
            kept[tax.rate, tax.tax.value, tax.name] = tax
    return list(kept.values())


def _parts(headed: Sequence[_Tax], named: Sequence[_Tax]) -> bool:
    """Whether what stands below a head is an item's tax: a row of its own tells more of it."""
    return any(
        one.rate == whole.rate and abs(whole.tax.value) > abs(one.tax.value)
        for one in headed
        for whole in named
    )


def _paired(taxes: Sequence[_Tax]) -> list[_Tax]:
    """Taxes that are told in two rows, ``Basis of VAT 21 %`` and ``VAT 21 %``, as one each."""
    pairs = [
        _Tax(tax.rate, tax.place, tax.tax, basis.tax)
        for basis, tax in permutations(taxes, 2)
        if basis.rate == tax.rate
        if _made((basis.tax, tax.tax), tax.rate) == (tax.tax, basis.tax)
    ]
    return pairs or list(taxes)


def _stated(
    sheet: Sheet,
    rows: Sequence[Row],
    shown: Sequence[Sequence[Number]],
    amounts: Sequence[Sequence[Number]],
) -> Iterator[_Tax]:
    """The taxes that the rows state with their numbers, those with cents the amounts; each row is
    read in the light of the one above it."""
    told = False
    for row, numbers, money in zip(rows, shown, amounts, strict=True):
        text = APART.join(sheet.text(cell.span) for cell in row.cells)
        named = bool(_TAX.search(text))
        taxes: list[_Tax] = []
        free = [n for n in money if not n.counted]
        # five items at 20 % are as good
        if free and not triple(numbers) and not _OTHER.search(text):
            taxes = list(_taxes(sheet, row, free, named=named, told=told))
            shared = _SHARED.search(text) if taxes else None
            name = shared[0].casefold() if shared else ""
            yield from (tax._replace(name=name) for tax in taxes)
        told = named or bool(taxes)


def _taxes(
    sheet: Sheet, row: Row, numbers: Sequence[Number], *, named: bool, told: bool
) -> Iterator[_Tax]:
    """The taxes that a row states; whether it is ``named`` a tax's, or the row above has ``told``
    of one."""
    proven = False
    for rate, place, signed in _rates(sheet, row.cells):
        if proven and not signed:  # the numbers of a row make each other in several ways
            return
        others = [n for n in numbers if n.span.end <= place.start or n.span.start >= place.end]
        made = _made(others, rate)
        proven = proven or made is not None
        if made is not None:
            yield _Tax(rate, place, *made)
        elif signed and (named or told) and (nought := _nought(rate, numbers)):
            yield _Tax(rate, place, *nought)
        elif signed and (named or told) and (part := _within(numbers, rate)):
            yield _Tax(rate, place, part, None, gross=True)
        elif signed and named and _alone(rate, numbers):
            yield _Tax(rate, place, numbers[0], None)


def _nought(rate: Decimal, numbers: Sequence[Number]) -> tuple[Number, Number] | None:
    """The tax and the basis of goods at 0 %: one of two amounts is nothing."""
    if rate or len(numbers) != 2 or bool(numbers[0].value) == bool(numbers[1].value):
        return None
    net, tax = numbers if numbers[0].value else reversed(numbers)
    return tax, net


def _within(numbers: Sequence[Number], rate: Decimal) -> Number | None:
    """The tax that is in the other one of two amounts: ``2.6 %  102.60  2.60``."""
    for gross, tax in permutations(numbers, 2) if rate and len(numbers) == 2 else ():
        if tax.value and abs(gross.value * rate / (100 + rate) - tax.value) <= EXACT:
            return tax
    return None


def _alone(rate: Decimal, numbers: Sequence[Number]) -> bool:
    """Whether a row has one amount, that a rate can have made: at 0 % nothing is taken."""
    return len(numbers) == 1 and bool(rate) == bool(numbers[0].value)


def _headed(sheet: Sheet, row: Row, habits: Conventions) -> Iterator[_Tax]:
    """The taxes whose rate stands in the head above: ``Net | VAT 25 % | Total``."""
    for cell in row.cells:
        below = sheet.under(cell)
        if below is None or not _TAX.search(sheet.text(cell.span)):
            continue
        shown = numbers_in(sheet, sheet.rows[below.row], habits)
        numbers = [n for n in shown if n.decimals == 2]
        for rate, place, signed in _rates(sheet, (cell,)):
            made = _made(numbers, rate) if signed and rate else None
            if made and below.span.start <= made[0].span.start < below.span.end:
                yield _Tax(rate, place, *made)


def _rates(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[tuple[Decimal, Span, bool]]:
    """The rates of tax in these cells, and whether they have their sign: those without are small
    numbers in a column."""
    for pattern in (_RATE, _BARE):
        for cell in cells:
            for match in pattern.finditer(sheet.text(cell.span)):
                rate = Decimal(match[1].replace(",", "."))
                signed = pattern is _RATE
                if rate <= HIGHEST and (rate or signed):
                    start = cell.span.start + match.start(1)
                    yield rate, Span(start, start + len(match[1])), signed


def _made(numbers: Sequence[Number], rate: Decimal) -> tuple[Number, Number] | None:
    """The amount that a rate makes of another one in the row, and that other one."""
    for net, tax in permutations(numbers, 2):
        whole = abs(net.value * rate / 100)
        off = abs(whole - abs(tax.value))
        if tax.value and (
            (off <= CLOSE and whole > 10 * CLOSE) or (off <= EXACT and whole > LEAST)
        ):
            return tax, net
    return None
