"""How work moves: one claim, one stage, one transaction.

The database row is the truth; the queue is only the wake-up call. See DESIGN.md.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from appliance.access import SYSTEM, acted
from appliance.errors import (
    ItemDamaged,
    LeaseLost,
    Misconfigured,
    NeedsPerson,
    NotFound,
    ProcessingFailed,
    QueueUnavailable,
    Refused,
    Transient,
)
from appliance.intake.members import problem_of
from appliance.pipeline import STEPS, QueueName, Stage, Step
from appliance.ports import Clock, Queue
from appliance.records.documents import Record
from appliance.records.stored import Stored
from appliance.records.unit import Database, Unit
from appliance.service.boundary import StageFailed, contained
from appliance.service.documents.archive import PASSWORD, Item
from appliance.service.documents.dossier import Dossiers
from appliance.service.documents.stages import COMPARISON, Artifact, Stages
from appliance.service.line import lease
from appliance.service.line.processor import final_state
from appliance.settings import Settings
from appliance.types import Classification, Entry, Outcome, Problem, State

log = logging.getLogger(__name__)

RESEND = 2_000
"""Most wake-up calls that one reconciliation sends per queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Processing:
    """Moves documents one stage at a time; any number of processes may do so at once."""

    database: Database
    dossiers: Dossiers
    queue: Queue
    stages: Callable[[], Stages]
    made_by: Callable[[Artifact, str | None], Mapping[str, str]]
    """Which versions made a result of a document type: see ``provenance``."""
    clock: Clock
    settings: Settings

    def advance(self, document_id: str) -> State:
        """Run the next stage of a document, if it is free; gives the state it is in afterwards.

        Raises ``NotFound`` for an unknown id and ``DatabaseUnavailable``; in that case the lease
        runs out and the reconciler has the document sent again.
        """
        record = self._claim(document_id)
        if record.lease_owner is None or record.state.terminal:
            return record.state
        step = STEPS[record.state]
        try:
            artifact, seconds = self._run(record, step)
            done = self._finish(record, step, artifact, seconds)
        except LeaseLost:
            log.info("lease lost", extra={"document": document_id, "stage": step.stage.value})
            return record.state
        except (NeedsPerson, ItemDamaged) as error:
            done = self._quarantine(record, problem_of(error))
        except (Transient, Misconfigured, OSError) as error:
            done = self._defer(record, error)
        except StageFailed as error:
            done = self._failed(record, error)
        except Refused as error:  # an input is not there: its blob, its key, its document type
            done = self._failed(record, StageFailed(type(error).__name__))
        return done.state

    def _claim(self, document_id: str) -> Record:
        """The row with our lease on it; without a lease owner where nothing is to be done."""
        now = self.clock.now()
        with self.database.unit() as unit:
            seen = unit.documents.get(document_id)
            if seen is None:
                raise NotFound
            idle = replace(seen, lease_owner=None)
            if seen.state not in STEPS:
                return idle
            dead = seen.lease_owner is not None and lease.gone(seen.lease_owner)
            claimed = unit.documents.claim(seen, lease.here(), now, self._lease, seize=dead)
            if claimed is None:
                return idle
            if claimed.attempts > self.settings.attempts:
                return self._set_aside(unit, claimed, problem_of(ProcessingFailed()), now)
            return claimed

    def _run(self, record: Record, step: Step) -> tuple[Artifact, dict[str, float]]:
        """The stage itself, outside any transaction, and how long its parts took."""
        started = time.perf_counter()
        with self.database.unit(readonly=True) as unit:
            artifacts = unit.artifacts.latest(record.id)
        stages = self.stages()
        inputs = contained(
            lambda: self.dossiers.inputs(step.stage, record, artifacts), passing=OSError
        )
        progress = lease.renewal(self.database, self.clock, record, self._lease)
        artifact = contained(lambda: stages.run(step.stage, replace(inputs, progress=progress)))
        seconds = {step.stage.value: round(time.perf_counter() - started, 4)}
        if step.stage is Stage.EXTRACTION:
            started = time.perf_counter()
            having = inputs.having(artifact).calling(progress)  # pictures are opened as looked at
            held = contained(lambda: stages.compared(having), passing=OSError)
            if held is not None:
                artifact = held
                seconds[COMPARISON] = round(time.perf_counter() - started, 4)
        return artifact, seconds

    def _finish(
        self, record: Record, step: Step, artifact: Artifact, seconds: dict[str, float]
    ) -> Record:
        """Blobs first, then artifact, state and ledger entry in one transaction, then the nudge."""
        archive = self.dossiers.archive
        with self.database.unit(readonly=True) as unit:
            earlier = unit.artifacts.latest(record.id).get(step.stage.value)
        revision = 0 if earlier is None else earlier.revision + 1
        items = archive.put_artifact(archive.key(record), artifact, revision)
        now = self.clock.now()
        done = _settled(_noted(record, step, artifact), now)
        made_by = self.made_by(artifact, done.doctype)
        done = replace(done, seconds={**record.seconds, **seconds})
        with self.database.unit() as unit:
            self._save(unit, done)
            for item in items:
                unit.artifacts.add(stored(record.id, item, now))
            details = {"stage": step.stage.value, "version": str(step.version)}
            details |= {"state": done.state.value, "attempt": str(record.attempts)}
            details |= made_by
            unit.ledger.append(_entry("stage.done", done, now, details))
            burnt = self._unstore_password(unit, record) if step.stage is Stage.READING else ()
        self._burn(burnt)
        log.info(
            "stage done",
            extra={"document": record.id, "stage": step.stage.value, "seconds": seconds},
        )
        self._nudge(done)
        return done

    def _failed(self, record: Record, error: StageFailed) -> Record:
        """An attempt without a result: once more, or set aside after the last one."""
        stage = STEPS[record.state].stage.value
        log.error(
            "stage failed",
            extra={
                "document": record.id,
                "stage": stage,
                "kind": error.kind,
                "place": error.place,
                "attempt": record.attempts,
            },
        )
        if record.attempts >= self.settings.attempts:
            return self._quarantine(record, problem_of(ProcessingFailed()))
        released = replace(record, lease_owner=None, lease_until=None)
        with self.database.unit() as unit:
            self._save(unit, released)
        self._nudge(released)
        return released

    def _defer(self, record: Record, error: Exception) -> Record:
        """The machine is at fault, not the document: give the attempt back and wait a while."""
        code = getattr(error, "code", type(error).__name__)
        log.warning("stage deferred", extra={"document": record.id, "code": code})
        until = self.clock.now() + timedelta(seconds=self.settings.reconcile_seconds)
        waiting = replace(record, lease_owner=None, lease_until=until, attempts=record.attempts - 1)
        with self.database.unit() as unit:
            self._save(unit, waiting)
        return waiting

    def _quarantine(self, record: Record, problem: Problem) -> Record:
        with self.database.unit() as unit:
            return self._set_aside(unit, record, problem, self.clock.now())

    def _set_aside(self, unit: Unit, record: Record, problem: Problem, now: datetime) -> Record:
        done = replace(
            _settled(record, now),
            state=State.QUARANTINED,
            failed_in=record.state,
            problem=problem,
        )
        self._save(unit, done)
        self._burn(self._unstore_password(unit, record))
        details = {"code": problem.code, "stage": STEPS[record.state].stage.value}
        unit.ledger.append(_entry("document.quarantined", done, now, details))
        log.warning("document quarantined", extra={"document": record.id, "code": problem.code})
        return done

    @staticmethod
    def _unstore_password(unit: Unit, record: Record) -> tuple[str, ...]:
        """A sender's password has served; gives the blobs that held it."""
        return unit.governance.unstore(record.id, PASSWORD)

    def _burn(self, blobs: Iterable[str]) -> None:
        for key in blobs:
            self.dossiers.archive.blobs.delete(key)

    @staticmethod
    def _save(unit: Unit, record: Record) -> None:
        if not unit.documents.save(record):
            raise LeaseLost

    def _nudge(self, record: Record) -> None:
        nudge(self.queue, record)

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self.settings.lease_seconds)

    def reconcile(self) -> int:
        """Send a wake-up call for whatever has no live lease and none under way; says how many.

        Calls that wait in a queue are not doubled: queues are first in, first out, so what was
        lost is among the oldest, and only as many are sent as are missing.
        """
        return sum(self._resend(queue) for queue in QueueName)

    def _resend(self, queue: QueueName) -> int:
        states = [state for state, step in STEPS.items() if step.queue is queue]
        if not states:
            return 0
        now = self.clock.now()
        with self.database.unit(readonly=True) as unit:
            number, ids = unit.documents.waiting(states, now, self._lease, RESEND)
            leased = unit.documents.leased(states, now)
        orphans = [r.id for r in leased if r.lease_owner is not None and lease.gone(r.lease_owner)]
        try:
            under_way = self.queue.depth(queue.value) or 0
            missing = max(0, len(orphans) + number - under_way)
            due = [*orphans, *ids][:missing]
            for document_id in due:
                self.queue.nudge(queue.value, document_id)
        except QueueUnavailable:
            log.warning("queue unavailable", extra={"queue": queue.value, "waiting": number})
            return 0
        if due:
            log.info("resent", extra={"queue": queue.value, "count": len(due)})
        return len(due)


