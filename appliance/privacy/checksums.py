"""Check digits of national and commercial numbers. Each function takes the value as printed.

Sources are named at each; every digit of any script counts as its decimal value.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date


def digits(value: str) -> list[int]:
    """The decimal digits of a value, in any script."""
    return [unicodedata.digit(sign) for sign in value if sign.isdigit()]


def compact(value: str) -> str:
    """Letters and digits only, capitals."""
    return "".join(sign for sign in value if sign.isalnum()).upper()


def weighted(numbers: Sequence[int], weights: Sequence[int]) -> int:
    """The sum of products."""
    return sum(a * b for a, b in zip(numbers, weights, strict=False))


def luhn(value: str) -> bool:
    """ISO/IEC 7812-1 annex B."""
    numbers = digits(value)[::-1]
    doubled = (n * 2 - 9 if n > 4 else n * 2 for n in numbers[1::2])
    return len(set(numbers)) > 1 and (sum(numbers[::2]) + sum(doubled)) % 10 == 0


def iban(value: str) -> bool:
    """ISO 13616: MOD 97-10 of ISO 7064."""
    plain = compact(value)
    moved = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(s, 36)) for s in moved)) % 97 == 1


def us_ssn(value: str) -> bool:
    """SSA: no area 000, 666 or 9xx, no group 00, no serial 0000."""
    n = "".join(map(str, digits(value)))
    return (
        len(n) == 9
        and n[:3] not in ("000", "666")
        and n[0] != "9"
        and n[3:5] != "00"
        and n[5:] != "0000"
    )


def us_npi(value: str) -> bool:
    """CMS: Luhn over the number with the prefix 80840."""
    return luhn("80840" + value)


def us_dea(value: str) -> bool:
    """DEA registration: two letters, seven digits, the last one a check."""
    n = digits(value)
    return len(n) == 7 and (n[0] + n[2] + n[4] + 2 * (n[1] + n[3] + n[5])) % 10 == n[6]


def uk_nhs(value: str) -> bool:
    """NHS number: modulus 11."""
    n = digits(value)
    check = 11 - weighted(n[:9], range(10, 1, -1)) % 11
    return len(n) == 10 and check % 11 == n[9] and check != 10


def es_dni(value: str) -> bool:
    """Spain, DNI and NIE: the letter is the number modulo 23."""
    plain = compact(value)
    number = plain[:-1].translate(str.maketrans("XYZ", "012"))
    return number.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def es_nass(value: str) -> bool:
    """Spain, social security: the last two digits are the rest modulo 97."""
    plain = "".join(map(str, digits(value)))
    return len(plain) in (11, 12) and int(plain[:-2]) % 97 == int(plain[-2:])


def es_cif(value: str) -> bool:
    """Spain, tax number of a legal person: Luhn-like digit or letter."""
    plain = compact(value)
    n = digits(plain[1:8])
    if len(plain) != 9 or len(n) != 7:
        return False
    doubled = sum(sum(divmod(x * 2, 10)) for x in n[::2])
    check = (10 - (doubled + sum(n[1::2])) % 10) % 10
    return plain[8] in (str(check), "JABCDEFGHI"[check])


def iso7064_11_10(value: str) -> bool:
    """ISO 7064 MOD 11,10: German tax identification numbers and VAT numbers."""
    product = 10
    n = digits(value)
    for digit in n[:-1]:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return len(n) > 8 and (11 - product) % 10 == n[-1]


def fr_nir(value: str) -> bool:
    """France, social security: key is 97 minus the rest; Corsica's 2A and 2B are 19 and 18."""
    plain = compact(value).replace("2A", "19").replace("2B", "18")
    return len(plain) == 15 and plain.isdigit() and 97 - int(plain[:13]) % 97 == int(plain[13:])


def it_fiscal(value: str) -> bool:
    """Italy, codice fiscale (D.M. 23.12.1976): odd and even tables modulo 26."""
    plain = compact(value)
    odd = (
        1,
        0,
        5,
        7,
        9,
        13,
        15,
        17,
        19,
        21,
        2,
        4,
        18,
        20,
        11,
        3,
        6,
        8,
        12,
        14,
        16,
        10,
        22,
        25,
        24,
        23,
    )
    places = [int(s) if s.isdigit() else ord(s) - 65 for s in plain[:15]]
    total = sum(odd[n] if at % 2 == 0 else n for at, n in enumerate(places))
    return len(plain) == 16 and chr(65 + total % 26) == plain[15]


def ru_snils(value: str) -> bool:
    """Russia, pension insurance: weighted sum modulo 101."""
    n = digits(value)
    rest = weighted(n[:9], range(9, 0, -1)) % 101 % 100
    return len(n) == 11 and rest == n[9] * 10 + n[10]


def ru_inn(value: str) -> bool:
    """Russia, taxpayer: one check digit (10 digits) or two (12 digits)."""
    n, w = digits(value), (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    if len(n) == 10:
        return weighted(n, w[2:]) % 11 % 10 == n[9]
    ends = (weighted(n[:10], w[1:]) % 11 % 10, weighted(n[:11], w) % 11 % 10)
    return len(n) == 12 and ends == (n[10], n[11])


def cn_resident(value: str) -> bool:
    """China, GB 11643: ISO 7064 MOD 11-2, with a birthday inside."""
    plain = compact(value)
    try:
        date(int(plain[6:10]), int(plain[10:12]), int(plain[12:14]))
    except ValueError:
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return (
        len(plain) == 18 and "10X98765432"[weighted(digits(plain[:17]), weights) % 11] == plain[17]
    )


def ir_national(value: str) -> bool:
    """Iran, kod-e melli: weighted sum modulo 11."""
    n = digits(value)
    if len(n) != 10 or len(set(n)) == 1:
        return False
    rest = weighted(n[:9], range(10, 1, -1)) % 11
    return n[9] == (rest if rest < 2 else 11 - rest)


def vin(value: str) -> bool:
    """ISO 3779 and 49 CFR 565: the ninth sign is a check where the country uses it."""
    plain = compact(value)
    if len(plain) != 17 or set("IOQ") & set(plain):
        return False
    values = dict(
        zip(
            "ABCDEFGHJKLMNPRSTUVWXYZ",
            (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)),
            strict=True,
        )
    )
    places = [int(s) if s.isdigit() else values[s] for s in plain]
    rest = weighted(places, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)) % 11
    return plain[8] == ("X" if rest == 10 else str(rest))
