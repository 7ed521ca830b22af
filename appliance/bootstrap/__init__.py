"""The only wiring: settings in, the appliance out.

Parts are built when they are first asked for, and heavy ones import nothing before they work:
the console never loads what reads documents, ``appliance process`` never opens the database.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from appliance.access.passwords import Passwords
from appliance.bootstrap.confidentiality import Confidentiality
from appliance.bootstrap.governance import Governance
from appliance.bootstrap.measuring import Measuring
from appliance.bootstrap.parts import Parts, UtcClock
from appliance.bootstrap.screens import Screens
from appliance.doctypes import catalogue as doctype_catalogue
from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.taught import Taught
from appliance.intake import clamd
from appliance.intake.look import Inspector
from appliance.intake.sandboxed import SandboxedInspector
from appliance.ledger import leaf
from appliance.ports import Clock, LanguageModel, Queue, Reader, Sight
from appliance.records import Database, FileBlobs, Keyring, migrate, open_ring
from appliance.service.custody.premises import require_open
from appliance.service.documents.archive import Archive
from appliance.service.documents.dossier import Dossiers
from appliance.service.documents.stages import Artifact, Stages
from appliance.service.line.arrival import Arrivals
from appliance.service.line.processing import Processing
from appliance.service.line.processor import Processor
from appliance.service.line.wakeup import RedisQueue
from appliance.service.people.pairs import Pairs
from appliance.service.reviewing.indexing import Indexing
from appliance.service.reviewing.lessons import Lessons
from appliance.service.reviewing.memory import VendorMemory
from appliance.settings import Settings

__all__ = ["Appliance", "Parts", "UtcClock", "build", "line"]

if TYPE_CHECKING:
    from appliance.evaluation.lines import Process
    from appliance.service.quality.learning import Learning


class Appliance(Confidentiality, Screens, Governance, Measuring):
    """Everything the appliance can do; use it as a context, or ``close`` it."""

    def __init__(self, settings: Settings, parts: Parts | None = None) -> None:
        self.settings = settings
        self._parts = parts or Parts()

    @cached_property
    def doctypes(self) -> Doctypes:
        """The document types in force."""
        fitted = self.settings.models_dir / doctype_catalogue.FITTED
        return doctype_catalogue.load(self.settings.doctypes_dir, fitted)

    @cached_property
    def processor(self) -> Processor:
        """The whole line in this process, nothing stored."""
        return Processor(arrivals=self._arrivals, stages=self._stages)

    @cached_property
    def processing(self) -> Processing:
        """What workers do."""
        return Processing(
            database=self._database,
            dossiers=self._dossiers,
            queue=self._queue,
            stages=lambda: self._remembering,
            made_by=self._made_by,
            clock=self._clock,
            settings=self.settings,
        )

    def _made_by(self, artifact: Artifact, doctype: str | None) -> Mapping[str, str]:
        from appliance.service.documents.provenance import Provenance

        made = Provenance(stages=self._remembering, models_dir=self.settings.models_dir)
        return made.of(artifact, doctype)

    @cached_property
    def indexing(self) -> Indexing:
        """Keeping the index of names whole."""
        return Indexing(database=self._database, archive=self._archive)

    @cached_property
    def lessons(self) -> Lessons:
        """Keeping the memory of what people approved whole."""
        return Lessons(dossiers=self._dossiers, stages=lambda: self._stages, memory=self._memory)

    @cached_property
    def learning(self) -> Learning:
        """Fitting types on what people approved."""
        from appliance.service.quality.learning import Learning

        return Learning(
            dossiers=self._dossiers,
            doctypes=self.doctypes,
            taught=self._taught,
            clock=self._clock,
        )

    @cached_property
    def _clock(self) -> Clock:
        return self._parts.clock or UtcClock()

    @cached_property
    def _queue(self) -> Queue:
        return self._parts.queue or RedisQueue(self.settings)

    @cached_property
    def _passwords(self) -> Passwords:
        return self._parts.passwords or Passwords()

    @cached_property
    def _arrivals(self) -> Arrivals:
        scanner = clamd.found(self.settings.clamd_socket)
        scan = scanner.check if scanner else None
        return Arrivals(limits=self.settings.limits, inspector=self._inspector, scan=scan)

    @cached_property
    def _inspector(self) -> Inspector:
        if self._parts.inspector is not None:
            return self._parts.inspector
        return SandboxedInspector(self.settings.limits.looking_memory_mb)

    @cached_property
    def _database(self) -> Database:
        """At this version's tables, always."""
        state = self.settings.state_dir.resolve()
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        require_open(state)
        migrate(self.settings.database)
        return Database(self.settings.database, leaf)

    @cached_property
    def _ring(self) -> Keyring:
        """Keys are made only where there is nothing yet that other keys protect."""
        with self._database.unit(readonly=True) as unit:
            empty = not unit.documents.any()
        credentials = os.environ.get("CREDENTIALS_DIRECTORY")
        return open_ring(
            self.settings.state_dir.resolve() / "keys",
            create=empty,
            credentials=Path(credentials) if credentials else None,
        )

    @cached_property
    def _archive(self) -> Archive:
        blobs = self._parts.blobs or FileBlobs(self.settings.state_dir.resolve() / "blobs")
        return Archive(blobs, self._ring)

    @cached_property
    def _pairs(self) -> Pairs:
        return Pairs(database=self._database, clock=self._clock, settings=self.settings)

    @cached_property
    def _dossiers(self) -> Dossiers:
        return Dossiers(self._database, self._archive)

    @cached_property
    def _reader(self) -> Reader:
        if self._parts.reader is not None:
            return self._parts.reader
        from appliance.reading.isolation.sandbox import SandboxedReader

        return SandboxedReader(self.settings)

    @cached_property
    def _sight(self) -> Sight:
        if self._parts.sight is not None:
            return self._parts.sight
        from appliance.reading.ocr.sight import PictureSight

        return PictureSight(self.settings.threads)

    @cached_property
    def _stages(self) -> Stages:
        return self._line()

    @cached_property
    def _remembering(self) -> Stages:
        """With what people confirmed before: only where there is a database."""
        return self._line(memory=self._memory, taught=self._taught.over)

    @property
    def _line(self) -> partial[Stages]:
        model = self._parts.model or (lambda: self._language_model)
        return partial(
            Stages,
            self._reader,
            self.doctypes,
            model,
            self._parts.rooms,
            sight=lambda: self._sight,
            today=lambda: self._clock.now().date(),
        )

    @cached_property
    def _taught(self) -> Taught:
        return Taught(self.settings.state_dir.resolve() / "taught")

    @cached_property
    def _memory(self) -> VendorMemory:
        return VendorMemory(self._database, self._archive)

    @cached_property
    def _language_model(self) -> LanguageModel | None:
        """Loaded once per process, at the first document that needs it: after any fork."""
        name = self.settings.language_model
        if not name:
            return None
        from appliance.models import catalogue, llama, verify

        model = catalogue.load().get(name)
        path = verify.verified(model, self.settings.models_dir)
        return llama.load(
            path, name, self.settings.threads, self.settings.state_dir.resolve() / "cache"
        )

    def _wrong_models(self) -> dict[str, str]:
        from appliance.models import catalogue, verify

        found = verify.statuses(catalogue.load(), self.settings.models_dir, thorough=True)
        return {
            item.model.name: "" if item.standing is verify.Standing.READY else item.standing.value
            for item in found
            if item.model.default or item.model.name == self.settings.language_model
        }

    def close(self) -> None:
        """End child processes, give connections back."""
        if self._parts.inspector is not None:  # it is for others, too
            self.__dict__.pop("_inspector", None)
        for name in ("_inspector", "_reader", "_database", "_queue"):
            part = self.__dict__.pop(name, None)
            if part is not None and hasattr(part, "close"):
                part.close()

    def __enter__(self) -> Appliance:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def line(settings: Settings) -> Process:
    """A processing line of its own, for as long as the process lives that asks for it."""
    return build(settings).processor.process


def build(settings: Settings, parts: Parts | None = None) -> Appliance:
    """The appliance over these settings; nothing is opened before it is asked for."""
    return Appliance(settings, parts)
