"""What approvals teach: one lesson per approved document, and all of them anew after a restore."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from appliance.errors import ItemDamaged, NotFound
from appliance.pipeline import Stage
from appliance.records.documents import Record
from appliance.records.stored import Stored
from appliance.service.documents.dossier import Dossiers
from appliance.service.documents.stages import Stages
from appliance.service.reviewing.memory import Lesson, VendorMemory
from appliance.types import Extraction

BATCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """The memory is derived from approved documents: no backup holds it or its keyed digests."""

    dossiers: Dossiers
    stages: Callable[[], Stages]
    memory: VendorMemory

    def of(
        self, record: Record, artifacts: Mapping[str, Stored], confirmed_at: datetime
    ) -> Lesson | None:
        """A document's values as they are now, for the next one of the same party."""
        extraction = self.dossiers.result(Extraction, record, artifacts)
        doctype = self.stages().doctype(extraction.doctype) if extraction else None
        if extraction is None or doctype is None:
            return None
        archive = self.dossiers.archive
        document = archive.document(archive.key(record), artifacts[Stage.READING.value])
        return self.memory.lesson(record, doctype, document, extraction, confirmed_at)

    def complete(self) -> int:
        """Run by beat: remember what is approved and not remembered; how many documents."""
        number, last = 0, ""
        while ids := self._missing(last):
            number += sum(map(self._learn, ids))
            last = ids[-1]
        return number

    def _missing(self, after: str) -> tuple[str, ...]:
        with self.dossiers.database.unit(readonly=True) as unit:
            return tuple(unit.memories.lacking(after, BATCH))

    def _learn(self, document_id: str) -> bool:
        """Unless somebody corrects or erases it meanwhile."""
        seen = self._as_it_is(document_id)
        if seen is None:
            return False
        try:
            lesson = self.of(*seen, seen[0].updated_at)
        except (NotFound, ItemDamaged):  # erased since our look, or spoilt
            return False
        with self.dossiers.database.unit() as unit:
            now = unit.documents.get(document_id), unit.artifacts.latest(document_id)
            if lesson is None or now != seen:
                return False
            unit.memories.keep(lesson.kept, lesson.digests)
        return True

    def _as_it_is(self, document_id: str) -> tuple[Record, Mapping[str, Stored]] | None:
        with self.dossiers.database.unit(readonly=True) as unit:
            record = unit.documents.get(document_id)
            return None if record is None else (record, unit.artifacts.latest(document_id))
