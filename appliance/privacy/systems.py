"""Codes of diagnoses, procedures, tests and medicines: what a coding system names is nobody's.

``SNOMED 44054006`` looks like a telephone number; its system says what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from appliance.privacy.finding import Finding

_SYSTEM = (
    r"SNOMED(?:[- ]?CT)?|LOINC|NDC|ATC|CPT(?:-4)?|HCPCS|ICD-?(?:9|10|11)?(?:-(?:CM|PCS|O))?|RxNorm|"
    r"RxCUI|UNII|MeSH|CVX|OPS|DRG"
)
_CODE = (
    r"(?:\d{4,5}-\d{3,4}-\d{1,2}|\d{1,5}-\d|[A-Z]\d{2}[A-Z]{2}\d{2}|[A-TV-Z]\d[\dA-Z](?:\.\w{1,4})?|"
    r"[A-Z]?\d{3,9}(?:\.\d{1,2})?[A-Z]?)"
)
_CODED = regex.compile(
    rf"(?<![\w-])(?:{_SYSTEM})(?:\s(?:codes?|no\.?))?\s?[:#=(]?\s?{_CODE}(?:\s?[,;/]\s?{_CODE}(?![\w-]))*(?![\w-])"
)


def beyond(text: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings that are no codes of such a system."""
    coded = [match.span() for match in _CODED.finditer(text)]
    for item in found:
        if not any(start <= item.start and item.end <= end for start, end in coded):
            yield item
