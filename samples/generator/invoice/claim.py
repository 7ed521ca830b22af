"""What is owed: parties, positions, taxes; the sums add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from samples.generator import codes, lexicon
from samples.generator.places import Country, Party
from samples.generator.receipt.bill import Tax, cents

PATTERNS = (
    "RE-####-###", "#######", "INV-#####", "{year}-####", "{year}/###", "####", "A#####",
    "RE{year}####", "F-{year}-####", "##/{year}", "INV####-##", "9#########", "SI######",
    "########/##/###", "RE-########/###",
    "##.###.###-####-#", "##-######-##", "{year}.####",
    "{year}####",
)  # fmt: skip
BUSINESS = {
    "de": ("Technik", "Logistik", "Service", "Handel", "Bau", "Systeme", "Druck", "Maschinenbau"),
    "fr": ("Services", "Conseil", "Distribution", "Bâtiment", "Impression", "Transports"),
    "es": ("Servicios", "Consultores", "Distribuciones", "Instalaciones", "Logística"),
    "it": ("Servizi", "Consulenze", "Forniture", "Impianti", "Trasporti"),
    "nl": ("Diensten", "Advies", "Groothandel", "Techniek", "Transport", "Installaties"),
    "pl": ("Usługi", "Handel", "Transport", "Systemy", "Budownictwo", "Technika"),
    "pt": ("Serviços", "Consultoria", "Distribuição", "Instalações", "Transportes"),
    "sv": ("Tjänster", "Konsult", "Bygg", "Teknik", "Handel", "Transport"),
    "en": ("Services", "Consulting", "Systems", "Print", "Logistics", "Supplies", "Engineering"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One item. ``amount`` is net of the discount (per cent); ``more`` is printed below it."""

    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount: int
    rate: Decimal
    code: str
    more: str = ""

    @property
    def amount(self) -> Decimal:
        """What the position costs."""
        return cents(self.quantity * self.unit_price * (100 - self.discount) / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One invoice, or a credit note (``credit``; its amounts are negative where ``signed``).
    ``more``: further ways to say things, of the house that wrote it. ``discount`` and ``freight``
    stand between the items and the sum; ``late`` freight comes after tax."""

    country: Country
    seller: Party
    buyer: Party
    receiver: Party
    number: str
    order: str
    customer: str
    issued: datetime
    delivered: datetime
    days: int
    lines: tuple[Position, ...]
    taxes: tuple[Tax, ...]
    prepaid: Decimal
    iban: str
    bic: str
    method: str
    credit: bool
    more: Mapping[str, Any] = field(default_factory=dict)
    discount: Decimal = Decimal(0)
    freight: Decimal = Decimal(0)
    late: bool = False

    @property
    def due(self) -> datetime:
        """When it is to be paid."""
        return self.issued + timedelta(days=self.days)

    @property
    def items(self) -> Decimal:
        """All positions together."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def subtotal(self) -> Decimal:
        """What is taxed."""
        return self.items - self.discount + (Decimal(0) if self.late else self.freight)

    @property
    def tax_total(self) -> Decimal:
        """All taxes together."""
        return sum((tax.amount for tax in self.taxes), Decimal(0))

    @property
    def total(self) -> Decimal:
        """With tax."""
        return self.subtotal + self.tax_total + (self.freight if self.late else Decimal(0))

    @property
    def bills(self) -> dict[str, Any]:
        """What small firms say in the seller's language."""
        return dict(lexicon.load("bills")[self.country.lang])

    @property
    def words(self) -> dict[str, Any]:
        """What invoices say in the seller's language."""
        known = lexicon.load("invoices").get(self.country.lang, {})
        lang = self.country.lang
        papers = {"papers": lexicon.load("papers").get(lang, {})}
        return {**known, **lexicon.load("layouts")[lang], **papers, **self.more}


def draw(chance: Random, country: Country) -> Claim:
    """An invoice from one invented company to another, or to a person."""
    known = {**lexicon.load("invoices"), **lexicon.load("layouts")}
    goods = lexicon.load("invoices").get(country.lang, known[country.lang])["goods"]
    credit = chance.random() < 0.08
    lines = _lines(chance, country, goods, -1 if credit and chance.random() < 0.5 else 1)
    taxes = _taxes(lines, str(country.data["tax_name"][0]))
    total = sum((line.amount for line in lines), Decimal(0)) + sum(tax.amount for tax in taxes)
    issued = datetime(2014, 1, 3) + timedelta(days=chance.randrange(4300))
    buyer = _buyer(chance, country)
    pattern = chance.choice(PATTERNS)
    part = Decimal(chance.choice((20, 30, 50))) / 100
    return Claim(
        country=country,
        seller=_company(chance, country),
        buyer=buyer,
        receiver=country.party(chance, buyer.name),
        number=codes.digits(chance, pattern.format(year=issued.year)),
        order=codes.digits(chance, chance.choice(("PO-#####", "B######", "45########", "####/##"))),
        customer=codes.digits(chance, chance.choice(("K####", "#####", "C-####", "1####"))),
        issued=issued,
        delivered=issued - timedelta(days=chance.choice((0, 0, 1, 2, 5, 9))),
        days=chance.choice((0, 7, 10, 14, 30, 30, 45, 60)),
        lines=lines,
        taxes=taxes,
        prepaid=cents(total * part) if not credit and chance.random() < 0.22 else Decimal(0),
        iban=codes.iban(chance, country.code) if country.name != "us" else "",
        bic=_bic(chance, country.code),
        method=chance.choice(
            ("transfer", "transfer", "transfer", "card", "direct_debit", "cheque")
        ),
        credit=credit,
    )


def _bic(chance: Random, country: str) -> str:
    return (
        "".join(chance.choice("BCDFGKLMNPRST") for _ in range(4))
        + country
        + chance.choice(("MM", "FF", "2L", "PP"))
        + chance.choice(("XXX", ""))
    )


def _company(chance: Random, country: Country) -> Party:
    """A company: a trade's name, hardly ever without its legal form."""
    legal = chance.choice([form for form in country.data["legal"] if form])
    family = chance.choice(country.data["family"])
    other = chance.choice(country.data["family"])
    business = chance.choice(BUSINESS[country.lang])
    made = chance.choice(
        (
            f"{family} {business} {legal}",
            f"{family} {business} {legal}",
            f"{family} & {other} {legal}",
            f"{business} {family} {legal}",
            f"{family}{business.lower()} {legal}",
            f"{family} {legal}",
            f"{family} {business}",
        )
    )
    return country.party(chance, made.upper() if chance.random() < 0.1 else made)


def _buyer(chance: Random, country: Country) -> Party:
    if chance.random() < 0.2:
        return country.party(chance, country.person(chance))
    return _company(chance, country)


def _lines(
    chance: Random, country: Country, goods: list[tuple[str, float, float]], sign: int
) -> tuple[Position, ...]:
    rates = [Decimal(rate) for rate in country.data["tax_rates"]]
    main = rates[0] if country.name != "us" else chance.choice(rates)
    if chance.random() < 0.06:
        main = Decimal("0.00")
    mixed = country.name != "us" and chance.random() < 0.3
    words = lexicon.load("layouts")[country.lang]
    discounted = chance.random() < 0.15
    fractions = chance.random() < 0.15
    lines = []
    for _ in range(chance.choice((1, 1, 2, 2, 3, 4, 5, 6, 8, 12, 24, 45))):
        description, low, high = chance.choice(goods)
        price = cents(Decimal(f"{chance.uniform(low, high):.2f}"))
        quantity = Decimal(chance.choice((1, 1, 2, 3, 5, 10, 12, 40)) if price < 400 else 1)
        if fractions and chance.random() < 0.5:
            quantity += Decimal(chance.choice(("0.5", "0.25", "0.75")))
        code = codes.digits(chance, chance.choice(("A-####", "######", "ZX##-###")))
        lines.append(
            Position(
                description=description,
                quantity=quantity * sign,
                unit=str(chance.choice(words["units"])),
                unit_price=price,
                discount=chance.choice((0, 5, 10, 15)) if discounted else 0,
                rate=chance.choice(rates[:2]) if mixed else main,
                code=code,
                more=_more(chance, words["article"], code),
            )
        )
    return tuple(lines)


def _more(chance: Random, forms: Sequence[str], code: str) -> str:
    return chance.choice(forms).format(code=code) if chance.random() < 0.3 else ""


def _taxes(lines: Sequence[Position], name: str) -> tuple[Tax, ...]:
    """One tax per rate, the highest rate last."""
    bases: dict[Decimal, Decimal] = {}
    for line in lines:
        bases[line.rate] = bases.get(line.rate, Decimal(0)) + line.amount
    return tuple(
        Tax(name=name, rate=rate, base=base, amount=cents(base * rate / 100))
        for rate, base in sorted(bases.items())
    )
