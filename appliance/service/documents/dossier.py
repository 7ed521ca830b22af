"""A stored document put together again as one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from appliance.access import Permission, holds
from appliance.artifacts import decode
from appliance.errors import NotFound
from appliance.pipeline import Stage
from appliance.records.documents import Record
from appliance.records.keys import DataKey
from appliance.records.stored import Stored
from appliance.records.unit import Database, Unit
from appliance.service.auditing.refusals import NotTheirs
from appliance.service.documents.archive import ORIGINAL, PAGES, PASSWORD, Archive, Leaf
from appliance.service.documents.stages import NEEDS, Inputs
from appliance.types import Actor, Classification, Extraction, Outcome, Picture, Processed

R = TypeVar("R")


def visible(unit: Unit, actor: Actor, document_id: str) -> Record:
    """The record as ``actor`` may see it; one that is not theirs looks like none."""
    record = unit.documents.get(document_id)
    if record is None:
        raise NotFound
    if record.submitter == actor.id or holds(actor, Permission.DOCUMENT_READ_ALL):
        return record
    share = unit.shares.of(actor.id, (document_id,)).get(document_id)
    if share is None:
        raise NotTheirs
    return share.seen(record)


def as_seen(unit: Unit, actor: Actor, records: Sequence[Record]) -> tuple[Record, ...]:
    """Those that the actor may see, those of others under his own name for them."""
    account = own(actor)
    if account is None:
        return tuple(records)
    shares = unit.shares.of(account, [item.id for item in records if item.submitter != account])
    return tuple(
        item if item.submitter == account else shares[item.id].seen(item)
        for item in records
        if item.submitter == account or item.id in shares
    )


def own(actor: Actor) -> str | None:
    """Whose documents the actor sees: ``None`` for everybody's."""
    return None if holds(actor, Permission.DOCUMENT_READ_ALL) else actor.id


@dataclass(frozen=True, slots=True)
class Dossiers:
    """Opens documents out of the database and the archive."""

    database: Database
    archive: Archive

    def seen(self, actor: Actor, document_id: str) -> tuple[Record, Mapping[str, Stored]]:
        """A row that ``actor`` may see, with its newest artifacts; raises ``NotFound``."""
        with self.database.unit(readonly=True) as unit:
            record = visible(unit, actor, document_id)
            return record, unit.artifacts.latest(document_id)

    def processed(
        self, record: Record, actor: Actor | None = None, *, members: bool = True
    ) -> Processed:
        """Everything known about a document so far, its members nested, as ``actor`` sees them."""
        with self.database.unit(readonly=True) as unit:
            artifacts = unit.artifacts.latest(record.id)
            children = unit.documents.members(record.id) if members else ()
            if actor is not None:
                children = as_seen(unit, actor, children)
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
            members=tuple(
                self.processed(child, actor) for child in children if child.id != record.id
            ),
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
            sealed = artifacts.get(PASSWORD)
            return Inputs(
                content=content,
                media_type=record.media_type,
                password=self.archive.get(key, sealed.blob).decode() if sealed else None,
                hint=record.hint,
            )
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
            picture=self._pictures(key, artifacts.get(PAGES)),
        )

    def _pictures(self, key: DataKey, pages: Stored | None) -> Callable[[int], Picture | None]:
        """Pictures of pages, opened where they are asked for."""

        @cache
        def leaves() -> Mapping[int, Leaf]:
            found = self.archive.leaves(key, pages).pages if pages else ()
            return {leaf.number: leaf for leaf in found}

        def picture(number: int) -> Picture | None:
            leaf = leaves().get(number)
            return self.archive.picture(key, leaf) if leaf and leaf.picture else None

        return picture


_STAGE: Mapping[type, Stage] = {
    Classification: Stage.CLASSIFICATION,
    Extraction: Stage.EXTRACTION,
    Outcome: Stage.DECISIONS,
}
