"""Where a printed page shows an exact value: the many ways to print a date or an amount."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as calendar_date
from enum import StrEnum

from appliance.types import NOWHERE, Span

SHORT = 3  # characters: a country or currency code, printed in capitals
_MONTHS = (
    "Jan(uary|uari|uar|vier)?|Ene(ro)?|Gen(naio)?|Janeiro|stycznia",
    "Feb(ruary|ruari|ruar|braio|rero)?|Fév(rier)?|Fev(ereiro)?|lutego",
    "Mar(ch|s|zo|ço)?|März|Maart|Mrt|marca", "Apr(il|ile)?|Avr(il)?|Abr(il)?|kwietnia",
    "May|Mai|Mag(gio)?|Mayo|Mei|Maio|Maj|maja", "Jun[ei]?|Juin|Junio|Giu(gno)?|Junho|czerwca",
    "Jul[yi]?|Juil(let)?|Julio|Lug(lio)?|Julho|lipca",
    "Aug(ust|ustus|usti)?|Août|Ago(sto)?|sierpnia",
    "Sep(t|tember|tembre|tiembre)?|Set(tembre|embro)?|września",
    "O[ck]t(ober|obre|ubre)?|Ott(obre)?|Out(ubro)?|października",
    "Nov(ember|embre|iembre|embro)?|listopada",
    "De[cz](ember|embro)?|Déc(embre)?|Dic(iembre|embre)?|grudnia",
)  # fmt: skip
_BLANK = r"[\s\u00a0]+"


class Form(StrEnum):
    """How a fact is printed, which decides how it is looked for in a text."""

    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    ADDRESS = "address"
    RATE = "rate"
    NUMBER = "number"  # too short to be looked for: a quantity


def place(text: str, value: str, form: Form = Form.TEXT, *, last: bool = False) -> Span:
    """Where a value is printed; ``NOWHERE`` where it is not."""
    exact_case = form is Form.TEXT and len(value) <= SHORT
    for pattern in _PATTERNS[form](value):
        matches = re.finditer(pattern, text, re.NOFLAG if exact_case else re.IGNORECASE)
        spans = [match.span() for match in matches]
        if spans:
            return Span(*spans[-1 if last else 0])
    return NOWHERE


def words(value: str) -> list[str]:
    """The words with any white space between them; codes may be printed in groups."""
    spaced = r"\s+".join(re.escape(word) for word in value.split())
    bound = rf"(?<!\w){spaced}(?!\w)"
    compact = re.sub(r"\W", "", value)
    if (
        compact.isalnum()
        and any(character.isdigit() for character in compact)
        and (len(compact) >= 8)
    ):
        grouped = r"[\s\-/.]?".join(re.escape(character) for character in compact)
        return [bound, rf"(?<!\w){grouped}(?!\w)"]
    return [bound]


def _amounts(value: str) -> list[str]:
    """``1234.50`` as 1,234.50, 1.234,50, 1 234,50 or 1234.5."""
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, _, cents = digits.partition(".")
    groups = re.findall(r"\d{1,3}", whole[::-1])
    grouped = r"[.,'\s\u00a0\u202f]?".join(group[::-1] for group in reversed(groups))
    short = cents.rstrip("0")
    fraction = rf"[.,]{short}0*" if short else r"(?:[.,]0+)?"
    exact = rf"(?:[.,]{cents.ljust(2, '0')})"
    ends = r"(?![\d]|[.,]\d)"
    begins = r"(?<![\d])(?<!\d[.,])"
    endings = (exact, fraction) if whole.strip("0") else (exact,)
    return [begins + re.escape(sign) + grouped + ending + ends for ending in endings]


def _rates(value: str) -> list[str]:
    """``19`` as 19 %, 19,0%, 19.00 %."""
    whole, _, rest = value.partition(".")
    return [rf"(?<![\d.,]){whole}(?:[.,]{rest}0*)?\s?%"]


def _nowhere(_value: str) -> list[str]:
    return []


def _dates(value: str) -> list[str]:
    """ISO 8601 in the usual orders, with figures or the month's name."""
    try:
        day = calendar_date.fromisoformat(value)
    except ValueError:
        return words(value)
    year = rf"(?:{day.year}|{day.year % 100:02})"
    d, m = rf"0?{day.day}", rf"0?{day.month}"
    dot = r"\s?[./\-]\s?"
    name = rf"(?:{_MONTHS[day.month - 1]})\.?"
    orders = (
        rf"{day.year}{dot}{m}{dot}{d}",
        rf"{d}{dot}{m}{dot}{year}",
        rf"{d}\.?(?:st|nd|rd|th)?[\s\-]*(?:de\s+)?{name}[\s\-,]*(?:de\s+)?{year}",
        rf"{name}{_BLANK}{d}(?:st|nd|rd|th)?,?{_BLANK}{day.year}",
        rf"{m}{dot}{d}{dot}{year}",
        value.replace("-", ""),
    )
    return [rf"(?<!\d){order}(?!\d)" for order in orders]


_PATTERNS: dict[Form, Callable[[str], list[str]]] = {
    Form.TEXT: words,
    Form.ADDRESS: words,
    Form.DATE: _dates,
    Form.AMOUNT: _amounts,
    Form.RATE: _rates,
    Form.NUMBER: _nowhere,
}
