"""Amounts come out as plain decimals with their currency."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.extraction.kinds import amounts, conventions

CENTS = st.integers(min_value=0, max_value=99_999_999_99)


def grouped(cents: int, group: str, decimal: str) -> str:
    whole = f"{cents // 100:,}".replace(",", group)
    return f"{whole}{decimal}{cents % 100:02}"


def values(text: str, *, comma: bool = False) -> list[str]:
    return [money.value for money in amounts.find(text, decimal_comma=comma)]


@given(
    CENTS, st.sampled_from([(",", "."), (".", ","), ("", "."), ("", ","), ("'", "."), (" ", ",")])
)
def test_a_printed_amount_comes_back(cents: int, style: tuple[str, str]) -> None:
    (value,) = values(f"Total {grouped(cents, *style)}", comma=style[1] == ",")
    assert Decimal(value) == Decimal(cents) / 100


@given(CENTS.filter(bool), st.sampled_from(["-{}", "{}-", "({})", "- {}", "RM-{}", "-$ {}"]))
def test_negative_amounts_keep_their_sign(cents: int, form: str) -> None:
    (value,) = values(form.format(grouped(cents, ",", ".")))
    assert Decimal(value) == -Decimal(cents) / 100


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("RM53.60", "MYR"),
        ("53.60 €", "EUR"),
        ("US$ 4.11", "USD"),
        ("4.11 USD", "USD"),
        ("£1,000.00", "GBP"),
        ("Rs.319.00", "INR"),
        ("CHF 12.50", "CHF"),
        ("FARM 12.50", ""),
        ("SDN BHD 12.50", ""),
        ("12.50 Ft", "HUF"),
        ("10 ft", ""),
        ("10 FT", ""),
        ("x12.00", ""),
        ("aUSD 5.00", ""),
        ("5€USD 5.00", "EUR"),
    ],
)
def test_currency_marks(text: str, currency: str) -> None:
    assert next(amounts.find(text)).currency == currency


def test_a_quantity_before_a_price_is_not_its_thousands() -> None:
    assert values("1 150.00") == ["1", "150.00"]


def test_a_deduction_in_another_row_makes_no_minus_of_a_dash() -> None:
    assert values("Discount 2.00\nper day – £960.00") == ["2.00", "960.00"]
    assert values("Discount per day – £960.00") == ["-960.00"]


@pytest.mark.parametrize(
    ("text", "comma"),
    [("Summe 1.234,56\nMwSt 19,00", True), ("Sum 1,234.56\nTax 19.00", False), ("nothing", False)],
)
def test_the_document_tells_its_decimal_mark(text: str, comma: bool) -> None:
    assert conventions.observe(text).decimal_comma is comma


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_spans_are_inside(text: str) -> None:
    for money in amounts.find(text):
        assert (
            0
            <= money.whole.start
            <= money.span.start
            < money.span.end
            <= money.whole.end
            <= len(text)
        )
        Decimal(money.value)
