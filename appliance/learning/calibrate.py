"""Evidence -> probabilities, and the confidence from which a field is accepted unseen.

A logistic weighs the evidence (Platt 1999) and is the probability itself: on a few hundred answers
a curve on top of it learns them by heart. It is drawn to a fixed formula, so that a field with few
wrong answers keeps that. What is found without a ranker has isotonic regression (pool adjacent
violators) with Laplace's correction in each pool, so that a handful of right answers never claims
certainty.
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
from appliance.extraction.choice.confidence import FORMULA, Evidence, traits

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
RIDGE, SLOPE = 30.0, 1.0
"""How strongly the weight of a trait is drawn to 0, and that of the formula to 1 (in units of the
logistic's log-likelihood; least log loss of ten pairs, SROIE train and dev, each blindly)."""
STEPS = 60
CLOSE = 1e-7
"""Step below which a fit has arrived."""


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
    """A field's curve: a logistic of its answers' traits. Raises ``ValueError`` without any answer.

    It is drawn to the formula that holds before anything is counted, whose slope is 1: two or
    three mistakes say how often a field is wrong, and hardly at which traits. Traits are
    standardised for the fit, and weighed as they are.
    """
    given = [(one.evidence, one.right) for one in answers if one.evidence is not None]
    if not given:
        raise ValueError("a curve needs labelled answers")
    table = [traits(evidence) for evidence, _ in given]
    names = [name for name in table[0] if name != "bias"]
    plain = np.array([[row[name] for name in names] for row in table])
    middle, spread = plain.mean(axis=0), plain.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(plain)), (plain - middle) / spread])
    formula = np.array([name == FORMULA for name in names])
    start = np.concatenate([[0.0], np.where(formula, spread, 0.0)])
    penalty = np.concatenate([[1e-6], np.where(formula, SLOPE, RIDGE)])
    theta = _newton(design, _cautious([right for _, right in given]), start, penalty)
    slopes = theta[1:] / spread
    weights = {name: round(float(value), 4) for name, value in zip(names, slopes, strict=True)}
    weights["bias"] = round(float(theta[0] - slopes @ middle), 4)
    ends = (0.0, CEILING, 1.0)
    return Curve(scores=ends, probabilities=(0.0, CEILING, CEILING), weights=weights)


def _cautious(right: Sequence[bool]) -> Array:
    """Platt's targets: never 0, never 1."""
    count = sum(right)
    sure, never = (count + 1) / (count + 2), 1 / (len(right) - count + 2)
    return np.where(right, sure, never)


def _newton(design: Array, wanted: Array, start: Array, penalty: Array) -> Array:
    """The weights of a logistic, each drawn to ``start`` as strongly as the ``penalty`` says; a
    step that overshoots is halved."""

    def loss(theta: Array) -> float:
        logits, away = design @ theta, theta - start
        return float(np.sum(np.logaddexp(0, logits) - wanted * logits) + penalty @ away**2 / 2)

    theta, reached = start, loss(start)
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-np.clip(design @ theta, -30, 30)))
        gradient = design.T @ (share - wanted) + penalty * (theta - start)
        curvature = (design * (share * (1 - share))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        while loss(theta - step) > reached and np.abs(step).max() > CLOSE:
            step = step / 2
        theta = theta - step
        reached = loss(theta)
        if np.abs(step).max() <= CLOSE:
            break
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
