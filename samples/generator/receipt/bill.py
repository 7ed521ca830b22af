"""What happened at the till: a purchase whose sums add up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from samples.generator import codes
from samples.generator.places import Country, Party

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One position."""

    description: str
    quantity: int
    unit_price: Decimal
    code: str

    @property
    def amount(self) -> Decimal:
        """What the position costs."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """One rate with the net base it applies to."""

    name: str
    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """One purchase. ``subtotal`` is net of tax where tax is added, else the sum of lines."""

    country: Country
    trade: str
    vendor: Party
    number: str
    when: datetime
    lines: tuple[Line, ...]
    service: Decimal
    subtotal: Decimal
    taxes: tuple[Tax, ...]
    rounding: Decimal
    total: Decimal
    cash: bool
    tendered: Decimal
    cashier: str
    table: int | None

    @property
    def tax_total(self) -> Decimal:
        """All taxes together."""
        return sum((tax.amount for tax in self.taxes), Decimal(0))

    @property
    def change(self) -> Decimal:
        """What the customer got back."""
        return self.tendered - self.total


def cents(value: Decimal) -> Decimal:
    """Rounded to cents, half up as tills do."""
    return value.quantize(CENT, ROUND_HALF_UP)


def draw(chance: Random, country: Country, trade: str) -> Bill:
    """A purchase in a shop of that trade."""
    lines = _lines(chance, country, trade)
    gross = sum((line.amount for line in lines), Decimal(0))
    service = Decimal(0)
    if trade == "restaurant" and country.name == "my" and chance.random() < 0.5:
        service = cents(gross / 10)
    taxed = gross + service
    taxes, payable = _taxes(chance, country, taxed)
    rounding = Decimal(0)
    if country.name == "my":
        rounded = (payable * 20).quantize(Decimal(1), ROUND_HALF_UP) / 20
        rounding, payable = cents(rounded - payable), cents(rounded)
    cash = chance.random() < 0.55
    return Bill(
        country=country,
        trade=trade,
        vendor=country.party(chance, country.shop(chance, trade)),
        number=codes.digits(chance, chance.choice(_NUMBERS)),
        when=_opening_hours(chance),
        lines=lines,
        service=service,
        subtotal=gross,
        taxes=taxes,
        rounding=rounding,
        total=payable,
        cash=cash,
        tendered=_tendered(chance, payable) if cash else payable,
        cashier=country.person(chance).split()[0],
        table=chance.randrange(1, 40) if trade == "restaurant" else None,
    )


_NUMBERS = (
    "########",
    "CS-0####",
    "####-##-######",
    "INV-#####",
    "R0000#####",
    "T##-####",
    "#####",
)


def _opening_hours(chance: Random) -> datetime:
    day = datetime(2023, 1, 2) + timedelta(days=chance.randrange(1000))
    return day + timedelta(hours=8, seconds=chance.randrange(14 * 3600))


def _lines(chance: Random, country: Country, trade: str) -> tuple[Line, ...]:
    goods = country.words["goods"][trade]
    count = min(len(goods), chance.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 11)))
    factor = Decimal("2.4") if country.name == "my" else Decimal(1)
    lines = []
    shouted = country.name == "my" and chance.random() < 0.8
    for name, low, high in chance.sample(goods, count):
        price = cents(Decimal(f"{chance.uniform(low, high):.2f}") * factor)
        if country.name == "my" and chance.random() < 0.7:
            price = (price * 10).quantize(Decimal(1)) / 10
        quantity = chance.choice((1, 1, 1, 1, 2, 2, 3, 5))
        if trade == "fuel":
            quantity = chance.randrange(12, 60) if _pumped(name) else 1
        code = codes.digits(chance, "95#######") if chance.random() < 0.8 else ""
        description = name.upper() if shouted else name
        line = Line(description=description, quantity=quantity, unit_price=cents(price), code=code)
        lines.append(line)
    return tuple(lines)


def _pumped(description: str) -> bool:
    """Sold by the litre."""
    words = ("diesel", "(l)", "super", "sp95", "gazole", "gasolina", "gasóleo")
    return any(word in description.lower() for word in words)


def _taxes(chance: Random, country: Country, taxed: Decimal) -> tuple[tuple[Tax, ...], Decimal]:
    """The taxes on ``taxed`` and what is to be paid."""
    name = str(chance.choice(country.data["tax_name"]))
    rate = Decimal(chance.choice(country.data["tax_rates"]))
    if country.name == "my" and chance.random() < 0.3:
        return (), taxed
    if country.data["tax_included"]:
        base = cents(taxed / (1 + rate / 100))
        return (Tax(name=name, rate=rate, base=base, amount=taxed - base),), taxed
    amount = cents(taxed * rate / 100)
    return (Tax(name=name, rate=rate, base=taxed, amount=amount),), taxed + amount


def _tendered(chance: Random, payable: Decimal) -> Decimal:
    """Cash in hand: exact, or the next note."""
    if chance.random() < 0.2:
        return payable
    notes = (Decimal(5), Decimal(10), Decimal(20), Decimal(50), Decimal(100))
    note = chance.choice([note for note in notes if note <= max(payable * 2, Decimal(5))])
    return cents((payable / note).to_integral_value("ROUND_CEILING") * note)
