"""Identifiers whose check digits are right."""

from __future__ import annotations

from collections.abc import Callable
from random import Random


def digits(chance: Random, pattern: str) -> str:
    """``pattern`` with every ``#`` replaced by a digit."""
    return "".join(str(chance.randrange(10)) if sign == "#" else sign for sign in pattern)


def iban(chance: Random, country: str) -> str:
    """An IBAN (ISO 13616) whose check digits fit, in groups of four."""
    lengths = {"FR": 23, "ES": 20, "IT": 23, "NL": 14, "PL": 24, "PT": 21, "SE": 20}
    body = digits(chance, "#" * lengths.get(country, 18))
    if country == "GB":
        body = "NWBK" + body[4:]
    if country == "NL":
        body = "KLMB" + body[4:]
    if country == "IT":
        body = "X" + body[1:]
    if country == "FR":
        body = body[:-2] + f"{chance.randrange(1, 97):02d}"
    number = "".join(str(int(sign, 36)) for sign in body + country + "00")
    whole = f"{country}{98 - int(number) % 97:02d}{body}"
    return " ".join(whole[start : start + 4] for start in range(0, len(whole), 4))


def vat(chance: Random, country: str) -> str:
    """A tax registration number in the form of ``country``, with its check digits."""
    return _VAT[country](chance)


def luhn(number: str) -> str:
    """The digit that makes ``number`` pass the Luhn check when it is appended."""
    total = 0
    for place, sign in enumerate(reversed(number)):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def _german(chance: Random) -> str:
    """ISO 7064 MOD 11,10."""
    body = str(chance.randrange(1, 10)) + digits(chance, "#######")
    product = 10
    for sign in body:
        part = (int(sign) + product) % 10 or 10
        product = part * 2 % 11
    return f"DE{body}{(11 - product) % 10}"


def _french(chance: Random) -> str:
    body = digits(chance, "########")
    siren = body + luhn(body)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _british(chance: Random) -> str:
    """HMRC modulus 97: the weighted sum of all nine digits is a multiple of 97."""
    body = digits(chance, "#######")
    total = sum(weight * int(sign) for weight, sign in zip(range(8, 1, -1), body, strict=True))
    return f"GB{body}{-total % 97:02d}"


def _spanish(chance: Random) -> str:
    """CIF of a limited company: letter B, seven digits, control digit."""
    body = digits(chance, "#######")
    odd = sum(sum(divmod(2 * int(sign), 10)) for sign in body[::2])
    even = sum(int(sign) for sign in body[1::2])
    return f"B{body}{-(odd + even) % 10}"


def _italian(chance: Random) -> str:
    """Partita IVA: ten digits and their Luhn digit."""
    body = digits(chance, "0#########")
    return f"IT{body}{luhn(body)}"


def _malaysian(chance: Random) -> str:
    return digits(chance, "00##########")


def _american(chance: Random) -> str:
    return digits(chance, "##-#######")


def _dutch(chance: Random) -> str:
    """Modulus 97 over the letters' values, too (since 2020)."""
    for last in range(100):
        code = f"{digits(chance, '########')}{chance.randrange(10)}B{last:02d}"
        if int("".join(str(int(sign, 36)) for sign in f"NL{code}")) % 97 == 1:
            return f"NL{code}"
    return _dutch(chance)


def _weighed(weights: tuple[int, ...], most: int) -> Callable[[Random], str]:
    """Digits whose last one is the weighted sum of the others modulo 11 (``most`` - it)."""

    def number(chance: Random) -> str:
        while True:
            body = str(chance.randrange(1, 10)) + digits(chance, "#" * (len(weights) - 1))
            rest = sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11
            if (last := rest if most == 0 else (most - rest) % most % 10) < 10:
                return f"{body}{last}"

    return number


def _swedish(chance: Random) -> str:
    body = "556" + digits(chance, "######")
    return f"SE{body}{luhn(body)}01"


_VAT = {
    "DE": _german,
    "FR": _french,
    "GB": _british,
    "ES": _spanish,
    "MY": _malaysian,
    "US": _american,
    "IT": _italian,
    "NL": _dutch,
    "PL": _weighed((6, 5, 7, 2, 3, 4, 5, 6, 7), 0),
    "PT": _weighed((9, 8, 7, 6, 5, 4, 3, 2), 11),
    "SE": _swedish,
}
