"""Evidence -> probabilities, and the confidence from which a field is accepted unseen.

A logistic weighs the evidence (Platt 1999, ridge-penalised) and is the probability itself: on a
few hundred answers a curve on top of it learns them by heart. A field with too few wrong answers
for one has a fixed formula and above it isotonic regression (pool adjacent violators) with
Laplace's correction in each pool, so that a handful of right answers never claims certainty.
Thresholds ask for a *lower bound* of precision (Clopper and Pearson 1934), not for the precision
of the sample at hand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.doctypes.schema import Curve
from appliance.evaluation.intervals import clopper_pearson_lower
from appliance.extraction.choice.confidence import Evidence, raw, traits

Array = NDArray[Any]

TARGET = 0.983
"""Precision that answers accepted unseen shall have on the labelled documents, all fields pooled:
a little more than promised, since they also chose the thresholds."""
BEYOND_DOUBT = 0.967
"""Lower bound of it: a few dozen right answers prove no 98 %."""
FLOOR, FLOOR_BEYOND_DOUBT = 0.96, 0.91
"""The same for each field by itself: dates must not pay for names."""
NEVER = 1.0
"""Threshold of a field that no labelled data justifies accepting unseen."""
CEILING = 0.995
"""Most that a calibrated answer claims."""


UNPROVEN = 0.89
"""Share of its measured confidence that an answer claims as long as all labels are drawn."""
RIDGE = 10.0
FEW = 8
"""Wrong (or right) answers below which a logistic would learn single documents by heart."""
STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an answer rests on (``None`` where there was none), and whether it was right."""

    evidence: Evidence | None
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An answer's raw score, and whether it was right."""

    score: float
    right: bool


def fitted(answers: Sequence[Answer]) -> Curve:
    """A field's curve. Raises ``ValueError`` without any answer."""
    given = [(one.evidence, one.right) for one in answers if one.evidence is not None]
    if not given:
        raise ValueError("a curve needs labelled answers")
    right = np.array([float(ok) for _, ok in given])
    if min(right.sum(), len(right) - right.sum()) < FEW:
        return curve([Pair(score=raw(evidence), right=ok) for evidence, ok in given])
    weights = _logistic([traits(evidence) for evidence, _ in given], right)
    ends = (0.0, CEILING, 1.0)
    return Curve(scores=ends, probabilities=(0.0, CEILING, CEILING), weights=weights)


def unproven(found: Curve) -> Curve:
    """The curve of a field that only drawn documents show: it claims ``UNPROVEN`` of it."""
    shares = tuple(round(share * UNPROVEN, 4) for share in found.probabilities)
    return replace(found, probabilities=shares)


def _logistic(table: Sequence[dict[str, float]], right: Array) -> dict[str, float]:
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
        gradient = design.T @ (share - right) + penalty @ theta
        curvature = (design * (share * (1 - share))[:, None]).T @ design + penalty
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


Judged = Sequence[tuple[float, bool]]
"""Confidence of each answer of a field, and whether it was right."""


def thresholds(fields: Mapping[str, Judged]) -> dict[str, float]:
    """The confidence from which each field is accepted unseen; ``NEVER`` where nothing is proven.

    Each field begins at the lowest confidence at which it keeps its floor. As long as the accepted
    answers of all fields do not keep ``TARGET`` and ``BEYOND_DOUBT``, that field gives way whose
    least sure answers hold the most wrong ones.
    """
    found = {name: _least(judged, 0.0) for name, judged in fields.items()}
    while accepted := [a for name in fields for a in _accepted(fields[name], found[name])]:
        if _proven([right for _, right in accepted], TARGET, BEYOND_DOUBT):
            return {name: math.floor(least * 10_000) / 10_000 for name, least in found.items()}
        steps = {name: _next(judged, found[name]) for name, judged in fields.items()}
        name = max(steps, key=lambda name: steps[name][1])
        if steps[name][1] < 0:  # all right, and still too few to prove it
            break
        found[name] = steps[name][0]
    return dict.fromkeys(fields, NEVER)


def _accepted(judged: Judged, least: float) -> list[tuple[float, bool]]:
    return [one for one in judged if one[0] >= least]


def _next(judged: Judged, least: float) -> tuple[float, float]:
    """The next higher confidence without the least sure wrong answer, that still keeps the floor;
    and the share of wrong answers among those given up.
    """
    accepted = _accepted(judged, least)
    wrong = [confidence for confidence, right in accepted if not right]
    if not wrong:
        return least, -1.0
    above = min((c for c, _ in accepted if c > min(wrong)), default=NEVER)
    kept = _least(judged, above)
    lost = [right for confidence, right in accepted if confidence < kept]
    return kept, (len(lost) - sum(lost)) / len(lost)


def _least(judged: Judged, level: float) -> float:
    """The lowest confidence from ``level`` on at which a field keeps its floor."""
    for least in sorted({confidence for confidence, _ in judged if confidence >= level}):
        if _proven([right for _, right in _accepted(judged, least)], FLOOR, FLOOR_BEYOND_DOUBT):
            return least
    return NEVER


def _proven(right: Sequence[bool], precision: float, lower: float) -> bool:
    enough = bool(right) and sum(right) >= precision * len(right)
    return enough and clopper_pearson_lower(sum(right), len(right)) >= lower
