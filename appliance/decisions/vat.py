"""Check digits of value-added-tax numbers, country by country.

Sources: the national algorithms as published with the European Commission's VIES specification,
HMRC (GB), the Australian Business Register (ABN), the Indian GSTN (GSTIN), the Swiss FSO (UID).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from appliance.decisions.checksums import compact, luhn

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _weighted(digits: str, *weights: int) -> int:
    return sum(int(ch) * weight for ch, weight in zip(digits, weights, strict=False))


def _germany(body: str) -> bool:
    """ISO 7064 mod 11,10."""
    product = 10
    for ch in body[:8]:
        total = (int(ch) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(body[8])


def _france(body: str) -> bool:
    """Key of two characters and a SIREN; only keys of digits can be recomputed."""
    if not body[:2].isdigit():
        return True
    return (12 + 3 * (int(body[2:]) % 97)) % 97 == int(body[:2])


def _spain(body: str) -> bool:
    """NIF and NIE (letter by mod 23) or CIF (Luhn-like, digit or letter)."""
    letters = "TRWAGMYFPDXBNJZSQVHLCKE"
    person = re.fullmatch(r"([XYZ]?)(\d{7,8})([A-Z])", body)
    if person:
        number = ("XYZ".index(person[1]) if person[1] else "", person[2])
        return letters[int(f"{number[0]}{number[1]}") % 23] == person[3]
    company = re.fullmatch(r"[A-Z](\d{7})([0-9A-J])", body)
    if not company:
        return False
    doubled = (int(ch) * (2 - place % 2) for place, ch in enumerate(company[1]))
    check = -sum(part // 10 + part % 10 for part in doubled) % 10
    return company[2] in (str(check), "JABCDEFGHI"[check])


def _britain(body: str) -> bool:
    """Mod 97, in its old form or the one of 2010 (minus 55)."""
    total = _weighted(body, 8, 7, 6, 5, 4, 3, 2) + int(body[7:9])
    return total % 97 == 0 or (total + 55) % 97 == 0


def _austria(body: str) -> bool:
    doubled = (int(ch) * (1 + place % 2) for place, ch in enumerate(body[1:8]))
    total = sum(part // 10 + part % 10 for part in doubled)
    return (96 - total) % 10 == int(body[8])


def _belgium(body: str) -> bool:
    return 97 - int(body[:8]) % 97 == int(body[8:])


def _netherlands(body: str) -> bool:
    """Mod 11 over the digits, or mod 97 over the whole number (sole traders since 2020)."""
    if _weighted(body, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == int(body[8]):
        return True
    return int("".join(str(_ALPHABET.index(ch)) for ch in "NL" + body)) % 97 == 1


def _poland(body: str) -> bool:
    return _weighted(body, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == int(body[9])


def _portugal(body: str) -> bool:
    check = 11 - _weighted(body, 9, 8, 7, 6, 5, 4, 3, 2) % 11
    return (check if check < 10 else 0) == int(body[8])


def _denmark(body: str) -> bool:
    return _weighted(body, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0


def _finland(body: str) -> bool:
    return (11 - _weighted(body, 7, 9, 10, 5, 8, 4, 2) % 11) % 11 == int(body[7])


def _switzerland(body: str) -> bool:
    return (11 - _weighted(body, 5, 4, 3, 2, 7, 6, 5, 4) % 11) % 11 == int(body[8])


def gstin(code: str) -> bool:
    """The mod-36 check character of an Indian GSTIN (15 characters)."""
    total = 0
    for place, ch in enumerate(code[:14]):
        product = _ALPHABET.index(ch) * (1 + place % 2)
        total += product // 36 + product % 36
    return _ALPHABET[-total % 36] == code[14]


def abn(code: str) -> bool:
    """The mod-89 check of an Australian Business Number (11 digits)."""
    return (_weighted(code, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0


_COUNTRIES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "DE": (r"\d{9}", _germany),
    "FR": (r"[A-HJ-NP-Z0-9]{2}\d{9}", _france),
    "ES": (r"[A-Z0-9]\d{7}[A-Z0-9]", _spain),
    "IT": (r"\d{11}", luhn),
    "GB": (r"\d{9}(\d{3})?", _britain),
    "AT": (r"U\d{8}", _austria),
    "BE": (r"[01]\d{9}", _belgium),
    "NL": (r"\d{9}B\d{2}", _netherlands),
    "PL": (r"\d{10}", _poland),
    "PT": (r"\d{9}", _portugal),
    "LU": (r"\d{8}", lambda body: int(body[:6]) % 89 == int(body[6:])),
    "DK": (r"\d{8}", _denmark),
    "SE": (r"\d{10}01", lambda body: luhn(body[:10])),
    "FI": (r"\d{8}", _finland),
    "CHE": (r"\d{9}(MWST|TVA|IVA)?", _switzerland),
}


def valid(value: str) -> bool | None:
    """Whether a tax number's check digits are right; ``None`` where the form is not known."""
    code = compact(value)
    if re.fullmatch(r"\d{2}[A-Z]{5}\d{4}[A-Z][0-9A-Z]Z[0-9A-Z]", code, re.ASCII):
        return gstin(code)
    if re.fullmatch(r"(ABN)?\d{11}", code, re.ASCII) and code.startswith("ABN"):
        return abn(code[3:])
    for prefix, (form, check) in _COUNTRIES.items():
        if code.startswith(prefix) and any(ch.isdigit() for ch in code):
            body = code.removeprefix(prefix)
            return bool(re.fullmatch(form, body, re.ASCII)) and check(body)
    return None
