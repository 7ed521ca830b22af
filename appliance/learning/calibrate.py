"""Raw scores -> probabilities, and the confidence from which a field is accepted unseen.

Isotonic regression (pool adjacent violators) with Laplace's correction in each pool, so that a
handful of right answers never claims certainty. Thresholds ask for a *lower bound* of precision
(Clopper and Pearson 1934, one-sided), not for the precision of the sample at hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from appliance.doctypes.schema import Curve
from appliance.extraction.confidence import calibrated

TARGET = 0.98
"""Precision that answers accepted unseen shall have."""
DOUBT = 0.05
"""Probability of claiming that precision wrongly."""
NEVER = 1.0
"""Threshold of a field that no labelled data justifies accepting unseen."""
CEILING = 0.995
"""Most that a calibrated answer claims."""
POOL = 6
"""Fewest answers that one level of a curve rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An answer's raw score, and whether it was right."""

    score: float
    right: bool


@dataclass(slots=True)
class _Pool:
    low: float
    high: float
    count: int
    right: int

    @property
    def rate(self) -> float:
        return (self.right + 1) / (self.count + 2)

    def absorb(self, other: _Pool) -> None:
        self.high = other.high
        self.count += other.count
        self.right += other.right


def _pooled(pairs: Sequence[Pair]) -> list[_Pool]:
    """Pools of neighbouring scores whose rates rise."""
    pools: list[_Pool] = []
    for pair in sorted(pairs, key=lambda p: p.score):
        pools.append(_Pool(pair.score, pair.score, 1, int(pair.right)))
        while len(pools) > 1 and (
            pools[-2].count < POOL
            or pools[-2].rate >= pools[-1].rate
            or pools[-1].low == pools[-2].high
        ):
            last = pools.pop()
            pools[-1].absorb(last)
    if len(pools) > 1 and pools[-1].count < POOL:
        last = pools.pop()
        pools[-1].absorb(last)
    return pools


def curve(pairs: Sequence[Pair]) -> Curve:
    """The isotonic curve of a field. Raises ``ValueError`` without any pair."""
    if not pairs:
        raise ValueError("a curve needs labelled answers")
    knots: list[tuple[float, float]] = []
    for pool in _pooled(pairs):
        rate = min(pool.rate, CEILING)
        knots.append((pool.low, rate))
        if pool.high > pool.low:
            knots.append((pool.high, rate))
    return Curve(
        scores=tuple(round(score, 5) for score, _ in knots),
        probabilities=tuple(round(rate, 4) for _, rate in knots),
    )


def _tail(n: int, k: int, p: float) -> float:
    """Probability of at least ``k`` right answers of ``n`` at precision ``p``."""
    if p <= 0:
        return 0.0 if k else 1.0
    logs = (
        math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1)
        + i * math.log(p) + (n - i) * math.log1p(-p)
        for i in range(k, n + 1)
    )  # fmt: skip
    return min(1.0, math.fsum(math.exp(value) for value in logs))


def lower_bound(right: int, count: int, doubt: float = DOUBT) -> float:
    """Clopper-Pearson lower bound of a precision, one-sided, by bisection."""
    if right == 0 or count == 0:
        return 0.0
    if right == count:
        return float(doubt ** (1 / count))
    low, high = 0.0, right / count
    for _ in range(50):
        middle = (low + high) / 2
        if _tail(count, right, middle) > doubt:
            high = middle
        else:
            low = middle
    return low


def threshold(pairs: Sequence[Pair], fitted: Curve, target: float = TARGET) -> float:
    """The least confidence above which precision is at least ``target`` beyond doubt.

    ``NEVER`` where the labelled answers do not justify any.
    """
    scored = sorted(((calibrated(pair.score, fitted), pair.right) for pair in pairs), reverse=True)
    best = NEVER
    right = 0
    for count, (confidence, ok) in enumerate(scored, start=1):
        right += ok
        last_of_level = count == len(scored) or scored[count][0] < confidence
        if last_of_level and lower_bound(right, count) >= target:
            best = confidence
    return math.floor(best * 10_000) / 10_000
