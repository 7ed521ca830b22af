"""Dates of forms as ISO 8601."""

from __future__ import annotations

import re
from datetime import date

_US_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


def iso_date(text: str) -> str:
    """American and compact dates of EDGAR as ISO 8601; anything else as it is."""
    for pattern, order in ((_US_DATE, (3, 1, 2)), (_COMPACT_DATE, (1, 2, 3))):
        match = pattern.fullmatch(text.strip())
        if match:
            year, month, day = (int(match.group(index)) for index in order)
            try:
                return date(year, month, day).isoformat()
            except ValueError:  # no day of the calendar
                return text
    return text
