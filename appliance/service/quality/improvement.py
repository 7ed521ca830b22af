"""What approvals have taught, type by type: for those who approve, and for auditors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from appliance.access import Permission, require
from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.doctypes.taught import Taught
from appliance.learning.approved import Proof, learns
from appliance.learning.blind import LEAST
from appliance.records.unit import Database, Unit
from appliance.service.quality.learning import TAUGHT, proven
from appliance.types import Actor

__all__ = ["Improvement", "Proof", "TaughtType"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaughtType:
    """A document type. ``approved``: documents that count now. ``lacking``: approvals until it is
    taught for the first time; ``None`` where it comes with fitted numbers. ``taught_at``: the last
    time, by so many ``documents``; ``fields``: those that are answered by what they taught, or, of
    a type that comes fitted, accepted unseen because of it."""

    doctype: str
    approved: int
    lacking: int | None
    taught_at: datetime | None = None
    documents: int = 0
    fields: Mapping[str, Proof] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """The document types as their teachers see them."""

    database: Database
    doctypes: Doctypes
    taught: Taught

    def types(self, actor: Actor) -> tuple[TaughtType, ...]:
        """Every document type, those that learn by themselves first."""
        require(actor, Permission.LEARNING_READ)
        with self.database.unit(readonly=True) as unit:
            approved = unit.memories.count()
            found = [self._of(unit, one, approved.get(one.name, 0)) for one in self.doctypes.all]
        return tuple(sorted(found, key=lambda one: one.lacking is None))

    def _of(self, unit: Unit, doctype: Doctype, approved: int) -> TaughtType:
        lacking = max(0, LEAST - approved) if learns(doctype) else None
        lessons = [entry for entry in unit.ledger.of(doctype.name) if entry.action == TAUGHT]
        if not lessons:
            return TaughtType(doctype=doctype.name, approved=approved, lacking=lacking)
        proofs, used = proven(lessons[-1]), self._used(doctype)
        return TaughtType(
            doctype=doctype.name,
            approved=approved,
            lacking=lacking,
            taught_at=lessons[-1].at,
            documents=int(lessons[-1].details["documents"]),
            fields={name: proof for name, proof in proofs.items() if name in used},
        )

    def _used(self, doctype: Doctype) -> frozenset[str]:
        """The fields for which what was taught is in force."""
        now = self.taught.over(doctype)
        if learns(doctype):
            return frozenset(now.rankers)
        return frozenset(
            name for name, limit in now.thresholds.items() if doctype.thresholds.get(name) != limit
        )
