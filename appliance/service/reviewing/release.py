"""Releasing what the virus scanner set aside: one person asks, another one answers for it.

Scanners err. What two people release is read all the same, in the reader's fences as always.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from appliance.access import Permission, acted, require
from appliance.access.foureyes import Kind
from appliance.errors import Conflict, Infected, NotFound
from appliance.intake.containers import CONTAINERS
from appliance.ports import Clock, Queue
from appliance.records.documents import Record
from appliance.records.governance import Proposal
from appliance.service.documents.archive import ORIGINAL
from appliance.service.documents.dossier import Dossiers, visible
from appliance.service.line.arrival import Arrivals
from appliance.service.line.processing import nudge
from appliance.service.people.pairs import Pairs
from appliance.service.people.proposals import Proposals
from appliance.types import Actor, Entry, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Reasons are codes, as for erasure."""

    arrivals: Arrivals
    dossiers: Dossiers
    queue: Queue
    clock: Clock
    pairs: Pairs

    def propose(self, actor: Actor, document_id: str, reason: str) -> str:
        """Ask that a document be read although the scanner objects; the proposal's id.

        Raises ``Conflict`` for a document that was not set aside by the scanner.
        """
        require(actor, Permission.RELEASE_PROPOSE)
        return self._proposals.make(
            actor, document_id, reason, lambda unit: _dangerous(visible(unit, actor, document_id))
        )

    def proposals(self, actor: Actor) -> tuple[Proposal, ...]:
        """What waits for a second person, oldest first."""
        require(actor, Permission.RELEASE_CONFIRM)
        return self._proposals.waiting()

    def confirm(self, actor: Actor, proposal_id: str) -> State:
        """Have a document read that somebody else wants released.

        Raises ``NotPermitted`` for one's own proposal, ``NotFound`` for one that was decided,
        ``Conflict`` for an archive: what is in it can be sent by itself.
        """
        require(actor, Permission.RELEASE_CONFIRM)
        proposal = self._proposals.open(proposal_id)
        told = self.pairs.require(actor, proposal.proposed_by)
        seen, artifacts = self.dossiers.seen(actor, proposal.subject)
        _dangerous(seen)
        archive = self.dossiers.archive
        content = archive.get(archive.key(seen), artifacts[ORIGINAL].blob)
        media_type = self.arrivals.media_type(content, archive.identity(seen).name)
        if media_type in CONTAINERS:
            raise Conflict("An archive is not released as a whole: send what is in it.")
        now = self.clock.now()
        again = replace(
            seen,
            state=State.RECEIVED,
            media_type=media_type,
            failed_in=None,
            problem=None,
            updated_at=now,
        )
        with self.dossiers.database.unit() as unit:
            if not unit.governance.decided(proposal_id):
                raise NotFound
            if not unit.documents.move(again):
                raise Conflict
            details = {"proposal": proposal_id, "reason": proposal.reason}
            details |= {"confirmed": actor.id, **told}
            entry = self._entry(actor, "document.released", seen.id, details)
            unit.ledger.append(replace(entry, actor=proposal.proposed_by))
        nudge(self.queue, again)
        return again.state

    def decline(self, actor: Actor, proposal_id: str) -> None:
        """Drop a proposal, somebody else's or one's own."""
        require(actor, Permission.RELEASE_CONFIRM)
        self._proposals.decline(actor, proposal_id)

    @property
    def _proposals(self) -> Proposals:
        return Proposals(kind=Kind.RELEASE, database=self.dossiers.database, clock=self.clock)

    def _entry(self, actor: Actor, action: str, subject: str, details: dict[str, str]) -> Entry:
        now = self.clock.now()
        return acted(actor, action, subject, now, details)


def _dangerous(record: Record) -> None:
    if record.problem is None or record.problem.code != Infected.code:
        raise Conflict("The virus scanner did not set this document aside.")
