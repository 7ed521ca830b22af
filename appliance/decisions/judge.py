"""How good is the record as a whole? A score in [0, 1], explained.

The score orders the review list; it opens no door. Who is let through is ``route``'s business.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from appliance.decisions.case import percent, title
from appliance.types import Check, Classification, Extraction, Verdict

FAILED_CHECK = 0.5
"""What is left of the score after each failed check."""


def judge(
    classification: Classification, extraction: Extraction, checks: Sequence[Check]
) -> Verdict:
    """Certainty of the type, times the typical confidence of a value, halved per failed check."""
    values = [field.confidence for field in extraction.fields]
    typical = _geometric_mean(values) if values else 0.0
    failed = sum(not check.passed for check in checks)
    score = classification.probability * typical * FAILED_CHECK**failed
    return Verdict(
        score=round(min(max(score, 0.0), 1.0), 4),
        reasons=(
            f"The type is {percent(classification.probability)} certain.",
            *_about_values(extraction),
            f"{len(checks) - failed} of {len(checks)} checks passed.",
        ),
    )


def _geometric_mean(values: Sequence[float]) -> float:
    """One poor value must show among many good ones."""
    return math.exp(sum(math.log(max(value, 1e-3)) for value in values) / len(values))


def _about_values(extraction: Extraction) -> tuple[str, ...]:
    if not extraction.fields:
        return ("No value was found.",)
    weakest = min(extraction.fields, key=lambda field: field.confidence)
    return (
        f"{len(extraction.fields)} values were found; the weakest is {title(weakest.name)} "
        f"with {percent(weakest.confidence)}.",
    )
