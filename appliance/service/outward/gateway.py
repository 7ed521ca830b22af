"""The gateway's inner door: which question goes out now, and what became of it. It has no network.

A question is counted, paid and written into the ledger before it leaves; its bytes are those whose
digest was approved. They are handed to the process of ``sender``, which has a network and nothing
else. A failure leaves the document as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from appliance.access import SYSTEM, Permission, acted, actor, holds
from appliance.doctypes.schema import Doctype
from appliance.errors import ItemDamaged, LeaseLost
from appliance.pipeline import QueueName
from appliance.ports import Clock, Queue
from appliance.privacy.escalation import forms
from appliance.privacy.escalation.passing import reopened
from appliance.privacy.escalation.unanswered import Unanswered
from appliance.privacy.redacted import Redacted
from appliance.records.accounts import Account
from appliance.records.documents import Record
from appliance.records.escalations import Escalation, Standing
from appliance.records.unit import Unit
from appliance.service.boundary import StageFailed, contained
from appliance.service.documents.dossier import Dossiers
from appliance.service.line.processing import nudge_queue
from appliance.service.outward import turns
from appliance.service.outward.policy import policy_of
from appliance.settings import Policy, Settings
from appliance.types import Extraction, Source, State

log = logging.getLogger(__name__)

Sender = Callable[[Redacted], bytes]
FIRST_PAUSE = timedelta(seconds=5)  # before the second try; doubled for each further one
BYTES_PER_TOKEN = 2  # fewer than any tokeniser needs: the cap errs on the safe side


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """Hands over what is ready. ``send`` is ``handover.Handover``."""

    dossiers: Dossiers
    queue: Queue
    clock: Clock
    settings: Settings
    doctype: Callable[[str], Doctype | None]
    send: Sender

    def advance(self, document_id: str) -> Standing | None:
        """Send the document's question, if it is ready and nothing speaks against it now."""
        one = turns.due(self.dossiers.database, document_id, Standing.READY)
        if one is None:
            return None
        try:
            record, artifacts = self.dossiers.seen(SYSTEM, one.document_id)
            values = self.dossiers.result(Extraction, record, artifacts)
            redacted = self._redacted(one, record)
            mine = self._claim(one, redacted, settled=values is not None and _settled(one, values))
            return one.standing if mine is None else self._exchange(mine, redacted).standing
        except LeaseLost:
            log.info("escalation lost", extra={"document": document_id})
            return one.standing
        except ItemDamaged:
            return self._damaged(one)

    def _damaged(self, one: Escalation) -> Standing:
        """The prepared text, or the values it asks about, no longer open: it is never sent."""
        now = self.clock.now()
        with self.dossiers.database.unit() as unit:
            mine = turns.take(unit, one, now, self.settings)
            return one.standing if mine is None else self._end(unit, mine, "damaged", now).standing

    def _claim(self, one: Escalation, redacted: Redacted, *, settled: bool) -> Escalation | None:
        """The question with attempt, money and ledger entry on it; ``None`` if not now."""
        wanted, now = self.settings.escalation, self.clock.now()
        content = redacted.text.encode()
        with self.dossiers.database.unit() as unit:
            record = unit.documents.get(one.document_id)
            mine = turns.take(unit, one, now, self.settings)
            if mine is None or record is None:
                return None
            code = self._objection(unit, mine, record, content)
            code = code or ("settled" if settled or record.state is not State.REVIEW else "")
            doubt = "" if code else self._unapproved(unit, mine, record, now)
            if doubt:
                self._hold(unit, mine, doubt, now)
                return None
            if code:
                self._end(unit, mine, code, now)
                return None
            cost = len(content) // BYTES_PER_TOKEN + wanted.answer_tokens
            closed = "" if self._may_try(unit, now) else "circuit"
            if closed or not unit.escalations.spend(_day(now), cost, wanted.cap):
                self._later(unit, replace(mine, attempts=mine.attempts - 1), now, closed or "cap")
                return None
            details = {"attempt": str(mine.attempts), "tokens": str(cost)}
            if one.lease_owner is not None:  # whoever had it is no more: it may have left
                details["before"] = "broken_off"
            self._note(unit, mine, turns.SENT, details, now)
            return turns.pay(unit, mine, cost)

    def _policy(self, unit: Unit, record: Record) -> Policy:
        """What holds for the document now."""
        doctype = self.doctype(record.doctype or "")
        return policy_of(self.settings, doctype, unit.escalations.policy(record.id))

    def _unapproved(self, unit: Unit, one: Escalation, record: Record, now: datetime) -> str:
        """Why a person has to approve, as things stand now; empty where nobody has to, or somebody
        has who still may."""
        if self._policy(unit, record) is not Policy.ASK and one.policy == Policy.AUTOMATIC:
            return ""
        if one.decided_by is None:
            return "policy"
        lapses = timedelta(hours=self.settings.escalation.approval_hours)
        if one.decided_at is None or one.decided_at + lapses <= now:
            return "lapsed"
        if turns.let_go_to(unit, one) != turns.place(self.settings):
            return "endpoint"
        approver = unit.accounts.get(one.decided_by)  # none for whoever has no account here
        return "approver" if approver is not None and not _may_approve(approver) else ""

    def _hold(self, unit: Unit, one: Escalation, code: str, now: datetime) -> None:
        """A person decides, after all or anew."""
        held = replace(
            one,
            standing=Standing.WAITING,
            policy=Policy.ASK.value,
            decided_by=None,
            decided_at=None,
            attempts=0,
            lease_until=None,
        )
        turns.put(unit, held, now)
        self._note(unit, held, "escalation.held", {"code": code}, now)

    def _objection(self, unit: Unit, one: Escalation, record: Record, content: bytes) -> str:
        """Why the question is not sent at all, though it was ready; empty where nothing is."""
        policy = self._policy(unit, record)
        if not self.settings.escalation.endpoint:
            return "off"
        if policy is Policy.NEVER:
            return "policy"
        if sha256(content).hexdigest() != one.digest:
            return "digest"
        return "attempts" if one.attempts > self.settings.escalation.attempts else ""

    def _exchange(self, one: Escalation, redacted: Redacted) -> Escalation:
        try:
            content = contained(lambda: self.send(redacted))
        except Unanswered as error:
            if reason := forms.put_back(redacted.text, error.code):
                return self._put_back(one, reason)
            return self._unanswered(one, error.code, again=error.again)
        except StageFailed as error:
            log.error("gateway failed", extra={"kind": error.kind})
            return self._unanswered(one, "failed", again=False)
        return self._answered(one, content)

    def _answered(self, one: Escalation, content: bytes) -> Escalation:
        archive = self.dossiers.archive
        blob = archive.put(archive.key(self._record(one)), "escalation-answer", content)
        done = replace(
            one, standing=Standing.ANSWERED, answer=blob, attempts=0, lease_until=None, reason=None
        )
        now = self.clock.now()
        with self.dossiers.database.unit() as unit:
            turns.keep(unit, one.document_id, "escalation-answer", blob, now)
            turns.put(unit, done, now)
            unit.escalations.tell_circuit(self._circuit, now, failed=False)
            digest = sha256(content).hexdigest()
            self._note(unit, one, "escalation.answered", {"digest": digest}, now)
        nudge_queue(self.queue, QueueName.INFERENCE, one.document_id)
        return done

    def _put_back(self, one: Escalation, reason: str) -> Escalation:
        """To be prepared anew, in a form that the endpoint may take: other bytes, so another look
        of the leak check, another digest, and another approval where a person approves."""
        now = self.clock.now()
        asked = replace(
            one,
            standing=Standing.ASKED,
            reason=reason,
            digest=None,
            decided_by=None,
            decided_at=None,
            attempts=0,
            lease_until=None,
        )
        with self.dossiers.database.unit() as unit:
            turns.put(unit, asked, now)
            unit.escalations.tell_circuit(self._circuit, now, failed=True)
            self._note(unit, asked, "escalation.reshaped", {"code": reason}, now)
        nudge_queue(self.queue, QueueName.INFERENCE, one.document_id)
        return asked

    def _unanswered(self, one: Escalation, code: str, *, again: bool) -> Escalation:
        now = self.clock.now()
        log.warning("escalation unanswered", extra={"document": one.document_id, "code": code})
        with self.dossiers.database.unit() as unit:
            unit.escalations.tell_circuit(self._circuit, now, failed=True)
            if again and one.attempts < self.settings.escalation.attempts:
                return self._later(unit, one, now, code)
            return self._end(unit, one, code, now)

    def _later(self, unit: Unit, one: Escalation, now: datetime, code: str) -> Escalation:
        """Not before a pause; the reconciler calls again."""
        longest = timedelta(seconds=self.settings.lease_seconds)
        pause = min(FIRST_PAUSE * 2 ** max(0, one.attempts - 1), longest)
        waiting = replace(one, lease_until=now + pause, reason=code)
        turns.put(unit, waiting, now)
        return waiting

    def _end(self, unit: Unit, one: Escalation, code: str, now: datetime) -> Escalation:
        done = replace(one, standing=Standing.FAILED, reason=code, lease_until=None)
        turns.put(unit, done, now)
        self._note(unit, done, "escalation.failed", {"code": code}, now)
        return done

    def _may_try(self, unit: Unit, now: datetime) -> bool:
        """After so many failures in a row: nobody for a while, then one at a time until one is
        answered."""
        wanted = self.settings.escalation
        failures, last = unit.escalations.circuit(self._circuit)
        if failures < wanted.breaker_failures or last is None:
            return True
        if last <= now < last + timedelta(minutes=wanted.breaker_minutes):
            return False
        return unit.escalations.try_circuit(self._circuit, last, now)

    @property
    def _circuit(self) -> str:
        return turns.place(self.settings)

    def _record(self, one: Escalation) -> Record:
        return self.dossiers.seen(SYSTEM, one.document_id)[0]

    def _redacted(self, one: Escalation, record: Record) -> Redacted:
        archive, blob = self.dossiers.archive, str(one.payload)
        key = archive.key(record)
        return reopened(archive.blobs.get(blob), key, blob)

    def _note(
        self, unit: Unit, one: Escalation, action: str, details: dict[str, str], now: datetime
    ) -> None:
        told = {"escalation": one.id, "payload": str(one.payload), **details}
        unit.ledger.append(acted(SYSTEM, action, one.document_id, now, told))


def _settled(one: Escalation, values: Extraction) -> bool:
    """Whether a person has entered all that is asked for."""
    entered = {item.name for item in values.fields if item.source is Source.PERSON}
    return entered >= set(one.fields)


def _may_approve(account: Account) -> bool:
    roles = actor(account.id, account.name, account.roles)
    return not account.disabled and holds(roles, Permission.ESCALATION_APPROVE)


def _day(now: datetime) -> str:
    return now.astimezone(UTC).date().isoformat()
