"""A stored document put together again as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from appliance.access import Permission, holds
from appliance.artifacts import decode
from appliance.errors import NotFound
from appliance.pipeline import Stage
from appliance.records.documents import Record
from appliance.records.stored import Stored
from appliance.records.unit import Database
from appliance.service.archive import ORIGINAL, Archive
from appliance.service.stages import NEEDS, Inputs
from appliance.types import Actor, Classification, Extraction, Outcome, Processed

R = TypeVar("R")


def visible(actor: Actor, record: Record | None) -> Record:
    """The record, if ``actor`` may see it; one that is not theirs looks like none."""
    if record is None:
        raise NotFound
    if record.submitter != actor.id and not holds(actor, Permission.DOCUMENT_READ_ALL):
        raise NotFound
    return record


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Opens documents out of the database and the archive."""

    database: Database
    archive: Archive

    def seen(self, actor: Actor, document_id: str) -> tuple[Record, Mapping[str, Stored]]:
        """A row that ``actor`` may see, with its newest artifacts; raises ``NotFound``."""
        with self.database.unit(readonly=True) as unit:
            record = visible(actor, unit.documents.get(document_id))
            return record, unit.artifacts.latest(document_id)

    def processed(self, record: Record, *, members: bool = True) -> Processed:
        """Everything known about a document so far, its members nested."""
        with self.database.unit(readonly=True) as unit:
            artifacts = unit.artifacts.latest(record.id)
            children = unit.documents.members(record.id) if members else ()
        identity = self.archive.identity(record)
        return Processed(
            id=record.id,
            name=identity.name,
            sha256=identity.sha256,
            media_type=record.media_type,
            state=record.state,
            classification=self.result(Classification, record, artifacts),
            extraction=self.result(Extraction, record, artifacts),
            outcome=self.result(Outcome, record, artifacts),
            seconds={**record.seconds, "total": sum(record.seconds.values())},
            problem=record.problem,
            members=tuple(self.processed(child) for child in children if child.id != record.id),
        )

    def result(self, kind: type[R], record: Record, artifacts: Mapping[str, Stored]) -> R | None:
        """The newest classification, extraction or outcome, if it is there."""
        stored = artifacts.get(_STAGE[kind].value)
        if stored is None:
            return None
        return decode(kind, self.archive.get(self.archive.key(record), stored.blob))

    def inputs(self, stage: Stage, record: Record, artifacts: Mapping[str, Stored]) -> Inputs:
        """What a stage works on, and no more than that."""
        key = self.archive.key(record)
        if stage is Stage.READING:
            content = self.archive.get(key, artifacts[ORIGINAL].blob)
            return Inputs(content=content, media_type=record.media_type, hint=record.hint)
        needs = NEEDS[stage]
        reading = artifacts.get(Stage.READING.value) if Stage.READING in needs else None
        return Inputs(
            media_type=record.media_type,
            hint=record.hint,
            document=self.archive.document(key, reading) if reading else None,
            classification=self.result(Classification, record, artifacts)
            if Stage.CLASSIFICATION in needs
            else None,
            extraction=self.result(Extraction, record, artifacts)
            if Stage.EXTRACTION in needs
            else None,
        )


_STAGE: Mapping[type, Stage] = {
    Classification: Stage.CLASSIFICATION,
    Extraction: Stage.EXTRACTION,
    Outcome: Stage.DECISIONS,
}
