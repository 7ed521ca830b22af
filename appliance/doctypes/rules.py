"""The checks that a type may declare: names, how many fields, which options.

``decisions`` implements them (a test compares the two). They are listed here so that a mistake
in a folder is found when it is read, not when the first document is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from appliance.doctypes.schema import RuleSpec


class Option(StrEnum):
    """What an option's text must be."""

    NUMBER = "a number"
    DATE = "an ISO date"
    FIELD = "the name of one of the rule's fields"
    TEXT = "a text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a rule may be declared. ``most`` is ``None`` for any number of fields."""

    fewest: int = 1
    most: int | None = None
    options: Mapping[str, Option] = field(default_factory=dict)


_TOLERANCE = {"tolerance": Option.NUMBER}
_ADJUSTED = {"added": Option.TEXT, "deducted": Option.TEXT}
"""Names of fields that may stand between a sum and its parts: freight, a discount."""

SHAPES: Mapping[str, Shape] = {
    # presence and form
    "required": Shape(),
    "grounded": Shape(fewest=0),
    "printed": Shape(),
    "currency": Shape(),
    "range": Shape(
        options={"least": Option.NUMBER, "most": Option.NUMBER, "refund": Option.NUMBER}
    ),
    "pattern": Shape(options={"pattern": Option.TEXT}),
    "agree": Shape(fewest=2),
    "all_read": Shape(most=1),
    "all_agree": Shape(most=1),
    "one_person": Shape(most=1),
    # arithmetic: the last field is the result
    "sum": Shape(
        fewest=2,
        options={**_TOLERANCE, **_ADJUSTED, "included": Option.FIELD, "optional": Option.FIELD},
    ),
    "difference": Shape(
        fewest=3,
        most=3,
        options={**_TOLERANCE, "signed": Option.FIELD, "kept": Option.TEXT},
    ),
    "product": Shape(fewest=3, most=3, options=_TOLERANCE),
    "not_more": Shape(fewest=2, most=2),
    "tax_rate": Shape(fewest=2, most=2, options={"most": Option.NUMBER}),
    # tables: columns of one table, then (for a sum) what it should come to
    "row_product": Shape(fewest=3, most=3),
    "row_rate": Shape(fewest=3, most=3),
    "column_sum": Shape(fewest=2, options=_ADJUSTED),
    # calendar
    "date_plausible": Shape(options={"earliest": Option.DATE, "ahead_days": Option.NUMBER}),
    "date_order": Shape(fewest=2, most=2),
    "age_fits": Shape(fewest=3, most=3),
    # identifiers with a checksum or a fixed form
    "iban": Shape(),
    "bic": Shape(),
    "vat_id": Shape(),
    "luhn": Shape(),
    "lei": Shape(),
    "isin": Shape(),
    "cusip": Shape(),
    "cik": Shape(),
    "ein": Shape(),
    "company_number": Shape(),
    "npi": Shape(),
    "icd10": Shape(),
    "loinc": Shape(),
    # medicine
    "vital_range": Shape(),
    # filings
    "calculation": Shape(most=1),
    "facts_agree": Shape(most=1),
    "links_read": Shape(most=1),
    "facts_read": Shape(most=1),
}


def mistake(spec: RuleSpec) -> str | None:
    """What is wrong with a declared rule, as the rest of a sentence; ``None`` if nothing."""
    shape = SHAPES.get(spec.rule)
    if shape is None:
        return f"there is no rule '{spec.rule}'; known are {', '.join(sorted(SHAPES))}"
    if len(spec.fields) < shape.fewest:
        return f"the rule '{spec.rule}' needs at least {shape.fewest} fields"
    if shape.most is not None and len(spec.fields) > shape.most:
        return f"the rule '{spec.rule}' takes at most {shape.most} fields"
    for name, value in spec.options.items():
        if name not in shape.options:
            return f"the rule '{spec.rule}' has no option '{name}'"
        if not _fits(shape.options[name], value, spec):
            return f"the option '{name}' of the rule '{spec.rule}' must be {shape.options[name]}"
    return None


def _fits(option: Option, value: str, spec: RuleSpec) -> bool:
    try:
        if option is Option.NUMBER:
            return Decimal(value).is_finite()
        if option is Option.DATE:
            return bool(date.fromisoformat(value))
    except (InvalidOperation, ValueError):
        return False
    return option is Option.TEXT or value in spec.fields
