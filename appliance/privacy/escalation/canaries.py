"""Planted personal data: invented at every question, put before every step that has to stop it.

A step that does not find what was planted is broken, however quietly, and blocks the question.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from appliance.privacy.checksums import luhn
from appliance.privacy.finding import Finding
from appliance.privacy.recognizer import Recognizer

_GIVEN = (
    "Maria", "Helen", "Robert", "Linda", "Patricia", "Thomas", "Susan", "Daniel", "Laura",
    "Kevin", "Carmen", "Andrew", "Brenda", "Victor", "Teresa", "Samuel",
)  # fmt: skip
_FAMILY = (
    "Ramirez", "Johnson", "Nelson", "Kowalski", "Petersen", "Gutierrez", "Thompson", "Hoffmann",
    "Fernandez", "Anderson", "Robinson", "Sullivan", "Morales", "Jenkins",
)  # fmt: skip
_TOWNS = ("Springfield", "Barcelona", "Chicago", "Manchester", "Seattle", "Hamburg", "Valencia")
_TRIES = 40
LONG = 6  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Canaries:
    """Rows of text with the values in them; nothing of it belongs to anybody."""

    text: str = field(repr=False)
    values: tuple[str, ...] = field(repr=False)

    def places(self, offset: int = 0) -> Iterator[tuple[int, int]]:
        """Where the values stand when the rows begin at ``offset``."""
        at = 0
        for value in self.values:
            at = self.text.index(value, at)
            yield at + offset, at + offset + len(value)
            at += len(value)

    @property
    def people(self) -> tuple[str, ...]:
        """The values that are names."""
        return tuple(one for one in self.values if one.replace(" ", "").isalpha())

    @property
    def coded(self) -> tuple[str, ...]:
        """The values with a long number in them."""
        return tuple(one for one in self.values if sum(map(str.isdigit, one)) >= LONG)

    def missed(self, found: Sequence[Finding], offset: int = 0) -> int:
        """How many values have a letter or digit that no finding covers."""
        return sum(
            not _covered(self.text[start - offset : end - offset], start, found)
            for start, end in self.places(offset)
        )

    def unmasked(self, found: Sequence[Finding]) -> int:
        """How many names, and long numbers' digits, no finding covers."""
        telling = {*self.people, *self.coded}
        return sum(
            not _covered("".join(s if s.isdigit() or value in self.people else " " for s in value),
                         start, found)
            for value, (start, _) in zip(self.values, self.places(), strict=True)
            if value in telling
        )  # fmt: skip


def invented(avoiding: str) -> Canaries:
    """Fresh rows with names and numbers of the common kinds, none of which ``avoiding`` holds."""
    seen = avoiding.casefold()
    for _ in range(_TRIES):
        rows = [*_people(), *_numbers()]
        values = [value for _, value in rows]
        if not any(part in seen for value in values for part in value.casefold().split()):
            break
    text = "\n".join(before.replace("{}", value) for before, value in rows)
    return Canaries(text=text + "\n", values=tuple(values))


def _people() -> Iterator[tuple[str, str]]:
    """Names with and without words that announce them: rules find the former, the tagger both."""
    one, other, third = (f"{secrets.choice(_GIVEN)} {secrets.choice(_FAMILY)}" for _ in range(3))
    yield "Patient name: {}", one
    yield "Attending physician: Dr. {}", other
    yield "Yesterday {} came to see us again.", third
    yield "Lives in {} with the family.", secrets.choice(_TOWNS)


def _numbers() -> Iterator[tuple[str, str]]:
    year = 1930 + secrets.randbelow(60)
    yield "Date of birth: {}", f"{_digits(2, 12)}/{_digits(2, 28)}/{year}"
    yield "SSN: {}", f"{201 + secrets.randbelow(400)}-{_digits(2, 99)}-{_digits(4, 9_999)}"
    yield "Phone: {}", f"(212) 555-{_digits(4, 9_999)}"
    yield "MRN: {}", _digits(8, 99_999_999)
    yield "E-mail: {}", f"box{_digits(6, 999_999)}@mail.example.org"
    yield "Address: {}", f"{100 + secrets.randbelow(800)} Oak Street"
    yield "Card number: {}", _card()
    yield "IP address: {}", f"10.{secrets.randbelow(200)}.{secrets.randbelow(200)}.77"


def _digits(length: int, most: int) -> str:
    """A number from 1 to ``most``, with leading zeros."""
    return f"{1 + secrets.randbelow(most):0{length}d}"


def _card() -> str:
    head = f"4{_digits(14, 10**14 - 1)}"
    return next(head + str(check) for check in range(10) if luhn(head + str(check)))


def examples(recognizers: Sequence[Recognizer]) -> Canaries:
    """Each recognizer's first example, a row each."""
    rows = [item.positive[0] for item in recognizers]
    return Canaries(
        text="\n".join(text for text, _ in rows), values=tuple(value for _, value in rows)
    )


def silent(recognizers: Sequence[Recognizer], expected: Sequence[Recognizer]) -> int:
    """How many of the ``expected`` recognizers are missing or miss their own first example."""
    present = {item.name: item for item in recognizers}
    return sum(not _alive(present.get(item.name), item) for item in expected)


def _alive(recognizer: Recognizer | None, expected: Recognizer) -> bool:
    if recognizer is None:
        return False
    text, value = expected.positive[0]
    return _covered(value, text.index(value), tuple(recognizer.find(text)))


def _covered(value: str, start: int, found: Sequence[Finding]) -> bool:
    """Whether every letter and digit of a value that stands at ``start`` is in a finding."""
    return all(
        any(item.start <= at < item.end for item in found)
        for at, sign in enumerate(value, start)
        if sign.isalnum()
    )
