"""Documents with identifiers planted in them, in the notations that people and programs use.

Besides the usual one: typographic hyphens, blanks of all widths, soft hyphens, lines that break in
a value, digits apart, short days, ages over 89, numbers in words, numbers of few digits.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from appliance.privacy.checksums import luhn

GIVEN = (
    "Aisha", "Bogdan", "Chiara", "Dmitri", "Esperanza", "Fiona", "Gwendolyn", "Hiroshi", "Ingrid",
    "Joaquin", "Katarzyna", "Lorenzo", "Marguerite", "Nikolai", "Octavia", "Priyanka", "Quentin",
    "Rosalind", "Siobhan", "Thaddeus", "Ursula", "Vladislav", "Wilhelmina", "Xiomara", "Yevgeny",
    "Zuleika", "John", "Mary", "James", "Jennifer",
)  # fmt: skip
FAMILY = (
    "Abernathy", "Balakrishnan", "Castellanos", "Dziedzic", "Eriksson", "Featherstone",
    "Grigoryan", "Hathaway", "Ivanenko", "Jaramillo", "Kensington", "Lindqvist", "Montgomery",
    "Nakamura", "Oyelaran", "Papadopoulos", "Quisenberry", "Rasmussen", "Strickland",
    "Thorvaldsen", "Underwood", "Villanueva", "Wojciechowski", "Yamaguchi", "Zimmermann", "Smith",
    "Jones", "Garcia",
)  # fmt: skip
STREETS = (
    "Larkspur", "Tanglewood", "Bellweather", "Quailhollow", "Merrimack", "Cottonwood", "Foxglove",
)  # fmt: skip
TOWNS = (
    "Poughkeepsie", "Tallahassee", "Chattanooga", "Albuquerque", "Shreveport", "Kalamazoo",
    "Ypsilanti",
)  # fmt: skip
ORDINARY = (
    "Chief complaint: follow up of high blood pressure.",
    "The patient denies chest pain, fever or shortness of breath.",
    "Medications: metformin 500 mg twice daily, aspirin 81 mg once daily.",
    "Assessment: diabetes without complications, stable.",
    "Plan: continue the present treatment, return in three months.",
    "Blood pressure 128/82, pulse 72, weight 81 kg.",
    "Subtotal 40.00", "Tax 3.20", "Total 43.20", "Amount due 43.20", "Thank you for your visit.",
)  # fmt: skip
LINES = (
    "Patient: {name}", "Seen by Dr. {name} today.", "{name} reports feeling better.",
    "cc: {upper}", "Her mother, {name}, was present.", "Referred by {given}.",
    "Address: {address}", "Lives at {address}.", "DOB: {date}", "Admitted on {date}.",
    "Age: 9{digit} years", "Phone: {phone}", "Call {phone} with questions.", "Fax: {phone}",
    "E-mail: {mail}", "SSN: {ssn}", "MRN: {mrn}", "Medical record number {mrn}",
    "Member ID: {plan}", "Account number: {account}", "License No. {licence}", "VIN: {vin}",
    "License plate: {plate}", "Device serial number: {serial}", "See https://{site}/records/{mrn}",
    "Last login from {ip}", "Fingerprint ID: {serial}", "Photo on file: IMG_{mrn}.jpg",
    "Card: {card}", "Passport: {passport}",
)  # fmt: skip


ODD = (
    "Admitted {day} with chest pain.", "Surgery on {day}, then home.", "f/u {day}",
    "She is {age} and lives alone.", "This is a {age}F seen today.", "{age} y.o. man with cough.",
    "Age: {age} years", "He is {old} years old.", "MRN (hospital): {few}", "Patient number {few}",
    "The social security number is {spelt}.", "Phone of the office {spelt}",
    "cc: {ordinary}", "Seen with {ordinary} today.", "Born in {born}, lives alone.",
)  # fmt: skip
"""Rows with values that are short, or no digits at all."""
JOINTS = ("-", "\u2010", "\u2011", "\u2013", "\u2212", " ", "\u00a0", "\u2009", ".", "/", "-\n",
          "\u00ad", "\u200b", " - ")  # fmt: skip
_SPELT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero")
_OLD = ("ninety-one", "ninety four", "ninety-eight", "one hundred and two", "one hundred one")
_SHORT = ("day", "age", "few")
WORDED = (*_SHORT, "spelt", "old", "surname")
"""Classes whose parts are ordinary words and small numbers: only together do they tell."""
_ORDINARY = ("Bill Price", "Iris Sales", "Bill Page", "Aura Sales", "Iris Page")
"""Names that consist of words which every form has."""
_PLAIN = (
    "Price", "Bill", "Card", "Street", "Doctor", "Total", "Room", "Order", "Sales", "Cash", "Page",
    "Test", "Visit", "Date", "Age", "Item", "Fee", "Lab", "Lot", "Note",
)  # fmt: skip
_ALONE = (
    "{} was seen in the clinic again today.", "{} denies chest pain.", "Dear {}, thank you.",
    "Results to {}.", "Told {}'s wife, too.", "We discussed the plan with {} at length.",
    "Today {} feels better.", "{} lives with two dogs.", "Her daughter {} called.",
    "Nurse {} gave the tablets.", "{}, 54, has a cough.", "Cashier: {}", "Kind regards,\n{}",
)  # fmt: skip
"""Rows in which a surname that is an ordinary word stands by itself."""
LABELLED = 0.5
"""Share of the documents that say by a label who is called so; in others a sentence does."""
_HIDDEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200d\u2060\ufeff", ""))


@dataclass(frozen=True, slots=True)
class Planted:
    """A document's text, the identifiers in it by their class, and its text without them."""

    text: str
    values: tuple[tuple[str, str], ...]
    ordinary: str = ""


