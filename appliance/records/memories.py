"""What people confirmed of documents, found again by keyed digests of the rows at their heads.

Nothing here can be read without the key of the very document that it comes from; erasing that
document takes it along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from appliance.records.tables import DocumentRow, MemoryKeyRow, MemoryRow
from appliance.types import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A confirmed document; ``sealed`` opens with its key."""

    document_id: str
    doctype: str
    sealed: bytes
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Memories:
    """The memory of one unit of work."""

    session: Session

    def keep(self, kept: Kept, digests: Sequence[bytes]) -> None:
        """Remember a document anew; what was kept of it before goes."""
        self.forget(kept.document_id)
        self.session.execute(
            insert(MemoryRow).values(
                document_id=kept.document_id,
                doctype=kept.doctype,
                sealed=kept.sealed,
                confirmed_at=kept.confirmed_at,
            )
        )
        rows = [{"digest": d, "document_id": kept.document_id} for d in dict.fromkeys(digests)]
        if rows:
            self.session.execute(insert(MemoryKeyRow), rows)

    def forget(self, document_id: str) -> None:
        """Nothing of this document is remembered any longer."""
        for table in (MemoryKeyRow, MemoryRow):
            self.session.execute(delete(table).where(table.document_id == document_id))

    def lacking(self, after: str, limit: int) -> Sequence[str]:
        """Ids after ``after`` of approved documents of which nothing is remembered."""
        known = select(MemoryRow.document_id).where(MemoryRow.document_id == DocumentRow.id)
        query = select(DocumentRow.id).where(
            DocumentRow.state == State.REVIEWED.value, DocumentRow.id > after, ~known.exists()
        )
        return tuple(self.session.scalars(query.order_by(DocumentRow.id).limit(limit)))

    def count(self) -> dict[str, int]:
        """How many confirmed documents there are of each type."""
        query = select(MemoryRow.doctype, func.count()).group_by(MemoryRow.doctype)
        return {row[0]: row[1] for row in self.session.execute(query)}

    def newest(self, doctype: str, limit: int) -> tuple[tuple[str, datetime], ...]:
        """Ids of confirmed documents of a type and when that was, the newest first."""
        query = (
            select(MemoryRow.document_id, MemoryRow.confirmed_at)
            .where(MemoryRow.doctype == doctype)
            .order_by(MemoryRow.confirmed_at.desc(), MemoryRow.document_id)
            .limit(limit)
        )
        return tuple((row.document_id, row.confirmed_at) for row in self.session.execute(query))

    def near(self, doctype: str, digests: Sequence[bytes], limit: int) -> tuple[Kept, ...]:
        """Documents of a type that share a digest: the most shared first, then the newest."""
        shared = func.count(MemoryKeyRow.digest)
        query = (
            select(MemoryRow)
            .join(MemoryKeyRow, MemoryKeyRow.document_id == MemoryRow.document_id)
            .where(MemoryKeyRow.digest.in_(digests), MemoryRow.doctype == doctype)
            .group_by(MemoryRow.document_id)
            .order_by(shared.desc(), MemoryRow.confirmed_at.desc(), MemoryRow.document_id)
            .limit(limit)
        )
        return tuple(map(_kept, self.session.scalars(query)))


def _kept(row: MemoryRow) -> Kept:
    return Kept(
        document_id=row.document_id,
        doctype=row.doctype,
        sealed=row.sealed,
        confirmed_at=row.confirmed_at,
    )
