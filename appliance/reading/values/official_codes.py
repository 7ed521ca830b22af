"""Codes that the SEC's transformation registry gives for words of a page: DE for Delaware.

Sources: EDGAR Filer Manual, volume II, appendix of state and country codes; ISO 3166-1; the
enumeration ``edgarExchangeCodeItemType`` of the DEI taxonomy; EDGAR Inline XBRL transformation
registry 2015-08-31. Of countries those in which issuers are at home; what is not here has no code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_STATES = """
Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE|
Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|Kentucky KY|
Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|
Missouri MO|Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM|
New York NY|North Carolina NC|North Dakota ND|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA|
Rhode Island RI|South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|Vermont VT|
Virginia VA|Washington WA|West Virginia WV|Wisconsin WI|Wyoming WY|District of Columbia DC|
Puerto Rico PR|Guam GU|
"""
_PROVINCES = """
Alberta AB A0|British Columbia BC A1|Manitoba MB A2|New Brunswick NB A3|Newfoundland NL A4|
Newfoundland and Labrador NL A4|Nova Scotia NS A5|Ontario ON A6|Prince Edward Island PE A7|
Quebec QC A8|Québec QC A8|Saskatchewan SK A9|Yukon YT B0|
"""
"""Each with the code of Canada's post and that of EDGAR."""
_COUNTRIES = """
Argentina AR C1|Australia AU C3|Austria AT C4|Bahamas BS C5|Belgium BE C9|Bermuda BM D0|
Brazil BR D5|British Virgin Islands VG D8|Virgin Islands, British VG D8|Canada CA Z4|
Cayman Islands KY E9|Chile CL F3|China CN F4|People's Republic of China CN F4|Colombia CO F8|
Costa Rica CR G3|Cyprus CY G4|Czech Republic CZ 2N|Denmark DK G7|Egypt EG H2|Finland FI H9|
France FR I0|Germany DE 2M|Federal Republic of Germany DE 2M|Greece GR J3|Guernsey GG Y7|
Hong Kong HK K3|Hungary HU K5|Iceland IS K6|India IN K7|Indonesia ID K8|Ireland IE L2|
Isle of Man IM Y8|Israel IL L3|Italy IT L6|Japan JP M0|Jersey JE Y9|Kazakhstan KZ 1P|
Korea, Republic of KR M5|Republic of Korea KR M5|South Korea KR M5|Liberia LR N0|
Liechtenstein LI N2|Luxembourg LU N4|Malaysia MY N8|Malta MT O1|Marshall Islands MH 1T|
Mexico MX O5|Monaco MC O9|Netherlands NL P7|New Zealand NZ Q2|Norway NO Q8|Panama PA R1|Peru PE R5|
Philippines PH R6|Poland PL R9|Portugal PT S1|Singapore SG U0|South Africa ZA T3|Spain ES U3|
Sweden SE V7|Switzerland CH V8|Taiwan TW F5|Thailand TH W1|Turkey TR W8|Türkiye TR W8|
United Arab Emirates AE C0|England GB X0|England and Wales GB X0|Great Britain GB X0|
United Kingdom GB X0|Scotland GB X0|United States US X1|United States of America US X1|
Uruguay UY X3|Vietnam VN Q1|Viet Nam VN Q1|
"""
"""Each with the codes of ISO 3166-1 and of EDGAR."""
_EXCHANGES = {
    "NYSE": r"nyse|new york stock exchange",
    "NYSEAMER": r"nyse american",
    "NYSEArca": r"nyse arca",
    "NYSENAT": r"nyse national",
    "NASDAQ": r"nasdaq(?: (?:stock|global|global select|capital) market)?",
    "CBOE": r"cboe exchange",
    "CboeBZX": r"cboe bzx exchange",
    "CboeBYX": r"cboe byx exchange",
    "CboeEDGA": r"cboe edga exchange",
    "CboeEDGX": r"cboe edgx exchange",
    "C2": r"cboe c2 exchange",
    "CHX": r"(?:nyse )?chicago(?: stock exchange)?",
    "IEX": r"investors['’]? exchange",
    "MIAX": r"miami international securities exchange",
    "PEARL": r"miax pearl",
    "BOX": r"box exchange",
    "BX": r"nasdaq bx",
    "GEMX": r"nasdaq gemx",
    "ISE": r"nasdaq ise",
    "MRX": r"nasdaq mrx",
    "Phlx": r"nasdaq phlx",
}
_CATEGORIES = ("Large Accelerated Filer", "Accelerated Filer", "Non-accelerated Filer")
_LEGAL = re.compile(r",?\s+(?:llc|inc\.?|l\.l\.c\.)$")


def _table(*lists: str, code: int) -> dict[str, str]:
    """Names, folded, with their first (0) or second (1) code; a single one serves as either."""
    found = {}
    for entry in (one.strip() for whole in lists for one in whole.replace("\n", "").split("|")):
        told = re.fullmatch(r"(.+?) ([A-Z0-9]{2})(?: ([A-Z0-9]{2}))?", entry)
        if told:
            found[_folded(told[1])] = told[3] if code and told[3] else told[2]
    return found


def _folded(words: str) -> str:
    plain = " ".join(words.replace("’", "'").casefold().split())
    return plain.removeprefix("the ").removeprefix("state of ").removeprefix("commonwealth of ")


_PLACES: Mapping[str, Mapping[str, str]] = {
    "stateprovnameen": _table(_STATES, _PROVINCES, code=0),
    "countrynameen": _table(_COUNTRIES, code=0),
    "edgarprovcountryen": _table(_COUNTRIES, _PROVINCES, _STATES, code=1),
}


def of(shown: str, form: str) -> str:
    """The code of what a page shows under a transformation (its bare name, punctuation folded
    away); "" where it has none or is not known."""
    words = _folded(shown)
    if form in _PLACES:
        return _PLACES[form].get(words, "")
    if form == "exchnameen":
        plain = _LEGAL.sub("", words)
        return next((code for code, way in _EXCHANGES.items() if re.fullmatch(way, plain)), "")
    if form == "entityfilercategoryen":
        plain = re.sub(r"\W+", " ", words)
        return next((one for one in _CATEGORIES if _folded(one).replace("-", " ") == plain), "")
    return ""
