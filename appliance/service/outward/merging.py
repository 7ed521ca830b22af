"""Merging an answer: only what stands in the document, beside the local values, for a person.

Whatever is wrong with an answer, the document stays in review with its local values.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, replace

from appliance.artifacts import decode
from appliance.errors import Conflict
from appliance.extraction.questions import escalated
from appliance.pipeline import Stage
from appliance.privacy.escalation import answer as answers
from appliance.privacy.refusal import Blocked
from appliance.privacy.vault import Vault
from appliance.records.escalations import Escalation, Standing
from appliance.service.boundary import StageFailed, contained
from appliance.service.line.processing import stored
from appliance.service.outward import turns
from appliance.service.outward.docket import Case, Docket, Slip, entry
from appliance.types import Extraction, State

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """From an answer to proposals."""

    docket: Docket

    def merge(self, one: Escalation) -> Escalation:
        """Merge an answer; raises ``Conflict`` where the document changed meanwhile."""
        if one.attempts > self.docket.settings.attempts:
            return self.docket.end(one, Standing.FAILED, "failed")
        try:
            return contained(lambda: self._merged(one), passing=OSError)
        except (answers.Unusable, Blocked) as unusable:
            return self.docket.end(one, Standing.FAILED, unusable.code)
        except StageFailed as error:
            log.error("escalation failed", extra={"kind": error.kind, "place": error.place})
            return self.docket.end(one, Standing.FAILED, "failed")

    def _merged(self, one: Escalation) -> Escalation:
        case = self.docket.case(one.document_id)
        archive = self.docket.dossiers.archive
        key = archive.key(case.record)
        slip = decode(Slip, archive.get(key, str(one.vault)))
        content = archive.get(key, str(one.answer))
        told = answers.read(content, slip.asked, Vault(values=slip.values), slip.offered)
        if case.record.state is not State.REVIEW:
            return self.docket.end(one, Standing.FAILED, "settled")
        merged = escalated.merge(
            case.document,
            case.doctype,
            case.extraction,
            told.values,
            slip.shown,
            refused=told.refused,
        )
        judged = {name: item.value for name, item in merged.judged.items()}
        done = replace(one, standing=Standing.MERGED, judged=judged, lease_until=None)
        self._save(done, case, merged.extraction)
        return done

    def _save(self, one: Escalation, case: Case, extraction: Extraction) -> None:
        """New revisions of values and checks, the question's end, the entry: one transaction.

        The document stays in review whatever the checks say: a person confirms.
        """
        now, archive = self.docket.clock.now(), self.docket.dossiers.archive
        outcome = self.docket.stages().decide(case.classification, extraction)
        stages = (Stage.EXTRACTION.value, Stage.DECISIONS.value)
        revision = 1 + max(case.artifacts[stage].revision for stage in stages)
        key = archive.key(case.record)
        changed = extraction != case.extraction
        items = (
            (
                *archive.put_artifact(key, extraction, revision),
                *archive.put_artifact(key, outcome, revision),
            )
            if changed
            else ()
        )
        counts = Counter(one.judged.values())
        details = {"escalation": one.id, **{name: str(n) for name, n in sorted(counts.items())}}
        with self.docket.dossiers.database.unit() as unit:
            if unit.artifacts.latest(case.record.id) != case.artifacts:
                raise Conflict
            for item in items:
                unit.artifacts.add(stored(case.record.id, item, now))
            moved = replace(case.record, state=State.REVIEW, updated_at=now)
            if changed and not unit.documents.move(moved):
                raise Conflict
            turns.put(unit, one, now)
            unit.ledger.append(entry(one, "escalation.merged", details, now))
