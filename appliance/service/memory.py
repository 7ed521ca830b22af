"""The vendor memory over the database: what a reviewer approves helps the next document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from appliance.artifacts import decode, encode
from appliance.doctypes.schema import Doctype
from appliance.errors import NotFound
from appliance.ports import Confirmed
from appliance.records.documents import Record
from appliance.records.memories import Kept
from appliance.records.unit import Database
from appliance.service.archive import Archive
from appliance.types import Document, Extraction

PURPOSE = "memory"
MOST = 16
"""Documents that are opened for one look into the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A memory entry, ready to be kept, and the digests by which it is found."""

    kept: Kept
    digests: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class VendorMemory:
    """``ports.Memory``; entries are sealed under the keys of the documents they come from."""

    database: Database
    archive: Archive

    def near(self, doctype: str, keys: Sequence[str]) -> tuple[Confirmed, ...]:
        """Confirmed documents that share a row at the head."""
        digests = self._digests(keys)
        with self.database.unit(readonly=True) as unit:
            found = unit.memories.near(doctype, digests, MOST)
            records = {r.id: r for r in unit.documents.many([item.document_id for item in found])}
        opened: list[Confirmed] = []
        for item in found:
            try:
                key = self.archive.key(records[item.document_id])
            except (KeyError, NotFound):  # erased since our look
                continue
            opened.append(decode(Confirmed, key.open(item.sealed, PURPOSE)))
        return tuple(opened)

    def lesson(
        self,
        record: Record,
        doctype: Doctype,
        document: Document,
        extraction: Extraction,
        now: datetime,
    ) -> Lesson | None:
        """What a person's approval of a record teaches; ``None`` where no value belongs to a
        party."""
        from appliance.extraction.choice import memory

        confirmed = memory.of(document, doctype, extraction, record.id)
        if not confirmed.values:
            return None
        sealed = self.archive.key(record).seal(encode(confirmed), PURPOSE)
        kept = Kept(document_id=record.id, doctype=doctype.name, sealed=sealed, confirmed_at=now)
        return Lesson(kept=kept, digests=tuple(self._digests(memory.keys(document))))

    def _digests(self, keys: Sequence[str]) -> list[bytes]:
        return [self.archive.ring.digest(key.encode(), PURPOSE) for key in keys]
