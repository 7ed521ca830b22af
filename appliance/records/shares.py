"""Who else handed in the same content, and may therefore see the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from appliance.records.documents import Record
from appliance.records.tables import ShareRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One more submitter of a document; ``sealed`` holds his name for it, under its key."""

    document_id: str
    account_id: str
    sealed: bytes
    received_at: datetime

    def seen(self, record: Record) -> Record:
        """The row as its second submitter sees it: his name, his time, not whose batch."""
        return replace(record, sealed=self.sealed, received_at=self.received_at, parent=None)


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of one unit of work."""

    session: Session

    def add(self, share: Share) -> None:
        """A new one; the unit ends in ``Conflict`` where it exists."""
        self.session.execute(
            insert(ShareRow).values(
                document_id=share.document_id,
                account_id=share.account_id,
                sealed=share.sealed,
                received_at=share.received_at,
            )
        )

    def any(self, account_id: str) -> bool:
        """Whether an account has any."""
        query = select(ShareRow.document_id).where(ShareRow.account_id == account_id).limit(1)
        return self.session.scalar(query) is not None

    def of(self, account_id: str, ids: Sequence[str]) -> dict[str, Share]:
        """Document id -> the share that an account has in it."""
        query = select(ShareRow).where(
            ShareRow.account_id == account_id, ShareRow.document_id.in_(ids)
        )
        return {row.document_id: _share(row) for row in self.session.scalars(query)}

    def in_(self, document_id: str) -> tuple[Share, ...]:
        """All that there are in one document."""
        rows = self.session.scalars(select(ShareRow).where(ShareRow.document_id == document_id))
        return tuple(map(_share, rows))

    def reseal(self, document_id: str, account_id: str, sealed: bytes) -> None:
        """The name anew, under another key of the document."""
        mine = (ShareRow.document_id == document_id) & (ShareRow.account_id == account_id)
        self.session.execute(update(ShareRow).where(mine).values(sealed=sealed))


def _share(row: ShareRow) -> Share:
    return Share(
        document_id=row.document_id,
        account_id=row.account_id,
        sealed=row.sealed,
        received_at=row.received_at,
    )
