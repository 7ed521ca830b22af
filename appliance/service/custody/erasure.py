"""Erasing documents on request: one person asks, another confirms; legal holds prevent it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appliance.access import Permission, acted, require, whence
from appliance.access.foureyes import Kind
from appliance.errors import NotFound
from appliance.ports import Clock
from appliance.records.entries import Selection
from appliance.records.governance import Hold, Proposal, Tombstone
from appliance.records.unit import Database
from appliance.service.custody.eraser import Eraser, Warrant
from appliance.service.custody.keycopies import KeyCopies
from appliance.service.documents.dossier import visible
from appliance.service.people.pairs import Pairs
from appliance.service.people.proposals import Proposals, coded
from appliance.types import Actor, Entry

__all__ = ["Erasure", "Hold", "Proposal", "Standing", "Tombstone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A legal hold on a document, and whether somebody asked that it be erased."""

    hold: Hold | None
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Reasons are codes (``gdpr-17``, ``case/4711``), never sentences: the ledger shows them."""

    database: Database
    eraser: Eraser
    clock: Clock
    pairs: Pairs
    copies: KeyCopies

    def propose(self, actor: Actor, document_id: str, reason: str) -> str:
        """Ask that a document be erased; gives the proposal's id. Nothing happens yet."""
        require(actor, Permission.ERASURE_PROPOSE)
        return self._proposals.make(
            actor, document_id, reason, lambda unit: visible(unit, actor, document_id)
        )

    def proposals(self, actor: Actor) -> tuple[Proposal, ...]:
        """What waits for a second person, oldest first."""
        require(actor, Permission.ERASURE_CONFIRM)
        return self._proposals.waiting()

    def confirm(self, actor: Actor, proposal_id: str) -> tuple[str, ...]:
        """Erase what somebody else proposed; gives the ids of the documents that are gone.

        Raises ``NotPermitted`` as ``Pairs`` does, ``NotFound`` for one that was decided,
        ``Conflict`` as ``Eraser.erase``.
        """
        require(actor, Permission.ERASURE_CONFIRM)
        proposal = self._proposals.open(proposal_id)
        told = self.pairs.require(actor, proposal.proposed_by)
        warrant = Warrant(
            reason=proposal.reason,
            by=proposal.proposed_by,
            confirmed_by=actor.id,
            proposal=proposal.id,
            whence={**whence(actor), **told},
        )
        return self.eraser.erase(proposal.subject, warrant)

    def decline(self, actor: Actor, proposal_id: str) -> None:
        """Drop a proposal, somebody else's or one's own."""
        require(actor, Permission.ERASURE_CONFIRM)
        self._proposals.decline(actor, proposal_id)

    def hold(self, actor: Actor, document_id: str, reason: str) -> None:
        """Place a legal hold; raises ``Conflict`` where one stands."""
        require(actor, Permission.HOLD_PLACE)
        coded(reason)
        with self.database.unit() as unit:
            visible(unit, actor, document_id)
            unit.governance.hold(
                Hold(
                    document_id=document_id,
                    reason=reason,
                    placed_by=actor.id,
                    placed_at=self.clock.now(),
                )
            )
            entry = self._entry(actor, "hold.placed", document_id, {"reason": reason})
            unit.ledger.append(entry)
        self.copies.renew()

    def release(self, actor: Actor, document_id: str) -> None:
        """Lift a legal hold; raises ``NotFound`` where none stands."""
        require(actor, Permission.HOLD_PLACE)
        with self.database.unit() as unit:
            if not unit.governance.release(document_id):
                raise NotFound
            unit.ledger.append(self._entry(actor, "hold.released", document_id, {}))
        self.copies.renew()

    def holds(self, actor: Actor) -> tuple[Hold, ...]:
        """All legal holds that stand, the oldest first."""
        require(actor, Permission.RETENTION_READ)
        with self.database.unit(readonly=True) as unit:
            found = unit.governance.held(unit.governance.holds())
        return tuple(sorted(found, key=lambda hold: (hold.placed_at, hold.document_id)))

    def standing(self, actor: Actor, document_id: str) -> Standing:
        """What stands for and against erasing a document; raises ``NotFound``."""
        require(actor, Permission.RETENTION_READ)
        with self.database.unit(readonly=True) as unit:
            visible(unit, actor, document_id)
            held = unit.governance.held([document_id])
            asked = any(
                one.kind == Kind.ERASURE and one.subject == document_id
                for one in unit.governance.proposals()
            )
        return Standing(hold=held[0] if held else None, asked=asked)

    def certificate(self, actor: Actor, document_id: str) -> Mapping[str, str]:
        """What can be told of an erased document: that it went, when, why, by whose word.

        Ids and codes only. The named entry of the ledger proves it; raises ``NotFound``.
        """
        require(actor, Permission.LEDGER_READ)
        erased = Selection(subject=document_id, action="document.erased")
        with self.database.unit(readonly=True) as unit:
            stone = unit.governance.tombstone(document_id)
            entries = unit.ledger.chosen(erased, 1)
        if stone is None:
            raise NotFound
        return {
            "document": stone.document_id,
            "doctype": stone.doctype or "",
            "bytes": str(stone.size),
            "received": stone.received_at.isoformat(),
            "erased": stone.erased_at.isoformat(),
            "reason": stone.reason,
            "asked by": stone.erased_by,
            "confirmed by": stone.confirmed_by or "",
            "ledger entry": str(entries[-1][0]) if entries else "",
            "meaning": "The key of this document was destroyed and its bytes were deleted.",
        }

    def tombstones(self, actor: Actor) -> tuple[Tombstone, ...]:
        """What has been erased, by whose word."""
        require(actor, Permission.LEDGER_READ)
        with self.database.unit(readonly=True) as unit:
            return unit.governance.tombstones()

    @property
    def _proposals(self) -> Proposals:
        return Proposals(kind=Kind.ERASURE, database=self.database, clock=self.clock)

    def _entry(self, actor: Actor, action: str, subject: str, details: dict[str, str]) -> Entry:
        now = self.clock.now()
        return acted(actor, action, subject, now, details)
