"""How a document writes dates and numbers, judged by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from appliance.extraction.kinds import amounts, dates

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM"
    "|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR"
)
_US_POSTAL = re.compile(
    rf"(?:\b(?!DE\b)|(?<=\w[,.] )|(?<=\w ))\b(?:{_STATES})\.?,?\s+\d{{5}}(?:-\d{{4}})?\b"
)
"""Delaware only behind its town: ``DE 48143 Münster`` lies in Germany."""
_US_RECORD = re.compile(r"\bMRN\b")
_US_FEVER = re.compile(
    r"\b(?:T|Temp(?:erature)?)\.?:?\s(?:9[5-9]|10[0-5])(?:\.\d)?(?=\s?(?:°\s?)?F?\b)(?!\s?%)"
)
"""A body's temperature in Fahrenheit."""
_US_PHONE = re.compile(r"(?<![\d+])(?:1[-. ])?\([2-9]\d\d\) ?[2-9]\d\d[-. ]\d{4}(?!\d)")
_US_STATE = re.compile(
    r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia"
    r"|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts"
    r"|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey"
    r"|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania"
    r"|Rhode Island|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin"
    r"|Wyoming),? \d{5}(?:-\d{4})?\b",
    re.IGNORECASE,
)
_PHILIPPINE = re.compile(
    r"\bphilippines\b|\bpilipinas\b|\bmetro manila\b|\bmanila(?: city\b|,|\.?[ \t]*(?:\d{4}\b|$))"
    r"|\b(?:quezon|makati|pasig|taguig|cebu"
    r"|davao|iloilo|baguio|pasay|caloocan|bacolod) city\b|\b(?:non-?)?vat reg\.? tin\b|₱|\bPHP ?\d",
    re.IGNORECASE | re.MULTILINE,
)
"""Papers of the Philippines put the month first as American ones do (a manila envelope is sold
everywhere)."""

_AMERICAN = (_US_POSTAL, _US_STATE, _US_PHONE, _US_RECORD, _US_FEVER, _PHILIPPINE)
_ELSEWHERE = re.compile(
    r"[€£₹₽]|\bRM ?\d|\b(?:EUR|GBP|MYR|SGD|INR|AUD|NZD|ZAR|CHF|IDR|THB|RUB)\b"
    r"|(?<!\d)\d\d?\.\d\d?\.\d{2,4}"
    r"|\b(?:sdn|bhd|pte|gmbh|ltd|plc|mwst|ust|tva|iva|vat|gst|gstin|abn|nhs|ic no)\b"
    r"|\b(?:malaysia|singapore|london|deutschland|france|españa|italia|india|australia)\b"
    r"|\b(?:née? le|nacid[oa]|fecha|geboren|patientin|consultation du|nato il|nata il)\b",
    re.IGNORECASE,
)
"""Signs of countries that put the day first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """``day_first``: 03/04/2018 is the 3rd of April; ``told``: something in the text says so.
    ``decimal_comma``: 1.234,56."""

    day_first: bool = True
    told: bool = True
    decimal_comma: bool = False


def american_addresses(text: str) -> list[str]:
    """The ends of addresses in the United States: a state with its zip code."""
    return [match[0] for way in (_US_POSTAL, _US_STATE) for match in way.finditer(text)]


def observe(text: str) -> Conventions:
    """The conventions of a text.

    A date that works only one way decides; else signs of the United States (state with zip code,
    bracketed area code, a medical record number called MRN, a temperature in Fahrenheit) mean month
    first; else day first, as in most countries. A clock with AM/PM decides nothing: half of Asia
    prints one.
    """
    day, month = dates.numeric_order(text)
    if day == month:
        american = any(sign.search(text) for sign in _AMERICAN)
        day_first = not american
        told = american or bool(_ELSEWHERE.search(text))
    else:
        day_first, told = day > month, True
    return Conventions(day_first=day_first, told=told, decimal_comma=amounts.comma_decimal(text))
