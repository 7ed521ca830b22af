"""Destroying what belongs to a document: its key first, then everything that it opened."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from appliance.errors import Conflict, NotFound
from appliance.ports import Clock
from appliance.records.documents import Record
from appliance.records.governance import Tombstone
from appliance.records.unit import Database, Unit
from appliance.service.documents.archive import ORIGINAL, PAGES, Archive
from appliance.types import Entry, State

log = logging.getLogger(__name__)

Forgetting = Callable[[Sequence[str]], object]
"""Purges what was derived from documents (an index, a memory): called with the erased ids."""

MARGIN = timedelta(days=1)
"""A blob without a row that is younger may belong to a writer at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warrant:
    """By whose word a document goes, and why (a code)."""

    reason: str
    by: str
    confirmed_by: str | None = None
    proposal: str | None = None
    """What is carried out; one that was taken back a moment before carries nothing."""
    whence: Mapping[str, str] = field(default_factory=dict)
    """Where it was confirmed from, and what ``Pairs`` said; where it was asked from stands in the
    entry of the proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eraser:
    """One transaction destroys key and rows; what is left on disk by a kill cannot be opened and
    is swept later. The ledger keeps ids and keyed digests only, so it needs no change."""

    database: Database
    archive: Archive
    clock: Clock
    derived: tuple[Forgetting, ...] = ()

    def erase(self, document_id: str, warrant: Warrant) -> tuple[str, ...]:
        """Erase a document with all that came in it; gives their ids (none: there is no such).

        Raises ``Conflict`` where one of them is at work, where it or what it came in is under a
        legal hold, or where it is a part of another document that would still show it; ``NotFound``
        where the warrant's proposal was decided meanwhile.
        """
        with self.database.unit() as unit:
            found = _locked(unit, document_id)
            if found is None:
                return ()
            record, doomed, touched = found
            self._refuse(unit, doomed, touched)
            if warrant.proposal and not unit.governance.decided(warrant.proposal):
                raise NotFound
            blobs = tuple(self._free_from_containers(unit, record))
            for one in doomed:
                self._bury(unit, one, warrant)
        self._clean([one.id for one in doomed], blobs)
        return tuple(one.id for one in doomed)

    def _refuse(self, unit: Unit, doomed: Sequence[Record], touched: Sequence[str]) -> None:
        if unit.governance.held(touched):
            raise Conflict("A legal hold stands on this document: it cannot be erased.")
        if any(not one.state.terminal for one in doomed):
            raise Conflict("This document is still being processed. Try again in a moment.")

    def _bury(self, unit: Unit, record: Record, warrant: Warrant) -> None:
        now = self.clock.now()
        unit.governance.bury(
            Tombstone(
                document_id=record.id,
                digest=record.digest,
                size=record.size,
                doctype=record.doctype,
                reason=warrant.reason,
                received_at=record.received_at,
                erased_at=now,
                erased_by=warrant.by,
                confirmed_by=warrant.confirmed_by,
            )
        )
        details = {"reason": warrant.reason, "confirmed": warrant.confirmed_by or ""}
        details["doctype"] = record.doctype or ""
        details |= {f"confirmed_{name}": value for name, value in warrant.whence.items()}
        unit.ledger.append(
            Entry(
                actor=warrant.by,
                action="document.erased",
                subject=record.id,
                at=now,
                details=details,
            )
        )

    def _free_from_containers(self, unit: Unit, record: Record) -> Iterator[str]:
        """An archive that holds the document loses its own bytes, and gets another key: not even
        a copy of them elsewhere opens any more. Gives the blobs to delete."""
        for container in unit.documents.parents(record.id):
            if container.state is not State.UNPACKED:
                raise Conflict("This came as a part of another document: erase that one.")
            key, wrapped = self.archive.ring.new(container.id)
            sealed = self.archive.seal_identity(key, self.archive.identity(container))
            yield from unit.governance.unstore(container.id, ORIGINAL)
            for share in unit.shares.in_(container.id):
                name = self.archive.identity(share.seen(container))
                renamed = self.archive.seal_identity(key, name)
                unit.shares.reseal(container.id, share.account_id, renamed)
            unit.governance.rekey(container.id, wrapped, sealed)
            yield from self._free_from_containers(unit, container)

    def _clean(self, ids: Sequence[str], blobs: Sequence[str]) -> None:
        """After the commit: bytes on the disk, what was derived, the database's own traces."""
        for one in ids:
            for key in list(self.archive.blobs.keys(one)):
                self.archive.blobs.delete(key)
        for key in blobs:
            self.archive.blobs.delete(key)
        for forget in self.derived:
            forget(ids)
        self.database.scrub()

    def sweep(self) -> int:
        """Delete blobs that no row speaks of (a writer was killed); says how many."""
        before = self.clock.now() - MARGIN
        folders: dict[str, list[str]] = {}
        for key in self.archive.blobs.untouched(before):
            folders.setdefault(key.partition("/")[0], []).append(key)
        swept = 0
        for document_id, keys in folders.items():
            for key in self._orphans(document_id, keys, before):
                self.archive.blobs.delete(key)
                swept += 1
        if swept:
            log.info("swept", extra={"count": swept})
        return swept

    def _orphans(self, document_id: str, keys: Sequence[str], before: datetime) -> list[str]:
        with self.database.unit(readonly=True) as unit:
            record = unit.documents.get(document_id)
            if record is None:
                return list(keys)
            named = unit.artifacts.of(document_id)
        if record.updated_at < before - 3 * MARGIN and len(keys) <= len(named):
            return []
        known = {one.blob for one in named}
        key = self.archive.key(record)
        for one in named:
            if one.stage == PAGES:
                known |= {leaf.picture for leaf in self.archive.leaves(key, one).pages}
        return [blob for blob in keys if blob not in known]


def _locked(
    unit: Unit, document_id: str
) -> tuple[Record, tuple[Record, ...], Sequence[str]] | None:
    """A document, all that goes with it, and the ids of everything that is changed by that:
    nobody else changes these, or places a hold, before the unit ends."""
    locked: frozenset[str] = frozenset()
    while record := unit.documents.get(document_id):
        doomed = tuple({one.id: one for one in _whole(unit, record)}.values())
        touched = frozenset(_touched(unit, record, doomed))
        if touched <= locked:
            return record, doomed, sorted(touched)
        unit.governance.lock(sorted(touched))
        locked |= touched  # and look again: only now it stays so
    return None


def _touched(unit: Unit, record: Record, doomed: Sequence[Record]) -> Iterator[str]:
    """The ids of what goes, and of the containers that lose their bytes with it."""
    yield from (one.id for one in doomed)
    for container in unit.documents.parents(record.id):
        yield from _touched(unit, container, (container,))


def _whole(unit: Unit, record: Record) -> Iterator[Record]:
    """A document and what came in it, but for what another container holds as well: that stays,
    and belongs to the other one."""
    for member in unit.documents.members(record.id):
        others = [one for one in unit.documents.parents(member.id) if one.id != record.id]
        if member.parent == record.id and not others:
            yield from _whole(unit, member)
        elif member.parent == record.id:
            unit.governance.reparent(member.id, others[0].id)
    yield record
