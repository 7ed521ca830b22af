"""What the rows of a family may say: values of an invoice by the names that layouts use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from samples.generator import codes, lexicon
from samples.generator.invoice import facts, varied
from samples.generator.invoice.pen import Pen
from samples.generator.places import Party

JOINTS = (" - ", " · ", " | ", ", ", " • ", " – ")
_Say = Callable[[Pen], str]

_FIELDS: Mapping[str, tuple[str, _Say]] = {
    "number": ("document_number", lambda pen: pen.claim.number),
    "order": ("order_number", lambda pen: pen.claim.order),
    "issued": ("issue_date", lambda pen: pen.date(pen.claim.issued)),
    "due": ("due_date", lambda pen: pen.date(pen.claim.due)),
    "delivered": ("delivery_date", lambda pen: pen.date(pen.claim.delivered)),
    "subtotal": ("subtotal", lambda pen: pen.money(pen.claim.subtotal)),
    "tax": ("tax_total", lambda pen: pen.money(pen.claim.tax_total)),
    "total": ("total", lambda pen: pen.money(pen.claim.total)),
    "prepaid": ("prepaid", lambda pen: pen.money(pen.claim.prepaid)),
    "minus": ("prepaid", lambda pen: pen.money(-pen.claim.prepaid)),
    "left": ("amount_due", lambda pen: pen.money(pen.claim.total - pen.claim.prepaid)),
    "iban": ("iban", lambda pen: pen.claim.iban),
    "bic": ("bic", lambda pen: pen.claim.bic),
}
"""Name in a layout -> the field that is then on the page, and how it is printed."""
_OTHERS: Mapping[str, _Say] = {
    "days": lambda pen: str(pen.claim.days),
    "customer": lambda pen: pen.claim.customer,
    "currency": lambda pen: str(pen.country.data["currency"]),
    "host": lambda pen: varied.host(pen.claim),
    "like": lambda pen: facts.like(pen, pen.claim.number),
    "brand": lambda pen: str(pen.chance.choice(lexicon.load("families")["brands"])),
    "form": lambda pen: str(pen.chance.choice([f for f in pen.country.data["legal"] if f])),
    "lines": lambda pen: pen.money(pen.claim.items),
    "zero": lambda pen: pen.money(pen.claim.total * 0),
    "rate": lambda pen: pen.percent(pen.claim.taxes[-1].rate),
    "person": lambda pen: pen.country.person(pen.chance),
    "code": lambda pen: codes.digits(pen.chance, "######"),
    "day": lambda pen: pen.date(
        pen.claim.issued + timedelta(days=pen.chance.choice((-40, -12, -5, -1, 3, 14)))
    ),
}
"""What is no field. Several people, codes and days have a number behind (``person2``)."""
_NUMBERED = re.compile(r"\d+$")
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "line": ("name", "address"),
    "inline": ("address",),
    "rest": ("address",),
    "tax": ("tax_id",),
}
"""Part of a party in a layout -> the fields that are then on the page."""


class Said:
    """The values of one invoice; what a layout asks for is from then on known as printed."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.joint = pen.chance.choice(JOINTS)
        self._known: dict[str, str] = {"joint": self.joint}

    def value(self, name: str) -> str:
        """How ``name`` is printed, the same wherever it stands."""
        role, _, part = name.partition("_")
        if part:
            return self._party(role, part)
        if name in _FIELDS:
            field, say = _FIELDS[name]
            text = self.pen.printed[field] = say(self.pen)
            return text
        if name not in self._known:
            self._known[name] = _OTHERS[_NUMBERED.sub("", name)](self.pen)
        return self._known[name]

    def party(self, role: str) -> Party:
        """Who has a role; the receiver of the goods is no party of the invoice."""
        claim = self.pen.claim
        return {"vendor": claim.seller, "buyer": claim.buyer}.get(role, claim.receiver)

    def rows(self, role: str) -> tuple[str, ...]:
        """A party's address, row by row."""
        self._show(role, ("address",))
        return self.party(role).address

    def _party(self, role: str, part: str) -> str:
        party = self.party(role)
        self._show(role, _SHOWN.get(part, ()))
        values = {
            "name": party.name, "tax": party.tax_id, "street": party.street, "town": party.city,
            "code": party.postcode, "land": party.country, "phone": party.phone,
            "line": self.joint.join([party.name, *party.address]),
            "inline": ", ".join(party.address),
            "row": party.address[0], "rest": ", ".join(party.address[1:]),
        }  # fmt: skip
        return values[part]

    def _show(self, role: str, fields: tuple[str, ...]) -> None:
        party = self.party(role)
        whole = {"name": party.name, "address": " ".join(party.address), "tax_id": party.tax_id}
        if role != "receiver":
            self.pen.printed |= {f"{role}_{field}": whole[field] for field in fields}
