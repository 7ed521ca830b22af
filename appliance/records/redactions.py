"""The redaction of a document: where it stands, what people changed, and its vault, all sealed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from appliance.records.tables import RedactionRow


class Standing(StrEnum):
    """Where a redaction is."""

    WANTED = "wanted"  # a worker will make it
    AT_WORK = "at work"
    READY = "ready"
    REFUSED = "refused"  # it did not prove itself, or a step failed: there is no file
    CHANGED = "changed"  # a person changed it since: the file is not given out any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacting:
    """One row. ``changes`` and ``vault`` open with the document's key; ``revision`` counts
    writes, so that of two writers one is told."""

    document_id: str
    standing: Standing
    revision: int
    changes: bytes = field(repr=False)
    vault: bytes | None = field(default=None, repr=False)
    problem: str | None = None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Redactions:
    """The redactions of one unit of work."""

    session: Session

    def get(self, document_id: str) -> Redacting | None:
        """The redaction of a document."""
        row = self.session.get(RedactionRow, document_id, populate_existing=True)
        return None if row is None else _redacting(row)

    def start(self, redacting: Redacting) -> None:
        """The first row; the unit ends in ``Conflict`` where there is one."""
        self.session.execute(insert(RedactionRow).values(asdict(redacting)))

    def save(self, redacting: Redacting) -> bool:
        """Write over the revision before; whether nobody else had."""
        changed = (
            update(RedactionRow)
            .where(
                RedactionRow.document_id == redacting.document_id,
                RedactionRow.revision == redacting.revision - 1,
            )
            .values(asdict(redacting))
            .returning(RedactionRow.document_id)
        )
        return self.session.execute(changed).first() is not None

    def waiting(self, before: datetime) -> tuple[str, ...]:
        """Wanted, or at work by somebody who has not been heard of since ``before``."""
        query = select(RedactionRow.document_id).where(
            RedactionRow.standing.in_((Standing.WANTED.value, Standing.AT_WORK.value)),
            RedactionRow.updated_at < before,
        )
        return tuple(self.session.scalars(query))


def _redacting(row: RedactionRow) -> Redacting:
    return Redacting(
        document_id=row.document_id,
        standing=Standing(row.standing),
        revision=row.revision,
        changes=row.changes,
        vault=row.vault,
        problem=row.problem,
        updated_at=row.updated_at,
    )
