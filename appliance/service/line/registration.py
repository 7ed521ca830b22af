"""Taking documents into the books: blobs first, then all rows of a file in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from appliance.access import Permission, acted, holds
from appliance.errors import Conflict
from appliance.ports import Clock, Queue
from appliance.records.documents import Record
from appliance.records.entries import Selection
from appliance.records.keys import DataKey
from appliance.records.names import tokens
from appliance.records.shares import Share
from appliance.records.unit import Database, Unit
from appliance.service.documents.archive import ORIGINAL, PASSWORD, Archive, Identity, Item
from appliance.service.line.arrival import Arrival
from appliance.service.line.processing import nudge, stored
from appliance.service.line.quota import HOT_FOLDER, Quota
from appliance.types import Actor, Entry, Problem, State

AGAIN = "document.received_again"
_ONCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """What became of a file that was handed in. ``problem`` says why it was set aside."""

    id: str
    duplicate: bool
    state: State
    members: tuple[Submitted, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A file whose bytes are on the disk already, waiting for its row."""

    wrapped: bytes
    identity: bytes
    blob: str
    password: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        """What the rows will say of the blobs."""
        named = ((ORIGINAL, self.blob), (PASSWORD, self.password))
        return tuple(Item(stage=name, version=0, blob=blob) for name, blob in named if blob)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Writes arrivals into database and archive."""

    database: Database
    archive: Archive
    queue: Queue
    clock: Clock
    quota: Quota

    def register(
        self, actor: Actor, arrival: Arrival, source: str, hint: str | None = None
    ) -> Submitted:
        """Once this returns, the file and its members survive kill, power cut and lost queue.

        Content that was there before is not stored again: its id comes back. Raises
        ``QuotaReached``; then nothing is kept.
        """
        with self.database.unit(readonly=True) as unit:  # before anything is put on the disk
            self.quota.require(unit, actor, arrival)
        try:
            return self._register(actor, arrival, source, hint)
        except Conflict:  # the same content came in elsewhere meanwhile: now it is found
            return self._register(actor, arrival, source, hint)

    def _register(self, actor: Actor, arrival: Arrival, source: str, hint: str | None) -> Submitted:
        digests = dict(self._digests(arrival, b""))
        sealed = self._seal(arrival, digests)
        books = _Books(self, actor, source, hint, digests, sealed, self.clock.now(), {})
        try:
            with self.database.unit() as unit:
                self.quota.require(unit, actor, arrival)
                submitted = books.enter(unit, arrival, parent=None)
        except BaseException:
            self._discard(sealed.values())
            raise
        self._discard(item for one, item in sealed.items() if one not in books.new)
        for record in books.new.values():
            nudge(self.queue, record)
        return submitted

    def _digests(self, arrival: Arrival, place: bytes) -> Iterator[tuple[str, bytes]]:
        """(id, digest) of a tree. A member that could not be unpacked has no content to be known
        by: its place stands for it, so that two of them are not taken for the same file."""
        if place and arrival.problem and not arrival.content:
            digest = self.archive.ring.digest(place, "place")
        else:
            digest = self.archive.ring.digest(arrival.content)
        yield arrival.id, digest
        for position, member in enumerate(arrival.members):
            yield from self._digests(member, digest + position.to_bytes(4, "big"))

    def _seal(self, arrival: Arrival, digests: Mapping[str, bytes]) -> dict[str, _Sealed]:
        """Put the bytes of everything new where the rows will say they are."""
        with self.database.unit(readonly=True) as unit:
            known = {digest for digest in digests.values() if unit.documents.by_digest(digest)}
        sealed: dict[str, _Sealed] = {}
        for item in _unpacked(arrival, digests, known):
            known.add(digests[item.id])
            key, wrapped = self.archive.ring.new(item.id)
            sealed[item.id] = self._seal_one(key, wrapped, item)
        return sealed

    def _seal_one(self, key: DataKey, wrapped: bytes, item: Arrival) -> _Sealed:
        identity = Identity(name=item.name, sha256=item.sha256)
        return _Sealed(
            wrapped,
            self.archive.seal_identity(key, identity),
            self.archive.put(key, ORIGINAL, item.content),
            self.archive.put(key, PASSWORD, item.password.encode()) if item.password else "",
        )

    def _discard(self, sealed: Iterable[_Sealed]) -> None:
        for one in sealed:
            for item in one.items:
                self.archive.blobs.delete(item.blob)


def _unpacked(
    arrival: Arrival, digests: Mapping[str, bytes], known: set[bytes]
) -> Iterator[Arrival]:
    """What is new in a tree; what is in a known container is known with it."""
    if digests[arrival.id] in known:
        return
    yield arrival
    for member in arrival.members:
        yield from _unpacked(member, digests, known)


@dataclass(frozen=True, slots=True)
class _Books:
    """One registration under way, within its transaction."""

    registration: Registration
    actor: Actor
    source: str
    hint: str | None
    digests: Mapping[str, bytes]
    sealed: Mapping[str, _Sealed]
    now: datetime
    new: dict[str, Record]

    def enter(self, unit: Unit, arrival: Arrival, parent: str | None) -> Submitted:
        """Write the rows of a file and its members, or find that they are there."""
        known = unit.documents.by_digest(self.digests[arrival.id])
        if known is not None:
            return self._known(unit, known, arrival)
        sealed = self.sealed.get(arrival.id)
        if sealed is None:  # it was erased between our look and our transaction
            raise Conflict
        record = self._record(arrival, sealed, parent)
        self.new[record.id] = record
        unit.documents.add(record)
        for item in sealed.items:
            unit.artifacts.add(stored(record.id, item, self.now))
        unit.names.add(record.id, self._tokens(arrival))
        unit.ledger.append(self._entry(record))
        members = tuple(self.enter(unit, one, record.id) for one in arrival.members)
        for position, member in enumerate(members):
            unit.documents.add_member(record.id, position, member.id)
        return Submitted(
            id=record.id,
            duplicate=False,
            state=record.state,
            members=members,
            problem=record.problem,
        )

    def _known(self, unit: Unit, record: Record, arrival: Arrival) -> Submitted:
        """Content that is there already: whoever hands it in sees it, under his own name for it."""
        if record.id not in self.new:
            self._share(unit, record, arrival)
        members = () if record.id in self.new else unit.documents.members(record.id)
        pairs = zip(members, arrival.members, strict=False)
        return Submitted(
            id=record.id,
            duplicate=True,
            state=record.state,
            members=tuple(self._known(unit, member, item) for member, item in pairs),
            problem=record.problem,
        )

    def _share(self, unit: Unit, record: Record, arrival: Arrival) -> None:
        account, details = self.actor.id, {"source": self.source}
        everybody = account == HOT_FOLDER or holds(self.actor, Permission.DOCUMENT_READ_ALL)
        mine = record.submitter == account or everybody
        if mine or unit.shares.of(account, (record.id,)):
            if account != HOT_FOLDER or not self._said(unit, record.id):
                entry = acted(self.actor, AGAIN, record.id, self.now, details)
                unit.ledger.append(entry)
            return
        archive = self.registration.archive
        identity = Identity(name=arrival.name, sha256=arrival.sha256)
        sealed = archive.seal_identity(archive.key(record), identity)
        unit.shares.add(
            Share(document_id=record.id, account_id=account, sealed=sealed, received_at=self.now)
        )
        unit.names.add(record.id, self._tokens(arrival), account)
        unit.ledger.append(acted(self.actor, "document.shared", record.id, self.now, details))

    def _said(self, unit: Unit, document_id: str) -> bool:
        """The hot folder hands a file in anew for as long as it cannot be moved away."""
        lately = Selection(
            since=self.now - _ONCE, actor=HOT_FOLDER, subject=document_id, action=AGAIN
        )
        return bool(unit.ledger.chosen(lately, 1))

    def _tokens(self, arrival: Arrival) -> frozenset[bytes]:
        return tokens(arrival.name, self.registration.archive.ring.digest)

    def _record(self, arrival: Arrival, sealed: _Sealed, parent: str | None) -> Record:
        return Record(
            id=arrival.id,
            digest=self.digests[arrival.id],
            parent=parent,
            submitter=self.actor.id,
            source=self.source if parent is None else "member",
            media_type=arrival.media_type,
            size=len(arrival.content),
            data_key=sealed.wrapped,
            sealed=sealed.identity,
            state=arrival.state,
            problem=arrival.problem,
            failed_in=State.RECEIVED if arrival.state is State.QUARANTINED else None,
            hint=self.hint,
            received_at=self.now,
            updated_at=self.now,
        )

    def _entry(self, record: Record) -> Entry:
        details = {"source": record.source, "state": record.state.value, "bytes": str(record.size)}
        details["content"] = record.digest.hex()
        if record.parent:
            details["parent"] = record.parent
        if record.problem:
            details["code"] = record.problem.code
        return acted(self.actor, "document.received", record.id, self.now, details)
