"""Does a confidence of 0.9 mean that nine of ten are right?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10
FEWEST = 8
"""Answers in a bin, at least: a field with few answers has fewer bins, not emptier ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers of similar confidence: how sure they were on average, how many were right."""

    n: int
    confidence: float
    right: float


def bins(answers: Sequence[tuple[float, bool]], count: int = BINS) -> tuple[Bin, ...]:
    """(confidence, right) in ``count`` bins of equal *mass*: as many answers in each.

    Answers of the same confidence stay in one bin, so that the result does not depend on the
    order in which documents came.
    """
    ordered = sorted(answers)
    groups: list[list[tuple[float, bool]]] = []
    size = max(1, -(-len(ordered) // count))
    for answer in ordered:
        full = groups and len(groups[-1]) >= size and groups[-1][-1][0] != answer[0]
        if not groups or full:
            groups.append([])
        groups[-1].append(answer)
    return tuple(
        Bin(
            n=len(group),
            confidence=sum(confidence for confidence, _ in group) / len(group),
            right=sum(right for _, right in group) / len(group),
        )
        for group in groups
    )


def of_answers(answers: Sequence[tuple[float, bool]]) -> Bin:
    """All answers as one bin."""
    n = len(answers)
    return Bin(
        n=n,
        confidence=sum(confidence for confidence, _ in answers) / n if n else 0.0,
        right=sum(right for _, right in answers) / n if n else 0.0,
    )


def error_of_field(answers: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error of one field's answers, in bins of at least ``FEWEST``."""
    return expected_error(bins(answers, max(1, min(BINS, len(answers) // FEWEST))))


def expected_error(table: Sequence[Bin]) -> float:
    """Expected calibration error: the mean gap between sureness and truth, weighted by mass."""
    n = sum(item.n for item in table)
    return sum(item.n * abs(item.confidence - item.right) for item in table) / n if n else 0.0


def error_by_chance(answers: Sequence[tuple[float, bool]], draws: int = 1_000) -> float:
    """The expected calibration error that 95 of 100 machines whose confidence is exactly what it
    says stay below on so many answers of these confidences (drawn anew, seeded).

    A bin of seven answers misses its rate by a tenth without anybody's fault: a measured error
    below this is no evidence of false confidence.
    """
    ordered = np.array(sorted(confidence for confidence, _ in answers))
    if not ordered.size:
        return 0.0
    sizes = np.array([item.n for item in bins(answers)])
    right = np.random.default_rng(0).random((draws, len(ordered))) < ordered
    gaps = np.add.reduceat(right - ordered, np.cumsum(sizes) - sizes, axis=1)
    return float(np.quantile(np.abs(gaps).sum(axis=1) / len(ordered), 0.95))
