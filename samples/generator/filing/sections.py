"""The parts and items of a periodic report, as its form numbers them (SEC forms 10-K and 10-Q)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from random import Random
from typing import NamedTuple

STATEMENTS = "Financial Statements"
_DISCUSSION = (
    "Management's Discussion and Analysis of Financial Condition and Results of Operations"
)
_MARKET_RISK = "Quantitative and Qualitative Disclosures About Market Risk"
_ORDER: Mapping[str, tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]] = {
    "10-Q": (
        ("I", "Financial Information", (
            ("1", STATEMENTS), ("2", _DISCUSSION), ("3", _MARKET_RISK),
            ("4", "Controls and Procedures"),
        )),
        ("II", "Other Information", (
            ("1", "Legal Proceedings"), ("1A", "Risk Factors"),
            ("2", "Unregistered Sales of Equity Securities and Use of Proceeds"),
            ("5", "Other Information"), ("6", "Exhibits"),
        )),
    ),
    "10-K": (
        ("I", "", (
            ("1", "Business"), ("1A", "Risk Factors"), ("1B", "Unresolved Staff Comments"),
            ("2", "Properties"), ("3", "Legal Proceedings"), ("4", "Mine Safety Disclosures"),
        )),
        ("II", "", (
            ("7", _DISCUSSION), ("7A", _MARKET_RISK),
            ("8", f"{STATEMENTS} and Supplementary Data"), ("9A", "Controls and Procedures"),
        )),
        ("III", "", (
            ("10", "Directors, Executive Officers and Corporate Governance"),
            ("11", "Executive Compensation"),
        )),
    ),
}  # fmt: skip
_KEPT = 0.8
"""Share of the items that a short report has; statements and discussion are in all."""
_TEXTS = (
    "There was no change in the period that has to be told.",
    "The information called for is in the notes to the statements above.",
    "We know of no matter that would weigh on our results beyond those told before.",
    "Costs rose with freight and energy; we expect capital spending in line with the prior period.",
)


class Heading(NamedTuple):
    """As printed, and whether the statements stand below it."""

    text: str
    level: int
    statements: bool = False


def headings(name: str, form: str) -> tuple[Heading, ...]:
    """The headings of a registrant's report in their order; each writes them its own way."""
    chance = Random(f"headings {name} {form}")
    mark = chance.choice((". ", ". ", " – ", " - ", ": "))
    part, item = chance.choice((("Part", "Item"), ("PART", "Item"), ("PART", "ITEM")))
    loud = item.isupper() and chance.random() < 0.5
    return tuple(_written(chance, form, mark, part, item, loud=loud))


def _written(
    chance: Random, form: str, mark: str, part: str, item: str, *, loud: bool
) -> Iterator[Heading]:
    for number, title, items in _ORDER[form]:
        named = f"{mark}{title}" if title else ""
        yield Heading(f"{part} {number}{named.upper() if loud else named}", 1)
        for count, called in items:
            held = called.startswith((STATEMENTS, _DISCUSSION))
            if held or chance.random() < _KEPT:
                told = called.upper() if loud else called
                yield Heading(f"{item} {count}{mark}{told}", 2, called.startswith(STATEMENTS))


def body(name: str, form: str, statements: str) -> str:
    """The report behind its cover, with its contents listed first where it does that."""
    found = headings(name, form)
    chance = Random(f"body {name} {form}")
    told = []
    if chance.random() < 0.4:
        rows = (f"<tr><td>{escape(one.text)}</td><td>{3 * n}</td></tr>" for n, one in
                enumerate(found, start=1))  # fmt: skip
        told.append(f"<p>TABLE OF CONTENTS</p>\n<table>{''.join(rows)}</table>\n")
    for one in found:
        told.append(f"<h{one.level + 1}>{escape(one.text)}</h{one.level + 1}>\n")
        if one.level > 1:
            told.append(statements if one.statements else f"<p>{chance.choice(_TEXTS)}</p>\n")
    return "".join(told)
