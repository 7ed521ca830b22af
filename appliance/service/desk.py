"""The back office's use cases: hand documents in, see what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from appliance.access import SYSTEM, Permission, acted, require
from appliance.errors import (
    Conflict,
    ItemDamaged,
    NotFound,
    ProcessingFailed,
    ReaderDied,
    ReadingTimedOut,
)
from appliance.intake.containers import CONTAINERS
from appliance.intake.members import UNDETERMINED
from appliance.pipeline import STEPS
from appliance.ports import Clock, Queue
from appliance.records import names
from appliance.records.documents import Record
from appliance.records.entries import Selection
from appliance.records.listing import Wanted
from appliance.service.documents.archive import ORIGINAL, PAGES, Leaves
from appliance.service.documents.dossier import Dossiers, as_seen, own, visible
from appliance.service.line.arrival import Arrivals, new_id
from appliance.service.line.processing import nudge
from appliance.service.line.registration import Registration, Submitted
from appliance.types import Actor, Picture, Problem, Processed, Route, State

__all__ = ["Desk", "Row", "Sought", "Submitted"]

FINISHED = (State.ACCEPTED, State.REVIEWED)
CUT_SHORT = frozenset({ReadingTimedOut.code, ReaderDied.code, ProcessingFailed.code})
_BATCH = 200
_LOOKS = timedelta(hours=1)
_DONE: Mapping[State, float] = {
    State.RECEIVED: 0.05,
    State.READ: 0.5,
    State.CLASSIFIED: 0.6,
    State.EXTRACTED: 0.95,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list. ``progress`` runs from 0 to 1; no values of the document."""

    id: str
    name: str
    state: State
    doctype: str | None
    probability: float | None
    route: Route | None
    progress: float
    attempts: int
    received_at: datetime
    updated_at: datetime
    seconds: Mapping[str, float]
    problem: Problem | None
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a list is narrowed down to; ``words`` are beginnings of words of the name."""

    words: str = ""
    doctype: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Uploading and looking. Uploaders see their own documents, others all of them."""

    arrivals: Arrivals
    registration: Registration
    dossiers: Dossiers
    queue: Queue
    clock: Clock

    def submit(
        self,
        actor: Actor,
        name: str,
        content: bytes,
        source: str = "console",
        *,
        doctype: str | None = None,
        password: str | None = None,
    ) -> Submitted:
        """Take a file in. A bad one is recorded, quarantined at once with its problem.

        Once this returns, the document survives anything short of losing the disk. ``password``
        opens protected files; it is kept, sealed, until the file has been read.
        """
        require(actor, Permission.DOCUMENT_SUBMIT)
        arrival = self.arrivals.take(content, name, password)
        return self.registration.register(actor, arrival, source, doctype)

    def recent(
        self,
        actor: Actor,
        *,
        limit: int = 50,
        offset: int = 0,
        states: Sequence[State] = (),
        sought: Sought | None = None,
    ) -> tuple[Row, ...]:
        """The list, newest first; ``sought`` narrows it down."""
        require(actor, Permission.DOCUMENT_READ)
        wanted = self._wanted(actor, sought or Sought(), tuple(states))
        with self.dossiers.database.unit(readonly=True) as unit:
            records = unit.listing.recent(wanted, limit=limit, offset=offset)
            records = as_seen(unit, actor, records)
        return tuple(self._row(record) for record in records)

    def rows(self, actor: Actor, ids: Sequence[str]) -> tuple[Row, ...]:
        """The lines of certain documents, in that order; those not seen are left out."""
        require(actor, Permission.DOCUMENT_READ)
        with self.dossiers.database.unit(readonly=True) as unit:
            records = as_seen(unit, actor, unit.documents.many(ids))
        return tuple(self._row(item) for item in records)

    def row(self, actor: Actor, document_id: str) -> Row:
        """One line; raises ``NotFound``."""
        require(actor, Permission.DOCUMENT_READ)
        return self._row(self.dossiers.seen(actor, document_id)[0])

    def count(self, actor: Actor) -> Mapping[State, int]:
        """How many documents are in each state."""
        require(actor, Permission.DOCUMENT_READ)
        with self.dossiers.database.unit(readonly=True) as unit:
            counted = unit.listing.count(own(actor))
        return {state: counted.get(state, 0) for state in State}

    def view(self, actor: Actor, document_id: str) -> Processed:
        """Everything known about a document so far; raises ``NotFound``.

        A person's look is an entry of the ledger, once an hour for each document.
        """
        require(actor, Permission.DOCUMENT_READ)
        record, _ = self.dossiers.seen(actor, document_id)
        self._looked(actor, document_id)
        return self.dossiers.processed(record, actor)

    def sheets(self, actor: Actor, document_id: str) -> tuple[tuple[int, float, float], ...]:
        """(number, width, height in points) of the pages that have a picture."""
        require(actor, Permission.DOCUMENT_READ)
        pages = self._leaves(actor, document_id)[1].pages
        return tuple((leaf.number, leaf.width, leaf.height) for leaf in pages if leaf.picture)

    def picture(self, actor: Actor, document_id: str, page: int) -> Picture:
        """A page as an image; raises ``NotFound`` where none was kept."""
        require(actor, Permission.DOCUMENT_READ)
        record, leaves = self._leaves(actor, document_id)
        archive = self.dossiers.archive
        return archive.picture(archive.key(record), leaves.page(page))

    def accepted(
        self, actor: Actor, sought: Sought | None = None, form: str = ""
    ) -> Iterator[Processed]:
        """Finished records, newest first, one at a time: what exports are made of.

        An entry of the ledger says that they are carried off, in which form, and one more for each
        document which they are; ``export`` ties them together.
        """
        require(actor, Permission.EXPORT_READ)
        wanted = self._wanted(actor, sought or Sought(), FINISHED)
        told = {"export": new_id(), **({"format": form} if form else {})}
        self._exported(actor, ("records",), told)
        return self._accepted(actor, wanted, told)

    def retry(self, actor: Actor, document_id: str) -> State:
        """Send a quarantined document through again from where it failed.

        A look at the door that was cut short is taken anew. Raises ``Conflict`` for a document in
        another state, or refused at the door for what it is.
        """
        require(actor, Permission.DOCUMENT_RETRY)
        media_type = self._media_type(actor, document_id)
        now = self.clock.now()
        with self.dossiers.database.unit() as unit:
            record = visible(unit, actor, document_id)
            if record.failed_in not in STEPS or media_type == UNDETERMINED:
                raise Conflict
            again = replace(
                record,
                media_type=media_type,
                state=record.failed_in,
                failed_in=None,
                problem=None,
                updated_at=now,
            )
            if not unit.documents.move(again):
                raise Conflict
            details = {"state": again.state.value}
            unit.ledger.append(acted(actor, "document.retried", record.id, now, details))
        nudge(self.queue, again)
        return again.state

    def _media_type(self, actor: Actor, document_id: str) -> str:
        """What the look at the door found, or finds now where it was cut short."""
        record, artifacts = self.dossiers.seen(actor, document_id)
        short = record.problem is not None and record.problem.code in CUT_SHORT
        if record.media_type != UNDETERMINED or not short or ORIGINAL not in artifacts:
            return record.media_type
        archive = self.dossiers.archive
        key = archive.key(record)
        content = archive.get(key, artifacts[ORIGINAL].blob)
        media_type = self.arrivals.media_type(content, archive.identity(record).name)
        if media_type in CONTAINERS:
            raise Conflict("This file holds others. Send them by themselves.")
        return media_type

    def _looked(self, actor: Actor, document_id: str) -> None:
        if actor.id == SYSTEM.id:
            return
        now = self.clock.now()
        lately = Selection(
            since=now - _LOOKS, actor=actor.id, subject=document_id, action="document.viewed"
        )
        with self.dossiers.database.unit(readonly=True) as unit:
            if unit.ledger.chosen(lately, 1):
                return
        entry = acted(actor, "document.viewed", document_id, now)
        with self.dossiers.database.unit() as unit:
            unit.ledger.append(entry)

    def _wanted(self, actor: Actor, sought: Sought, states: tuple[State, ...]) -> Wanted:
        return Wanted(
            states=states,
            submitter=own(actor),
            doctype=sought.doctype,
            since=sought.since,
            until=sought.until,
            words=names.sought(sought.words, self.dossiers.archive.ring.digest),
        )

    def _exported(self, actor: Actor, subjects: Iterable[str], told: Mapping[str, str]) -> None:
        now = self.clock.now()
        with self.dossiers.database.unit() as unit:
            for subject in subjects:
                unit.ledger.append(acted(actor, "record.exported", subject, now, told))

    def _accepted(
        self, actor: Actor, wanted: Wanted, told: Mapping[str, str]
    ) -> Iterator[Processed]:
        offset = 0
        while True:
            with self.dossiers.database.unit(readonly=True) as unit:
                records = unit.listing.recent(wanted, limit=_BATCH, offset=offset)
            self._exported(actor, (record.id for record in records), told)
            for record in records:
                yield self._carried(record)
            if len(records) < _BATCH:
                return
            offset += _BATCH

    def _carried(self, record: Record) -> Processed:
        """A record for an export, which is whole or is none: of a damaged one the id is told."""
        try:
            return self.dossiers.processed(record, members=False)
        except ItemDamaged:
            raise ItemDamaged(
                f"Document {record.id} is damaged. Bring it back from a backup or have it erased: "
                "no export leaves it out without a word."
            ) from None

    def _leaves(self, actor: Actor, document_id: str) -> tuple[Record, Leaves]:
        record, artifacts = self.dossiers.seen(actor, document_id)
        if PAGES not in artifacts:
            raise NotFound
        archive = self.dossiers.archive
        return record, archive.leaves(archive.key(record), artifacts[PAGES])

    def _row(self, record: Record) -> Row:
        return Row(
            id=record.id,
            name=self.dossiers.archive.name(record),
            state=record.state,
            doctype=record.doctype,
            probability=record.probability,
            route=record.route,
            progress=_DONE.get(record.state, 1.0),
            attempts=record.attempts,
            received_at=record.received_at,
            updated_at=record.updated_at,
            seconds=record.seconds,
            problem=record.problem,
            parent=record.parent,
        )
