"""What amounts of a bill tell of each other."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.extraction.choice import confidence, sums
from appliance.extraction.choice.confidence import Evidence

cents = st.integers(min_value=100, max_value=10**6).map(lambda count: Decimal(count) / 100)


@pytest.mark.parametrize(
    ("total", "others"),
    [
        ("10.60", ["10.00", "0.60"]),
        ("153.35", ["144.68", "8.68"]),  # rounded to five hundredths
        ("119.00", ["7.35", "100.00", "19.00", "3.20"]),
    ],
)
def test_net_and_tax_on_the_page_confirm_a_total(total: str, others: list[str]) -> None:
    assert sums.taxed(total, [total, *others])


@pytest.mark.parametrize(
    ("total", "others"),
    [
        ("10.60", ["6.00", "4.60"]),  # two goods: 77 % is no tax
        ("10.61", ["10.00", "0.60"]),  # sums that are not rounded
        ("10.60", ["10.60", "0.00"]),
        ("10.60", []),
    ],
)
def test_other_sums_are_no_tax(total: str, others: list[str]) -> None:
    assert not sums.taxed(total, [total, *others])


@given(net=cents, rate=st.integers(min_value=1, max_value=28))
def test_every_rate_of_tax_is_seen(net: Decimal, rate: int) -> None:
    tax = (net * rate / 100).quantize(Decimal("0.01"))
    if tax:
        assert sums.taxed(str(net + tax), [str(net), str(tax)])


def test_a_total_with_its_net_amount_and_tax_is_surer() -> None:
    alone, told = (Evidence(ranker=0.6, margin=0.3, taxed=taxed) for taxed in (False, True))
    assert confidence.raw(told) > confidence.raw(alone) + 0.1


def test_many_amounts_are_looked_through_once() -> None:
    many = [str(Decimal(cents) / 100) for cents in range(101, 200_101, 100)]
    began = time.thread_time()
    sums.taxed("10.60", many)
    assert time.thread_time() - began < 0.2  # all pairs take seconds
