"""Intervals and calibration against values from the literature or worked out by hand."""

from __future__ import annotations

import pytest

from appliance.evaluation.calibration import bins, error_by_chance, expected_error
from appliance.evaluation.intervals import clopper_pearson_lower, clustered, quantile, wilson


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_wilson_gives_published_intervals(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("right", "n", "low"),
    [
        (0, 20, 0.0),
        (20, 20, 0.025 ** (1 / 20)),  # all right: the closed form
        (81, 263, 0.2527),  # Newcombe 1998, table I, method 5
        (15, 148, 0.0578),
        (590, 600, 0.9696),
    ],
)
def test_the_promised_bound_is_clopper_pearsons(right: int, n: int, low: float) -> None:
    assert clopper_pearson_lower(right, n) == pytest.approx(low, abs=1e-4)


def test_documents_that_fail_as_a_whole_widen_the_interval() -> None:
    # Given the same 80 of 100 values right, once spread evenly and once in whole documents
    even = clustered([4] * 20, [5] * 20)
    lumpy = clustered([5] * 16 + [0] * 4, [5] * 20)

    assert lumpy.high - lumpy.low > 0.3
    assert even.high - even.low < 0.01


def test_all_right_is_not_certainty() -> None:
    assert clustered([5, 5], [5, 5]) == pytest.approx((0.3424, 1.0), abs=1e-4)


def test_quantiles_lie_between_neighbours() -> None:
    assert quantile([4.0, 1.0, 2.0, 3.0], 0.5) == 2.5
    assert quantile([1.0, 2.0], 0.9) == pytest.approx(1.9)
    assert quantile([], 0.5) == 0.0


def test_calibration_error_by_hand() -> None:
    # Given four answers at .9 of which three are right, and four at .5 of which none is
    answers = [(0.9, True)] * 3 + [(0.9, False)] + [(0.5, False)] * 4

    table = bins(answers, count=2)

    # Expect gaps of .15 and .5 with equal weight
    assert [(item.n, item.confidence, item.right) for item in table] == [
        (4, 0.5, 0.0),
        (4, pytest.approx(0.9), 0.75),
    ]
    assert expected_error(table) == pytest.approx(0.325)


def test_calibration_does_not_depend_on_the_order_of_documents() -> None:
    answers = [(0.7, index % 3 == 0) for index in range(25)] + [(0.9, True)] * 5

    assert bins(answers) == bins(list(reversed(answers)))


def test_nothing_answered_is_no_error() -> None:
    assert expected_error(bins([])) == 0.0


def test_how_far_from_what_it_says_an_honest_machine_seems_depends_on_how_many_answers() -> None:
    few = [(0.6 + 0.05 * (number % 8), True) for number in range(64)]
    many = [answer for answer in few for _ in range(100)]
    assert error_by_chance([]) == 0.0
    assert 0.1 < error_by_chance(few) < 0.2
    assert error_by_chance(many) < 0.15 * error_by_chance(few)
    assert error_by_chance([(1.0, True)] * 20) == 0.0
    one = error_by_chance([(0.5, True)] * 100)  # 95 of 100 are off by less than 1.96 x 0.05
    assert one == pytest.approx(0.098, abs=0.011)
