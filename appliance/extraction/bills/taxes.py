"""Tax by rate: the rows that state a rate, and the tax that it makes.

Arithmetic vouches for a row that has the net amount, too (``19 %  336.00  63.84``); a row with a
rate and a single amount (``plus 19 % VAT: 63.84``) is believed where it speaks of tax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from appliance.doctypes.schema import Doctype
from appliance.extraction.bills.rows import Number, levelled, parts, triple
from appliance.extraction.found import Found
from appliance.extraction.kinds import conventions
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.sheet.rows import Row, Sheet

MULTIPLIED, NAMED = 0.95, 0.8
"""Belief in a tax that the rate makes of the net amount, in one that is called so."""
HIGHEST = Decimal(35)
CLOSE, EXACT = Decimal("0.02"), Decimal("0.005")
LEAST = Decimal("0.05")
"""Tax from which a rate that makes it to half a cent is more than chance."""
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s{0,2}%")
_BARE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d|[.,][015-7]0)?)(?![\d.,%]|\s?[^\W\d])")
_OTHER = re.compile(
    r"\b(?:ritenuta|retenci[oó]n|irpf|withh\w+|rabatt|nachlass|skonto|discount|remise|escompte"
    r"|descuento|sconto|korting|cassa)\b",
    re.IGNORECASE,
)
"""What is a share of the net amount, too, and no tax of the seller's: withheld, taken off."""
APART = "  "
"""Parts cells, so that the unit behind a number (``10 litres``) is told from the next cell."""
_TAX = re.compile(
    r"\b(?:vat|[csi]?gst|[hpq]st|sales tax|tax|ust|mwst|umsatzsteuer|mehrwertsteuer|steuer\w*"
    r"|t\.?v\.?a|taxe|i\.?v\.?a|imposta|impuesto|btw|moms|mva)\b",
    re.IGNORECASE,
)


def find(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The taxes of a bill, each rate's once."""
    habits = conventions.observe(sheet.document.text)
    kept: dict[tuple[Decimal, Decimal], Found] = {}
    for row in levelled(sheet):
        for rate, tax, belief in _taxes(sheet, row, habits):
            known = kept.get((rate, tax.value))
            if known is None or known.belief < belief:
                value = format(tax.value, "f")
                kept[rate, tax.value] = Found(value=value, spans=(tax.span,), belief=belief)
    best = max((found.belief for found in kept.values()), default=0.0)
    return tuple(found for found in kept.values() if found.belief == best)


def _taxes(sheet: Sheet, row: Row, habits: Conventions) -> Iterator[tuple[Decimal, Number, float]]:
    """Rate, tax and belief of each tax that a row states."""
    text = APART.join(sheet.text(cell.span) for cell in row.cells)
    shown = parts(sheet, row, habits).numbers
    if triple(shown) or _OTHER.search(text):  # five items at 20 % are as good as their price
        return
    numbers = [n for n in shown if n.decimals == 2 and not n.counted]
    for rate, signed in _rates(text):
        made = _made(numbers, rate)
        if made is not None:
            yield rate, made, MULTIPLIED
        elif len(numbers) == 1 and signed and _TAX.search(text):
            yield rate, numbers[0], NAMED


def _rates(text: str) -> Iterator[tuple[Decimal, bool]]:
    """The rates of tax that a row states: with their sign, else as small numbers in a column."""
    for pattern in (_RATE, _BARE):
        for match in pattern.finditer(text):
            rate = Decimal(match[1].replace(",", "."))
            if 0 < rate <= HIGHEST:
                yield rate, pattern is _RATE


def _made(numbers: Sequence[Number], rate: Decimal) -> Number | None:
    """The amount that a rate makes of another one in the row."""
    for net, tax in permutations(numbers, 2):
        whole = abs(net.value * rate / 100)
        off = abs(whole - abs(tax.value))
        if tax.value and (
            (off <= CLOSE and whole > 10 * CLOSE) or (off <= EXACT and whole > LEAST)
        ):
            return tax
    return None
