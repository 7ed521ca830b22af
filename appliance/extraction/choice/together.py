"""What fields say together: parties differ, and sums add up.

Each field's ranker looks at its own candidates only. Here the belief in them is weighed again by
what the document type declares of several fields: net and tax make gross (rule ``sum`` of three
amounts), the buyer is not the seller (``unlike``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from appliance.doctypes.schema import Doctype, Kind
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.choice.ranking import Ranked
from appliance.extraction.choice.sums import HIGHEST_RATE
from appliance.extraction.kinds.normalise import comparable

SHOWN = 8
"""Candidates of a field that are tried with those of others."""
LOOSE = 0.02
"""Odds that the sums of a document do not add up as declared (freight, discounts, rounding)."""
TOLERANCE = Decimal("0.02")


def weighed(proposals: Sequence[Proposal], doctype: Doctype) -> list[Proposal]:
    """The proposals, in their order, with beliefs that take each other into account."""
    known = {proposal.spec.name: proposal for proposal in proposals}
    for rule in doctype.rules:
        amounts = [known[name] for name in rule.fields if name in known]
        if rule.rule == "sum" and len(rule.fields) == len(amounts) == 3:
            known |= {p.spec.name: p for p in _added(amounts)}
    for name, proposal in known.items():
        other = known.get(proposal.spec.unlike)
        if other is not None and other.best is not None and _prior(other, proposal):
            known[name] = _without(proposal, other.best.candidate.value)
    return [known[proposal.spec.name] for proposal in proposals]


def _prior(other: Proposal, proposal: Proposal) -> bool:
    """Whether a value that two fields want is the other's: of two dates the surer one's."""
    dated = proposal.spec.kind is Kind.DATE
    return not dated or other.against_absence >= proposal.against_absence


def _without(proposal: Proposal, taken: str) -> Proposal:
    """The proposal without the value that another field has, unless it must have one."""
    other = comparable(taken)
    kept = [r for r in proposal.ranked if comparable(r.candidate.value) != other]
    if not kept and proposal.spec.required:
        return proposal
    lost = sum([r.probability for r in proposal.ranked]) - sum([r.probability for r in kept])
    whole = max(1.0 - lost, 1e-9)
    shares = [min(r.probability / whole, 1.0) for r in kept]
    ranked = [
        r if r.probability == share else replace(r, probability=share)
        for r, share in zip(kept, shares, strict=True)
    ]
    return replace(proposal, ranked=tuple(ranked))


def _added(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Beliefs in net, tax and gross given that they most likely add up."""
    shown = [proposal.ranked[:SHOWN] for proposal in proposals]
    if not all(shown):
        return list(proposals)
    believed = [[0.0] * len(ranked) for ranked in shown]
    nets, taxes, grosses = map(_amounts, shown)
    whole = 0.0
    for (i, (net, one)), (k, (tax, two)) in product(enumerate(nets), enumerate(taxes)):
        made, taxed = net + tax, tax * net >= 0 and abs(tax) <= HIGHEST_RATE * abs(net)
        for n, (gross, three) in enumerate(grosses):
            adds = taxed and gross and abs(made - gross) <= TOLERANCE
            weight = (1.0 if adds else LOOSE) * one * two * three
            whole += weight
            believed[0][i] += weight
            believed[1][k] += weight
            believed[2][n] += weight
    if not whole:
        return list(proposals)
    return [
        again(proposal, {index: mass / whole for index, mass in enumerate(beliefs)})
        for proposal, beliefs in zip(proposals, believed, strict=True)
    ]


def _amounts(ranked: Sequence[Ranked]) -> list[tuple[Decimal, float]]:
    """Each amount and the belief in it."""
    return [(Decimal(one.candidate.value), one.probability) for one in ranked]


def again(proposal: Proposal, beliefs: Mapping[int, float]) -> Proposal:
    """The tried candidates by their new beliefs, the others behind them."""
    tried = proposal.ranked[: len(beliefs)]
    mass = sum(one.probability for one in tried)
    ranked = [
        Ranked(candidate=one.candidate, score=one.score, probability=beliefs[index] * mass)
        for index, one in enumerate(tried)
    ]
    ranked.sort(key=lambda one: -one.probability)
    return replace(proposal, ranked=(*ranked, *proposal.ranked[len(beliefs) :]))
