"""What goes over the wire, captured and searched: documents with planted identifiers, many of them.

    python -m tests.privacy.wire --documents 500 [--data FOLDER]

Each document is asked about at random rows, as if the values there were in doubt; what the checks
let pass is sent by the real client over a real socket. Every byte that arrived is then searched for
every planted identifier: as written, each telling word of it, and its digits whatever joins them.
With ``--data`` the medical documents of that folder get identifiers planted between their rows.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from appliance.evaluation.intervals import clopper_pearson
from appliance.privacy.checksums import luhn
from appliance.privacy.detect import Detector
from appliance.privacy.escalation.client import Endpoint, send
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span
from tests.service.larger import Larger, completion, larger

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


@dataclass(frozen=True, slots=True)
class Planted:
    """A document's text, and the identifiers in it by their class."""

    text: str
    values: tuple[tuple[str, str], ...]


@dataclass
class Figures:
    """What was counted."""

    documents: int = 0
    sent: int = 0
    blocked: Counter[str] = field(default_factory=Counter)
    sought: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    leaks: int = 0
    bytes: int = 0


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
    }


def planted(rng: random.Random, rows: Sequence[str] = ()) -> Planted:
    """Ordinary rows (or those of a real document) with rows that hold identifiers between them."""
    made = list(rows) or rng.sample(ORDINARY, 8)
    found: list[tuple[str, str]] = []
    for line in rng.sample(LINES, 12):
        one = values(rng)
        used = [name for name in one if f"{{{name}}}" in line]
        made.insert(rng.randint(0, len(made)), line.format(**one))
        found += [(name, one[name]) for name in used if name != "digit"]
    return Planted("\n".join(made), tuple(found))


def traces(value: str) -> Iterator[str]:
    """What of an identifier must not be seen: itself, its telling words, its digits together."""
    yield value
    for word in value.replace(",", " ").replace(".", " ").replace("@", " ").split():
        if word.isalpha() and len(word) > 3 and word.lower() not in ("lane", "mail", "example"):
            yield word
    digits = "".join(filter(str.isdigit, value))
    if len(digits) > 5:
        yield digits


def ask(document: Planted, rng: random.Random, detector: Detector, url: str) -> None:
    """Ask about random rows of a document; raises ``Blocked``."""
    text = document.text
    rows = [at for at in range(len(text)) if at == 0 or text[at - 1] == "\n"]
    asked = tuple(
        Asked(
            name=f"field_{number}",
            label="a value in doubt",
            kind="text",
            places=tuple(Span(at, at + 1) for at in rng.sample(rows, min(3, len(rows)))),
        )
        for number in range(4)
    )
    cleared = clear(Document(text=text, pages=()), asked, Shape(model="big", tokens=300), detector)
    send(cleared.redacted, Endpoint(url=url))


def measured(
    documents: Sequence[Planted], detector: Detector, seed: int, outside: Larger
) -> Figures:
    """Ask about all documents, then search what arrived."""
    figures, rng = Figures(documents=len(documents)), random.Random(seed)
    for document in documents:
        before = len(outside.requests)
        try:
            ask(document, rng, detector, outside.url)
            figures.sent += 1
        except Blocked as blocked:
            figures.blocked[blocked.code] += 1
        arrived = b"".join(outside.requests[before:])
        figures.bytes += len(arrived)
        text = arrived.decode()
        joined = "".join(sign for sign in text.partition("Excerpts")[2] if sign.isdigit())
        for name, value in document.values:
            figures.sought[name] += 1
            seen = [
                one for one in traces(value) if one in text or (one.isdigit() and one in joined)
            ]
            figures.leaked[name] += sum(len(one.encode()) for one in seen)
            figures.leaks += bool(seen)
    return figures


def medical(folder: Path, rng: random.Random) -> list[Planted]:
    """The medical documents of a data folder with identifiers planted between their rows."""
    lines = (folder / "dev" / "medical" / "manifest.jsonl").read_text("utf-8").splitlines()
    found = []
    for row in map(json.loads, lines):
        path = folder / "dev" / row["file"]
        text = path.read_text(encoding="utf-8", errors="ignore")
        made = planted(rng, text.split("\n") if path.suffix == ".txt" else _typeset(text))
        name = row["truth"].get("patient_name")
        own = (("own name", name),) if isinstance(name, str) else ()
        found.append(Planted(made.text, (*made.values, *own)))
    return found


def _typeset(xml: str) -> list[str]:
    """The rows of a structured record as reading sets them."""
    from appliance.reading import structured
    from appliance.reading.typeset import Sheet

    sheet = Sheet(100)
    structured.xml(sheet, xml.encode())
    return sheet.finish("text/xml", "").text.split("\n")


def main() -> int:
    """Measure and print; exit 1 where anything leaked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    rng, detector = random.Random(given.seed), Detector()
    documents = [planted(rng) for _ in range(given.documents)]
    if given.data:
        documents += medical(given.data, rng)
    with larger() as outside:
        outside.reply = lambda _: completion({})
        figures = measured(documents, detector, given.seed, outside)
    sought, leaked = sum(figures.sought.values()), sum(figures.leaked.values())
    bounds = clopper_pearson(figures.leaks, max(1, sought))
    print(f"documents {figures.documents}, sent {figures.sent}, blocked {dict(figures.blocked)}")
    print(f"bytes on the wire {figures.bytes}, identifiers sought {sought}")
    print(f"bytes of identifiers seen {leaked}, of {figures.leaks} identifiers")
    print(f"95 % interval of an identifier leaking: {bounds.low:.5f}-{bounds.high:.5f}")
    print(json.dumps({"sought": figures.sought, "leaked": +figures.leaked}))
    return 1 if leaked else 0


if __name__ == "__main__":
    sys.exit(main())
