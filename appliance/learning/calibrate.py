"""Evidence -> probabilities, and the confidence from which a field is accepted unseen.

A logistic weighs the evidence (Platt 1999, ridge-penalised) and is the probability itself: on a
few hundred answers a curve on top of it learns them by heart. A field with too few wrong answers
for one has a fixed formula, and a logistic of that alone. What is found without a ranker has
isotonic regression (pool adjacent violators) with Laplace's correction in each pool, so that a
handful of right answers never claims certainty.
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

EXPECTED = 0.98
"""Precision that answers accepted unseen shall have by what they claim, all fields pooled: what is
promised. Claims are fitted on all answers, so that they say more of the few accepted ones than
counting the two or three mistakes among these."""
TARGET, BEYOND_DOUBT = 0.97, 0.95
"""Precision that was counted must not belie the claims: its value and its lower bound."""
FLOOR, FLOOR_BEYOND_DOUBT = 0.9, 0.8
"""The same for each field by itself: dates must not pay for names."""
NEVER = 1.0
"""Threshold of a field that no labelled data justifies accepting unseen."""
CEILING = 0.995
"""Most that a calibrated answer claims."""


UNPROVEN = 0.89
"""Share of its measured confidence that an answer claims as long as all labels are drawn."""
VOUCHED = 0.98
"""The same for an answer that a label or a sum vouches for: layouts differ more than labels."""
UNSEEN_TARGET, UNSEEN_BEYOND_DOUBT = 0.99, 0.98
"""``TARGET`` and ``BEYOND_DOUBT`` where all documents are drawn: real pages have layouts that no
drawn one has, so that more is asked of those that were held out."""
RIDGE = 10.0
FEW = 8
"""Wrong (or right) answers below which a logistic would learn single documents by heart."""
STEPS = 30
KNOTS = np.arange(-6.0, 6.5, 0.5)
"""Logits of raw scores between which a curve is linear."""


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
        return _slope([raw(evidence) for evidence, _ in given], right)
    weights = _logistic([traits(evidence) for evidence, _ in given], right)
    ends = (0.0, CEILING, 1.0)
    return Curve(scores=ends, probabilities=(0.0, CEILING, CEILING), weights=weights)


def _slope(scores: Sequence[float], right: Array) -> Curve:
    """The logistic of a raw score, with Platt's cautious targets, as a curve.

    Its slope is drawn to 1, the score's own logit: two or three mistakes say how often the field is
    wrong, and hardly at which scores. Isotonic regression would have a score of .6 as sure as one
    of .9 where none between happened to be wrong.
    """
    kept = np.clip(np.array(scores), 1e-5, 1 - 1e-5)
    design = np.column_stack([np.log(kept / (1 - kept)), np.ones(len(kept))])
    sure, never = (right.sum() + 1) / (right.sum() + 2), 1 / (len(right) - right.sum() + 2)
    wanted = np.where(right > 0, sure, never)
    slope, shift = _newton(design, wanted, np.array([1.0, 0.0]), np.diag([RIDGE, 1e-6]))
    knots = 1 / (1 + np.exp(-KNOTS))
    rates = 1 / (1 + np.exp(-(max(float(slope), 0.0) * KNOTS + shift)))
    return Curve(
        scores=tuple(round(float(score), 5) for score in knots),
        probabilities=tuple(round(min(float(rate), CEILING), 4) for rate in rates),
    )


def _newton(design: Array, wanted: Array, start: Array, penalty: Array) -> Array:
    """The weights of a logistic, drawn to ``start`` as strongly as the ``penalty`` says."""
    theta = start
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-np.clip(design @ theta, -30, 30)))
        gradient = design.T @ (share - wanted) + penalty @ (theta - start)
        curvature = (design * (share * (1 - share))[:, None]).T @ design + penalty
        theta = theta - np.linalg.solve(curvature, gradient)
    return theta


def unproven(found: Curve) -> Curve:
    """The curve of a field that only drawn documents show: it claims ``UNPROVEN`` of it."""
    return claiming(found, UNPROVEN)


def vouched(found: Curve) -> Curve:
    """The same of a field whose answers labels and sums vouch for: it claims ``VOUCHED`` of it, and
    ``UNPROVEN`` where none does.
    """
    return replace(claiming(found, VOUCHED), unsupported=round(UNPROVEN / VOUCHED, 4))


def claiming(found: Curve, share: float) -> Curve:
    """The curve with a share of its probabilities."""
    return replace(found, probabilities=tuple(round(p * share, 4) for p in found.probabilities))


def _logistic(table: Sequence[dict[str, float]], right: Array) -> dict[str, float]:
    """Weights over the traits, by Newton's method on the penalised likelihood.

    Traits are standardised for the fit, and the weights are given for the traits as they are.
    """
    names = [name for name in table[0] if name != "bias"]
    plain = np.array([[row[name] for name in names] for row in table])
    middle, spread = plain.mean(axis=0), plain.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(plain)), (plain - middle) / spread])
    penalty = np.diag([1e-6, *[RIDGE] * len(names)])
    theta = _newton(design, right, np.zeros(design.shape[1]), penalty)
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


def thresholds(
    fields: Mapping[str, Judged],
    target: float = TARGET,
    beyond_doubt: float = BEYOND_DOUBT,
    expected: float = EXPECTED,
) -> dict[str, float]:
    """The confidence from which each field is accepted unseen; ``NEVER`` where nothing is proven.

    One least confidence for all fields accepts the most at a given precision, if confidence is
    what it says. It is the lowest at which the accepted answers of all fields claim ``expected``
    on average and keep ``target`` and ``beyond_doubt``; a field that does not keep its floor there
    needs more.
    """
    levels = sorted({confidence for judged in fields.values() for confidence, _ in judged})
    for level in levels:
        found = {name: _least(judged, level) for name, judged in fields.items()}
        accepted = [
            (confidence, right)
            for name, judged in fields.items()
            for confidence, right in judged
            if confidence >= found[name]
        ]
        if sum(claimed for claimed, _ in accepted) < expected * len(accepted):
            continue
        if _proven([right for _, right in accepted], target, beyond_doubt):
            return {name: math.floor(least * 10_000) / 10_000 for name, least in found.items()}
    return dict.fromkeys(fields, NEVER)


def _least(judged: Judged, level: float) -> float:
    """The lowest confidence from ``level`` on at which a field keeps its floor."""
    for least in sorted({confidence for confidence, _ in judged if confidence >= level}):
        accepted = [right for confidence, right in judged if confidence >= least]
        if _proven(accepted, FLOOR, FLOOR_BEYOND_DOUBT):
            return least
    return NEVER


def _proven(right: Sequence[bool], precision: float, lower: float) -> bool:
    enough = bool(right) and sum(right) >= precision * len(right)
    return enough and clopper_pearson_lower(sum(right), len(right)) >= lower
