"""What was filled in at a pump: a slip that tells volume, price and kind of fuel under labels of
their own, and sells nothing else. The product proves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.extraction.bills.rows import Number, as_quantity, multiplies, parts
from appliance.extraction.bills.table import Item
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.kinds.normalise import unaccented
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

_VOLUME = re.compile(
    r"^\W*(?:gal(?:lon)?s?|lit(?:er|re)s?|ltrs?|litros|litri|vol(?:ume[ns]?)?|volumen|quantit\w*|qty"
    r"|menge|cantidad|energy|energie|kwh)\b"
)
_PRICE = re.compile(
    r"^\W*(?:(?:unit )?price|ppg|ppu|ppl|rate|tarif|(?:einzel)?preis|prix|precio|prezzo|prijs)\b"
)
_KIND = re.compile(
    r"^\W*(?:product|grade|fuel(?: type| grade)?|kraftstoff|sorte|produkt|produit|carburant"
    r"|producto|prodotto|carburante|brandstof)\s*[:#]\s*(?=[^\W\d_])"
)


def items(sheet: Sheet, conventions: Conventions) -> Iterator[Item]:
    """The one item of such a slip, where a printed amount is the product of the two."""
    quantities, prices = (_labelled(sheet, label, conventions) for label in (_VOLUME, _PRICE))
    if len(quantities) != 1 or len(prices) != 1:
        return
    for row in sheet.rows:
        for amount in parts(sheet, row, conventions).numbers:
            if amount.decimals == 2 and multiplies(
                quantities[0].value, prices[0].value, amount.value
            ):
                numbers = {
                    "quantity": quantities[0],
                    "unit_price": prices[0],
                    "amount": amount,
                }
                yield Item(numbers=numbers, description=_kind(sheet), multiplied=True, headed=False)
                return


def _labelled(sheet: Sheet, label: re.Pattern[str], conventions: Conventions) -> list[Number]:
    """The numbers of the rows that begin with a label and have one number."""
    found = []
    for row in sheet.rows:
        if label.match(unaccented(sheet.text(row.span)).casefold()):
            shown = parts(sheet, row, conventions).numbers
            found += [as_quantity(sheet, number, conventions) for number in shown[:1]]
    return found


def _kind(sheet: Sheet) -> tuple[Span, ...]:
    """What was filled in, behind its label."""
    return next((span for row in sheet.rows if (span := _behind(sheet, row))), ())


def _behind(sheet: Sheet, row: Row) -> tuple[Span, ...]:
    text = sheet.text(row.span)
    told = re.match(_KIND.pattern, text, re.IGNORECASE)
    return (Span(row.span.start + told.end(), row.span.end),) if told else ()
