"""How a block of rows ends: in a legal form, in a telephone number."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.extraction.sheet.legal_forms import FORM
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

_LEGAL_FORM = re.compile(rf"(?<![^\W_])(?:{FORM})(?![^\W_])\.?$", re.IGNORECASE)
_PHONE = re.compile(
    r"\b(?:tel|phone|ph|fon|fax|t[eé]l[eé]phone|hp|mobile)\b[.:]?\s*[+(\d]"
    r"|(?<!\d)\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}(?!\d)",
    re.IGNORECASE,
)


class Ending(NamedTuple):
    """What a block's last row is: does it end with a legal form, is it nothing else (``bare``),
    has it a telephone number."""

    form: bool
    bare: bool
    phone: bool


def of(sheet: Sheet, last: Span) -> Ending:
    """The ending of blocks with this last row; many blocks share it."""
    return sheet.told(_ending, last)


def _ending(text: str) -> Ending:
    form = _LEGAL_FORM.search(text)
    return Ending(bool(form), bool(form and not form.start()), bool(_PHONE.search(text)))
