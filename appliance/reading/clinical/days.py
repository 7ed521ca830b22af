"""Whether the dates of clinical files exist.

Source: FHIR R4, ``date`` and ``dateTime``; HL7 Version 3 Data Types, ``TS``. Both may stop at the
month or the year.
"""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(?P<year>\d{4})(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d))?)?(?:[T ]?[\d:.]+)?\S*")


def exists(stamp: str) -> bool:
    """Whether a date is written as the format says, and is in the calendar."""
    match = _DAY.fullmatch(stamp.strip())
    if match is None:
        return False
    try:
        date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True
