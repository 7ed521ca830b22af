"""Taxes by rate that a file states as data, held against those that its page prints.

A row that speaks of tax and prints a rate contradicts where the data know of no such rate, and its
own rate and tax stand nowhere on the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from appliance.extraction.bills.shown_items import CENT, Row
from appliance.types import Field

Columns = tuple[str, str]
"""Names of the columns: rate, tax."""
_TAX = re.compile(
    r"\b(?:mwst|m\.w\.st|ust|umsatzsteuer|mehrwertsteuer|steuer|vat|tax|gst|tva|t\.v\.a|iva|i\.v\.a"
    r"|btw|moms|mva|alv|dph|ptu|áfa)\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?%")


def differing(
    printed: Sequence[Row], columns: Columns, stated: Mapping[str, tuple[Field, ...]]
) -> Mapping[str, tuple[Field, ...]]:
    """The stated columns; a rate or tax that the page says otherwise has no spans, and its
    ``text``."""
    rate_name, tax_name = columns
    taxed = [(row, _rates(row)) for row in printed if _TAX.search(row.text)]
    everything = {value for row in printed for value in row.prices}
    known = {Decimal(field.value) for field in stated.get(rate_name, ())}
    taxes = {field.row: field for field in stated.get(tax_name, ())}
    rates = {field.row: field for field in stated.get(rate_name, ())}
    foreign = [(row, told) for row, told in taxed if told and not known & told.keys()]
    for number, field in list(rates.items()):
        tax, rate = taxes.get(number), Decimal(field.value)
        if tax is None or not rate:
            continue
        missing = abs(Decimal(tax.value)) not in everything
        own = [row for row, told in taxed if rate in told and row.prices]
        if missing and not own and foreign:
            rates[number] = replace(field, text=next(iter(foreign[0][1].values())), spans=())
        elif missing and own and not any(_near(row, tax) for row in own):
            shown = [*own[0].prices.values()][-1]
            taxes[number] = replace(tax, text=shown, spans=())
    return {rate_name: tuple(rates.values()), tax_name: tuple(taxes.values())}


def _near(row: Row, tax: Field) -> bool:
    size = abs(Decimal(tax.value))
    return any(abs(value - size) <= CENT for value in row.prices)


def _rates(row: Row) -> dict[Decimal, str]:
    return {Decimal(m[1].replace(",", ".")): m[0] for m in _RATE.finditer(row.text)}
