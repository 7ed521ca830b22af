"""Rows that multiply and columns that add up are confirmed; what does not is named by its row."""

from __future__ import annotations

from dataclasses import replace

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.doctypes.schema import Kind, RuleSpec
from appliance.types import Check, Extraction
from tests.decisions.made import TODAY, doctype, field

PRODUCT = RuleSpec(
    rule="row_product", fields=("items.quantity", "items.unit_price", "items.amount")
)
SUM = RuleSpec(rule="column_sum", fields=("items.amount", "subtotal", "total"))


def checks(rule: RuleSpec, *rows: tuple[str, str, str], **sums: str) -> tuple[Check, ...]:
    cells = tuple(
        replace(field(name, value), row=number)
        for number, row in enumerate(rows, start=1)
        for name, value in zip(PRODUCT.fields, row, strict=True)
    )
    others = tuple(field(name, value) for name, value in sums.items())
    names = dict.fromkeys((*PRODUCT.fields, "subtotal", "total"), Kind.AMOUNT)
    extraction = Extraction(doctype="thing", fields=(*others, *cells))
    return validate(Case(extraction=extraction, doctype=doctype(rule, **names), today=TODAY))


def test_a_row_that_costs_more_than_it_can_is_named() -> None:
    (found,) = checks(PRODUCT, ("2", "3.60", "7.20"), ("3", "1.00", "8.00"))

    assert not found.passed
    assert found.message == "Row 2: 3 x 1.00 = 3.00, but it says 8.00."


def test_a_discount_is_no_mistake() -> None:
    (found,) = checks(PRODUCT, ("2", "3.60", "6.48"))

    assert found.passed


def test_items_add_up_to_the_net_or_to_the_gross_sum() -> None:
    rows = (("1", "4.00", "4.00"), ("1", "6.00", "6.00"))

    assert checks(SUM, *rows, subtotal="10.00", total="11.90")[0].passed
    assert checks(SUM, *rows, total="10.00")[0].passed


def test_a_missing_row_is_told_with_the_figures() -> None:
    (found,) = checks(SUM, ("1", "4.00", "4.00"), subtotal="10.00")

    assert not found.passed
    assert found.message == "The 1 items add up to 4.00, but Subtotal is 10.00."


def test_without_rows_there_is_nothing_to_say() -> None:
    assert checks(SUM, subtotal="10.00") == ()
    assert checks(PRODUCT) == ()
