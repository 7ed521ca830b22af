"""From evidence to a probability that a person would agree.

The raw score is a fixed formula over what the cascade knows; it only has to order answers. The
field's own isotonic curve, fitted on labelled documents, makes it a probability. Without a curve
the answer is capped at ``COLD``: nobody has counted yet how often this field is right.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass

from appliance.doctypes.schema import Curve

COLD = 0.8
"""Most that an uncalibrated answer may claim."""
STATED = 0.99
"""An exact statement of the file's own structured data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for an answer.

    ``ranker`` is the chosen value's share of belief among the candidates, ``margin`` its lead
    over the next; ``model`` is the language model's probability of its own answer (``None`` when
    it was not asked), ``agrees`` whether that answer is the chosen value. ``ocr`` is the lowest
    word confidence. ``rivals`` counts other candidates.
    """

    ranker: float
    margin: float
    model: float | None = None
    agrees: bool = False
    ocr: float = 1.0
    rivals: int = 0


def raw(evidence: Evidence) -> float:
    """The raw score in (0, 1): rises with belief, lead, agreement and legible print."""
    share = min(max(evidence.ranker, 1e-4), 1 - 1e-4)
    logit = math.log(share / (1 - share)) + evidence.margin
    if evidence.model is not None:
        logit += (1.0 + evidence.model) if evidence.agrees else -1.0
    logit -= 3.0 * max(0.0, 0.95 - evidence.ocr)
    logit -= 0.1 * math.log1p(evidence.rivals)
    return 1 / (1 + math.exp(-max(-12.0, min(12.0, logit))))


def calibrated(score: float, curve: Curve | None) -> float:
    """The probability for a raw score: on the curve, linear between knots; without one, capped."""
    if curve is None:
        return min(score, COLD)
    scores, values = curve.scores, curve.probabilities
    index = bisect_right(scores, score)
    if index == 0:
        return values[0]
    if index == len(scores):
        return values[-1]
    width = scores[index] - scores[index - 1]
    part = (score - scores[index - 1]) / width if width > 0 else 1.0
    return values[index - 1] + part * (values[index] - values[index - 1])


def alone(score: float) -> float:
    """The belief in one candidate by itself: the logistic of its linear score."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
