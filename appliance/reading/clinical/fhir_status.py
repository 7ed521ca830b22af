"""Whether a FHIR resource speaks of something that is so: what is refuted, not done, cancelled or
entered in error is shown on the page and never stated as the patient's.

Source: HL7 FHIR R4 and R5, the elements ``status`` and ``verificationStatus``, which are modifiers
("isModifier"): who ignores them misunderstands the resource. STU3 and DSTU2 say some of it with
booleans.
"""

from __future__ import annotations

import re
from typing import Any

_UNTRUE = frozenset(
    {
        "entered-in-error", "refuted", "not-done", "cancelled", "not-taken",
        "discarded", "not-taking", "preparation", "declined",
    }
)  # fmt: skip
_NONE_KNOWN = re.compile(r"\W*(?:no (?:known|current)\b|nk[d]?a\b)", re.IGNORECASE)
_STATUSES = ("status", "verificationStatus")
_DENIALS = ("doNotPerform", "notDone", "notGiven", "notPerformed", "wasNotGiven", "wasNotTaken")


def reason_against(resource: dict[str, Any]) -> str:
    """The status that keeps a resource from being stated, "" for none."""
    codes = [code for name in _STATUSES for code in _codes(resource.get(name))]
    if resource.get("resourceType") == "AllergyIntolerance" and _none_known(resource.get("code")):
        return "none known"
    if _unmeasured(resource):
        return "not measured"
    adherence = resource.get("adherence")  # R5's word for a medicine that is not taken
    codes += _codes(adherence.get("code")) if isinstance(adherence, dict) else []
    codes += ["not-done" for name in _DENIALS if resource.get(name) is True]
    return next((code for code in codes if code in _UNTRUE), "")


def _unmeasured(resource: dict[str, Any]) -> bool:
    """An observation that only says why it has no value (``dataAbsentReason``)."""
    told = any(key.startswith("value") or key == "component" for key in resource)
    return bool(resource.get("dataAbsentReason")) and not told


def _none_known(code: Any) -> bool:
    """An allergy that says that there is none (SNOMED CT 716186003 and its kin)."""
    if not isinstance(code, dict):
        return False
    said = [item for item in code.get("coding") or [] if isinstance(item, dict)]
    words = [code.get("text"), *(item.get("display") for item in said)]
    return any(_NONE_KNOWN.match(str(one)) for one in words if one)


def _codes(value: Any) -> list[str]:
    """A code, or those of a codeable concept (which may also be words alone)."""
    if not isinstance(value, dict):
        return [value.lower()] if isinstance(value, str) else []
    codings = value.get("coding")
    said = [item.get("code") for item in codings or [] if isinstance(item, dict)]
    return [str(code).lower() for code in (*said, value.get("text")) if code]
