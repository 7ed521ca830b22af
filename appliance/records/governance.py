"""What stands for and against erasing documents: holds, notices, proposals, tombstones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from appliance.records.documents import Record, record_of
from appliance.records.escalations import Escalations
from appliance.records.tables import (
    ArtifactRow,
    DocumentRow,
    HoldRow,
    MemberRow,
    MemoryKeyRow,
    MemoryRow,
    NameRow,
    NoticeRow,
    ProposalRow,
    RedactionRow,
    ShareRow,
    TombstoneRow,
)
from appliance.types import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A legal hold; ``reason`` is a code, such as a case number."""

    document_id: str
    reason: str
    placed_by: str
    placed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Retention will erase a document, and has said so since ``announced_at``."""

    document_id: str
    due_at: datetime
    announced_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something that one person asked for and another has to confirm."""

    id: str
    kind: str
    subject: str
    reason: str
    proposed_by: str
    proposed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of an erased document; ``digest`` is the keyed one."""

    document_id: str
    digest: bytes
    size: int
    doctype: str | None
    reason: str
    received_at: datetime
    erased_at: datetime
    erased_by: str
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Governance:
    """Holds, notices, proposals and tombstones of one unit of work."""

    session: Session

    def hold(self, hold: Hold) -> None:
        """Place a hold; the unit ends in ``Conflict`` where one stands."""
        self.session.execute(insert(HoldRow).values(asdict(hold)))

    def release(self, document_id: str) -> bool:
        """Lift a hold; whether there was one."""
        query = delete(HoldRow).where(HoldRow.document_id == document_id)
        return self.session.execute(query.returning(HoldRow.document_id)).first() is not None

    def held(self, ids: Sequence[str]) -> tuple[Hold, ...]:
        """The holds on some documents."""
        rows = self.session.scalars(select(HoldRow).where(HoldRow.document_id.in_(ids)))
        return tuple(
            Hold(
                document_id=row.document_id,
                reason=row.reason,
                placed_by=row.placed_by,
                placed_at=row.placed_at,
            )
            for row in rows
        )

    def holds(self) -> tuple[str, ...]:
        """The ids of all documents under a hold."""
        return tuple(self.session.scalars(select(HoldRow.document_id)))

    def announce(self, notice: Notice) -> None:
        """Say that a document will be erased."""
        self.session.execute(insert(NoticeRow).values(asdict(notice)))

    def withdraw_notice(self, document_id: str) -> None:
        """It will not be."""
        self.session.execute(delete(NoticeRow).where(NoticeRow.document_id == document_id))

    def withdraw_notices(self) -> int:
        """None of what was announced will be erased before it is announced again; how many."""
        return len(self.session.scalars(delete(NoticeRow).returning(NoticeRow.document_id)).all())

    def notices(self) -> tuple[Notice, ...]:
        """All of them, the oldest first."""
        query = select(NoticeRow).order_by(NoticeRow.announced_at, NoticeRow.document_id)
        return tuple(
            Notice(document_id=row.document_id, due_at=row.due_at, announced_at=row.announced_at)
            for row in self.session.scalars(query)
        )

    def propose(self, proposal: Proposal) -> None:
        """Ask for something."""
        self.session.execute(insert(ProposalRow).values(asdict(proposal)))

    def proposal(self, proposal_id: str) -> Proposal | None:
        """One that is not decided yet."""
        row = self.session.get(ProposalRow, proposal_id, populate_existing=True)
        return None if row is None else _proposal(row)

    def proposals(self) -> tuple[Proposal, ...]:
        """All that are not decided yet, oldest first."""
        query = select(ProposalRow).order_by(ProposalRow.proposed_at, ProposalRow.id)
        return tuple(_proposal(row) for row in self.session.scalars(query))

    def decided(self, proposal_id: str) -> bool:
        """Take it away; whether it was still there."""
        query = delete(ProposalRow).where(ProposalRow.id == proposal_id)
        return self.session.execute(query.returning(ProposalRow.id)).first() is not None

    def bury(self, tombstone: Tombstone) -> None:
        """Delete a document's rows and put up its tombstone."""
        one = tombstone.document_id
        for row in (
            ArtifactRow, ShareRow, NameRow, HoldRow, NoticeRow, MemoryKeyRow, MemoryRow,
            RedactionRow,
        ):  # fmt: skip
            self.session.execute(delete(row).where(row.document_id == one))
        Escalations(self.session).forget(one)
        links = (MemberRow.child_id == one) | (MemberRow.parent_id == one)
        self.session.execute(delete(MemberRow).where(links))
        self.session.execute(delete(ProposalRow).where(ProposalRow.subject == one))
        self.session.execute(delete(DocumentRow).where(DocumentRow.id == one))
        self.session.execute(insert(TombstoneRow).values(asdict(tombstone)))

    def lock(self, ids: Sequence[str]) -> None:
        """Nobody else changes these documents, or refers to them anew, before the unit ends.

        SQLite's units are alone in any case.
        """
        query = select(DocumentRow.id).where(DocumentRow.id.in_(ids)).order_by(DocumentRow.id)
        self.session.execute(query.with_for_update())

    def rewrap(self, document_id: str, was: bytes, data_key: bytes) -> bool:
        """The same key in another wrapping, unless it is another key meanwhile; whether it was."""
        query = update(DocumentRow).where(DocumentRow.id == document_id)
        changed = query.where(DocumentRow.data_key == was).values(data_key=data_key)
        return self.session.execute(changed.returning(DocumentRow.id)).first() is not None

    def rekey(self, document_id: str, data_key: bytes, sealed: bytes | None = None) -> None:
        """Write a row's new key, and what is sealed under it where that changed."""
        values: dict[str, object] = {"data_key": data_key}
        if sealed is not None:
            values["sealed"] = sealed
        self.session.execute(
            update(DocumentRow).where(DocumentRow.id == document_id).values(values)
        )

    def unstore(self, document_id: str, stage: str) -> tuple[str, ...]:
        """Forget the artifacts of one stage; the keys of their blobs."""
        query = delete(ArtifactRow).where(
            ArtifactRow.document_id == document_id, ArtifactRow.stage == stage
        )
        return tuple(self.session.scalars(query.returning(ArtifactRow.blob)))

    def without(self, stage: str) -> Iterator[Record]:
        """Containers that were unpacked and whose result of ``stage`` is gone."""
        kept = select(ArtifactRow.document_id).where(
            ArtifactRow.document_id == DocumentRow.id, ArtifactRow.stage == stage
        )
        query = select(DocumentRow).where(DocumentRow.state == State.UNPACKED.value, ~kept.exists())
        yield from map(record_of, self.session.scalars(query))

    def reparent(self, child_id: str, parent_id: str | None) -> None:
        """Say in which container a document came, when the first one goes."""
        self.session.execute(
            update(DocumentRow).where(DocumentRow.id == child_id).values(parent=parent_id)
        )

    def settled_before(self, moment: datetime, limit: int, after: str = "") -> tuple[str, ...]:
        """Ids of documents that came by themselves before ``moment`` and are terminal."""
        query = select(DocumentRow.id).where(
            DocumentRow.parent.is_(None),
            DocumentRow.received_at < moment,
            DocumentRow.state.in_([state.value for state in State if state.terminal]),
            DocumentRow.id > after,
        )
        return tuple(self.session.scalars(query.order_by(DocumentRow.id).limit(limit)))

    def ids(self) -> tuple[str, ...]:
        """The ids of all documents."""
        return tuple(self.session.scalars(select(DocumentRow.id).order_by(DocumentRow.id)))

    def wrapped_keys(self) -> Iterator[tuple[str, bytes]]:
        """(id, wrapped key) of every document that has one."""
        query = select(DocumentRow.id, DocumentRow.data_key).order_by(DocumentRow.id)
        for one, wrapped in self.session.execute(query.execution_options(yield_per=1_000)):
            if wrapped is not None:
                yield one, wrapped

    def tombstone(self, document_id: str) -> Tombstone | None:
        """The tombstone of a document."""
        row = self.session.get(TombstoneRow, document_id)
        return None if row is None else _tombstone(row)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """All of them, the oldest first."""
        query = select(TombstoneRow).order_by(TombstoneRow.erased_at, TombstoneRow.document_id)
        return tuple(_tombstone(row) for row in self.session.scalars(query))


def _proposal(row: ProposalRow) -> Proposal:
    return Proposal(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
    )


def _tombstone(row: TombstoneRow) -> Tombstone:
    return Tombstone(
        document_id=row.document_id,
        digest=row.digest,
        size=row.size,
        doctype=row.doctype,
        reason=row.reason,
        received_at=row.received_at,
        erased_at=row.erased_at,
        erased_by=row.erased_by,
        confirmed_by=row.confirmed_by,
    )
