"""How the till prints a purchase: rows, before anybody knows about pixels."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from samples.generator.receipt.bill import Bill, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Pieces of one printed row as (position, text).

    A position of 0 starts at the left edge, 1 ends at the right edge, 0.5 is centred; between,
    a negative number is where the piece ends (as a share of the width).
    """

    pieces: tuple[tuple[float, str], ...] = ()
    bold: bool = False
    size: float = 1.0
    rule: str = ""
    gap: float = 0.0
    barcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The rows with what they show of each value (only values that are shown appear); ``bases``:
    with what each tax is taken of."""

    rows: tuple[Row, ...]
    printed: dict[str, str]
    descriptions: tuple[str, ...]
    bases: bool = False


def centred(text: str, *, bold: bool = False, size: float = 1.0) -> Row:
    """A row in the middle."""
    return Row(pieces=((0.5, text),), bold=bold, size=size)


def pair(left: str, right: str, *, bold: bool = False, size: float = 1.0) -> Row:
    """A label and a value at the edges."""
    return Row(pieces=((0.0, left), (1.0, right)), bold=bold, size=size)


def left(text: str) -> Row:
    """A row at the left edge."""
    return Row(pieces=((0.0, text),))


class Printer:
    """Lays out one bill; the choices of a till's set-up are drawn once, in ``__init__``."""

    def __init__(self, chance: Random, bill: Bill) -> None:
        self.chance, self.bill, self.country = chance, bill, bill.country
        self.money = chance.choice(("bare", "bare", "symbol"))
        self.total_money = chance.choice((self.money, "symbol", "code"))
        self.date_form = str(chance.choice(self.country.data["dates"]))
        self.time_form = str(chance.choice(self.country.data["times"]))
        self.rule = chance.choice(("-", "-", "=", ".", "_", ""))
        self.head_place = chance.choice((0.5, 0.5, 0.5, 0.0))
        self.upper = chance.random() < 0.35
        self.items = chance.choice((self._compact, self._columns, self._two_rows))
        self.date_first = chance.random() < 0.6
        self.printed: dict[str, str] = {}
        self.descriptions = tuple(line.description for line in bill.lines)

    def slip(self) -> Slip:
        """The whole slip."""
        head, meta, body = self._head(), self._meta(), self._body()
        rows = [*head, *meta, *body] if self.date_first else [*head, *body, *self._line(), *meta]
        rows += self._foot()
        if self.upper:
            rows = [_upper(row) for row in rows]
            self.printed = {key: value.upper() for key, value in self.printed.items()}
            self.descriptions = tuple(text.upper() for text in self.descriptions)
        return Slip(rows=tuple(rows), printed=self.printed, descriptions=self.descriptions)

    def word(self, key: str) -> str:
        """One of the ways to say ``key``."""
        return self.country.word(self.chance, key)

    def _line(self) -> list[Row]:
        return [Row(rule=self.rule)] if self.rule else [Row(gap=0.5)]

    def _head(self) -> list[Row]:
        vendor, chance = self.bill.vendor, self.chance
        size = chance.choice((1.0, 1.25, 1.5, 1.9))
        bold = chance.random() < 0.7
        rows = [
            Row(pieces=((self.head_place, part),), bold=bold, size=size)
            for part in _wrapped(vendor.name, int(34 / size))
        ]
        self.printed["vendor_name"] = vendor.name
        address = list(vendor.address)
        if chance.random() < 0.25 and len(" ".join(address)) < 40:
            address = [" ".join(address)]
        self.printed["vendor_address"] = " ".join(address)
        rows += [Row(pieces=((self.head_place, part),)) for part in address]
        phone, tax = chance.random() < 0.75, chance.random() < self.country.data["states_tax_id"]
        if phone:
            self.printed["vendor_phone"] = vendor.phone
            label = (
                f"{self.word('phone').rstrip('.')}{chance.choice((': ', ' ', '. '))}{vendor.phone}"
            )
            rows.append(Row(pieces=((self.head_place, label),)))
        if tax:
            self.printed["vendor_tax_id"] = vendor.tax_id
            label = chance.choice(self.country.data["tax_id_label"])
            rows.append(Row(pieces=((self.head_place, f"{label}: {vendor.tax_id}"),)))
        title = self.word("tax_title" if tax else "title")
        if title:
            rows += [Row(gap=0.4), centred(title, bold=chance.random() < 0.6, size=1.1)]
        return [*rows, *self._line()]

    def _meta(self) -> list[Row]:
        bill, chance = self.bill, self.chance
        date = self.country.date(bill.when, self.date_form)
        time = bill.when.strftime(self.time_form)
        self.printed |= {"issue_date": date, "document_number": bill.number}
        colon = chance.choice((": ", ":", " : ", " "))
        label = self.word("date")
        dated = f"{label}{colon}{date}" if label else date
        number = f"{self.word('number')}{colon}{bill.number}"
        clerk = f"{self.word('cashier')}{colon}{bill.cashier}"
        shape = chance.randrange(3)
        if shape == 0:
            rows = [left(number), pair(dated, time), left(clerk)]
        elif shape == 1:
            rows = [pair(f"{date} {time}", number)] if len(number) < 22 else [left(number)]
            rows += [left(clerk)] if len(number) < 22 else [left(f"{date} {time}")]
        else:
            rows = [left(f"{dated}  {time}"), left(number)]
        if bill.table is not None and chance.random() < 0.8:
            rows.append(left(f"{self.word('table')}{colon}{bill.table}"))
        chance.shuffle(rows)
        return [*rows, *(self._line() if self.date_first else [])]

    def _body(self) -> list[Row]:
        return [*self.items(), *self._line(), *self._sums()]

    def _amount(self, value: Decimal) -> str:
        return self.country.number(value)

    def _compact(self) -> list[Row]:
        """``2 x Latte   7.20``."""
        return [
            pair(f"{line.quantity} {line.description}", self._amount(line.amount))
            for line in self.bill.lines
        ]

    def _columns(self) -> list[Row]:
        head = ("item_head", "qty_head", "price_head", "amount_head")
        names = [self.word(key) for key in head]
        self.descriptions = tuple(line.description[:18].strip() for line in self.bill.lines)
        rows = [_columned(*names), *self._line()]
        rows += [
            _columned(
                description,
                str(line.quantity),
                self._amount(line.unit_price),
                self._amount(line.amount),
            )
            for line, description in zip(self.bill.lines, self.descriptions, strict=True)
        ]
        return rows

    def _two_rows(self) -> list[Row]:
        """Description, and below it code, quantity and price."""
        rows: list[Row] = []
        for line in self.bill.lines:
            rows += [left(line.description), self._priced(line)]
        return rows

    def _priced(self, line: Line) -> Row:
        times = f"{line.quantity} x {self._amount(line.unit_price)}"
        return pair(f"  {line.code}  {times}".rstrip(), self._amount(line.amount))

    def _sums(self) -> list[Row]:
        bill = self.bill
        rows: list[Row] = []
        if (added := not self.country.data["tax_included"]) or self.chance.random() < 0.5:
            label = str(self.country.words["subtotal"][0]) if not added else self.word("subtotal")
            self.printed["subtotal"] = self.country.money(bill.subtotal, self.money)
            rows.append(pair(label, self.printed["subtotal"]))
        if bill.service:
            text = self.country.money(bill.service, self.money)
            rows.append(pair(f"{self.word('service')} 10%", text))
        taxes = self._taxes("added" if added else "included")
        rows += taxes if added else []
        if bill.rounding:
            self.printed["rounding"] = self.country.money(bill.rounding, "bare")
            rows.append(pair(self.word("rounding"), self.printed["rounding"]))
        self.printed["total"] = self.country.money(bill.total, self.total_money)
        size = self.chance.choice((1.0, 1.0, 1.2, 1.4, 1.7))
        rows.append(pair(self.word("total"), self.printed["total"], bold=True, size=size))
        rows += self._payment()
        return rows + ([] if added else [*self._line(), *taxes])

    def _taxes(self, key: str) -> list[Row]:
        rows = []
        for tax in self.bill.taxes:
            rate = self.country.number(tax.rate.normalize() + 0)
            label = self.word(key).format(tax=tax.name, rate=rate)
            text = self.country.money(tax.amount, self.money)
            self.printed["tax_total"] = text
            rows.append(pair(label, text))
        return rows

    def _payment(self) -> list[Row]:
        bill = self.bill
        if not bill.cash:
            self.printed["payment_method"] = self.word("card")
            text = self.country.money(bill.total, self.money)
            number = f"**** {self.chance.randrange(1000, 9999)}"
            return [pair(self.printed["payment_method"], text), left(number)]
        self.printed["payment_method"] = self.word("cash")
        self.printed["amount_tendered"] = self.country.money(bill.tendered, self.money)
        self.printed["change_due"] = self.country.money(bill.change, self.money)
        return [
            pair(self.printed["payment_method"], self.printed["amount_tendered"]),
            pair(self.word("change"), self.printed["change_due"]),
        ]

    def _foot(self) -> list[Row]:
        rows = [Row(gap=0.6)]
        for text in self.chance.sample(self.country.words["thanks"], self.chance.choice((1, 1, 2))):
            rows += [centred(part) for part in _wrapped(text, 32)]
        if self.chance.random() < 0.35:
            rows += [Row(gap=0.4), Row(barcode=self.bill.number)]
        return rows


def _columned(description: str, quantity: str, price: str, amount: str) -> Row:
    return Row(pieces=((0.0, description), (-0.60, quantity), (-0.80, price), (1.0, amount)))


def _upper(row: Row) -> Row:
    pieces = tuple((place, text.upper()) for place, text in row.pieces)
    return Row(
        pieces=pieces,
        bold=row.bold,
        size=row.size,
        rule=row.rule,
        gap=row.gap,
        barcode=row.barcode,
    )


def _wrapped(text: str, width: int) -> list[str]:
    """``text`` in rows of at most ``width`` characters, broken at blanks."""
    rows: list[str] = []
    for word in text.split():
        if rows and len(rows[-1]) + len(word) < width:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return rows