def values(rng: random.Random) -> dict[str, str]:
    """One identifier of each class, invented."""

    def digits(count: int) -> str:
        return "".join(rng.choice("0123456789") for _ in range(count))

    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    head = "5" + digits(14)
    return {
        "name": f"{given} {family}",
        "upper": f"{family.upper()}, {given.upper()}",
        "given": rng.choice(GIVEN),
        "address": f"{rng.randint(10, 9999)} {rng.choice(STREETS)} Lane, {rng.choice(TOWNS)}",
        "date": f"{rng.randint(1, 12):02}/{rng.randint(1, 28):02}/{rng.randint(1930, 2020)}",
        "digit": rng.choice("0123456789"),
        "phone": f"({rng.randint(201, 989)}) 555-{digits(4)}",
        "mail": f"{given.lower()}.{family.lower()}{digits(2)}@mail{digits(3)}.example",
        "ssn": f"{rng.randint(101, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}",
        "mrn": digits(8),
        "plan": f"XG{digits(9)}",
        "account": digits(10),
        "licence": f"D{digits(7)}",
        "vin": "1HGCM82633A" + digits(6),
        "plate": f"{rng.choice('ABCDEF')}{rng.choice('KLMNP')}Z-{rng.randint(1000, 9999)}",
        "serial": f"SN-{digits(4)}-{digits(5)}",
        "site": f"portal{digits(4)}.example.org",
        "ip": f"172.16.{rng.randint(2, 250)}.{rng.randint(2, 250)}",
        "card": next(head + str(one) for one in range(10) if luhn(head + str(one))),
        "passport": f"C{digits(8)}",
        "day": rng.choice(("/", "-", "\u2013")).join(
            (str(rng.randint(1, 12)), str(rng.randint(13, 31)))
        ),
        "age": str(rng.randint(90, 99)),
        "old": rng.choice(_OLD),
        "few": str(rng.choice([one for one in range(201, 999) if one != 500])),
        "ordinary": rng.choice(_ORDINARY),
        "born": str(rng.randint(1926, 1936)),
        "spelt": " ".join(rng.choice(_SPELT) for _ in range(9)),
    }


