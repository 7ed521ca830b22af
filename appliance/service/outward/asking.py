"""Preparing a question for a larger model: without any network, and only what every step lets pass.

Whatever goes wrong, nothing is prepared and the document stays in review with its local values.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from appliance.access import SYSTEM
from appliance.artifacts import encode
from appliance.errors import Conflict, LeaseLost
from appliance.pipeline import QueueName
from appliance.ports import Queue
from appliance.privacy.context import labelled
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import forms
from appliance.privacy.escalation.question import Cleared, Shape, clear
from appliance.privacy.escalation.shown import stretches
from appliance.privacy.refusal import Blocked
from appliance.records.escalations import Escalation, Standing
from appliance.service.boundary import StageFailed, contained
from appliance.service.line.arrival import new_id
from appliance.service.line.processing import nudge_queue
from appliance.service.outward import turns
from appliance.service.outward.asked import asked
from appliance.service.outward.docket import Case, Docket, Slip, entry
from appliance.service.outward.escalation import in_doubt
from appliance.service.outward.merging import Merging
from appliance.service.outward.policy import policy_of
from appliance.settings import Policy

log = logging.getLogger(__name__)

PER_LOOK = 20
"""Most documents that one look asks about by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The inference worker's side of escalation."""

    docket: Docket
    merging: Merging
    detector: Callable[[], Detector]
    queue: Queue

    def advance(self, document_id: str) -> Standing | None:
        """Prepare or merge the document's question, if it is its turn; where it stands then."""
        database, settings = self.docket.dossiers.database, self.docket.settings
        turn = ((Standing.ASKED, self._ask), (Standing.ANSWERED, self.merging.merge))
        for standing, work in turn:
            one = turns.due(database, document_id, standing)
            if one is None:
                continue
            now = self.docket.clock.now()
            with database.unit() as unit:
                mine = turns.take(unit, one, now, settings)
            if mine is None:
                return one.standing
            try:
                return work(mine).standing
            except (LeaseLost, Conflict):
                log.info("escalation lost", extra={"document": document_id})
                return mine.standing
        return None

    def reconcile(self) -> int:
        """Ask where policy is automatic, and wake whoever's turn it is."""
        if self.docket.settings.escalation.endpoint:
            self._ask_automatically()
        docket = self.docket
        return turns.resend(docket.dossiers.database, self.queue, docket.clock, docket.settings)

    def _ask(self, one: Escalation) -> Escalation:
        if one.attempts > self.docket.settings.attempts:
            return self.docket.end(one, Standing.BLOCKED, "failed")
        try:
            case, cleared, slip = contained(lambda: self._cleared(one), passing=OSError)
        except Blocked as blocked:
            return self.docket.end(one, Standing.BLOCKED, blocked.code)
        except StageFailed as error:
            log.error("escalation failed", extra={"kind": error.kind, "place": error.place})
            return self.docket.end(one, Standing.BLOCKED, "failed")
        return self._prepared(one, case, cleared, slip)

    def _cleared(self, one: Escalation) -> tuple[Case, Cleared, Slip]:
        case = self.docket.case(one.document_id)
        wanted = self.docket.settings.escalation
        about = asked(case.document, case.doctype, case.extraction, one.fields)
        form = forms.wanted(one.reason, wanted.answer_format)
        shape = Shape(model=wanted.model, tokens=wanted.answer_tokens, answer_format=form)
        known = labelled(case.extraction, case.doctype.fields)
        cleared = clear(case.document, about, shape, self.detector(), known, marked=case.marked)
        shown = stretches(case.document, about)
        values, offered = cleared.vault.values, cleared.offered
        return case, cleared, Slip(asked=about, shown=shown, values=values, offered=offered)

    def _prepared(self, one: Escalation, case: Case, cleared: Cleared, slip: Slip) -> Escalation:
        archive, text = self.docket.dossiers.archive, cleared.redacted.text.encode()
        key = archive.key(case.record)
        automatic = one.policy == Policy.AUTOMATIC
        moved = replace(
            one,
            standing=Standing.READY if automatic else Standing.WAITING,
            digest=sha256(text).hexdigest(),
            payload=archive.put(key, "escalation-payload", text),
            vault=archive.put(key, "escalation-vault", encode(slip)),
            attempts=0,
            lease_until=None,
            reason=None,
        )
        details = {
            "digest": str(moved.digest),
            "payload": str(moved.payload),
            "masked": str(cleared.masked),
            "language": cleared.language,
            **{f"sought.{look.name}": str(look.sought) for look in cleared.looks},
        }
        blobs = {"escalation-payload": moved.payload, "escalation-vault": moved.vault}
        self.docket.put(moved, "escalation.prepared", details, blobs)
        if automatic:
            nudge_queue(self.queue, QueueName.GATEWAY, one.document_id)
        return moved

    def _ask_automatically(self) -> None:
        """A question for each document in review that nobody has asked about."""
        database = self.docket.dossiers.database
        stages = self.docket.stages()
        types = [
            doctype.name
            for doctype in stages.doctypes()
            if policy_of(self.docket.settings, doctype, None) is Policy.AUTOMATIC
        ]
        with database.unit(readonly=True) as unit:
            ids = {*unit.escalations.unasked(types, PER_LOOK)} if types else set()
            ids |= {*unit.escalations.unasked(None, PER_LOOK)}
        for document_id in sorted(ids)[:PER_LOOK]:
            self._ask_about(document_id)

    def _ask_about(self, document_id: str) -> None:
        try:
            case = contained(lambda: self.docket.case(document_id), passing=OSError)
        except (Blocked, StageFailed):
            return
        fields = in_doubt(case.doctype, case.extraction, case.outcome)
        now = self.docket.clock.now()
        one = Escalation(
            id=new_id(),
            document_id=document_id,
            standing=Standing.ASKED if fields else Standing.BLOCKED,
            reason=None if fields else "nothing",
            policy=Policy.AUTOMATIC.value,
            fields=fields,
            requested_by=SYSTEM.id,
            requested_at=now,
            updated_at=now,
        )
        details = {"escalation": one.id, "fields": str(len(fields)), "policy": one.policy}
        try:
            with self.docket.dossiers.database.unit() as unit:
                unit.escalations.add(one)
                unit.ledger.append(entry(one, "escalation.requested", details, now))
        except Conflict:
            return  # somebody asked in the same moment
