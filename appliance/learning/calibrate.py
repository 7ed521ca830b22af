"""Evidence -> probabilities, and the confidence from which a field is accepted unseen.

A logistic weighs the evidence (Platt 1999, ridge-penalised); isotonic regression (pool adjacent
violators) with Laplace's correction in each pool makes its score a probability, so that a handful
of right answers never claims certainty. Thresholds ask for a *lower bound* of precision (Clopper
and Pearson 1934), not for the precision of the sample at hand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.doctypes.schema import Curve
from appliance.evaluation.intervals import clopper_pearson_lower
from appliance.extraction.choice.confidence import Evidence, calibrated, raw, traits

Array = NDArray[Any]

TARGET = 0.98
"""Precision that answers accepted unseen shall have on the labelled documents."""
BEYOND_DOUBT = 0.95
"""Precision that they shall have beyond doubt: a few dozen right answers prove no 98 %."""
NEVER = 1.0
"""Threshold of a field that no labelled data justifies accepting unseen."""
CEILING = 0.995
"""Most that a calibrated answer claims."""


UNPROVEN = 0.89
"""Share of its measured confidence that an answer claims as long as all labels are drawn."""
DRAWN = 0.3
"""Weight of a drawn document's answer in a logistic."""
RIDGE = 2.0
FEW = 8
"""Wrong (or right) answers below which a logistic would learn single documents by heart."""
STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an answer rests on (``None`` where there was none), and whether it was right."""

    evidence: Evidence | None
    right: bool
    drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An answer's raw score, and whether it was right."""

    score: float
    right: bool


def fitted(answers: Sequence[Answer]) -> tuple[Curve, float]:
    """A field's curve, with the logistic below it, and its acceptance threshold.

    The threshold rests on real documents alone: drawn ones prove nothing.

    Raises ``ValueError`` without any answer.
    """
    given = [(one.evidence, one) for one in answers if one.evidence is not None]
    if not given:
        raise ValueError("a curve needs labelled answers")
    table = [traits(evidence) for evidence, _ in given]
    right = np.array([float(one.right) for _, one in given])
    weights: dict[str, float] = {}
    if min(right.sum(), len(right) - right.sum()) >= FEW:
        drawn = np.array([DRAWN if one.drawn else 1.0 for _, one in given])
        weights = _logistic(table, right, drawn)
    pairs = [Pair(score=raw(evidence, weights), right=one.right) for evidence, one in given]
    found = replace(curve(pairs), weights=weights)
    real = [pair for pair, (_, one) in zip(pairs, given, strict=True) if not one.drawn]
    return found, threshold(real, found)


def unproven(found: Curve) -> Curve:
    """The curve of a field that only drawn documents show: it claims ``UNPROVEN`` of it."""
    shares = tuple(round(share * UNPROVEN, 4) for share in found.probabilities)
    return replace(found, probabilities=shares)


def _logistic(table: Sequence[dict[str, float]], right: Array, weight: Array) -> dict[str, float]:
    """Weights over the traits, by Newton's method on the penalised likelihood.

    Traits are standardised for the fit, and the weights are given for the traits as they are.
    """
    names = [name for name in table[0] if name != "bias"]
    plain = np.array([[row[name] for name in names] for row in table])
    middle, spread = plain.mean(axis=0), plain.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(plain)), (plain - middle) / spread])
    penalty = np.diag([1e-6, *[RIDGE] * len(names)])
    theta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-np.clip(design @ theta, -30, 30)))
        gradient = design.T @ (weight * (share - right)) + penalty @ theta
        curvature = (design * (weight * share * (1 - share))[:, None]).T @ design + penalty
        theta -= np.linalg.solve(curvature, gradient)
    slopes = theta[1:] / spread
    found = {name: round(float(value), 4) for name, value in zip(names, slopes, strict=True)}
    return {"bias": round(float(theta[0] - slopes @ middle), 4), **found}


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
