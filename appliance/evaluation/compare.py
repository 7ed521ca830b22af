"""When is a value right: strictly (the exact string) and normalised (the same thing said)."""

from __future__ import annotations

from appliance.evaluation import values
from appliance.evaluation.maps import Kind
from appliance.types import Field


def strict(truth: str, found: Field) -> bool:
    """The printed text or the normal form is exactly the labelled string."""
    return truth in (found.text, found.value)


def normalised(truth: str, found: Field, kind: Kind, *, day_first: bool = True) -> bool:
    """The same value: amounts as decimals, dates as dates, else letters and digits only.

    ``day_first`` says how the *label* is to be read; the field's value is ISO already.
    """
    return same(truth, found.value, kind, day_first=day_first) or (
        kind in ("text", "id") and same(truth, found.text, kind)
    )


def same(truth: str, value: str, kind: Kind, *, day_first: bool = True) -> bool:
    """Whether two writings of a value of this kind mean the same."""
    match kind:
        case "amount" | "number":
            expected, given = values.amount(truth), values.amount(value)
            return expected is not None and expected == given
        case "date":
            wanted, got = values.day(truth, day_first=day_first), values.day(value)
            return wanted is not None and wanted == got
        case "month_day":
            day = values.month_day(truth)
            return day is not None and day == values.month_day(value)
        case "phone":
            digits = values.phone(truth)
            return bool(digits) and digits == values.phone(value)
        case "id":
            return _bare(truth) == _bare(value) != ""
        case _:
            return values.folded(truth) == values.folded(value) != ""


def _bare(text: str) -> str:
    """An identifier that systems print with and without leading zeros."""
    return values.folded(text).lstrip("0")
