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

    ``day_first`` says how the *label* is to be read; the field's value is ISO already. A label that
    is a sign of the page is held against the sign: behind "No", a ticked box means no.
    """
    printed = kind in ("text", "id") or (kind == "flag" and not truth.isalnum())
    return same(truth, found.value, kind, day_first=day_first) or (
        printed and same(truth, found.text, kind)
    )


def same(truth: str, value: str, kind: Kind, *, day_first: bool = True) -> bool:
    """Whether two writings of a value of this kind mean the same."""
    expected: object
    given: object
    match kind:
        case "amount" | "number":
            expected, given = values.amount(truth), values.amount(value)
        case "date":
            expected, given = values.day(truth, day_first=day_first), values.day(value)
        case "month_day":
            expected, given = values.month_day(truth), values.month_day(value)
        case "phone":
            expected, given = values.phone(truth) or None, values.phone(value)
        case "id":
            expected, given = _bare(truth) or None, _bare(value)
        case "flag":
            expected, given = values.flag(truth), values.flag(value)
        case _:
            expected = values.folded(truth) or truth.strip() or None  # a sign alone: ``%``
            given = values.folded(value) or value.strip()
    return expected is not None and expected == given


def _bare(text: str) -> str:
    """An identifier that systems print with and without leading zeros."""
    return values.folded(text).lstrip("0")
