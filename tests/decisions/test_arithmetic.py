"""Amounts that add up are confirmed; amounts that do not are named with the figures."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.decisions.made import check, passed

SUM = ("subtotal", "tax_total", "total")
AMOUNT = st.decimals(min_value=0, max_value=1_000_000, places=2)


@given(net=AMOUNT, tax=AMOUNT)
def test_a_right_sum_always_passes(net: Decimal, tax: Decimal) -> None:
    values = {"subtotal": str(net), "tax_total": str(tax), "total": str(net + tax)}

    assert passed("sum", values, tolerance="0") is True


@given(net=AMOUNT, tax=AMOUNT, off=st.decimals(min_value="0.06", max_value=1000, places=2))
def test_a_sum_that_is_off_by_more_than_the_tolerance_never_passes(
    net: Decimal, tax: Decimal, off: Decimal
) -> None:
    values = {"subtotal": str(net), "tax_total": str(tax), "total": str(net + tax + off)}

    assert passed("sum", values, tolerance="0.05") is False


@given(paid=AMOUNT, total=AMOUNT)
def test_change_is_paid_minus_total(paid: Decimal, total: Decimal) -> None:
    values = {"amount_tendered": str(paid), "change_due": str(paid - total), "total": str(total)}

    assert passed("difference", values) is True
    assert passed("difference", {**values, "total": str(total + 1)}) is False


@given(quantity=st.integers(0, 9999), price=AMOUNT)
def test_a_line_is_quantity_times_price(quantity: int, price: Decimal) -> None:
    values = {"quantity": str(quantity), "unit_price": str(price), "amount": str(quantity * price)}

    assert passed("product", values) is True


def test_a_wrong_sum_is_explained_with_its_figures() -> None:
    (found,) = check("sum", {"subtotal": "10.00", "tax_total": "0.60", "total": "16.00"})

    assert not found.passed
    assert found.message == "Subtotal 10.00 + Tax total 0.60 = 10.60, but Total is 16.00."
    assert found.fields == ("subtotal", "tax_total", "total")


def test_tax_that_is_already_in_the_prices_is_no_mistake() -> None:
    values = {"subtotal": "53.00", "tax_total": "3.00", "total": "53.00"}

    assert passed("sum", values) is False
    assert passed("sum", values, included="tax_total") is True


def test_rounding_may_be_missing_or_negative() -> None:
    values = {"subtotal": "10.02", "tax_total": "0.60", "rounding": "", "total": "10.62"}

    assert passed("sum", values, optional="rounding") is True
    assert passed("sum", {**values, "rounding": "-0.02", "total": "10.60"}) is True


def test_a_missing_tax_proves_nothing() -> None:
    values = {"subtotal": "10.00", "tax_total": "", "total": "10.60"}

    assert passed("sum", values) is None
    assert passed("sum", {**values, "total": "10.00"}) is True


def test_what_is_no_number_is_left_to_other_checks() -> None:
    assert passed("sum", {"subtotal": "ten", "total": "10"}) is None
    assert passed("range", {"total": "ten"}) is False


def test_a_tax_rate_that_no_country_charges_is_noticed() -> None:
    assert passed("tax_rate", {"subtotal": "100", "tax_total": "19"}) is True
    assert passed("tax_rate", {"subtotal": "100", "tax_total": "60"}) is False
    assert passed("tax_rate", {"subtotal": "0", "tax_total": "0"}) is None


def test_a_credit_note_is_compared_without_signs() -> None:
    assert passed("not_more", {"tax_total": "-19", "total": "-119"}) is True
    assert passed("not_more", {"tax_total": "119", "total": "19"}) is False


def test_freight_and_a_discount_may_lie_between_a_sum_and_its_parts() -> None:
    values = {"subtotal": "1000.00", "tax_total": "50.00", "total": "1095.00", "charges": "45.00"}
    options = {"added": "charges", "deducted": "discount"}

    assert passed("sum", values, over=SUM, **options) is True
    assert passed("sum", {**values, "discount": "-95.00", "total": "1000.00"}, over=SUM, **options)
    assert passed("sum", {**values, "total": "1100.00"}, over=SUM, **options) is False


def test_what_was_paid_before_may_be_printed_with_a_minus() -> None:
    values = {"total": "882.23", "prepaid": "-200.00", "amount_due": "682.23"}

    assert passed("difference", values) is False
    assert passed("difference", values, signed="prepaid") is True
