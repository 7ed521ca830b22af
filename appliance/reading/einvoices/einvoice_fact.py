"""One fact of an electronic invoice, whatever the syntax says it in, and how facts are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as calendar_date
from decimal import Decimal

from appliance.reading.unpaged.xmlsafe import Element, find, find_all, text
from appliance.reading.values import transforms
from appliance.reading.values.printed import Form

PLACES = 6
"""Decimal places of a price that was divided."""
UNREAD = "invoice/unread"
"""Path of a statement that tells in words what is written and is no date or number."""
SHOWN = 40
"""Characters of what is written that such a statement repeats."""
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
"""XML Schema, ``decimal``: no exponent, no comma, no blanks."""
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ]\S+|Z|[+-]\d\d:\d\d)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:\d{4}|\d{6})?(?:Z|[+-]\d{4})?"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)
"""XML Schema, ``date`` and ``dateTime``; UN/EDIFACT 2379 formats 102, 203 and 204; and the day
first with full stops, as no country writes a month first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of an invoice; ``parts`` are the pieces of an address, ``row`` counts its lines
    from 1 (0: a fact of the whole invoice). ``unread`` is what is written where it gives no value.
    """

    path: str
    value: str
    form: Form = Form.TEXT
    parts: tuple[str, ...] = field(default=())
    row: int = 0
    unread: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        """What a statement of the fact says beside its value."""
        return {"row": str(self.row)} if self.row else {}


def said(fact: Fact) -> Fact:
    """The fact, or in words where it is written and what: ``line 2 quantity 1E2``."""
    if not fact.unread:
        return fact
    _, *names = fact.path.replace("_", " ").split("/")
    if fact.row:
        names.insert(1, str(fact.row))
    return Fact(path=UNREAD, value=f"{' '.join(names)} {fact.unread[:SHOWN]}")


def text_fact(path: str, element: Element | None) -> Fact:
    """A fact that is printed as it is."""
    return Fact(path=path, value=text(element))


def amount(path: str, element: Element | None) -> Fact:
    """A plain decimal."""
    value = _two_places(_signed(element))
    return Fact(path=path, value=value, form=Form.AMOUNT, unread=_left(element, value))


def in_currency(elements: Iterable[Element], amount_path: str, currency: str) -> list[Element]:
    """Those whose amount is in the invoice's currency: tax may be stated in the seller's own, too
    (EN 16931, BT-110 and BT-111), and each tax of several by itself (UBL). Without a match those in
    the currency of the first.
    """
    kinds = []
    for element in elements:
        told = find(element, amount_path) if amount_path else element
        kinds.append((element, currency if told is None else told.get("currencyID", currency)))
    found = [kind for _, kind in kinds]
    wanted = currency if currency in found else next(iter(found), "")
    return [element for element, kind in kinds if kind == wanted]


def summed(path: str, elements: Sequence[Element | None]) -> Fact:
    """An amount that is stated in parts; unread where one of them is."""
    parts = [amount(path, element) for element in elements]
    lost = next((part for part in parts if part.unread), None)
    if lost is not None or len(parts) < 2:
        return lost or next(iter(parts), Fact(path=path, value=""))
    whole = sum((Decimal(part.value) for part in parts if part.value), Decimal(0))
    return replace(parts[0], value=_two_places(transforms.plain(whole)))


def quantity(path: str, element: Element | None) -> Fact:
    """A number that need not have two places."""
    value = _signed(element)
    return Fact(path=path, value=value, form=Form.NUMBER, unread=_left(element, value))


def price_of_one(price: Element | None, pieces: Element | None) -> Fact:
    """The price of one piece, where it is stated for several (EN 16931, BT-149)."""
    told = quantity("invoice/line/unit_price", price)
    count = _signed(pieces)
    if _left(pieces, count):  # the price is that of nobody knows how many
        return replace(told, value="", unread=f"per {text(pieces)}")
    if not told.value or not count or Decimal(count) in (0, 1):
        return told
    one = Decimal(told.value) / Decimal(count)
    return replace(told, value=transforms.plain(round(one, PLACES)))


def _signed(element: Element | None) -> str:
    """An ``xsd:decimal``: corrections and credit notes have negative ones."""
    value = text(element)
    if not _NUMBER.fullmatch(value):
        return ""
    return transforms.number(value.lstrip("+-"), "", "", "-" if value.startswith("-") else "")


def _left(element: Element | None, value: str) -> str:
    """What is written, where no value came of it."""
    return "" if value else text(element)


def rate(path: str, element: Element | None) -> Fact:
    """A per cent rate."""
    return replace(quantity(path, element), form=Form.RATE)


def date(path: str, element: Element | None) -> Fact:
    """A day of the calendar in ISO 8601; CII writes ``YYYYMMDD``."""
    value = _day(text(element))
    return Fact(path=path, value=value, form=Form.DATE, unread=_left(element, value))


def _day(written: str) -> str:
    """The day in ISO 8601, "" where it is written otherwise or does not exist."""
    match = next((found for form in _DAYS if (found := form.fullmatch(written))), None)
    try:
        return calendar_date(*(int(match[part]) for part in "ymd")).isoformat() if match else ""
    except ValueError:
        return ""


def address(path: str, parts: Sequence[str]) -> Fact:
    """The parts that are there, on one line."""
    kept = tuple(part for part in parts if part)
    return Fact(path=path, value=", ".join(kept), form=Form.ADDRESS, parts=kept)


def joined(path: str, elements: Iterable[Element]) -> Fact:
    """A text that comes in several elements."""
    return Fact(path=path, value=" ".join(filter(None, map(text, elements))))


def texts(element: Element | None, *paths: str) -> Iterator[str]:
    """The text at each path."""
    for path in paths:
        yield text(find(element, path))


def numbered(row: int, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Facts of one line of the invoice."""
    return (replace(fact, row=row) for fact in facts)


def aside(kind: str, row: int, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Facts of a line that is no item of its own, and what it is: ``invoice/part/name``."""
    yield Fact(path=f"invoice/{kind}/kind", value=kind, row=row)
    for fact in numbered(row, facts):
        yield replace(fact, path=fact.path.replace("/line/", f"/{kind}/"))


def repeated(path: str, element: Element | None, where: str) -> Iterator[Fact]:
    """A text fact for each element found."""
    for item in find_all(element, where):
        yield text_fact(path, item)


def _two_places(number: str) -> str:
    whole, point, cents = number.partition(".")
    if not number:
        return ""
    return f"{whole}.{cents.ljust(2, '0')}" if point else f"{whole}.00"
