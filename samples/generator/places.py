"""Countries: people, addresses, businesses, and how money and dates are written there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from samples.generator import codes, lexicon

COUNTRIES = ("us", "gb", "my", "de", "fr", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A business or a person at an address. ``address`` as printed, row by row."""

    name: str
    address: tuple[str, ...]
    street: str
    city: str
    region: str
    postcode: str
    phone: str
    tax_id: str
    country: str


@dataclass(frozen=True, slots=True)
class Country:
    """One country's lexicon with the habits of writing there."""

    name: str

    @property
    def data(self) -> dict[str, Any]:
        """The country's lexicon file."""
        return lexicon.load(self.name)

    @property
    def code(self) -> str:
        """ISO 3166-1 alpha-2."""
        return str(self.data["code"])

    @property
    def lang(self) -> str:
        """The language of documents from there."""
        return str(self.data["lang"])

    @property
    def words(self) -> dict[str, Any]:
        """What things are called in that language."""
        return dict(lexicon.load("words")[self.lang])

    def word(self, chance: Random, key: str) -> str:
        """One of the ways to say ``key``."""
        return str(chance.choice(self.words[key]))

    def number(self, value: Decimal, grouped: bool = True) -> str:
        """``value`` as it is written there: ``1,234.50`` or ``1.234,50``."""
        text = f"{value:,}" if grouped else f"{value}"
        swap = {",": self.data["group"], ".": self.data["decimal"]}
        return "".join(swap.get(sign, sign) for sign in text)

    def money(self, value: Decimal, style: str) -> str:
        """An amount; ``style``: ``bare``, ``symbol`` or ``code``."""
        text = self.number(value)
        mark = {"symbol": self.data["symbol"], "code": self.data["currency"]}.get(style, "")
        if not mark:
            return text
        if self.data["prefix"]:
            return f"{mark}{text}" if style == "symbol" and mark != "RM" else f"{mark} {text}"
        return f"{text} {mark}"

    def date(self, when: datetime, form: str) -> str:
        """The date in ``form`` with month names of the language (never the machine's locale)."""
        month = self.words["months"][when.month - 1]
        form = form.replace("%B", month).replace("%b", _abbreviated(month))
        return when.strftime(form)

    def person(self, chance: Random) -> str:
        """A full name."""
        if self.name == "my":
            return f"{chance.choice(self.data['family'])} {chance.choice(self.data['given'])}"
        return f"{chance.choice(self.data['given'])} {chance.choice(self.data['family'])}"

    def shop(self, chance: Random, trade: str) -> str:
        """The name of a business in ``trade``."""
        form = str(chance.choice(self.data["shops"][trade]))
        legal = str(chance.choice(self.data["legal"]))
        if "{legal}" not in form and chance.random() < 0.4:
            form += " {legal}"
        parts = {key: self.word(chance, key) for key in ("adjective", "thing", "place")}
        if self.name == "my":
            parts = {key: value.upper() for key, value in parts.items()}
        name = form.format(
            family=chance.choice(self.data["family"]),
            given=chance.choice(self.data["given"]),
            legal=legal,
            **parts,
        ).strip()
        return name.upper() if self.name == "my" else " ".join(name.split())

    def party(self, chance: Random, name: str) -> Party:
        """``name`` at an address there."""
        city, region, postcode = chance.choice(self.data["cities"])
        street = str(chance.choice(self.data["streets"]))
        number = str(chance.randrange(1, 400))
        if self.name == "my":
            number = chance.choice(["NO.", "NO ", "LOT ", "NO. "]) + number
        parts = {
            "number": number,
            "street": street,
            "city": city,
            "region": region,
            "postcode": postcode,
            "quarter": chance.choice(self.data.get("quarters", [""])),
        }
        return Party(
            name=name,
            address=tuple(row.format(**parts) for row in self.data["address"]),
            street=self.data["address"][0].format(**parts).rstrip(","),
            city=city,
            region=region,
            postcode=postcode,
            phone=codes.digits(chance, str(chance.choice(self.data["phones"]))),
            tax_id=codes.vat(chance, self.code),
            country=self.code,
        )


def _abbreviated(month: str) -> str:
    return month[:3] if month.isascii() else month[:4]
