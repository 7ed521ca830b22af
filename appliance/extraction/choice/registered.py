"""The registered name of a firm, where a page has it beside the one on its sign.

A letterhead says ``Nordviks Bilverkstad``, the small print ``Nordviks Bilverkstad AB``: who is owed
is told with the legal form (Directive (EU) 2017/1132, article 26; EN 16931, BT-27).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from appliance.doctypes.schema import Kind
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.choice.ranking import Ranked
from appliance.extraction.sheet import legal_forms


def preferred(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals, in their order; names of organisations with their legal form where the best
    candidate and another differ in nothing else."""
    return [_full(proposal) for proposal in proposals]


def _full(proposal: Proposal) -> Proposal:
    best = proposal.best
    if best is None or not (proposal.spec.organisation and proposal.spec.kind is Kind.NAME):
        return proposal
    full = next((one for one in proposal.ranked[1:] if _adds_form(best, one)), None)
    if full is None:
        return proposal
    both = replace(full, probability=min(best.probability + full.probability, 1.0))
    others = (one for one in proposal.ranked if one not in (best, full))
    return replace(proposal, ranked=(both, *others))


def _adds_form(short: Ranked, other: Ranked) -> bool:
    """Whether a name is another one and its legal form."""
    name, whole = short.candidate.value, other.candidate.value
    rest = whole[len(name) :]
    return (
        whole.casefold().startswith(name.casefold())
        and rest[:1] in (" ", ",")
        and legal_forms.alone(rest.strip(" ,"))
    )
