"""How results of laboratories are written: figures, units, ranges, and codes that are none."""

from __future__ import annotations

import re

NUMBER = r"[<>≤≥]?\s?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?=\s?/(?:mm|[µμu]l))|\d+(?:[.,]\d+)*)"
GRADE = r"[1-4]\+(?![\d+])"
"""How much of something there is, by steps (``2+``): the plus is no mark."""
RANGE = (
    r"(?:[<>≤≥]\s?\d+(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)?(?:\s?(?:[-–]|to|bis|a|à)\s?|\s[.·]\s)\d+(?:[.,]\d+)?)"
)
UNIT = (
    r"(?:%|mcg\s?/\s?d?l|[µμu]?[gmkpnf]?(?:g|l|mol|eq|iu|u|units?)\s?/\s?(?:[dmµμunp]?l|kg|h|min|mm3|24\s?h|g|"
    r"mmol)|mm\s?\[?hg\]?|mmol/mol|m?mol|fl|pg|"
    r"(?:x\s?)?10[\^*e]?\d{1,2}\s?/\s?[µμu]?l|[gt](?:pt)?/l|/\s?(?:[µμunp]l|hpf|mm3|min)|k/[µμu]l|m/[µμu]l|"
    r"th/[µμu]l|cells?/\w+|seconds?|sec|ratio|"
    r"bpm|lpm|rpm|ppm|resp/min|[°º]\s?[cf]|degrees(?: [cf]\w*)?|[cf]\b|breaths(?:/min|"
    r" per minute)?|kg|lbs?|pounds|"
    r"cm|inches|in|kg/m2|kg/m²|mm/h(?:r)?|meq/l|iu/l|u/l)"
)
WORDED = (
    r"positive|negative|normal|abnormal|elevated|low|high|trace|none(?: seen)?|reactive|"
    r"non-?reactive|detected|not detected|"
    r"positivo|negativo|positiv|negativ|within normal limits"
)

LOINC = r"\d{1,5}-\d"
_CODED = re.compile(
    r"[\s,;]*[(\[]?\s*(?<!\w)(?P<system>LOINC|CPT|HCPCS|SNOMED(?:[ -]?CT)?|SCT|NPU)(?!\w)"
    r"(?:\s?(?:code|id|no\.?|nr\.?)(?!\w))?\s?[:#=]?\s?(?P<code>[A-Z]{0,3}\d\w*(?:-\w+)?)"
    r"\s?[)\]]?(?!\w)"
    r"|(?<![\w.,/-])[(\[]?(?P<loinc>\d{3,5}-\d)[)\]]?(?![\w.,/-]*\d)"
    r"|[(\[]\d{6,18}[)\]]",
    re.IGNORECASE,
)
"""A code of a catalogue beside the name of a test: with the catalogue's name, or by a form that no
range has (``2951-2``: it would fall)."""


def coded(text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Where the first LOINC code stands in ``text``; one with its name said, of whatever form."""
    for match in _CODED.finditer(text, start, len(text) if end is None else end):
        if match["loinc"]:
            return match.span("loinc")
        if (match["system"] or "").upper() == "LOINC":
            return match.span("code")
    return None


def uncoded(text: str, fill: str = " ") -> str:
    """``text`` with ``fill`` for each character of a code: as long as before."""
    return _CODED.sub(lambda match: fill * len(match.group()), text)
