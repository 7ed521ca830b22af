"""Confidence intervals. All two-sided 95 %: a lower bound is the 2.5 % end.

Wilson (1927) for rates in tables; Clopper and Pearson (1934) where the bound is a promise,
because it never claims more than its level; a bootstrap over documents for pooled values, which
are not independent within a document.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

Z = 1.959963984540054  # 97.5 % quantile of the standard normal distribution
_STEPS = 60  # bisection to 2^-60


class Interval(NamedTuple):
    """The ends of a 95 % interval."""

    low: float
    high: float


def wilson(right: int, n: int) -> Interval:
    """The score interval of a binomial rate; (0, 1) without observations."""
    if n == 0:
        return Interval(0.0, 1.0)
    rate, square = right / n, Z * Z
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * math.sqrt(rate * (1 - rate) / n + square / (4 * n * n))
    low = 0.0 if right == 0 else max(0.0, middle - half)
    return Interval(low, 1.0 if right == n else min(1.0, middle + half))


def clopper_pearson_lower(right: int, n: int) -> float:
    """The exact lower bound: the rate at which ``right`` or more has a chance of 2.5 %."""
    if right == 0 or n == 0:
        return 0.0
    low, high = 0.0, right / n
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_least(right, n, middle) > 0.025:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def clopper_pearson(right: int, n: int) -> Interval:
    """Both exact ends; (0, 1) without observations."""
    if n == 0:
        return Interval(0.0, 1.0)
    return Interval(clopper_pearson_lower(right, n), 1.0 - clopper_pearson_lower(n - right, n))


def _at_least(right: int, n: int, rate: float) -> float:
    """The chance of ``right`` or more successes among ``n``."""
    if rate <= 0.0:
        return 0.0
    if rate >= 1.0:
        return 1.0
    logs = (
        math.lgamma(n + 1)
        - math.lgamma(k + 1)
        - math.lgamma(n - k + 1)
        + k * math.log(rate)
        + (n - k) * math.log1p(-rate)
        for k in range(right, n + 1)
    )
    return math.fsum(math.exp(value) for value in logs)


def clustered(right: Sequence[int], n: Sequence[int], resamples: int = 2_000) -> Interval:
    """The interval of ``sum(right) / sum(n)`` by drawing whole documents again (seeded).

    Where nothing or everything is right, drawing again shows no spread: then every document
    counts as one observation.
    """
    if not n or sum(n) == 0:
        return Interval(0.0, 1.0)
    if sum(right) in (0, sum(n)):
        return wilson(len(n) if sum(right) else 0, len(n))
    rights, totals = np.array(right, float), np.array(n, float)
    rng = np.random.Generator(np.random.PCG64(20261122))
    drawn = rng.integers(0, len(totals), (resamples, len(totals)))
    sums = totals[drawn].sum(axis=1)
    rates = rights[drawn].sum(axis=1)[sums > 0] / sums[sums > 0]
    low, high = np.quantile(rates, (0.025, 0.975))
    return Interval(float(low), float(high))


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the values lie, linear between neighbours."""
    return float(np.quantile(np.array(values, float), share)) if values else 0.0
