"""Use cases: a reviewer has a document redacted, adds to it, lets values stand, takes the file.

A worker does the work (``blackening``); the row says where it stands. What somebody lets
stand takes two people; until the second one has agreed, it stays black.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from appliance.access import Permission, acted, require
from appliance.artifacts import decode, encode
from appliance.errors import Conflict, NotFound, QueueUnavailable
from appliance.pipeline import QueueName, Stage
from appliance.ports import Clock, Queue
from appliance.privacy.marks import Place, Region
from appliance.privacy.vault import opened
from appliance.records.documents import Record
from appliance.records.escalations import Standing as Asked
from appliance.records.redactions import Redacting, Standing
from appliance.records.stored import Stored
from appliance.records.unit import Database, Unit
from appliance.service.documents.dossier import Dossiers, visible
from appliance.service.people.pairs import Pairs
from appliance.service.people.proposals import coded
from appliance.service.reviewing import newest
from appliance.types import Actor, Box, Entry, Span

__all__ = ["Blackening", "Blackout", "Lift", "Place", "Region"]

log = logging.getLogger(__name__)

CHANGES = "changes"
REGIONS, REDACTED, CERTIFICATE = "regions", "redacted", "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """Somebody wants the value at a span to stand, for a reason (a code)."""

    span: Span
    reason: str
    by: str
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What people did to a redaction; ``seed`` is the document's own secret number."""

    seed: int
    added: tuple[Place, ...] = ()
    lifts: tuple[Lift, ...] = ()

    @property
    def lifted(self) -> tuple[Span, ...]:
        """What two people let stand."""
        return tuple(lift.span for lift in self.lifts if lift.confirmed_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """What a worker found; ``only_seen`` are places that only the picture shows."""

    found: tuple[Region, ...]
    only_seen: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blackening:
    """A redaction as a reviewer sees it."""

    standing: Standing
    problem: str | None
    regions: Regions
    changes: Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Blackout:
    """``seed`` draws the secret number of a document's pseudonyms."""

    dossiers: Dossiers
    queue: Queue
    clock: Clock
    pairs: Pairs
    seed: Callable[[], int]

    def ask(self, actor: Actor, document_id: str) -> None:
        """Have the document redacted as it now stands; raises ``Conflict`` before it was read."""
        require(actor, Permission.REDACTION_MAKE)
        record, artifacts = self.dossiers.seen(actor, document_id)
        if Stage.READING.value not in artifacts or not record.state.terminal:
            raise Conflict("This document has not been read yet.")
        with self._database.unit() as unit:
            row = unit.redactions.get(document_id)
            if row is None:
                unit.redactions.start(self._first(record))
            elif row.standing not in (Standing.WANTED, Standing.AT_WORK):
                self._save(unit, replace(row, standing=Standing.WANTED, problem=None))
            unit.ledger.append(self._entry(actor, "redaction.asked", document_id))
        try:
            self.queue.nudge(QueueName.READING.value, document_id)
        except QueueUnavailable:  # the reconciler calls again
            log.warning("queue unavailable", extra={"document": document_id})

    def view(self, actor: Actor, document_id: str) -> Blackening | None:
        """Where it stands, what was found, what people changed; ``None`` where nobody asked."""
        require(actor, Permission.REDACTION_MAKE)
        record, artifacts = self.dossiers.seen(actor, document_id)
        with self._database.unit(readonly=True) as unit:
            row = unit.redactions.get(document_id)
        if row is None:
            return None
        kept = self._open(record, artifacts.get(REGIONS))
        return Blackening(
            standing=row.standing,
            problem=row.problem,
            regions=decode(Regions, kept) if kept else Regions(found=()),
            changes=self._changes(record, row),
        )

    def add(self, actor: Actor, document_id: str, page: int, box: Box) -> None:
        """Black out a box of a page, and the words under it wherever they stand."""
        require(actor, Permission.REDACTION_MAKE)
        place = Place(page=page, box=box)
        self._change(
            actor,
            document_id,
            "redaction.added",
            lambda changes: replace(changes, added=(*changes.added, place)),
            {"page": str(page)},
            beside=self._stop,
        )

    def withdraw(self, actor: Actor, document_id: str, place: Place, reason: str) -> None:
        """Take back a box that was drawn by hand, for a reason; raises ``NotFound``."""
        require(actor, Permission.REDACTION_MAKE)
        coded(reason)

        def change(changes: Changes) -> Changes:
            if place not in changes.added:
                raise NotFound
            return replace(changes, added=tuple(one for one in changes.added if one != place))

        details = {"page": str(place.page), "reason": reason}
        self._change(actor, document_id, "redaction.withdrawn", change, details)

    def lift(self, actor: Actor, document_id: str, span: Span, reason: str) -> None:
        """Ask that a value may stand, everywhere in the document. Nothing happens yet."""
        require(actor, Permission.REDACTION_MAKE)
        coded(reason)
        wish = Lift(span=span, reason=reason, by=actor.id)

        def change(changes: Changes) -> Changes:
            if any(one.span == span for one in changes.lifts):
                raise Conflict
            return replace(changes, lifts=(*changes.lifts, wish))

        details = {"reason": reason, "start": str(span.start), "end": str(span.end)}
        self._change(actor, document_id, "redaction.lift_proposed", change, details)

    def confirm(self, actor: Actor, document_id: str, span: Span) -> None:
        """Agree that a value may stand; raises ``NotPermitted`` for one's own wish."""
        require(actor, Permission.REDACTION_CONFIRM)
        details = {"start": str(span.start), "end": str(span.end)}

        def change(changes: Changes) -> Changes:
            lift = _lift(changes, span)
            details.update(self.pairs.require(actor, lift.by))
            agreed = replace(lift, confirmed_by=actor.id)
            lifts = tuple(agreed if one is lift else one for one in changes.lifts)
            return replace(changes, lifts=lifts)

        self._change(actor, document_id, "redaction.lifted", change, details)

    def decline(self, actor: Actor, document_id: str, span: Span) -> None:
        """The value goes black (again): somebody's wish, or what was agreed, is dropped."""
        require(actor, Permission.REDACTION_CONFIRM)

        def change(changes: Changes) -> Changes:
            lift = _lift(changes, span)
            return replace(changes, lifts=tuple(one for one in changes.lifts if one is not lift))

        details = {"start": str(span.start), "end": str(span.end)}
        self._change(actor, document_id, "redaction.lift_declined", change, details)

    def file(self, actor: Actor, document_id: str) -> tuple[bytes, bytes]:
        """The redacted PDF and its certificate; raises ``Conflict`` where it is not in force,
        ``ItemDamaged`` where it is not the file that was made last."""
        require(actor, Permission.REDACTION_MAKE)
        record, artifacts = self.dossiers.seen(actor, document_id)
        with self._database.unit() as unit:
            row = unit.redactions.get(document_id)
            if row is None or row.standing is not Standing.READY:
                raise Conflict("There is no redacted file of the document as it now stands.")
            made = newest.made(unit, document_id)
            unit.ledger.append(self._entry(actor, "redaction.taken", document_id))
        pdf, stated = (self._open(record, artifacts.get(name)) for name in (REDACTED, CERTIFICATE))
        if pdf is None or stated is None:
            raise NotFound
        newest.proven(pdf, made.get(newest.FILE))
        return pdf, stated

    def reveal(self, actor: Actor, document_id: str) -> Mapping[str, str]:
        """Pseudonym -> value, out of the vault. Each look is an entry of the ledger; raises
        ``ItemDamaged`` where it is not the vault that was made last."""
        require(actor, Permission.VAULT_READ)
        with self._database.unit() as unit:
            record = visible(unit, actor, document_id)
            row = unit.redactions.get(document_id)
            if row is None or row.vault is None:
                raise NotFound
            made = newest.made(unit, document_id)
            unit.ledger.append(self._entry(actor, "vault.read", document_id))
        newest.proven(row.vault, made.get(newest.VAULT))
        return opened(row.vault, self.dossiers.archive.key(record)).values

    @property
    def _database(self) -> Database:
        return self.dossiers.database

    def _first(self, record: Record) -> Redacting:
        key = self.dossiers.archive.key(record)
        return Redacting(
            document_id=record.id,
            standing=Standing.WANTED,
            revision=1,
            changes=key.seal(encode(Changes(seed=self.seed())), CHANGES),
            updated_at=self.clock.now(),
        )

    def _changes(self, record: Record, row: Redacting) -> Changes:
        return decode(Changes, self.dossiers.archive.key(record).open(row.changes, CHANGES))

    def _open(self, record: Record, stored: Stored | None) -> bytes | None:
        archive = self.dossiers.archive
        return archive.get(archive.key(record), stored.blob) if stored else None

    def _change(
        self,
        actor: Actor,
        document_id: str,
        action: str,
        change: Callable[[Changes], Changes],
        details: dict[str, str],
        *,
        beside: Callable[[Unit, Actor, str], None] = lambda *_: None,
    ) -> None:
        """One change, its entry with it, and what is done ``beside`` it in the same transaction;
        the file that was made before counts no longer."""
        with self._database.unit() as unit:
            record = visible(unit, actor, document_id)
            row = unit.redactions.get(document_id)
            if row is None:
                raise NotFound
            if row.standing in (Standing.WANTED, Standing.AT_WORK):
                raise Conflict("The redaction is being made. Try again in a moment.")
            changed = change(self._changes(record, row))
            sealed = self.dossiers.archive.key(record).seal(encode(changed), CHANGES)
            self._save(unit, replace(row, standing=Standing.CHANGED, changes=sealed))
            unit.ledger.append(self._entry(actor, action, document_id, details))
            beside(unit, actor, document_id)

    def _stop(self, unit: Unit, actor: Actor, document_id: str) -> None:
        """A question to a larger model that was prepared before may show what is black now."""
        one = unit.escalations.open(document_id)
        if one is None or one.standing is Asked.ANSWERED:
            return
        tried = one.tokens or (one.standing is Asked.READY and one.attempts)
        standing = Asked.FAILED if tried else Asked.BLOCKED
        over = replace(one, standing=standing, reason="redacted", lease_owner=None)
        if not unit.escalations.save(replace(over, updated_at=self.clock.now())):
            raise Conflict
        details = {"escalation": one.id, "code": "redacted"}
        action = f"escalation.{standing.value}"
        unit.ledger.append(self._entry(actor, action, document_id, details))

    def _save(self, unit: Unit, row: Redacting) -> None:
        saved = replace(row, revision=row.revision + 1, updated_at=self.clock.now())
        if not unit.redactions.save(saved):
            raise Conflict

    def _entry(
        self, actor: Actor, action: str, subject: str, details: dict[str, str] | None = None
    ) -> Entry:
        now = self.clock.now()
        return acted(actor, action, subject, now, details)


def _lift(changes: Changes, span: Span) -> Lift:
    for lift in changes.lifts:
        if lift.span == span:
            return lift
    raise NotFound
