"""The dates and the amounts of a text of a sheet, and how it writes them, looked for once."""

from __future__ import annotations

from functools import partial

from appliance.extraction.kinds import amounts, conventions, dates
from appliance.extraction.kinds.amounts import Money
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.kinds.dates import Dated
from appliance.extraction.sheet.rows import Sheet


def dated(sheet: Sheet, text: str, *, day_first: bool = True) -> tuple[Dated, ...]:
    """The dates of a text, their places counted from its beginning."""
    return sheet.once((dated, text, day_first), partial(_dated, text, day_first))


def priced(sheet: Sheet, text: str, *, decimal_comma: bool) -> tuple[Money, ...]:
    """The amounts of a text, their places counted from its beginning."""
    return sheet.once((priced, text, decimal_comma), partial(_priced, text, decimal_comma))


def habits(sheet: Sheet, most: int | None = None) -> Conventions:
    """How a sheet's document writes dates and numbers, judged by its first ``most`` characters."""
    text = sheet.document.text[:most]
    return sheet.once((habits, len(text)), partial(conventions.observe, text))


def _dated(text: str, day_first: bool) -> tuple[Dated, ...]:
    return tuple(dates.find(text, day_first=day_first))


def _priced(text: str, decimal_comma: bool) -> tuple[Money, ...]:
    return tuple(amounts.find(text, decimal_comma=decimal_comma))
