"""What a worker does for ``blackout``: finds, burns, proves, stores; or says why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from appliance.access import SYSTEM, acted
from appliance.artifacts import decode, encode
from appliance.doctypes.catalogue import Doctypes
from appliance.errors import ApplianceError, NotFound, QueueUnavailable
from appliance.pipeline import QueueName, Stage
from appliance.ports import Clock, Ocr, Queue
from appliance.privacy.context import Known, labelled
from appliance.privacy.detect import Detector
from appliance.privacy.marks import Region
from appliance.privacy.policy import Policy
from appliance.privacy.release import Released, release, survey
from appliance.records.documents import Record
from appliance.records.keys import DataKey
from appliance.records.redactions import Redacting, Standing
from appliance.records.unit import Database
from appliance.service.boundary import StageFailed, contained
from appliance.service.documents.archive import ORIGINAL, PAGES, Item
from appliance.service.documents.dossier import Dossiers
from appliance.service.line.processing import stored
from appliance.service.reviewing import newest
from appliance.service.reviewing.blackout import (
    CERTIFICATE,
    CHANGES,
    REDACTED,
    REGIONS,
    Changes,
    Regions,
)
from appliance.service.reviewing.redaction import certify
from appliance.types import Classification, Extraction, Reading

VERSION = 1
FAILED = "A step of the redaction failed. Nothing was released."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What a run of the work gave: regions always, a file or a problem."""

    found: tuple[Region, ...]
    released: Released | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlackeningWork:
    """``shift_dates`` and ``shape_numbers`` are the installation's policy."""

    dossiers: Dossiers
    queue: Queue
    clock: Clock
    doctypes: Doctypes
    detector: Detector
    ocr: Callable[[], Ocr]
    lease: timedelta
    patience: timedelta
    shift_dates: bool = False
    shape_numbers: bool = False

    def make(self, document_id: str) -> Standing | None:
        """Make the redaction that somebody asked for, if it is free; where it then stands."""
        row = self._claim(document_id)
        if row is None:
            return None
        with self._database.unit(readonly=True) as unit:
            record = unit.documents.get(document_id)
        if record is None:
            raise NotFound
        try:
            made = contained(lambda: self._made(record, row))
        except (ApplianceError, StageFailed):
            made = _Made(found=(), problem=FAILED)
        return self._keep(record, row, made)

    def reconcile(self) -> int:
        """Call again for what has waited; who is at work on it is left alone by ``make``."""
        with self._database.unit(readonly=True) as unit:
            waiting = unit.redactions.waiting(self.clock.now() - self.patience)
        for document_id in waiting:
            try:
                self.queue.nudge(QueueName.READING.value, document_id)
            except QueueUnavailable:
                return 0
        return len(waiting)

    @property
    def _database(self) -> Database:
        return self.dossiers.database

    def _claim(self, document_id: str) -> Redacting | None:
        now = self.clock.now()
        with self._database.unit() as unit:
            row = unit.redactions.get(document_id)
            if row is None or row.standing not in (Standing.WANTED, Standing.AT_WORK):
                return None
            if row.standing is Standing.AT_WORK and row.updated_at > now - self.lease:
                return None
            mine = replace(
                row, standing=Standing.AT_WORK, revision=row.revision + 1, updated_at=now
            )
            return mine if unit.redactions.save(mine) else None

    def _made(self, record: Record, row: Redacting) -> _Made:
        key = self.dossiers.archive.key(record)
        reading, known = self._read(record, key)
        changes = decode(Changes, key.open(row.changes, CHANGES))
        found = survey(
            reading.document,
            self.detector,
            known=known,
            added=changes.added,
            lifted=changes.lifted,
        )
        policy = Policy.of(dates=self.shift_dates, numbers=self.shape_numbers, seed=changes.seed)
        try:
            released = release(
                reading,
                self.detector,
                self.ocr(),
                known=known,
                policy=policy,
                added=changes.added,
                lifted=changes.lifted,
            )
        except ApplianceError as error:
            return _Made(found=found, problem=str(error))
        return _Made(found=found, released=released)

    def _read(self, record: Record, key: DataKey) -> tuple[Reading, tuple[Known, ...]]:
        """The document with its pictures, and what extraction labelled in it."""
        archive = self.dossiers.archive
        with self._database.unit(readonly=True) as unit:
            artifacts = unit.artifacts.latest(record.id)
        document = archive.document(key, artifacts[Stage.READING.value])
        leaves = archive.leaves(key, artifacts[PAGES]).pages
        pictures = tuple(archive.picture(key, leaf) for leaf in leaves if leaf.picture)
        known: tuple[Known, ...] = ()
        kind = self.dossiers.result(Classification, record, artifacts)
        values = self.dossiers.result(Extraction, record, artifacts)
        if kind is not None and values is not None and kind.doctype in self.doctypes.names:
            known = labelled(values, self.doctypes.get(kind.doctype).fields)
        return Reading(document=document, pictures=pictures), known

    def _keep(self, record: Record, row: Redacting, made: _Made) -> Standing | None:
        """Blobs first, then rows and entry together; nothing where somebody else was faster."""
        key, now = self.dossiers.archive.key(record), self.clock.now()
        items = self._items(record, key, made)
        released = made.released
        done = replace(
            row,
            standing=Standing.READY if released else Standing.REFUSED,
            revision=row.revision + 1,
            vault=released.vault.sealed(key) if released else None,
            problem=made.problem,
            updated_at=now,
        )
        with self._database.unit() as unit:
            if not unit.redactions.save(done):
                return None
            for item in items:
                unit.artifacts.add(stored(record.id, item, now))
            details = {"standing": done.standing.value, "regions": str(len(made.found))}
            if released and done.vault:
                details |= newest.digests(released.content, done.vault)
            unit.ledger.append(acted(SYSTEM, newest.MADE, record.id, now, details))
        return done.standing

    def _items(self, record: Record, key: DataKey, made: _Made) -> list[Item]:
        """What is stored: the regions, and where there is one, the file with its certificate."""
        archive = self.dossiers.archive
        with self._database.unit(readonly=True) as unit:
            artifacts = unit.artifacts.latest(record.id)
        seen = made.released.only_seen if made.released else ()
        contents = {REGIONS: encode(Regions(found=made.found, only_seen=seen))}
        if made.released:
            original = archive.get(key, artifacts[ORIGINAL].blob)
            stated = certify(original, made.released)
            contents[REDACTED] = made.released.content
            contents[CERTIFICATE] = (json.dumps(stated, indent=2) + "\n").encode()
        return [
            Item(
                stage=name,
                version=VERSION,
                revision=artifacts[name].revision + 1 if name in artifacts else 0,
                blob=archive.put(key, name, content),
            )
            for name, content in contents.items()
        ]
