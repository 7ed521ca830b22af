"""What preparing and merging a question share: the document with all that is known, and its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from appliance.access import SYSTEM, acted
from appliance.artifacts import decode
from appliance.doctypes.schema import Doctype
from appliance.pipeline import Stage
from appliance.ports import Clock
from appliance.privacy.escalation.options import Options
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.marks import Place
from appliance.privacy.refusal import Blocked
from appliance.records.documents import Record
from appliance.records.escalations import Escalation, Standing
from appliance.records.stored import Stored
from appliance.service.documents.dossier import Dossiers
from appliance.service.documents.stages import Stages
from appliance.service.outward import turns
from appliance.service.outward.policy import policy_of
from appliance.service.reviewing.blackout import CHANGES, Changes
from appliance.settings import Policy, Settings
from appliance.types import Classification, Document, Entry, Extraction, Outcome, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What stays here while the question is out: its fields, the stretches shown, the way back, and
    what may be answered."""

    asked: tuple[Asked, ...]
    shown: tuple[Span, ...]
    values: Mapping[str, str] = field(repr=False)
    offered: Mapping[str, Options] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document with what is known of it; ``marked`` are boxes that people blacked out."""

    record: Record
    document: Document
    doctype: Doctype
    extraction: Extraction
    outcome: Outcome
    classification: Classification
    artifacts: Mapping[str, Stored] = field(repr=False)
    marked: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """Opens documents for questions, and writes down how the questions go."""

    dossiers: Dossiers
    stages: Callable[[], Stages]
    clock: Clock
    settings: Settings

    def case(self, document_id: str) -> Case:
        """The document; raises ``Blocked`` where policy or state forbid to ask about it."""
        record, artifacts = self.dossiers.seen(SYSTEM, document_id)
        extraction = self.dossiers.result(Extraction, record, artifacts)
        outcome = self.dossiers.result(Outcome, record, artifacts)
        classification = self.dossiers.result(Classification, record, artifacts)
        doctype = self.stages().doctype(record.doctype) if record.doctype else None
        if doctype is None or extraction is None or outcome is None or classification is None:
            raise Blocked("nothing")
        with self.dossiers.database.unit(readonly=True) as unit:
            own = unit.escalations.policy(document_id)
            redacting = unit.redactions.get(document_id)
        if policy_of(self.settings, doctype, own) is Policy.NEVER:
            raise Blocked("policy")
        key = self.dossiers.archive.key(record)
        changes = redacting and decode(Changes, key.open(redacting.changes, CHANGES))
        return Case(
            record=record,
            document=self.dossiers.archive.document(key, artifacts[Stage.READING.value]),
            doctype=doctype,
            extraction=extraction,
            outcome=outcome,
            classification=classification,
            artifacts=artifacts,
            marked=changes.added if changes else (),
        )

    def end(self, one: Escalation, standing: Standing, reason: str) -> Escalation:
        """Nothing more happens to the question; ``reason`` is a code."""
        done = replace(one, standing=standing, reason=reason, lease_until=None)
        self.put(done, f"escalation.{standing.value}", {"code": reason}, {})
        return done

    def put(
        self,
        one: Escalation,
        action: str,
        details: Mapping[str, str],
        blobs: Mapping[str, str | None],
    ) -> None:
        """Where the question stands now, with its entry and the rows of its blobs."""
        now = self.clock.now()
        with self.dossiers.database.unit() as unit:
            for stage, blob in blobs.items():
                turns.keep(unit, one.document_id, stage, str(blob), now)
            turns.put(unit, one, now)
            unit.ledger.append(entry(one, action, {"escalation": one.id, **details}, now))


def entry(one: Escalation, action: str, details: Mapping[str, str], now: datetime) -> Entry:
    """The system's entry about a question's document."""
    return acted(SYSTEM, action, one.document_id, now, details)
