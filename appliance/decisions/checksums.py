"""Checksums and fixed forms of identifiers. Each function says whether a normal form is valid.

Sources: IBAN ISO 13616 (mod 97 of ISO 7064); LEI ISO 17442; ISIN ISO 6166; Luhn ISO/IEC 7812-1;
CUSIP ANSI X9.6;
LOINC Users' Guide, appendix on check digits (mod 10);
NPI 45 CFR 162.406 (Luhn with prefix 80840); BIC ISO 9362.
"""

from __future__ import annotations

import re

_IBAN_LENGTH = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28,
    "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23,
    "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26,
    "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24,
    "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24,
    "XK": 20,
}  # fmt: skip


def compact(value: str) -> str:
    """Upper case without blanks, dots, dashes or slashes."""
    return re.sub(r"[\s.\-/]", "", value).upper()


def _digits(value: str) -> str:
    """Letters as two digits (A = 10 ... Z = 35), as ISO 7064 and ISO 6166 want them."""
    return "".join(str(int(ch, 36)) for ch in value)


def iban(value: str) -> bool:
    """Country, length and mod 97 of an IBAN."""
    code = compact(value)
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", code, re.ASCII):
        return False
    expected = _IBAN_LENGTH.get(code[:2])
    if expected is not None and len(code) != expected:
        return False
    return int(_digits(code[4:] + code[:4])) % 97 == 1


def lei(value: str) -> bool:
    """Form and mod 97 of a legal entity identifier."""
    code = compact(value)
    return bool(re.fullmatch(r"[A-Z0-9]{18}\d{2}", code, re.ASCII)) and int(_digits(code)) % 97 == 1


def luhn(value: str) -> bool:
    """The Luhn checksum over at least two digits."""
    code = compact(value)
    if not re.fullmatch(r"\d{2,}", code, re.ASCII):
        return False
    doubled = (int(ch) * (1 + place % 2) for place, ch in enumerate(reversed(code)))
    return sum(part // 10 + part % 10 for part in doubled) % 10 == 0


def isin(value: str) -> bool:
    """Form and Luhn checksum of an ISIN."""
    code = compact(value)
    return bool(re.fullmatch(r"[A-Z]{2}[A-Z0-9]{9}\d", code, re.ASCII)) and luhn(_digits(code))


def cusip(value: str) -> bool:
    """Form and check digit of a CUSIP."""
    code = compact(value)
    if not re.fullmatch(r"[A-Z0-9*@#]{8}\d", code, re.ASCII):
        return False
    special = {"*": 36, "@": 37, "#": 38}
    total = 0
    for place, ch in enumerate(code[:8]):
        number = special.get(ch) or int(ch, 36)
        number *= 1 + place % 2
        total += number // 10 + number % 10
    return (10 - total % 10) % 10 == int(code[8])


def npi(value: str) -> bool:
    """A US National Provider Identifier: ten digits, Luhn with the prefix 80840."""
    code = compact(value)
    return bool(re.fullmatch(r"[12]\d{9}", code, re.ASCII)) and luhn("80840" + code)


def bic(value: str) -> bool:
    """The form of a BIC (it has no checksum)."""
    return bool(re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", compact(value), re.ASCII))


def cik(value: str) -> bool:
    """An EDGAR central index key: up to ten digits, not zero."""
    code = value.strip()
    return bool(re.fullmatch(r"\d{1,10}", code, re.ASCII)) and int(code) > 0


_EIN_PREFIXES = frozenset(
    {*range(1, 7), *range(10, 17), *range(20, 28), *range(30, 49), *range(50, 69)}
    | {*range(71, 78), *range(80, 89), *range(90, 96), 98, 99}
)


def ein(value: str) -> bool:
    """A US employer identification number: nine digits with a prefix that the IRS assigns.

    All zeros is what EDGAR asks foreign filers without a number to write.
    """
    code = compact(value)
    if not re.fullmatch(r"\d{9}", code, re.ASCII):
        return False
    return int(code) == 0 or int(code[:2]) in _EIN_PREFIXES


def company_number(value: str) -> bool:
    """A UK company number (two letters or digits, six digits) or a German HRA/HRB number."""
    code = compact(value)
    return bool(
        re.fullmatch(r"([A-Z]{2}|[A-Z]\d|\d{2})?\d{5,6}|HR[AB]\d{1,6}[A-Z]?", code, re.ASCII)
    )


_ICD10 = re.compile(
    r"(?:[A-TV-Z]\d[0-9AB]|U0[4-9])(?:\.[0-9A-Z]{1,4})?(?:[*+!]|\s?[GVAZ])?", re.ASCII
)


def icd10(value: str) -> bool:
    """The form of an ICD-10 code (ICD-10-CM, or ICD-10-GM with its marks)."""
    return bool(_ICD10.fullmatch(value.strip().upper()))


def loinc(value: str) -> bool:
    """A LOINC code: up to seven digits, a dash, and their check digit (mod 10 of Luhn)."""
    code = value.strip()
    return bool(re.fullmatch(r"[1-9]\d{0,6}-\d", code, re.ASCII)) and luhn(code.replace("-", ""))