def noted(value: str, rng: random.Random) -> str:
    """A value with digits, or a name, in another notation."""
    joint = rng.choice(JOINTS)
    if not any(map(str.isdigit, value)):
        at = rng.randint(3, max(3, len(value.split(maxsplit=1)[0]) - 2))
        return value[:at] + rng.choice(("\u00ad", "\u200b", "-\n")) + value[at:]
    if value.isdigit():
        return joint.join(value[at : at + 4] for at in range(0, len(value), 4))
    return joint.join(part for part in regex.split(r"[\W_]+", value) if part)


def planted(rng: random.Random, rows: Sequence[str] = ()) -> Planted:
    """Ordinary rows (or those of a real document) with rows that hold identifiers between them."""
    made = list(rows) or rng.sample(ORDINARY, 8)
    ordinary = "\n".join(made)
    found: list[tuple[str, str]] = []
    for line in (*rng.sample(LINES, 12), *rng.sample(ODD, 3)):
        one = values(rng)
        used = [name for name in one if f"{{{name}}}" in line]
        shown = one | {
            name: noted(one[name], rng) for name in used if name in NOTED and rng.random() < 0.4
        }
        made.insert(rng.randint(0, len(made)), line.format(**shown))
        found += [(name, one[name]) for name in used if name != "digit"]
        if "9{digit}" in line:
            found.append(("age", f"9{one['digit']}"))
    surname = rng.choice(_PLAIN)
    if rng.random() < LABELLED:
        made.insert(rng.randint(0, len(made)), f"Patient name: {rng.choice(GIVEN[:26])} {surname}")
    for row in rng.sample(_ALONE, 2):
        word = rng.choice((surname, surname.upper()))
        made.insert(rng.randint(0, len(made)), row.format(word))
        before, _, after = row.partition("{}")
        found.append(("surname", f"{before[-5:]}{word}{after[:3]}"))
    return Planted("\n".join(made), tuple(found), ordinary)


NOTED = ("name", "phone", "ssn", "mrn", "card", "account", "date", "passport", "given")
FRAGMENT = 4  # digits of an identifier, one after the other, that tell a part of it


def seen(name: str, value: str, excerpt: str, ordinary: str) -> list[str]:
    """What of an identifier is in an excerpt, whatever joins its signs; what the document shows
    without it (a blood pressure) is no trace of it."""
    text = regex.sub(r"<[A-Z]+_\d+>", "<>", excerpt.translate(_HIDDEN))
    if name in _SHORT:
        joined = r"[\W_]{1,3}".join(regex.findall(r"\d+", value))
        look = regex.compile(rf"(?<!\d|\d[.,]|/){joined}(?!\d|[.,]\d|/\d)")
        return [value] if look.search(text) and not look.search(ordinary) else []
    if name == "surname":
        return [value] if value in text else []
    if name in ("spelt", "old"):
        words = regex.findall(r"\w+", value)
        runs = [words[at : at + 3] for at in range(max(1, len(words) - 2))]
        found = [r"\W+".join(run) for run in runs]
        return [one for one in found if regex.search(rf"(?<!\w){one}(?!\w)", text)]
    unbroken = regex.sub(r"-\n", "", text)
    whole = [one for one in traces(value) if one in text or one in unbroken]
    windows = {one for one in _windows(value) if not one.startswith(("19", "20"))}
    return whole + sorted(windows & (_windows(text) - _windows(ordinary)))


def _windows(text: str) -> set[str]:
    """Digits of ``FRAGMENT`` in a row, with at most three signs and no letter between them."""
    found = set()
    for run in regex.findall(r"\d(?:[\W_]{0,3}\d)*", text):
        digits = "".join(filter(str.isdigit, run))
        found |= {digits[at : at + FRAGMENT] for at in range(len(digits) - FRAGMENT + 1)}
    return found


def traces(value: str) -> Iterator[str]:
    """What of an identifier must not be seen: itself, its telling words, its digits together."""
    yield value
    for word in value.replace(",", " ").replace(".", " ").replace("@", " ").split():
        if word.isalpha() and len(word) > 3 and word.lower() not in ("lane", "mail", "example"):
            yield word
    digits = "".join(filter(str.isdigit, value))
    if len(digits) > 5:
        yield digits
