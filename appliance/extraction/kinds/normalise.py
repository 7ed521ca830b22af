"""Printed text -> normal form, by kind. Used on candidates, on stated values and on corrections.

ISO 8601 dates, plain decimals, ISO 4217 codes, identifiers in upper case without blanks, all
other text with folded white space.
"""

from __future__ import annotations

import re
import unicodedata

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.kinds import amounts, codes, currencies, dates
from appliance.extraction.kinds.conventions import Conventions

_MARKS = re.compile(r"[\W_]+", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?=$|T)")


def folded(text: str) -> str:
    """White space folded to single blanks; compatibility characters unified (NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def unaccented(text: str) -> str:
    """The text with its accents folded away."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join([ch for ch in decomposed if ch < "\u0300" or not unicodedata.combining(ch)])


def comparable(text: str) -> str:
    """Letters and digits only, lower case, without accents: for comparing, not for showing."""
    if text.isascii():
        return _MARKS.sub("", text.lower())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, decomposed))


def day(text: str, conventions: Conventions | None = None) -> str | None:
    """The ISO date that a text states, or ``None``."""
    stripped = text.strip()
    if _ISO.match(stripped):
        found = next(dates.find(stripped[:10]), None)
    else:
        first = conventions.day_first if conventions else True
        found = next(dates.find(stripped, day_first=first), None)
    return found.iso if found else None


def decimal(text: str, conventions: Conventions | None = None) -> str | None:
    """The plain decimal that a text states, or ``None``."""
    comma = conventions.decimal_comma if conventions else False
    found = next(amounts.find(text.strip(), decimal_comma=comma), None)
    return found.value if found else None


def currency(text: str) -> str | None:
    """The ISO 4217 code of a mark or a code, or ``None``."""
    return currencies.code(text.strip())


def choice(text: str, spec: FieldSpec) -> str | None:
    """The key of the choice that a text means, or ``None``."""
    plain = folded(text).casefold()
    for key, words in spec.choices.items():
        if plain == key.casefold() or plain in (word.casefold() for word in words):
            return key
    found = next(codes.choices(text, spec), None)
    return found[1] if found else None


def value(spec: FieldSpec, text: str, conventions: Conventions | None = None) -> str | None:
    """The normal form of ``text`` as a value of the field; ``None`` if it is none."""
    if not text.strip():
        return None
    match spec.kind:
        case Kind.DATE:
            found = day(text, conventions)
        case Kind.AMOUNT | Kind.NUMBER:
            found = decimal(text, conventions)
        case Kind.CURRENCY:
            found = currency(text)
        case Kind.CODE:
            found = (" " if spec.spaced else "").join(text.split()).upper()
        case Kind.CHOICE:
            found = choice(text, spec)
        case _:
            found = folded(text)
    return found
