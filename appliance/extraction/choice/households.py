"""Names and addresses of two parties, weighed together: who lives where.

A name's address stands below it or behind it, and two parties share neither a name nor a line.
Each ranker looks at one of the four only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from appliance.doctypes.schema import Doctype
from appliance.extraction.choice import together
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.choice.ranking import Ranked
from appliance.extraction.columns import Array
from appliance.extraction.kinds.normalise import comparable
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

SHOWN = 8
"""Candidates of a field that are tried with those of others."""
KEPT = 24
"""Likeliest pairs of name and address of each party that are tried with the other's."""
APART = 0.15
"""Odds of an address that stands elsewhere than its name, where another stands with one."""
CLASH = 0.01
"""Odds that the parties share a line or a name."""
STEPS = 3
"""Rows from a name to its address: a second name, a department, who is addressed."""
REACH = 1.8

_Party = tuple[Proposal, Proposal]
"""The proposals of a party's name and of its address."""


class _Pair(NamedTuple):
    """Places of a name and an address among the ranked, and how likely they are together."""

    name: int
    address: int
    odds: float


def weighed(sheet: Sheet, proposals: Sequence[Proposal], doctype: Doctype) -> list[Proposal]:
    """The proposals, in their order, with beliefs in the names and addresses of two parties that
    take each other into account; as they were where the type has no two such parties.
    """
    known = {proposal.spec.name: proposal for proposal in proposals}
    parties = [
        (known[spec.party], known[spec.name])
        for spec in doctype.fields
        if spec.party in known and spec.name in known and spec.organisation
    ]
    if len(parties) == 2 and all(p.trained and p.ranked for pair in parties for p in pair):
        known |= {p.spec.name: p for p in _tried(sheet, *parties)}
    return [known[proposal.spec.name] for proposal in proposals]


def _tried(sheet: Sheet, one: _Party, other: _Party) -> Iterator[Proposal]:
    """Names and addresses of both parties by their beliefs over all pairs of pairs."""
    shown = [proposal.ranked[:SHOWN] for proposal in (*one, *other)]
    name, address, ours = map(np.array, zip(*_pairs(sheet, *one), strict=True))
    other_name, other_address, theirs = map(np.array, zip(*_pairs(sheet, *other), strict=True))
    clashes = (
        _shared(shown[0], shown[2])[np.ix_(name, other_name)]
        + _shared(shown[1], shown[3])[np.ix_(address, other_address)]
        + _shared(shown[0], shown[3])[np.ix_(name, other_address)]
        + _shared(shown[1], shown[2])[np.ix_(address, other_name)]
    )
    odds = np.outer(ours, theirs) * CLASH**clashes
    whole, mine, yours = odds.sum(), odds.sum(axis=1), odds.sum(axis=0)
    told = (name, mine), (address, mine), (other_name, yours), (other_address, yours)
    for proposal, (places, masses) in zip((*one, *other), told, strict=True):
        beliefs = np.bincount(places, masses, min(len(proposal.ranked), SHOWN)) / (whole or 1.0)
        yield together.again(proposal, dict(enumerate(beliefs.tolist()))) if whole else proposal


def _shared(ones: Sequence[Ranked], others: Sequence[Ranked]) -> Array:
    """Which candidates of two fields are the same value or share characters: 1.0, else 0.0."""
    values = [comparable(ranked.candidate.value) for ranked in others]
    found = []
    for one in ones:
        own = comparable(one.candidate.value)
        found.append([
            own == value or _overlap(one.candidate, other.candidate)
            for other, value in zip(others, values, strict=True)
        ])  # fmt: skip
    return np.array(found, float)


def _pairs(sheet: Sheet, name: Proposal, address: Proposal) -> list[_Pair]:
    """The likeliest pairs of a party's name and address."""
    found = [
        _Pair(i, k, one.probability * other.probability * _kin(sheet, one, other))
        for i, one in enumerate(name.ranked[:SHOWN])
        for k, other in enumerate(address.ranked[:SHOWN])
    ]
    return sorted(found, key=lambda pair: -pair.odds)[:KEPT]


def _kin(sheet: Sheet, name: Ranked, address: Ranked) -> float:
    """How well an address fits where a name stands."""
    one, other = name.candidate, address.candidate
    if _overlap(one, other):
        return CLASH
    return 1.0 if _together(sheet, one, other) else APART


def _together(sheet: Sheet, name: Candidate, address: Candidate) -> bool:
    """Whether a name, or the same words, stand before an address in its cell or above it."""
    before = sheet.once((_before, address.span), lambda: _before(sheet, address))
    return sheet.once((comparable, name.value), lambda: comparable(name.value)) in before


def _before(sheet: Sheet, address: Candidate) -> str:
    """What stands before an address in its cell and in the cells above it."""
    start = address.spans[0].start
    cell = sheet.cell_at(start)
    told = [sheet.text(Span(cell.span.start, start))] if cell else []
    for _ in range(STEPS):
        cell = sheet.over(cell, reach=REACH) if cell else None
        if cell is not None:
            told.insert(0, sheet.text(cell.span))
    return comparable(" ".join(told))


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates share characters."""
    for a in one.spans:
        for b in other.spans:
            if a.start < b.end and b.start < a.end:
                return True
    return False
