"""Quantity, price and amount of one row: whether they agree, and what a price means if not."""

from __future__ import annotations

import math

from appliance.extraction.bills.rows import Number, as_quantity, multiplies
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.sheet.rows import Sheet

PRODUCT = ("quantity", "unit_price", "amount")
"""The first times the second is the third."""


def multiplied(numbers: dict[str, Number]) -> bool:
    """Whether a row has quantity, price and amount, and they agree."""
    if not set(PRODUCT) <= numbers.keys():
        return False
    values = [numbers[name].value for name in PRODUCT]
    return multiplies(values[0], values[1], values[2])


def with_mills(
    sheet: Sheet, found: dict[str, Number], conventions: Conventions
) -> dict[str, Number]:
    """The numbers with a price of three decimals (``20,825``), where that makes the amount, or
    comes nearer to it than the thousands: a discount may lie between."""
    price = found.get("unit_price")
    if price is None or multiplied(found):
        return found
    other = {**found, "unit_price": as_quantity(sheet, price, conventions)}
    return other if multiplied(other) or _off(other) < _off(found) else found


def _off(numbers: dict[str, Number]) -> float:
    """How many times quantity by price is more than the amount, or less; 0 where one lacks."""
    values = [abs(numbers[name].value) for name in PRODUCT if name in numbers]
    if len(values) < len(PRODUCT) or not all(values):
        return 0.0
    return abs(math.log(values[0] * values[1] / values[2]))
