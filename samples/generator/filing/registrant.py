"""An invented company that files with a regulator, and one period of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from samples.generator import codes, lexicon
from samples.generator.places import Country, Party
from samples.generator.sample import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure in millions of dollars as printed: this period's and the one before."""

    label: str
    concept: str
    now: Decimal
    before: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrant:
    """The company with what its cover page says."""

    name: str
    cik: str
    file_number: str
    ein: str
    state: str
    state_code: str
    party: Party
    security: str
    symbol: str
    exchange: str
    exchange_code: str
    shares: int
    officer: str
    officer_title: str
    facts: tuple[Fact, ...]
    income: tuple[Fact, ...]

    @property
    def located(self) -> dict[str, Values]:
        """Where it is, and under which tax number, as American covers say it."""
        party = self.party
        return {
            "incorporation": self.state,
            "ein": self.ein,
            "address": f"{party.street}, {party.city}, {party.region} {party.postcode}",
            "address_street": self.party.street,
            "address_city": self.party.city,
            "address_state": self.party.region,
            "address_postal_code": self.party.postcode,
            "phone": self.party.phone,
        }


def words() -> dict[str, Any]:
    """The lexicon of filings."""
    return lexicon.load("filings")


def draw(chance: Random) -> Registrant:
    """A company of the United States."""
    names = words()
    first, second = chance.choice(names["first"]), chance.choice(names["second"])
    name = f"{first} {second}, {chance.choice(names['legal'])}"
    if name.count("Holdings") > 1 or name.endswith(("Company", "Corporation", "Corp.")):
        name = name.replace(",", "", 1)
    country = Country("us")
    state, state_code = chance.choice(names["states"])
    exchange, exchange_code = chance.choice(names["exchanges"])
    party = country.party(chance, name)
    return Registrant(
        name=name if chance.random() < 0.5 else name.upper(),
        cik=f"{chance.randrange(700_000, 1_990_000):010d}",
        file_number=codes.digits(chance, chance.choice(("001-3####", "000-2####", "1-####"))),
        ein=f"{chance.randrange(10, 95)}-{chance.randrange(1_000_000, 9_999_999)}",
        state=state,
        state_code=state_code,
        party=party,
        security=str(chance.choice(names["classes"])),
        symbol=(first[:2] + second[:2]).upper().replace(" ", "X"),
        exchange=exchange,
        exchange_code=exchange_code,
        shares=chance.randrange(8_000_000, 900_000_000),
        officer=country.person(chance),
        officer_title=str(chance.choice(names["titles"][:2])),
        facts=tuple(_fact(chance, *item) for item in names["concepts"]),
        income=tuple(_fact(chance, *item) for item in names["income"]),
    )


def _fact(chance: Random, label: str, concept: str) -> Fact:
    now = Decimal(chance.randrange(200, 90_000)) / 10
    before = (now * Decimal(chance.uniform(0.8, 1.2))).quantize(Decimal("0.1"))
    return Fact(label=label, concept=concept, now=now, before=before)


def period(chance: Random, form: str) -> date:
    """The end of a reporting period for an annual or quarterly form, any day for others."""
    year = chance.randrange(2019, 2026)
    if form == "10-K":
        return date(year, *chance.choice(((12, 31), (6, 30), (9, 30))))
    if form == "10-Q":
        return date(year, *chance.choice(((3, 31), (6, 30), (9, 30))))
    return date(year, chance.randrange(1, 13), chance.randrange(1, 29))
