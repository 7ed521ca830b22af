"""Which encrypted blob holds which stage's result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from appliance.records.tables import ArtifactRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One artifact: ``revision`` counts from 0, the machine's first result, upward."""

    document_id: str
    stage: str
    version: int
    blob: str
    created_at: datetime
    revision: int = 0


def _stored(row: ArtifactRow) -> Stored:
    return Stored(
        document_id=row.document_id,
        stage=row.stage,
        version=row.version,
        revision=row.revision,
        blob=row.blob,
        created_at=row.created_at,
    )


@dataclass(frozen=True, slots=True)
class Artifacts:
    """The artifacts of one unit of work."""

    session: Session

    def add(self, artifact: Stored) -> None:
        """Record a new artifact; the unit ends in ``Conflict`` where that revision exists."""
        self.session.execute(
            insert(ArtifactRow).values(
                document_id=artifact.document_id,
                stage=artifact.stage,
                version=artifact.version,
                revision=artifact.revision,
                blob=artifact.blob,
                created_at=artifact.created_at,
            )
        )

    def latest(self, document_id: str) -> dict[str, Stored]:
        """Per stage the newest artifact: highest version, then highest revision."""
        query = (
            select(ArtifactRow)
            .where(ArtifactRow.document_id == document_id)
            .order_by(ArtifactRow.version, ArtifactRow.revision)
        )
        return {row.stage: _stored(row) for row in self.session.scalars(query)}

    def history(self, document_id: str, stage: str) -> tuple[Stored, ...]:
        """All revisions of one stage's artifact, oldest first."""
        query = (
            select(ArtifactRow)
            .where(ArtifactRow.document_id == document_id, ArtifactRow.stage == stage)
            .order_by(ArtifactRow.version, ArtifactRow.revision)
        )
        return tuple(_stored(row) for row in self.session.scalars(query))

    def of(self, document_id: str) -> tuple[Stored, ...]:
        """All artifacts of a document."""
        query = select(ArtifactRow).where(ArtifactRow.document_id == document_id)
        return tuple(_stored(row) for row in self.session.scalars(query))

    def blobs(self) -> frozenset[str]:
        """The keys of all blobs that a row speaks of."""
        return frozenset(self.session.scalars(select(ArtifactRow.blob)))

    def count(self) -> int:
        """How many artifacts there are."""
        return self.session.scalar(select(func.count()).select_from(ArtifactRow)) or 0
