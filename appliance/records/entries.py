"""The ledger's rows, appended in the transaction of what they record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, text
from sqlalchemy.orm import Session

from appliance.records.tables import CheckpointRow, EntryRow
from appliance.types import Entry

Leaf = Callable[[int, Entry], bytes]
"""(sequence, entry) -> leaf hash; ``appliance.ledger.leaf``, handed in by the wiring."""

Numbered = tuple[int, Entry]
_POSTGRES_LOCK = 0x4C656467  # any fixed number of our own


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which entries: all, or those that fit every part given. ``until`` is exclusive."""

    since: datetime | None = None
    until: datetime | None = None
    actor: str | None = None
    subject: str | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A checkpoint that was made: see ``CheckpointRow``."""

    size: int
    peaks: tuple[bytes, ...]
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entries:
    """The ledger of one unit of work."""

    session: Session
    leaf: Leaf

    def append(self, entry: Entry) -> int:
        """Add an entry at the end and give its sequence (from 0, without gaps).

        One writer at a time: SQLite's write lock, PostgreSQL's advisory lock until commit.
        """
        if self.session.get_bind().dialect.name == "postgresql":
            self.session.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK}
            )
        last = self.session.scalar(select(func.max(EntryRow.sequence)))
        sequence = 0 if last is None else last + 1
        self.session.execute(
            insert(EntryRow).values(
                sequence=sequence,
                actor=entry.actor,
                action=entry.action,
                subject=entry.subject,
                at=entry.at,
                details=json.dumps(dict(entry.details), sort_keys=True),
                leaf=self.leaf(sequence, entry),
            )
        )
        return sequence

    def leaves(self) -> Iterator[bytes]:
        """All leaf hashes in order."""
        yield from self.session.scalars(
            select(EntryRow.leaf).order_by(EntryRow.sequence).execution_options(yield_per=500)
        )

    def of(self, subject: str) -> tuple[Entry, ...]:
        """What happened to one document or account, oldest first."""
        query = select(EntryRow).where(EntryRow.subject == subject).order_by(EntryRow.sequence)
        return tuple(entry for _, entry, _ in map(_entry, self.session.scalars(query)))

    def chosen(self, selection: Selection, limit: int | None = None) -> tuple[Numbered, ...]:
        """(sequence, entry) in order; with ``limit`` the newest so many."""
        query = select(EntryRow).where(*_conditions(selection))
        query = query.order_by(EntryRow.sequence.desc()).limit(limit)
        found = [(number, entry) for number, entry, _ in map(_entry, self.session.scalars(query))]
        return tuple(reversed(found))

    def each(self, selection: Selection, size: int) -> Iterator[Numbered]:
        """(sequence, entry) in order, of the first ``size`` entries; a few at a time."""
        query = select(EntryRow).where(EntryRow.sequence < size, *_conditions(selection))
        query = query.order_by(EntryRow.sequence).execution_options(yield_per=500)
        yield from (
            (number, entry) for number, entry, _ in map(_entry, self.session.scalars(query))
        )

    def size(self) -> int:
        """How many entries there are."""
        last = self.session.scalar(select(func.max(EntryRow.sequence)))
        return 0 if last is None else last + 1

    def after(self, size: int) -> Iterator[tuple[int, Entry, bytes]]:
        """(sequence, entry, stored leaf hash) of what came after the first ``size`` entries."""
        query = select(EntryRow).where(EntryRow.sequence >= size).order_by(EntryRow.sequence)
        yield from map(_entry, self.session.scalars(query.execution_options(yield_per=500)))

    def save(self, signed: Signed) -> None:
        """Keep a checkpoint; a note of the same size gets the new one's signatures."""
        row = CheckpointRow(
            size=signed.size, peaks=b"".join(signed.peaks), note=signed.note, at=signed.at
        )
        self.session.merge(row)
        self.session.flush()

    def checkpoint(self, size: int | None = None) -> Signed | None:
        """The newest checkpoint, or the one of a size."""
        query = select(CheckpointRow).order_by(CheckpointRow.size.desc()).limit(1)
        if size is not None:
            query = query.where(CheckpointRow.size == size)
        row = self.session.scalar(query)
        return None if row is None else _signed(row)

    def checkpoints(self) -> Iterator[Signed]:
        """All checkpoints, smallest first."""
        yield from map(
            _signed, self.session.scalars(select(CheckpointRow).order_by(CheckpointRow.size))
        )


def _entry(row: EntryRow) -> tuple[int, Entry, bytes]:
    entry = Entry(
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        at=row.at,
        details=json.loads(row.details),
    )
    return row.sequence, entry, row.leaf


def _signed(row: CheckpointRow) -> Signed:
    peaks = tuple(row.peaks[at : at + 32] for at in range(0, len(row.peaks), 32))
    return Signed(size=row.size, peaks=peaks, note=row.note, at=row.at)


def _conditions(selection: Selection) -> Iterator[ColumnElement[bool]]:
    if selection.since is not None:
        yield EntryRow.at >= selection.since
    if selection.until is not None:
        yield EntryRow.at < selection.until
    if selection.actor is not None:
        yield EntryRow.actor == selection.actor
    if selection.subject is not None:
        yield EntryRow.subject == selection.subject
    if selection.action is not None:
        yield EntryRow.action == selection.action
