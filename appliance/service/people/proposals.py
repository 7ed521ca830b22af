"""What one person asks for and another decides: kept as a row, each step an entry."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from appliance.access import acted
from appliance.access.foureyes import Kind
from appliance.errors import NotFound, SettingsInvalid
from appliance.ports import Clock
from appliance.records.governance import Proposal
from appliance.records.unit import Database, Unit
from appliance.service.line.arrival import new_id
from appliance.types import Actor, Entry

_CODE = re.compile(r"[A-Za-z0-9._:/-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """The proposals of one kind; permissions are asked for by the use cases around it."""

    kind: Kind
    database: Database
    clock: Clock

    def make(self, actor: Actor, subject: str, reason: str, check: Callable[[Unit], object]) -> str:
        """Write a proposal down, in one transaction with ``check``; gives its id."""
        coded(reason)
        proposal = Proposal(
            id=new_id(),
            kind=self.kind.value,
            subject=subject,
            reason=reason,
            proposed_by=actor.id,
            proposed_at=self.clock.now(),
        )
        with self.database.unit() as unit:
            check(unit)
            unit.governance.propose(proposal)
            details = {"proposal": proposal.id, "reason": reason}
            unit.ledger.append(self._entry(actor, "proposed", subject, details))
        return proposal.id

    def waiting(self) -> tuple[Proposal, ...]:
        """What waits for a second person, oldest first."""
        with self.database.unit(readonly=True) as unit:
            found = unit.governance.proposals()
        return tuple(one for one in found if one.kind == self.kind)

    def open(self, proposal_id: str) -> Proposal:
        """One that is not decided; raises ``NotFound``."""
        with self.database.unit(readonly=True) as unit:
            proposal = unit.governance.proposal(proposal_id)
        if proposal is None or proposal.kind != self.kind:
            raise NotFound
        return proposal

    def decline(self, actor: Actor, proposal_id: str) -> None:
        """Drop one; raises ``NotFound`` where it was decided meanwhile."""
        proposal = self.open(proposal_id)
        with self.database.unit() as unit:
            if not unit.governance.decided(proposal_id):
                raise NotFound
            details = {"proposal": proposal_id}
            unit.ledger.append(self._entry(actor, "declined", proposal.subject, details))

    def _entry(self, actor: Actor, what: str, subject: str, details: dict[str, str]) -> Entry:
        return acted(actor, f"{self.kind.value}.{what}", subject, self.clock.now(), details)


def coded(reason: str) -> None:
    """Raises ``SettingsInvalid`` for a reason that could be somebody's words."""
    if not _CODE.fullmatch(reason):
        raise SettingsInvalid("A reason is a code of up to 64 letters, digits and . _ : / -")
