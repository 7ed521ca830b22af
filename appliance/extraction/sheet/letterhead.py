"""The head of a paper that nobody labelled: a firm's name, its numbers, its address.

Tills and letters open alike everywhere: the name, perhaps numbers of registration in brackets, the
rows of the address down to its town, then telephones, numbers of tax or the paper's title. Streets
are told by their words (``Jalan``, ``Road``, ``Rue``) and house numbers, towns by postcodes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.extraction.kinds import amounts, dates
from appliance.extraction.sheet import legal_forms, pieces
from appliance.extraction.sheet.rows import Sheet

TOP = 16
"""Rows among which a paper's head ends."""
LONGEST = 6
"""Rows of the longest address."""
FEW = 3
"""Words of a row below the postcode that is its state or country."""
_NUMBERED = r"lot|unit|suite|floor|level|block|blok|tingkat|no\.?|p\.? ?o\.? ?box|postfach"
_WAYS = (
    r"jalan|jln|jl|lorong|lrg|persiaran|psn|lebuh|lebuhraya|taman|tmn|kampung|kg|bandar"
    r"|street|road|avenue|drive|lane|boulevard|blvd|highway|parkway|square|crescent|terrace"
    r"|rue|place|chemin|calle|avenida|avda|plaza|via|viale|piazza|corso|rua|travessa"
)
_STREET = re.compile(
    rf"\b(?:{_NUMBERED})\s*\.?\s?:?\s?[A-Z]{{0,2}}-?\d{{1,5}}(?!\d)(?!-[A-Z]\b)"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th) (?:floor|flr)\b|\b(?:{_WAYS})\b"
    r"|\w(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|ufer)(?!\w)"
    r"|\b(?:st|rd|ave|dr|ln)\b\.?,?(?:\s|$)",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"^\W*\d{1,5}[A-Z]?(?:[/-]\w{1,5})*,?\s+(?:[NSEW]{1,2}\.?\s+)?[^\W\d_]{3}", re.IGNORECASE
)
_NUMBER_LAST = re.compile(r"^[^\W\d_]{2}[^\d:]*\s\d{1,4} ?[a-z]?,?$", re.IGNORECASE)
_TOWN = re.compile(r"(?<![\w/.-])(?:\d{5}|\d{5}-\d{4}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})(?![\w/-])")
_TOWN_FIRST = re.compile(r"\W*(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\W\d_]{2}")
_PREFIX = r"business |my "
_NUMBERS = (
    r"reg|regn|registration|(?:co|comp|company)\.? ?(?:reg|no|number|nr|:|#)|roc|gst|sst|vat|tax"
    r"|abn|uen|tin|ein|ust|hrb|siret|p\.? ?iva|cif|nif|licen[cs]e"
)
_REGISTRY = re.compile(
    rf"^\W*[(\[].*\d.*[)\]]?\W*$|^[\d\W]+$|^\W*(?:{_PREFIX})?(?:{_NUMBERS})(?!\w)[^\d]{{0,24}}\d",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"^\W*(?:tel|t[eé]l|(?:tele)?phone|ph|fax|mobile|hp|hotline|fon|telefon)\b(?:\W*no\b)?\W*\d"
    r"|^\W*(?:tel|t[eé]l|fax|e-?mail|web|www|http)\b|@|www\.",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:invoice|receipts?|cash (?:sales?|bill)|bill|rechnung|quittung|facture|ticket|factura"
    r"|recibo|fattura|scontrino|date|table|cashier|welcome|thank)\b|:\s*\S",
    re.IGNORECASE,
)
"""What no head has, and a label with its value: the paper itself has begun."""


class Letterhead(NamedTuple):
    """Rows by number: those that may be the name, and the address; none where there is no head."""

    names: tuple[int, ...] = ()
    address: tuple[int, ...] = ()


def find(sheet: Sheet) -> Letterhead:
    """The head of a sheet, worked out once."""
    return sheet.once((find,), lambda: _found(sheet))


def _found(sheet: Sheet) -> Letterhead:
    texts = [sheet.text(row.span).strip() for row in sheet.rows[:TOP]]
    names: list[int] = []
    for number, text in enumerate(texts):
        if names and _opens(text, texts[number + 1] if number + 1 < len(texts) else ""):
            return Letterhead(tuple(names), tuple(_address(texts, number)))
        if _registry(text):
            continue
        if _REACHED.search(text) or (names and _ends(text)):
            return Letterhead()
        if any(map(str.isalpha, text)) and not _says(text):
            names.append(number)
    return Letterhead()


def _opens(text: str, below: str) -> bool:
    """Whether an address may begin in this row: also with a name and a number above a town."""
    if _registry(text) or _REACHED.search(text) or legal_forms.ends(text) or _dated(text):
        return False
    if _NUMBER_LAST.match(text) and _TOWN_FIRST.match(below):
        return True
    return bool(_STREET.search(text) or _HOUSE.search(text) or _TOWN.search(text))


def _registry(text: str) -> bool:
    return bool(_REGISTRY.search(text)) and not _STREET.search(text)


def _says(text: str) -> bool:
    """Whether a row is no name: it reaches somebody, asks or calls out."""
    return bool(pieces.CONTACT.search(text)) or text.endswith(("?", "!"))


def _dated(text: str) -> bool:
    return next(iter(dates.find(text)), None) is not None


def _ends(text: str) -> bool:
    """Whether a row is none of a head's."""
    priced = any(found.decimals == 2 for found in amounts.find(text))
    return bool(priced or _OVER.search(text) or _dated(text))


def _address(texts: list[str], first: int) -> list[int]:
    """The rows of the address that begins here, down to the town and the state or country."""
    rows = [first]
    for number in range(first + 1, min(first + LONGEST, len(texts))):
        text, above = texts[number], texts[number - 1]
        if _registry(text) or _REACHED.search(text) or pieces.CONTACT.search(text) or _ends(text):
            break
        if any(_TOWN.search(texts[row]) for row in rows) and not _goes_on(text, above):
            break
        rows.append(number)
    return rows


def _goes_on(text: str, above: str) -> bool:
    """Whether an address goes on below its town: a state, a country, or behind a comma."""
    if above.endswith(","):
        return True
    town = _TOWN.search(above)
    few = len(text.split()) <= FEW and not any(map(str.isdigit, text))
    return few and town is not None and not {",", "."} & set(above[town.end() :])
