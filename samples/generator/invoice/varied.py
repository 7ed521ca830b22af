"""Invoices of other houses: further labels, names of firms as registers hold them, other footers.

Drawn by a chance of their own: what was drawn before stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

from samples.generator import lexicon
from samples.generator.invoice.claim import Claim
from samples.generator.places import Country, Party

SHARE = 0.65
"""Share of the invoices that are varied."""


def varied(chance: Random, claim: Claim) -> Claim:
    """The claim between other firms, or as it was."""
    if chance.random() > SHARE or claim.country.lang not in lexicon.load("more"):
        return claim
    buyer = claim.buyer
    person = not any(buyer.name.endswith(form) for form in claim.country.data["legal"] if form)
    return replace(
        claim,
        seller=_renamed(chance, claim.country, claim.seller),
        buyer=buyer if person else _renamed(chance, claim.country, buyer),
        more=_words(claim.country.lang),
    )


def _words(lang: str) -> Mapping[str, Any]:
    """What is said in further ways, added to the known ones."""
    known = {**lexicon.load("invoices").get(lang, {}), **lexicon.load("layouts")[lang]}
    return {
        key: [*known.get(key, []), *ways]
        for key, ways in lexicon.load("more")[lang].items()
        if isinstance(ways, list)
    }


def _renamed(chance: Random, country: Country, party: Party) -> Party:
    words = lexicon.load("more")[country.lang]
    name = str(chance.choice(words["firms"])).format(
        family=chance.choice(country.data["family"]),
        other=chance.choice(country.data["family"]),
        trade=chance.choice(words["trades"]),
        form=chance.choice(words["forms"]) if chance.random() < 0.85 else "",
        place=party.city,
    )
    name = " ".join(name.split())
    return replace(party, name=name.upper() if chance.random() < 0.12 else name)


def host(claim: Claim) -> str:
    """The domain of the seller: its first word, or more of its name."""
    chance = Random(claim.seller.name)
    words = ["".join(ch for ch in word if ch.isalnum()) for word in claim.seller.name.split()]
    words = [word.lower() for word in words if len(word) > 1]
    if not claim.more:
        return "".join(ch for ch in words[0] if ch.isascii()) if words else "office"
    count = chance.choice((1, 2, 2, 3))
    plain = "".join(words[:count]) if chance.random() < 0.5 else "-".join(words[:count])
    for accented, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("é", "e")):
        plain = plain.replace(accented, letters)
    return "".join(ch for ch in plain if ch.isascii()) or "office"
