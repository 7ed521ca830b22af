"""From evidence to a probability that a person would agree.

The raw score weighs what the cascade knows. Fitted per field (Platt's logistic) it is itself the
probability, up to a ceiling; by a fixed formula it only orders answers, and the field's
curve, fitted on labelled documents, makes it a probability. Without a curve the answer is capped
at ``COLD``: nobody has counted yet how often this field is right.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from appliance.doctypes.schema import Curve
from appliance.extraction.sheet.seat import NOWHERE, Seat

FORMULA = "formula"
"""The trait that is the score itself where nothing is fitted."""
COLD = 0.8
"""Most that an uncalibrated answer may claim."""
TOLD, LEGIBLE = 0.95, 0.9
"""What it may claim where the page leaves no choice, and every word of it is read so surely."""
UNVOUCHED = 4.0
"""Logits that an amount loses which nothing else on the page confirms (SROIE train and dev: 7 of
245 totals, one of them wrong; 4 wrong among the others)."""
TAXED = 2.0
"""Logits that such a total gains of which net amount and tax stand on the page, too."""
STATED = 0.99
"""An exact statement of the file's own structured data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for an answer.

    ``ranker`` is the chosen value's share of belief among the candidates, ``margin`` its lead
    over the next; ``model`` is the language model's probability of its own answer (``None`` when
    it was not asked), ``agrees`` whether that answer is the chosen value. ``ocr`` is the lowest
    word confidence, ``print_`` the mean one; ``words`` and ``rows`` say how much is printed.
    ``rivals`` counts other candidates. ``known`` is the share of words that other parties' values
    have too, ``strange`` the lowest word confidence among the others: what nobody else prints can
    only be trusted as far as the print. ``mended``: a misread word was put right; ``opens``,
    ``closes``: its first, its last word is such a known one (``Lot``, ``Ltd``). ``seat`` is how the
    value sits on its page: what is cut out of a row, or stands out of line, is a likelier mistake.
    ``supported``: a label or a sum vouches for it (``choice.support``).
    ``vouched``: the page says the same of an amount once more, or other amounts add up to it;
    ``taxed``: two of these as a net amount and its tax. ``told``: the page leaves no choice
    (``support.told``).
    """

    ranker: float
    margin: float
    model: float | None = None
    agrees: bool = False
    ocr: float = 1.0
    print_: float = 1.0
    words: int = 1
    rows: int = 1
    rivals: int = 0
    known: float = 0.0
    strange: float = 1.0
    mended: bool = False
    opens: bool = False
    closes: bool = False
    supported: bool = True
    seat: Seat = NOWHERE
    vouched: bool = True
    taxed: bool = False
    told: bool = False


def traits(evidence: Evidence) -> dict[str, float]:
    """The evidence as named numbers, each of the order of 1: what a field's logistic weighs."""
    return {
        "bias": 1.0,
        FORMULA: _formula(evidence),
        "share": _logit(evidence.ranker) / 5,
        "margin": evidence.margin,
        "ocr": evidence.ocr,
        "print": evidence.print_,
        "words": min(evidence.words, 20) / 20,
        "rows": evidence.rows / 4,
        "rivals": math.log1p(evidence.rivals) / 5,
        "known": evidence.known,
        "strange": evidence.strange,
        "mended": float(evidence.mended),
        "opens": float(evidence.opens),
        "closes": float(evidence.closes),
        "fills": float(evidence.seat.fills),
        "ends": float(evidence.seat.ends),
        "centred": evidence.seat.centred,
        "astray": evidence.seat.astray,
        "beyond": float(evidence.seat.beyond),
        "vouched": float(evidence.vouched),
        "taxed": float(evidence.taxed),
    }


def raw(evidence: Evidence, weights: Mapping[str, float] | None = None) -> float:
    """The raw score in (0, 1): by fitted ``weights``, else by a formula that rises with belief,
    lead and legible print. Agreement of the language model raises either."""
    if weights:
        logit = sum(weights.get(name, 0.0) * value for name, value in traits(evidence).items())
    else:
        logit = _formula(evidence)
    if evidence.model is not None:
        logit += (1.0 + evidence.model) if evidence.agrees else -1.0
    return 1 / (1 + math.exp(-max(-12.0, min(12.0, logit))))


def _formula(evidence: Evidence) -> float:
    logit = _logit(evidence.ranker) + evidence.margin - 3.0 * max(0.0, 0.95 - evidence.ocr)
    logit -= 0.1 * math.log1p(evidence.rivals)
    return logit - UNVOUCHED * (not evidence.vouched) + TAXED * evidence.taxed


def _logit(share: float) -> float:
    kept = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def sure(evidence: Evidence, curve: Curve | None, *, found: bool = False) -> float:
    """The probability that a person would agree. ``found``: the curve counts what the field's
    finder finds; it vouches for no answer below the scores that were counted."""
    if curve is None and evidence.told and evidence.ocr >= LEGIBLE:
        return TOLD
    share = 1.0 if curve is None or evidence.supported else curve.unsupported
    score = raw(evidence, curve.weights if curve else None)
    uncounted = found and curve is not None and not curve.weights and score < curve.scores[0]
    probability = calibrated(score, curve)
    return share * (min(probability, COLD) if uncounted else probability)


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
