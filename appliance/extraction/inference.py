"""Values that the schema allows without being printed, worked out from what is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.kinds import amounts
from appliance.types import Document, Field

SEARCHED = 20_000
"""Characters of a document that are looked at."""

_COUNTRY = (
    ("MYR", r"\bmalaysia\b|\bkuala lumpur\b|\bselangor\b|\bsdn\.? ?bhd\b|\bjohor\b"),
    ("SGD", r"\bsingapore\b|\bpte\.? ltd\b"),
    ("IDR", r"\bindonesia\b|\bjakarta\b"),
    ("GBP", r"\bunited kingdom\b|\bengland\b|\blondon\b|\bgb\d{9}\b"),
    ("CHF", r"\bschweiz\b|\bswitzerland\b|\bsuisse\b|\bCHE-\d{3}"),
    ("EUR", r"\bdeutschland\b|\bgermany\b|\bfrance\b|\bösterreich\b|\bespaña\b|\bitalia\b"
            r"|\bust\.?-?id|\bgmbh\b|\bMwSt\b|\bTVA\b|\bDE\d{9}\b"),
    ("INR", r"\bindia\b|\bgstin\b"),
    ("AUD", r"\baustralia\b|\babn\b"),
    ("CAD", r"\bcanada\b"),
    ("USD", r"\bunited states\b|\bU\.?S\.?A\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b"),
)  # fmt: skip
_PATTERNS = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _COUNTRY[:-1])
_USD = re.compile(_COUNTRY[-1][1])


def infer(
    document: Document, spec: FieldSpec, found: Mapping[str, Sequence[Field]]
) -> Field | None:
    """A value for an inferred field, or ``None`` where nothing speaks for one."""
    if spec.kind is Kind.CURRENCY:
        return _currency(document, spec)
    return None


def _currency(document: Document, spec: FieldSpec) -> Field | None:
    """The currency most amounts are marked with; without marks, the country's."""
    text = document.text[:SEARCHED]
    marks = Counter(money.currency for money in amounts.find(text) if money.currency)
    if marks:
        code, count = marks.most_common(1)[0]
        return ground.inferred(spec.name, code, 0.5 + 0.3 * count / sum(marks.values()))
    votes = Counter({code: len(pattern.findall(text)) for code, pattern in _PATTERNS}) + Counter(
        USD=len(_USD.findall(text))
    )
    if votes:
        code, count = votes.most_common(1)[0]
        return ground.inferred(spec.name, code, 0.3 + 0.4 * count / sum(votes.values()))
    return None
