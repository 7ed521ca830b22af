"""The registry: a rule's name in ``doctype.toml`` -> the function that applies it."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.decisions import (
    arithmetic,
    calendar,
    filing,
    identifiers,
    medicine,
    presence,
    tables,
)
from appliance.decisions.case import Case, Rule
from appliance.types import Check

RULES: Mapping[str, Rule] = {
    "required": presence.required,
    "all_read": presence.all_read,
    "all_agree": presence.all_agree,
    "one_person": presence.one_person,
    "grounded": presence.grounded,
    "printed": presence.printed,
    "currency": presence.currency,
    "range": presence.in_range,
    "pattern": presence.pattern,
    "agree": presence.agree,
    "sum": arithmetic.total_of,
    "difference": arithmetic.difference,
    "product": arithmetic.product,
    "not_more": arithmetic.not_more,
    "tax_rate": arithmetic.tax_rate,
    "date_plausible": calendar.plausible,
    "date_order": calendar.ordered,
    "row_product": tables.row_product,
    "row_rate": tables.row_rate,
    "column_sum": tables.column_sum,
    "age_fits": calendar.age_fits,
    "vital_range": medicine.vital_range,
    "calculation": filing.calculation,
    "facts_agree": filing.facts_agree,
    "links_read": filing.links_read,
    "facts_read": filing.facts_read,
    **identifiers.RULES,
}


def validate(case: Case) -> tuple[Check, ...]:
    """Apply every rule that the type declares, in its order.

    A rule whose fields are absent says nothing: absence is the business of ``required``.
    """
    return tuple(check for spec in case.doctype.rules for check in RULES[spec.rule](spec, case))
