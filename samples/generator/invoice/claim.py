"""What is owed: parties, positions, taxes; the sums add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from samples.generator import codes, lexicon
from samples.generator.places import Country, Party
from samples.generator.receipt.bill import Line, Tax, cents

NAMES = {"gb": "gb", "de": "de", "fr": "fr", "es": "es", "us": "us"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One invoice."""

    country: Country
    seller: Party
    buyer: Party
    number: str
    order: str
    customer: str
    issued: datetime
    days: int
    lines: tuple[Line, ...]
    subtotal: Decimal
    taxes: tuple[Tax, ...]
    total: Decimal
    iban: str

    @property
    def due(self) -> datetime:
        """When it is to be paid."""
        return self.issued + timedelta(days=self.days)

    @property
    def tax_total(self) -> Decimal:
        """All taxes together."""
        return sum((tax.amount for tax in self.taxes), Decimal(0))

    @property
    def words(self) -> dict[str, Any]:
        """What invoices say in the seller's language."""
        return dict(lexicon.load("invoices")[self.country.lang])


def draw(chance: Random, country: Country) -> Claim:
    """An invoice from one invented company to another."""
    lines = _lines(chance, lexicon.load("invoices")[country.lang]["goods"])
    subtotal = sum((line.amount for line in lines), Decimal(0))
    rate = Decimal(chance.choice(country.data["tax_rates"][:2]))
    name = str(country.data["tax_name"][0])
    tax = Tax(name=name, rate=rate, base=subtotal, amount=cents(subtotal * rate / 100))
    issued = datetime(2022, 1, 3) + timedelta(days=chance.randrange(1400))
    pattern = chance.choice(("RE-####-###", "#######", "INV-#####", "{year}-####", "{year}/###"))
    return Claim(
        country=country,
        seller=_company(chance, country),
        buyer=_company(chance, country),
        number=codes.digits(chance, pattern.format(year=issued.year)),
        order=codes.digits(chance, "PO-#####"),
        customer=codes.digits(chance, "K####"),
        issued=issued,
        days=chance.choice((10, 14, 30, 30, 45)),
        lines=lines,
        subtotal=subtotal,
        taxes=(tax,),
        total=subtotal + tax.amount,
        iban=codes.iban(chance, country.code) if country.name != "us" else "",
    )


def _company(chance: Random, country: Country) -> Party:
    """A company: a trade's name, never without its legal form."""
    legal = chance.choice([form for form in country.data["legal"] if form])
    family = chance.choice(country.data["family"])
    business = chance.choice(
        ("Services", "Logistik", "Technik", "& Partner", "Consulting", "Print")
    )
    if country.lang != "de" and business in ("Logistik", "Technik"):
        business = "Systems"
    return country.party(chance, f"{family} {business} {legal}")


def _lines(chance: Random, goods: list[tuple[str, float, float]]) -> tuple[Line, ...]:
    lines = []
    for description, low, high in chance.sample(goods, chance.choice((1, 2, 3, 4, 6))):
        price = cents(Decimal(f"{chance.uniform(low, high):.2f}"))
        quantity = chance.choice((1, 1, 2, 3, 5, 10, 12, 40)) if price < 400 else 1
        code = codes.digits(chance, "A-####")
        lines.append(Line(description=description, quantity=quantity, unit_price=price, code=code))
    return tuple(lines)
