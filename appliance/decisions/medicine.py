"""Vital signs that a living person can have.

The bounds are wide on purpose: they catch a misread figure or a wrong unit, not an illness.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.decisions.case import Case, verdict
from appliance.doctypes.schema import RuleSpec
from appliance.types import Check

_NUMBER = r"[^\d\n]{0,25}?(\d{1,3}(?:[.,]\d{1,2})?)"

_SIGNS: tuple[tuple[str, str, float, float], ...] = (
    ("The heart rate", rf"\b(?:heart rate|pulse|hr|frecuencia card\w+|puls)\b{_NUMBER}", 15, 300),
    ("The respiratory rate", rf"\b(?:respiratory rate|respirations?|rr)\b{_NUMBER}", 3, 80),
    ("The oxygen saturation", rf"\b(?:spo2|(?:o2|oxygen) sat\w*|sat\w* o2)\b{_NUMBER}", 40, 100),
    ("The temperature", rf"\b(?:temperature|temp|temperatura)\b{_NUMBER}", 20, 113),
    ("The body mass index", rf"\b(?:bmi|imc|body mass index)\b{_NUMBER}", 8, 120),
)  # fmt: skip

_PRESSURE = re.compile(
    r"\b(?:blood pressure|bp|tensi[oó]n arterial|ta|rr)\b[^\d\n]{0,25}?(\d{2,3})\s?/\s?(\d{2,3})",
    re.IGNORECASE,
)
_COMPILED = tuple(
    (what, re.compile(pattern, re.IGNORECASE), least, most) for what, pattern, least, most in _SIGNS
)


def vital_range(spec: RuleSpec, case: Case) -> Iterator[Check]:
    """Blood pressure, heart and respiratory rate, temperature (C or F), saturation, BMI."""
    for field in case.all(spec.fields):
        pressure = _PRESSURE.search(field.value)
        if pressure:
            upper, lower = int(pressure[1]), int(pressure[2])
            passed = 40 <= upper <= 320 and 10 <= lower <= 220 and lower < upper
            yield verdict(spec, passed, (field.name,), _says("The blood pressure", passed))
            continue
        for what, pattern, least, most in _COMPILED:
            match = pattern.search(field.value)
            if match:
                passed = least <= float(match[1].replace(",", ".")) <= most
                yield verdict(spec, passed, (field.name,), _says(what, passed))


def _says(what: str, passed: bool) -> str:
    return f"{what} is {'one that occurs' if passed else 'outside what occurs'}."
