"""How a type is recognised whose folder does not say: by what it and its fields are called.

Its title, where it stands in the document, speaks for it alone; the words of its description and of
its labels do so together. Declared cues are better and are the last word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from appliance.doctypes.schema import Cue, Lexicon

TITLE = 4.5
"""Weight of the title (``unknown`` stands at 3.8)."""
OTHERWISE = 3.4
"""The same for other names of the paper: nearly enough."""
EACH, MOST = 0.7, 4.6
SHORTEST = 4
_WORD = re.compile(r"[a-z]+")
_GENERAL = frozenset(
    """date time amount number name total address place person value kind type which that this with
    from where when into what have been were they their document paper against such other first
    last whole more most each every about under over below above after before issued paid
    """.split()  # noqa: SIM905 - words read better in rows of text
)


_CALLED = (
    "payslip, pay slip, pay stub, salary slip, wage slip, salary statement, earnings statement"
    ", pay statement, payroll slip, pay advice, remittance of pay",
    "delivery note, packing slip, packing list, delivery docket, delivery slip, consignment note"
    ", despatch note, dispatch note, delivery receipt, shipping note, delivery ticket",
    "utility bill, electricity bill, gas bill, water bill, energy bill, power bill",
    "business card, visiting card, contact card, name card, calling card",
    "insurance card, health insurance card, member card, membership card, health plan card",
    "purchase order, order form, order confirmation",
    "bank statement, account statement, statement of account",
    "boarding pass, boarding card",
    "prescription, rx, recipe",
)
"""Papers that go by several names."""
_PAPERS = (
    ("fine", "ticket", "citation", "notice", "penalty", "penalty notice", "violation notice"
     , "penalty charge notice", "violation"),
    ("ticket", "e-ticket", "ticket and reservation"),
    ("certificate", "diploma", "certificate of completion", "certificate of attendance"),
    ("bill", "invoice", "statement"),
    ("slip", "note", "docket"),
    ("order", "work order"),
)  # fmt: skip
"""Words for the same sort of paper, behind what it is about (``parking fine``)."""
_ABOUT = (("train", "rail", "railway"), ("plane", "flight", "airline"), ("car", "vehicle"))
"""The same for what it is about."""


def _otherwise(title: str) -> tuple[str, ...]:
    """Other names of the paper that a title names, folded, without the title itself."""
    found: dict[str, None] = {}
    for line in _CALLED:
        names = line.split(", ")
        if title in names:
            found |= dict.fromkeys(names)
    front, _, paper = title.rpartition(" ")
    fronts = next((group for group in _ABOUT if front in group), (front,))
    for group in _PAPERS if front else ():
        if paper in group:
            found |= {f"{way} {other}": None for way in fronts for other in group}
    found.pop(title, None)
    return tuple(found)


class Looks(NamedTuple):
    """What speaks for a type."""

    cues: tuple[Cue, ...]
    lexicons: tuple[Lexicon, ...]
    traits: Mapping[str, float]
    unsaid: bool = False
    """Whether the folder does not say it."""


def looks(title: str, description: str, labels: Iterable[str]) -> Looks:
    """The title as a phrase, and what is special in title, description, names and labels."""
    phrase = r"[\s-]+".join(_words(title))
    cues = [Cue(pattern=rf"\b{phrase}s?\b", weight=TITLE)] if phrase else []
    others = _otherwise(" ".join(_words(title)))
    if others:
        ways = "|".join(r"[\s-]*".join(other.split()) for other in others)
        cues.append(Cue(pattern=rf"\b(?:{ways})s?\b", weight=OTHERWISE))
    words = _words(" ".join([title, description, *labels]))
    special = frozenset(word for word in words if len(word) >= SHORTEST) - _GENERAL
    return Looks(
        tuple(cues), (Lexicon(words=special, each=EACH, most=MOST),) if special else (), {}, True
    )


def _words(text: str) -> list[str]:
    """Its words, folded as the text is in which they are looked for."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in parts if not unicodedata.combining(sign)))
