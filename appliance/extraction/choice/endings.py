"""How a block of rows ends: in a legal form, in a telephone number."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.extraction.sheet import legal_forms
from appliance.extraction.sheet.legal_forms import FORM
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

_LEGAL_FORM = re.compile(rf"(?<![^\W_])(?:{FORM})(?![^\W_])\.?$", re.IGNORECASE)
_PHONE = re.compile(
    r"\b(?:tel|phone|ph|fon|fax|t[eé]l[eé]phone|hp|mobile)\b[.:]?\s*[+(\d]"
    r"|(?<!\d)\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}(?!\d)",
    re.IGNORECASE,
)


class Form(NamedTuple):
    """Whether a text ends with a legal form, and whether it is nothing else (``bare``)."""

    there: bool
    bare: bool


def form(sheet: Sheet, last: Span) -> Form:
    """The legal form at the end of blocks with this last row; many blocks share it."""
    return sheet.told(_form, last)


def phone(sheet: Sheet, last: Span) -> bool:
    """Whether the last row of blocks has a telephone number."""
    return sheet.told(_phone, last)


def _form(text: str) -> Form:
    found = _LEGAL_FORM.search(text) if legal_forms.may_end(text) else None
    return Form(bool(found), bool(found and not found.start()))


def _phone(text: str) -> bool:
    return bool(_PHONE.search(text))
