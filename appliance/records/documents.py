"""Documents in the database: frozen records out, conditional updates in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import and_, func, insert, select, update
from sqlalchemy.orm import Session

from appliance.records import leases
from appliance.records.tables import DocumentRow, MemberRow
from appliance.types import Problem, Route, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of ``documents``. ``sealed`` and ``data_key`` open with ``records.keys``."""

    id: str
    digest: bytes
    parent: str | None
    submitter: str
    source: str
    media_type: str
    size: int
    data_key: bytes | None
    sealed: bytes
    state: State
    received_at: datetime
    updated_at: datetime
    failed_in: State | None = None
    attempts: int = 0
    fence: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = None
    problem: Problem | None = None
    hint: str | None = None
    doctype: str | None = None
    probability: float | None = None
    route: Route | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)


def record_of(row: DocumentRow) -> Record:
    """A row as a value."""
    problem = None
    if row.problem_code is not None:
        problem = Problem(code=row.problem_code, message=row.problem_message or "")
    return Record(
        id=row.id,
        digest=row.digest,
        parent=row.parent,
        submitter=row.submitter,
        source=row.source,
        media_type=row.media_type,
        size=row.size,
        data_key=row.data_key,
        sealed=row.sealed,
        state=State(row.state),
        received_at=row.received_at,
        updated_at=row.updated_at,
        failed_in=State(row.failed_in) if row.failed_in else None,
        attempts=row.attempts,
        fence=row.fence,
        lease_owner=row.lease_owner,
        lease_until=row.lease_until,
        problem=problem,
        hint=row.hint,
        doctype=row.doctype,
        probability=row.probability,
        route=Route(row.route) if row.route else None,
        seconds=json.loads(row.seconds),
    )


def _columns(record: Record) -> dict[str, object]:
    return {
        "id": record.id,
        "digest": record.digest,
        "parent": record.parent,
        "submitter": record.submitter,
        "source": record.source,
        "media_type": record.media_type,
        "size": record.size,
        "data_key": record.data_key,
        "sealed": record.sealed,
        "state": record.state.value,
        "failed_in": record.failed_in.value if record.failed_in else None,
        "attempts": record.attempts,
        "fence": record.fence,
        "lease_owner": record.lease_owner,
        "lease_until": record.lease_until,
        "problem_code": record.problem.code if record.problem else None,
        "problem_message": record.problem.message if record.problem else None,
        "hint": record.hint,
        "doctype": record.doctype,
        "probability": record.probability,
        "route": record.route.value if record.route else None,
        "seconds": json.dumps(dict(record.seconds)),
        "received_at": record.received_at,
        "updated_at": record.updated_at,
    }


