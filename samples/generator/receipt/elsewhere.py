"""What tills print around a purchase that plain slips lack: the firm behind the shop, taxes of two
rates in a table, a tip, the same sum in another currency.

Drawn apart from the slip itself, so that slips stay as they are for everybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from samples.generator.places import Country
from samples.generator.receipt import bill as bills
from samples.generator.receipt.bill import Bill, Tax, cents
from samples.generator.receipt.slip import Printer, Row, Slip, centred, left, pair

AGENTS = {
    "us": ("Operated by {} LLC", "A division of {} Inc."),
    "gb": ("Operated by {} Ltd", "Managed by {} plc"),
    "my": ("Managed by {} SDN BHD", "OWNED BY {} SDN. BHD."),
    "de": ("Inh. {}", "Betreiber: {} GmbH", "Inhaberin {} e.K."),
    "fr": ("Exploité par {} SARL",),
    "es": (),
}
TABLE = {
    "de": ("MwSt", "Netto", "Steuer", "Brutto"),
    "fr": ("Taux", "HT", "TVA", "TTC"),
    "es": ("IVA", "Base", "Cuota", "Total"),
    "gb": ("VAT", "Net", "VAT", "Gross"),
}
TIPS = {"us": "Tip", "gb": "Gratuity", "de": "Trinkgeld", "fr": "Pourboire", "es": "Propina"}
CURRENCIES = {"us": "CAD", "gb": "EUR", "my": "SGD", "de": "CHF", "fr": "CHF", "es": "USD"}


def drawn(seed: int, country: str) -> tuple[Slip, Bill]:
    """A slip of a shop there with such things around it, and the bill that it shows."""
    chance = Random(f"elsewhere {seed} {country}")
    place = Country(country)
    trade = chance.choice(("restaurant", "cafe", "grocery", "pharmacy"))
    bill = bills.draw(chance, place, trade)
    if country in TABLE and len(bill.lines) > 1:
        bill = _of_two_rates(bill, chance)
    slip = Printer(chance, bill).slip()
    if len(bill.taxes) > 1:
        slip = _tabled(slip, bill, chance)
    if AGENTS[country] and chance.random() < 0.4:
        slip = _run_by(slip, bill, chance)
    if country in TIPS and trade in {"restaurant", "cafe"} and not bill.cash:
        slip, bill = _tipped(slip, bill, chance)
    elif chance.random() < 0.25:
        slip = _exchanged(slip, bill, chance)
    return slip, bill


def _of_two_rates(bill: Bill, chance: Random) -> Bill:
    """The bill with its lines taxed at two rates, which its prices include."""
    rates = [Decimal(rate) for rate in bill.country.data["tax_rates"]][:2]
    cut = chance.randrange(1, len(bill.lines))
    name = str(bill.country.data["tax_name"][0])
    taxes: list[Tax] = []
    for rate, lines in zip(rates, (bill.lines[:cut], bill.lines[cut:]), strict=True):
        gross = sum((line.amount for line in lines), Decimal(0))
        base = cents(gross / (1 + rate / 100))
        taxes.append(Tax(name=name, rate=rate, base=base, amount=gross - base))
    return replace(bill, taxes=tuple(taxes))


def _tabled(slip: Slip, bill: Bill, chance: Random) -> Slip:
    """The slip with its taxes as a table at its end."""
    number = bill.country.number
    amounts = {number(tax.amount) for tax in bill.taxes}
    rows = [row for row in slip.rows if not (row.pieces and _holds(row, bill, amounts))]
    head = TABLE[bill.country.name]
    table = [_four(*head)]
    for sign, tax in zip("AB", bill.taxes, strict=True):
        rate = f"{number(tax.rate.normalize() + 0)}%"
        shown = f"{sign}={rate}" if chance.random() < 0.3 else rate
        gross = number(tax.base + tax.amount)
        table.append(_four(shown, number(tax.base), number(tax.amount), gross))
    printed = {**slip.printed, "tax_total": number(bill.tax_total)}
    return replace(slip, rows=(*rows, Row(gap=0.5), *table), printed=printed, bases=True)


def _holds(row: Row, bill: Bill, amounts: set[str]) -> bool:
    """Whether a row states one of the taxes."""
    text = " ".join(text for _, text in row.pieces).casefold()
    named = any(tax.name.casefold() in text for tax in bill.taxes)
    return named and any(amount in text for amount in amounts)


def _four(rate: str, net: str, tax: str, gross: str) -> Row:
    return Row(pieces=((0.0, rate), (-0.45, net), (-0.72, tax), (1.0, gross)))


def _run_by(slip: Slip, bill: Bill, chance: Random) -> Slip:
    """The slip with the firm behind the shop below the shop's name."""
    country = bill.country
    firm = f"{chance.choice(country.data['family'])} {chance.choice(country.data['family'])}"
    text = str(chance.choice(AGENTS[country.name])).format(firm)
    last = slip.printed["vendor_name"].split()[-1]
    at = next(i for i, row in enumerate(slip.rows) if row.pieces[0][1].split()[-1] == last) + 1
    return replace(slip, rows=(*slip.rows[:at], centred(text), *slip.rows[at:]))


def _tipped(slip: Slip, bill: Bill, chance: Random) -> tuple[Slip, Bill]:
    """The slip with a tip and what was paid with it, below the total."""
    country = bill.country
    tip = cents(bill.total * chance.choice((10, 15, 18)) / 100)
    paid = bill.total + tip
    text = country.money(paid, "symbol")
    label = country.word(chance, "total")
    added = (pair(TIPS[country.name], country.number(tip)), pair(label, text, bold=True))
    at = _total(slip.rows, slip.printed["total"]) + 1
    printed = {**slip.printed, "total": text}
    slip = replace(slip, rows=(*slip.rows[:at], *added, *slip.rows[at:]), printed=printed)
    return slip, replace(bill, total=paid, tendered=paid)


def _exchanged(slip: Slip, bill: Bill, chance: Random) -> Slip:
    """The slip with its total in another currency, too."""
    country, other = bill.country, CURRENCIES[bill.country.name]
    rate = Decimal(chance.randrange(820, 1480)) / 1000
    rows = (
        pair(f"{country.word(chance, 'total')} {other}", country.number(cents(bill.total * rate))),
        left(f"1 {country.data['currency']} = {country.number(rate)} {other}"),
    )
    at = _total(slip.rows, slip.printed["total"]) + 1
    return replace(slip, rows=(*slip.rows[:at], *rows, *slip.rows[at:]))


def _total(rows: Sequence[Row], printed: str) -> int:
    """The row of the total."""
    bold = [i for i, row in enumerate(rows) if row.bold and row.pieces[-1][1] == printed]
    return bold[-1]
