"""The ledger's rows, appended in the transaction of what they record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from appliance.records.tables import EntryRow
from appliance.types import Entry

Leaf = Callable[[int, Entry], bytes]
"""(sequence, entry) -> leaf hash; ``appliance.ledger.leaf``, handed in by the wiring."""

_POSTGRES_LOCK = 0x4C656467  # any fixed number of our own


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
            select(EntryRow.leaf).order_by(EntryRow.sequence).execution_options(yield_per=10_000)
        )

    def of(self, subject: str) -> tuple[Entry, ...]:
        """What happened to one document or account, oldest first."""
        query = select(EntryRow).where(EntryRow.subject == subject).order_by(EntryRow.sequence)
        return tuple(entry for _, entry, _ in map(_entry, self.session.scalars(query)))

    def all(self) -> Iterator[tuple[int, Entry, bytes]]:
        """(sequence, entry, stored leaf hash) of the whole log in order."""
        query = select(EntryRow).order_by(EntryRow.sequence)
        yield from map(_entry, self.session.scalars(query.execution_options(yield_per=1_000)))


def _entry(row: EntryRow) -> tuple[int, Entry, bytes]:
    entry = Entry(
        actor=row.actor,
        action=row.action,
        subject=row.subject,
        at=row.at,
        details=json.loads(row.details),
    )
    return row.sequence, entry, row.leaf
