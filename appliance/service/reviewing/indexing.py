"""Keeping the index of names whole: it is derived, and lacks what came before it or a restore."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.records.names import tokens
from appliance.records.unit import Database
from appliance.service.documents.archive import Archive

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexing:
    """Run by beat; new documents enter the index with their rows."""

    database: Database
    archive: Archive

    def complete(self) -> int:
        """Index what is not; how many documents."""
        number = 0
        while ids := self._missing():
            with self.database.unit() as unit:
                for record in unit.documents.many(ids):
                    name = self.archive.name(record) if record.data_key else ""
                    unit.names.add(record.id, tokens(name, self.archive.ring.digest))
            number += len(ids)
        return number

    def _missing(self) -> tuple[str, ...]:
        with self.database.unit(readonly=True) as unit:
            return tuple(unit.names.unindexed(BATCH))
