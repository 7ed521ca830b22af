"""The reviewer's use cases: put values right, say that a record is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from appliance.access import Permission, acted, require
from appliance.errors import Conflict, NotFound
from appliance.pipeline import Stage
from appliance.ports import Clock, Queue
from appliance.records.documents import Record
from appliance.records.stored import Stored
from appliance.service.documents.archive import Item
from appliance.service.documents.dossier import Dossiers, visible
from appliance.service.documents.stages import Stages
from appliance.service.line.processing import nudge, stored
from appliance.service.reviewing.correction import corrected
from appliance.service.reviewing.lessons import Lessons
from appliance.service.reviewing.memory import Lesson
from appliance.types import Actor, Classification, Extraction, State

_OPEN = (State.REVIEW, State.ACCEPTED, State.REVIEWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What a reviewer's action does: the state after it, and the blobs that are put already.

    ``lesson`` is what the action confirms; any other takes back what was remembered before.
    """

    action: str
    state: State
    details: Mapping[str, str]
    items: tuple[Item, ...] = ()
    hint: str | None = None
    lesson: Lesson | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Corrections are new versions: what the machine said stays beside them."""

    dossiers: Dossiers
    stages: Callable[[], Stages]
    queue: Queue
    clock: Clock
    lessons: Lessons

    def correct(
        self, actor: Actor, document_id: str, field: str, value: str, *, index: int = 0
    ) -> None:
        """Set a field to what a person says; an empty value takes it away.

        ``index`` counts fields of the same name from 0. The checks are run again, and the
        document waits for approval. Raises ``NotFound`` for a field that the document type does
        not have, ``Conflict`` where the document is not up for review or somebody was faster.
        """
        require(actor, Permission.RECORD_CORRECT)
        record, artifacts = self.dossiers.seen(actor, document_id)
        classification = self.dossiers.result(Classification, record, artifacts)
        extraction = self.dossiers.result(Extraction, record, artifacts)
        if record.state not in _OPEN or classification is None or extraction is None:
            raise Conflict
        stages = self.stages()
        if not stages.has_field(classification.doctype, field):
            raise NotFound
        archive = self.dossiers.archive
        key = archive.key(record)
        document = archive.document(key, artifacts[Stage.READING.value])
        extraction = corrected(extraction, document, field, value, index)
        outcome = stages.decide(classification, extraction)
        revision = 1 + max(
            artifacts[stage.value].revision for stage in (Stage.EXTRACTION, Stage.DECISIONS)
        )
        items = (
            *archive.put_artifact(key, extraction, revision),
            *archive.put_artifact(key, outcome, revision),
        )
        details = {"field": field, "revision": str(revision)}
        change = _Change(
            action="record.corrected", state=State.REVIEW, items=items, details=details
        )
        self._save(actor, record, artifacts, change)

    def classify(self, actor: Actor, document_id: str, doctype: str) -> None:
        """Say of what type a document is; it goes through again from there.

        Raises ``NotFound`` for an unknown type, ``Conflict`` where the document is not up for
        review or somebody was faster.
        """
        require(actor, Permission.RECORD_CORRECT)
        self.stages().require_doctype(doctype)
        seen, artifacts = self.dossiers.seen(actor, document_id)
        if seen.state not in _OPEN:
            raise Conflict
        change = _Change(
            action="record.classified", state=State.READ, details={"doctype": doctype}, hint=doctype
        )
        nudge(self.queue, self._save(actor, seen, artifacts, change))

    def approve(self, actor: Actor, document_id: str) -> None:
        """The record is right as it stands now.

        Raises ``Conflict`` where the document is not up for review or somebody was faster.
        """
        require(actor, Permission.RECORD_APPROVE)
        record, artifacts = self.dossiers.seen(actor, document_id)
        if record.state is not State.REVIEW:
            raise Conflict
        extraction = artifacts.get(Stage.EXTRACTION.value)
        details = {"revision": str(extraction.revision if extraction else 0)}
        change = _Change(
            action="record.approved",
            state=State.REVIEWED,
            details=details,
            lesson=self.lessons.of(record, artifacts, self.clock.now()),
        )
        self._save(actor, record, artifacts, change)

    def _save(
        self, actor: Actor, seen: Record, artifacts: Mapping[str, Stored], change: _Change
    ) -> Record:
        """One transaction, if the document is still what the caller looked at."""
        now = self.clock.now()
        entry = acted(actor, change.action, seen.id, now, change.details)
        try:
            with self.dossiers.database.unit() as unit:
                record = visible(unit, actor, seen.id)
                if record != seen or unit.artifacts.latest(seen.id) != artifacts:
                    raise Conflict
                for item in change.items:
                    unit.artifacts.add(stored(record.id, item, now))
                if change.lesson:
                    unit.memories.keep(change.lesson.kept, change.lesson.digests)
                else:
                    unit.memories.forget(record.id)
                changed = replace(
                    record, state=change.state, hint=change.hint or record.hint, updated_at=now
                )
                if not unit.documents.move(changed):
                    raise Conflict
                unit.ledger.append(entry)
                return changed
        except BaseException:
            for item in change.items:
                self.dossiers.archive.blobs.delete(item.blob)
            raise