def nudge(queue: Queue, record: Record) -> None:
    """Wake the next worker, after the commit; a lost call is the reconciler's business."""
    step = STEPS.get(record.state)
    if step is not None:
        nudge_queue(queue, step.queue, record.id)


def nudge_queue(queue: Queue, name: QueueName, document_id: str) -> None:
    """Wake a worker of a queue; a lost call is the reconciler's business."""
    try:
        queue.nudge(name.value, document_id)
    except QueueUnavailable:
        log.warning("queue unavailable", extra={"document": document_id, "queue": name.value})


def stored(document_id: str, item: Item, now: datetime) -> Stored:
    """The row that speaks of a blob which is on the disk."""
    return Stored(
        document_id=document_id,
        stage=item.stage,
        version=item.version,
        revision=item.revision,
        blob=item.blob,
        created_at=now,
    )


def _settled(record: Record, now: datetime) -> Record:
    return replace(record, lease_owner=None, lease_until=None, attempts=0, updated_at=now)


def _noted(record: Record, step: Step, artifact: Artifact) -> Record:
    """The next state, and what the row itself says of the result (never a value)."""
    match artifact:
        case Classification():
            record = replace(record, doctype=artifact.doctype, probability=artifact.probability)
        case Outcome():
            return replace(record, state=final_state(artifact), route=artifact.decision.route)
        case _:
            pass
    return replace(record, state=step.next or record.state)


def _entry(action: str, record: Record, now: datetime, details: dict[str, str]) -> Entry:
    return acted(SYSTEM, action, record.id, now, details)
