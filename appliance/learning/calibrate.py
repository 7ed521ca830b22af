"""Raw scores -> probabilities, and the confidence from which a field is accepted unseen.

Isotonic regression (pool adjacent violators) with Laplace's correction in each pool, so that a
handful of right answers never claims certainty. Thresholds ask for a *lower bound* of precision
(Clopper and Pearson 1934), not for the precision of the sample at hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from appliance.doctypes.schema import Curve
from appliance.evaluation.intervals import clopper_pearson_lower
from appliance.extraction.confidence import calibrated

TARGET = 0.98
"""Precision that answers accepted unseen shall have on the labelled documents."""
BEYOND_DOUBT = 0.95
"""Precision that they shall have beyond doubt: a few dozen right answers prove no 98 %."""
NEVER = 1.0
"""Threshold of a field that no labelled data justifies accepting unseen."""
CEILING = 0.995
"""Most that a calibrated answer claims."""


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
        return self.right / self.count

    @property
    def cautious(self) -> float:
        """Laplace's estimate: never 0, never 1."""
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
        while len(pools) > 1 and _violate(pools[-2], pools[-1]):
            last = pools.pop()
            pools[-1].absorb(last)
    return pools


def _violate(lower: _Pool, upper: _Pool) -> bool:
    return lower.rate >= upper.rate or upper.low == lower.high


def curve(pairs: Sequence[Pair]) -> Curve:
    """The isotonic curve of a field. Raises ``ValueError`` without any pair."""
    if not pairs:
        raise ValueError("a curve needs labelled answers")
    knots: list[tuple[float, float]] = []
    for pool in _pooled(pairs):
        rate = max(min(pool.cautious, CEILING), knots[-1][1] if knots else 0.0)
        knots.append((pool.low, rate))
        if pool.high > pool.low:
            knots.append((pool.high, rate))
    return Curve(
        scores=tuple(round(score, 5) for score, _ in knots),
        probabilities=tuple(round(rate, 4) for _, rate in knots),
    )


def threshold(pairs: Sequence[Pair], fitted: Curve) -> float:
    """The least confidence above which answers are right often enough, and provably so.

    That is: precision ``TARGET`` on the labelled answers, with a lower bound of
    ``BEYOND_DOUBT``. ``NEVER`` where the labelled answers do not justify any.
    """
    scored = sorted(((calibrated(pair.score, fitted), pair.right) for pair in pairs), reverse=True)
    best = NEVER
    right = 0
    for count, (confidence, ok) in enumerate(scored, start=1):
        right += ok
        last_of_level = count == len(scored) or scored[count][0] < confidence
        proven = clopper_pearson_lower(right, count) >= BEYOND_DOUBT
        if last_of_level and proven and right >= TARGET * count and confidence >= BEYOND_DOUBT:
            best = confidence
    return math.floor(best * 10_000) / 10_000
