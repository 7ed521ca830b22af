"""Forms 3, 4 and 5 as pages without the marks of the SEC's style sheet: what the header tells.

The numbered captions are those of the form itself (17 CFR 249.103 to 249.105); the value follows
its caption in the same cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.reading.unpaged import xmlsafe
from appliance.reading.unpaged.xmlsafe import Element

_OWNER = "reportingOwner/reportingOwnerId/rptOwnerName"
_NAME = re.compile(
    r"1\. Name and Address of Reporting Person\s*\*?\s*(?P<name>[^\W\d_][^()*\d]{2,80}?)\s*"
    r"(?:\(Last\).*|$)"
)
_ISSUER = re.compile(
    r"\d\. Issuer Name and Ticker or Trading Symbol\s*(?P<name>[^\[\]]{2,100}?)\s*"
    r"\[\s*(?P<symbol>[^\[\]]{1,20}?)\s*\]"
)
_DAY = re.compile(
    r"\d\. (?:Date of (?:Earliest Transaction|Event Requiring Statement)|Statement for)[^\d]*"
    r"(?P<day>\d{1,2}/\d{1,2}/\d{4})"
)
_SIGNED = re.compile(r"(?P<name>/s/\s*[^\W\d_][^\d/]{2,60})")


def told(root: Element) -> Iterator[tuple[str, str]]:
    """Paths below the root element of the form's XML, and what the page prints for them."""
    seen: set[str] = set()
    for cell in root.iter("td"):
        text = xmlsafe.text(cell)
        for path, value in _header(text):
            if value and path not in seen:
                seen.add(path)
                yield path, value
    signed = _SIGNED.search(xmlsafe.text(root))
    if signed:
        yield "ownerSignature/signatureName", signed["name"].strip(" *")


def _header(text: str) -> Iterator[tuple[str, str]]:
    owner, issuer, day = (pattern.match(text) for pattern in (_NAME, _ISSUER, _DAY))
    if owner:
        yield _OWNER, owner["name"].strip()
    if issuer:
        yield "issuer/issuerName", issuer["name"]
        yield "issuer/issuerTradingSymbol", issuer["symbol"]
    if day:
        yield "periodOfReport", day["day"]