_FIXED = ("id", "digest", "fence", "parent", "sealed", "data_key", "received_at")
"""Columns that ``save`` leaves alone: a row may be shown under another submitter's name."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of one unit of work."""

    session: Session

    def add(self, record: Record) -> None:
        """A new row; the unit ends in ``Conflict`` for content that is there already."""
        self.session.execute(insert(DocumentRow).values(_columns(record)))

    def get(self, document_id: str) -> Record | None:
        """One row by id."""
        row = self.session.get(DocumentRow, document_id, populate_existing=True)
        return None if row is None else record_of(row)

    def many(self, ids: Sequence[str]) -> tuple[Record, ...]:
        """The rows with these ids, in their order; unknown ids are left out."""
        query = select(DocumentRow).where(DocumentRow.id.in_(ids))
        found = {row.id: record_of(row) for row in self.session.scalars(query)}
        return tuple(found[one] for one in ids if one in found)

    def by_digest(self, digest: bytes) -> Record | None:
        """The document with this content, if it came before."""
        row = self.session.scalar(select(DocumentRow).where(DocumentRow.digest == digest))
        return None if row is None else record_of(row)

    def any(self) -> bool:
        """Whether there is any document at all."""
        return self.session.scalar(select(DocumentRow.id).limit(1)) is not None

    def claim(
        self, record: Record, owner: str, now: datetime, lease: timedelta, *, seize: bool = False
    ) -> Record | None:
        """Take the lease and count the attempt, if the row is still as ``record`` saw it.

        ``seize`` takes a lease that has not run out (its owner is known to be dead).
        """
        claimed = leases.claim(
            self.session,
            DocumentRow,
            DocumentRow.id == record.id,
            DocumentRow.fence == record.fence,
            DocumentRow.state == record.state.value,
            owner=owner,
            now=now,
            lease=lease,
            seize=seize,
        )
        return self.get(record.id) if claimed else None

    def renew(self, record: Record, until: datetime) -> bool:
        """Lengthen the lease, if no later claim has been made; says whether it was."""
        done = self.session.execute(
            update(DocumentRow)
            .where(DocumentRow.id == record.id, DocumentRow.fence == record.fence)
            .where(DocumentRow.lease_owner == record.lease_owner)
            .values(lease_until=until)
            .returning(DocumentRow.id)
        ).first()
        return done is not None

    def save(self, record: Record) -> bool:
        """Write the row back, if no later claim has been made; says whether it was."""
        values = _columns(record)
        for key in _FIXED:
            del values[key]
        done = self.session.execute(
            update(DocumentRow)
            .where(DocumentRow.id == record.id, DocumentRow.fence == record.fence)
            .values(values)
            .returning(DocumentRow.id)
        ).first()
        return done is not None

    def move(self, record: Record) -> bool:
        """Write the row back as a new version: whoever read it before can no longer save."""
        if not self.save(record):
            return False
        self.session.execute(
            update(DocumentRow)
            .where(DocumentRow.id == record.id)
            .values(fence=DocumentRow.fence + 1)
        )
        return True

    def waiting(
        self, states: Sequence[State], now: datetime, longest: timedelta, limit: int
    ) -> tuple[int, tuple[str, ...]]:
        """How many rows in ``states`` are without a live lease, and the ids of the oldest."""
        idle = and_(
            DocumentRow.state.in_([state.value for state in states]),
            leases.free(DocumentRow, now, longest),
        )
        number = self.session.scalar(select(func.count()).where(idle)) or 0
        ids = (
            select(DocumentRow.id)
            .where(idle)
            .order_by(DocumentRow.received_at, DocumentRow.id)
            .limit(limit)
        )
        return number, tuple(self.session.scalars(ids))

    def leased(self, states: Sequence[State], now: datetime) -> tuple[Record, ...]:
        """Rows in ``states`` under a lease that has not run out."""
        query = select(DocumentRow).where(
            DocumentRow.state.in_([state.value for state in states]), DocumentRow.lease_until > now
        )
        return tuple(record_of(row) for row in self.session.scalars(query))

    def handed_in(self, submitter: str, since: datetime) -> tuple[int, int]:
        """How many files, and how many bytes, somebody's documents are since a moment."""
        query = select(func.count(), func.coalesce(func.sum(DocumentRow.size), 0)).where(
            DocumentRow.submitter == submitter, DocumentRow.received_at > since
        )
        files, size = self.session.execute(query).one()
        return int(files), int(size)

    def add_member(self, parent_id: str, position: int, child_id: str) -> None:
        """Record that ``child_id`` is the ``position``-th file in ``parent_id``."""
        self.session.execute(
            insert(MemberRow).values(parent_id=parent_id, position=position, child_id=child_id)
        )

    def members(self, parent_id: str) -> tuple[Record, ...]:
        """The files in a container, in their order."""
        query = (
            select(DocumentRow)
            .join(MemberRow, MemberRow.child_id == DocumentRow.id)
            .where(MemberRow.parent_id == parent_id)
            .order_by(MemberRow.position)
        )
        return tuple(record_of(row) for row in self.session.scalars(query))

    def parents(self, child_id: str) -> tuple[Record, ...]:
        """The containers that hold a document."""
        query = (
            select(DocumentRow)
            .join(MemberRow, MemberRow.parent_id == DocumentRow.id)
            .where(MemberRow.child_id == child_id)
            .order_by(DocumentRow.id)
        )
        return tuple(record_of(row) for row in self.session.scalars(query))
