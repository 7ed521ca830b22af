"""One fact of an electronic invoice, whatever the syntax says it in, and how facts are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from appliance.reading.unpaged.xmlsafe import Element, find, find_all, text
from appliance.reading.values import transforms
from appliance.reading.values.dates import iso_date
from appliance.reading.values.printed import Form

PLACES = 6
"""Decimal places of a price that was divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of an invoice; ``parts`` are the pieces of an address, ``row`` counts its lines
    from 1 (0: a fact of the whole invoice).
    """

    path: str
    value: str
    form: Form = Form.TEXT
    parts: tuple[str, ...] = field(default=())
    row: int = 0

    @property
    def attributes(self) -> dict[str, str]:
        """What a statement of the fact says beside its value."""
        return {"row": str(self.row)} if self.row else {}


def text_fact(path: str, element: Element | None) -> Fact:
    """A fact that is printed as it is."""
    return Fact(path=path, value=text(element))


def amount(path: str, element: Element | None) -> Fact:
    """A plain decimal."""
    return Fact(path=path, value=_two_places(_signed(element)), form=Form.AMOUNT)


def in_currency(elements: Iterable[Element], amount_path: str, currency: str) -> Element | None:
    """The one whose amount is in the invoice's currency: tax may be stated in the seller's own, too
    (EN 16931, BT-110 and BT-111). Without a match the first.
    """
    found = list(elements)
    for element in found:
        told = find(element, amount_path) if amount_path else element
        if told is not None and told.get("currencyID") == currency:
            return element
    return found[0] if found else None


def quantity(path: str, element: Element | None) -> Fact:
    """A number that need not have two places."""
    return Fact(path=path, value=_signed(element), form=Form.NUMBER)


def price_of_one(price: Element | None, pieces: Element | None) -> Fact:
    """The price of one piece, where it is stated for several (EN 16931, BT-149)."""
    told = quantity("invoice/line/unit_price", price)
    count = _signed(pieces)
    if not told.value or not count or Decimal(count) in (0, 1):
        return told
    one = Decimal(told.value) / Decimal(count)
    return replace(told, value=transforms.plain(round(one, PLACES)))


def _signed(element: Element | None) -> str:
    """An ``xsd:decimal``: corrections and credit notes have negative ones."""
    value = text(element)
    sign = "-" if value.startswith("-") else ""
    return transforms.number(value.removeprefix("+").removeprefix("-"), "", "", sign)


def rate(path: str, element: Element | None) -> Fact:
    """A per cent rate."""
    return replace(quantity(path, element), form=Form.RATE)


def date(path: str, element: Element | None) -> Fact:
    """ISO 8601; CII writes ``YYYYMMDD``."""
    return Fact(path=path, value=iso_date(text(element)[:10]), form=Form.DATE)


def address(path: str, parts: Sequence[str]) -> Fact:
    """The parts that are there, on one line."""
    kept = tuple(part for part in parts if part)
    return Fact(path=path, value=", ".join(kept), form=Form.ADDRESS, parts=kept)


def texts(element: Element | None, *paths: str) -> Iterator[str]:
    """The text at each path."""
    for path in paths:
        yield text(find(element, path))


def numbered(row: int, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Facts of one line of the invoice."""
    return (replace(fact, row=row) for fact in facts)


def repeated(path: str, element: Element | None, where: str) -> Iterator[Fact]:
    """A text fact for each element found."""
    for item in find_all(element, where):
        yield text_fact(path, item)


def _two_places(number: str) -> str:
    whole, point, cents = number.partition(".")
    if not number:
        return ""
    return f"{whole}.{cents.ljust(2, '0')}" if point else f"{whole}.00"
