"""Whose money a sign means that several countries print: ``$``, ``kr``, ``¥``.

What a page says of its country decides: postcodes, names of countries, numbers that only one
country's authorities give, taxes that only one has. General knowledge, written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from appliance.extraction.kinds import conventions

SEARCHED = 20_000
"""Characters of a document that are looked at."""

_SIGNS: Mapping[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "UYU"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "¥": ("JPY", "CNY"),
}
"""Signs, and the currencies that are written with them."""

_TOLD: Mapping[str, str] = {
    "USD": r"(?i:\bunited states\b|\bsales tax\b)|\bEIN\b|\bU\.?S\.?A\b|\bUSD\b|\bUS\$",
    "CAD": r"(?i:\bcanada\b|\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b|\b[HQ]ST\b|\bT\.?P\.?S\b"
    r"|\bPST\b(?=.{0,6}\d ?%)|\bT\.?V\.?Q\b|\bRT ?0001\b|\bCAD\b)|\bCA?\$",
    "AUD": r"(?i:\baustralia\b|\bA\.?[BC]\.?N\b|\.au\b|\bAUD\b)|\bAU?\$"
    r"|\b(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT),? \d{4}\b",
    "NZD": r"(?i:\bnew zealand\b|\baotearoa\b|\bNZBN\b|\.nz\b|\bNZD\b"
    r"|\bgst\b\D{0,14}\d{2,3}-\d{3}-\d{3}\b|\b(?:auckland|wellington|christchurch|dunedin)\b)|NZ\$",
    "SGD": r"(?i:\bsingapore\b|\bUEN\b|\bpte\.? ltd\b|\bSGD\b)|\bS\$",
    "HKD": r"(?i:\bhong kong\b|\bkowloon\b|\bHKD\b)|HK\$",
    "TWD": r"(?i:\btaiwan\b|\btaipei\b|\bTWD\b)|NT\$",
    "MXN": r"(?i:\bm[eé]xico\b|\bCDMX\b|\bCFDI\b|\bMXN\b|\bM\.N\.)|\bR\.?F\.?C\b|\bMX\$"
    r"|\b[A-ZÑ&]{3,4}\d\d(?:0\d|1[0-2])[0-3]\d[A-Z\d]{3}\b",
    "CLP": r"(?i:\bchile\b|\bsantiago de chile\b|\bCLP\b"
    r"|\br\.?u\.?t\.?:? ?\d{1,2}\.\d{3}\.\d{3}-[\dk])",
    "COP": r"(?i:\bcolombia\b|\bbogot[aá]\b|\bmedell[ií]n\b|\bDIAN\b)|\bNIT\b|\bCOP\b",
    "ARS": r"(?i:\bargentina\b|\bbuenos aires\b|\bAFIP\b|\bARS\b)|\bC\.?U\.?I\.?T\b",
    "UYU": r"(?i:\buruguay\b|\bmontevideo\b|\bUYU\b)",
    "SEK": r"(?i:\bsverige\b|\bsweden\b|\bSEK\b|\bSE\d{12}\b|\b(?:bank|plus)giro\b|\batt betala\b"
    r"|\bbelopp\b|\bfakturadatum\b|\bförfallodatum\b|\borg\.?\s?-?n(?:umme)?r\D{0,3}\d{6}-\d{4}\b)",
    "NOK": r"(?i:\bnorge\b|\bnorway\b|\bNOK\b|\bmva\b|\bå betale\b"
    r"|\bbeløp\b|\bforfall(?:sdato)?\b)",
    "DKK": r"(?i:\bdanmark\b|\bdenmark\b|\bDKK\b|\bcvr\b|\bDK ?\d{8}\b|\b(?:i alt|at betale)\b"
    r"|\bbeløb\b|\bforfaldsdato\b)",
    "ISK": r"(?i:\bísland\b|\biceland\b|\bISK\b|\bkennitala\b|\bvsk\b)",
    "JPY": r"(?i:\bjapan\b|\btokyo\b|\bosaka\b|\bJPY\b)|円|株式会社|領収",
    "CNY": r"(?i:\bchina\b|\bbeijing\b|\bshanghai\b|\bshenzhen\b|\bCNY\b|\bRMB\b)|人民币|发票",
}
_OWN = {"USD": r"US\$", "CAD": r"CA?\$", "AUD": r"AU?\$", "NZD": r"NZ\$", "SGD": r"S\$",
        "HKD": r"HK\$", "TWD": r"NT\$", "MXN": r"MX\$"}  # fmt: skip
_NAMED = {
    code: re.compile(rf"\b{code}\b|(?<![A-Z]){_OWN.get(code, code)}(?![A-Z])") for code in _TOLD
}
NAMED = 100
"""Mentions of a country that one of the currency itself outweighs (``All amounts in USD``)."""
_PATTERNS = {code: re.compile(pattern) for code, pattern in _TOLD.items()}


def sharing(mark: str) -> tuple[str, ...]:
    """The currencies whose countries print this mark alone; none where it is one's own."""
    return _SIGNS.get("".join(mark.split()).lower().rstrip("."), ())


def told(mark: str, text: str) -> dict[str, int]:
    """How much a page speaks of the countries that print a mark, by currency, and of these
    currencies; those it does not speak of are missing."""
    shown = text[:SEARCHED]
    votes = {code: len(_PATTERNS[code].findall(shown)) for code in sharing(mark)}
    for code in votes:
        votes[code] += NAMED * len(_NAMED[code].findall(shown))
    if "USD" in votes:
        votes["USD"] += len(conventions.american_addresses(shown))
    return {code: count for code, count in votes.items() if count}
