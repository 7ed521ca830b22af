"""Currency marks as printed, and the ISO 4217 code they stand for.

A sign that several countries share (``$``, ``kr``) maps to the most traded currency; a country
or a code elsewhere in the document outranks it (see ``inference``).
"""

from __future__ import annotations

import re

from appliance.extraction.kinds.regular import by_letter

# ISO 4217 active codes (list of 2024), without funds and metals
_ISO_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD
FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND
TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
"""
CODES = frozenset(_ISO_CODES.split())

# Codes that are also words in capitals on receipts ("ALL ITEMS", "TOP", "TRY OUR", "SDN BHD")
_WORDS = frozenset({"ALL", "TOP", "TRY", "BHD", "CUP", "PEN", "COP", "MOP", "BAM", "GEL", "LAK"})

MARKS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₫": "VND",
    "₪": "ILS",
    "฿": "THB",
    "₱": "PHP",
    "₴": "UAH",
    "₦": "NGN",
    "us$": "USD",
    "u.s.$": "USD",
    "s$": "SGD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "hk$": "HKD",
    "nt$": "TWD",
    "r$": "BRL",
    "mx$": "MXN",
    "$": "USD",
    "rm": "MYR",
    "rs.": "INR",
    "rs": "INR",
    "rp": "IDR",
    "rp.": "IDR",
    "kr": "SEK",
    "kr.": "DKK",
    "zł": "PLN",
    "kč": "CZK",
    "ft": "HUF",
    "руб": "RUB",
    "руб.": "RUB",
    "fr.": "CHF",
    "sfr.": "CHF",
}

_AS_WRITTEN = {"ft": "Ft"}
"""Marks that mean something else in other letters: "ft" and "FT" are feet."""

_NOT_BEFORE = {"rm": r"(?!\d{1,2}\s\d[A-Z]{2}\b)"}
"""What a mark is not followed by: Romford's postcodes begin with RM (``RM18 7EH``)."""

_SMALL = "eur usd gbp chf sek nok dkk pln czk huf ron myr sgd inr jpy aud nzd hkd idr thb zar"
"""Codes that are printed in small letters, too; others are words (Italian ``cad.`` is "each")."""

_ORDERED = sorted(MARKS, key=len, reverse=True)
_SHARED = frozenset({"$", "£", "¥", "kr", "kr.", "rs", "rs.", "fr."})
# letters must not touch other letters ("FARM", "rst"); signs may touch anything
_LETTERED = "|".join(
    (f"(?-i:{_AS_WRITTEN[m]})" if m in _AS_WRITTEN else re.escape(m)) + _NOT_BEFORE.get(m, "")
    for m in _ORDERED
    if m[0].isalpha()
)
_SIGNS = "|".join(re.escape(m) for m in _ORDERED if not m[0].isalpha())
_ISO = f"(?-i:{by_letter('|'.join(sorted(CODES - _WORDS)))})|{by_letter('|'.join(_SMALL.split()))}"

MARK = rf"(?:(?<![^\W\d_])(?:{by_letter(_LETTERED)})(?![^\W\d_])|{_SIGNS}|\b(?:{_ISO})(?![^\W\d_]))"
"""A currency mark as a regular expression source, to be compiled with ``IGNORECASE``."""


def code(mark: str) -> str | None:
    """The ISO 4217 code of a printed mark (``RM`` -> ``MYR``), or ``None``."""
    folded = "".join(mark.split()).lower()
    if folded.upper() in CODES:
        return folded.upper()
    if folded in _AS_WRITTEN and mark.strip() != _AS_WRITTEN[folded]:
        return None
    return MARKS.get(folded) or MARKS.get(folded.rstrip("."))


def shared(mark: str) -> bool:
    """Whether several countries print this mark for currencies of their own."""
    return "".join(mark.split()).lower() in _SHARED
