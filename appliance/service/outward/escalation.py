"""Use cases of escalation: ask, see the exact text, approve or decline, set a document's policy.

What is sent is decided elsewhere: ``asking`` prepares and merges without a network, ``gateway``
sends without a document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from appliance.access import Permission, acted, holds, require
from appliance.decisions.route import doubtful
from appliance.doctypes.schema import Doctype
from appliance.errors import Conflict, NotFound, NotPermitted
from appliance.pipeline import QueueName, Stage
from appliance.ports import Clock, Queue
from appliance.privacy import language
from appliance.privacy.escalation.passing import reopened
from appliance.records.documents import Record
from appliance.records.escalations import Escalation, Standing
from appliance.service.documents.dossier import Dossiers, as_seen, visible
from appliance.service.documents.stages import Stages
from appliance.service.line.arrival import new_id
from appliance.service.line.processing import nudge_queue
from appliance.service.outward import turns
from appliance.service.outward.policy import looser, policy_of, worded
from appliance.service.outward.sentences import AGAINST, told
from appliance.service.people.pairs import Pairs
from appliance.settings import Policy, Settings
from appliance.types import Actor, Entry, Extraction, Outcome, Source, State

__all__ = [
    "AGAINST",
    "Escalation",
    "Escalations",
    "Policy",
    "Possible",
    "Standing",
    "told",
]

MOST = 12
"""Fields in one question."""
SHOWN = 100
"""Waiting questions on one screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Possible:
    """Whether a document's doubtful values may be asked about; ``reasons`` are codes against it."""

    policy: Policy
    fields: tuple[str, ...]
    reasons: tuple[str, ...]
    endpoint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalations:
    """The desk's side: nothing here has a network, nothing loads a model."""

    dossiers: Dossiers
    stages: Callable[[], Stages]
    queue: Queue
    clock: Clock
    settings: Settings
    pairs: Pairs

    def possible(self, actor: Actor, document_id: str) -> Possible:
        """What speaks against asking, if anything does; raises ``NotFound``."""
        require(actor, Permission.DOCUMENT_READ)
        return self._possible(actor, document_id)

    def _possible(self, actor: Actor, document_id: str) -> Possible:
        record, artifacts = self.dossiers.seen(actor, document_id)
        with self.dossiers.database.unit(readonly=True) as unit:
            own, open_one = unit.escalations.policy(document_id), unit.escalations.open(document_id)
        doctype = self._doctype(record)
        policy = policy_of(self.settings, doctype, own)
        extraction = self.dossiers.result(Extraction, record, artifacts)
        outcome = self.dossiers.result(Outcome, record, artifacts)
        fields = in_doubt(doctype, extraction, outcome)
        spoken = ""
        if self.settings.escalation.endpoint and policy is not Policy.NEVER and fields:
            key = self.dossiers.archive.key(record)
            read = self.dossiers.archive.document(key, artifacts[Stage.READING.value])
            spoken = language.detect(read.text)
        against = {
            "off": not self.settings.escalation.endpoint,
            "policy": policy is Policy.NEVER,
            "state": record.state is not State.REVIEW,
            "nothing_in_doubt": not fields,
            "language": bool(spoken) and not language.measured(spoken),
            "open": open_one is not None,
        }
        return Possible(
            policy=policy,
            fields=fields,
            reasons=tuple(code for code, holding in against.items() if holding),
            endpoint=self.settings.escalation.endpoint,
        )

    def request(self, actor: Actor, document_id: str) -> str:
        """Ask about what is in doubt; gives the question's id. Nothing is sent by this.

        Raises ``Conflict`` where something speaks against it (see ``possible``).
        """
        require(actor, Permission.ESCALATION_REQUEST)
        possible = self._possible(actor, document_id)
        if possible.reasons:
            raise Conflict("This document's values cannot be asked of a larger model now.")
        now = self.clock.now()
        one = Escalation(
            id=new_id(),
            document_id=document_id,
            standing=Standing.ASKED,
            policy=Policy.ASK.value,  # a person's request waits for a second one in any case
            fields=possible.fields,
            requested_by=actor.id,
            requested_at=now,
            updated_at=now,
        )
        with self.dossiers.database.unit() as unit:
            visible(unit, actor, document_id)
            unit.escalations.add(one)
            details = {"escalation": one.id, "fields": str(len(one.fields)), "policy": one.policy}
            unit.ledger.append(self._entry(actor, "escalation.requested", document_id, details))
        nudge_queue(self.queue, QueueName.INFERENCE, document_id)
        return one.id

    def of(self, actor: Actor, document_id: str) -> tuple[Escalation, ...]:
        """All questions about a document, the oldest first."""
        require(actor, Permission.DOCUMENT_READ)
        with self.dossiers.database.unit(readonly=True) as unit:
            visible(unit, actor, document_id)
            return unit.escalations.of(document_id)

    def waiting(self, actor: Actor) -> tuple[Escalation, ...]:
        """The questions that wait for a second person, of documents that ``actor`` may see."""
        require(actor, Permission.DOCUMENT_READ)
        now, longest = self.clock.now(), timedelta(seconds=self.settings.lease_seconds)
        with self.dossiers.database.unit(readonly=True) as unit:
            found = unit.escalations.waiting(Standing.WAITING, now, longest, SHOWN)
            records = {
                one.document_id: record
                for one in found
                if (record := unit.documents.get(one.document_id)) is not None
            }
            seen = {record.id for record in as_seen(unit, actor, tuple(records.values()))}
        return tuple(one for one in found if one.document_id in seen)

    def preview(self, actor: Actor, escalation_id: str) -> str:
        """The exact text that leaves, or left, byte for byte; raises ``NotFound`` before it is."""
        require(actor, Permission.DOCUMENT_READ)
        one, record = self._seen(actor, escalation_id)
        if one.payload is None:
            raise NotFound
        key = self.dossiers.archive.key(record)
        sealed = self.dossiers.archive.blobs.get(one.payload)
        return reopened(sealed, key, str(one.payload)).text

    def tries(self, actor: Actor, escalation_id: str) -> int:
        """How often that text was handed over to be sent; a try without an answer may have arrived
        as well. Raises ``NotFound``."""
        require(actor, Permission.DOCUMENT_READ)
        one, _ = self._seen(actor, escalation_id)
        with self.dossiers.database.unit(readonly=True) as unit:
            return turns.tries(unit, one)

    def approve(self, actor: Actor, escalation_id: str, digest: str) -> None:
        """Let the text with this SHA-256 leave; what was not looked at is not approved.

        Raises ``NotPermitted`` for one's own request, ``Conflict`` where the text is another one
        or the question has moved on.
        """
        require(actor, Permission.ESCALATION_APPROVE)
        one, _ = self._seen(actor, escalation_id)
        hands = self.pairs.require(actor, one.requested_by)
        if one.digest != digest:
            raise Conflict("This is not the text that was prepared. Look again.")
        details = {**hands, "endpoint": turns.place(self.settings)}
        self._decide(actor, one, Standing.READY, turns.APPROVED, details)
        nudge_queue(self.queue, QueueName.GATEWAY, one.document_id)

    def decline(self, actor: Actor, escalation_id: str) -> None:
        """Say no; whoever asked may take the request back, too. Also what was approved, as long
        as it is not being sent."""
        require(actor, Permission.ESCALATION_REQUEST)
        one, _ = self._seen(actor, escalation_id)
        self._decide(actor, one, Standing.DECLINED, "escalation.declined")

    def set_policy(self, actor: Actor, document_id: str, policy: Policy) -> None:
        """What holds for one document. Stricter than what holds now: any reviewer; looser, also
        than somebody else made it: whoever may decide that."""
        require(actor, Permission.ESCALATION_REQUEST)
        free, now = holds(actor, Permission.ESCALATION_POLICY), self.clock.now()
        with self.dossiers.database.unit() as unit:
            record = visible(unit, actor, document_id)
            own = unit.escalations.policy(document_id)
            holding = policy_of(self.settings, self._doctype(record), own)
            if looser(policy, holding) and not free:
                raise NotPermitted(
                    "Only an administrator lets a document go further than it may now."
                )
            kept = worded(policy, own, free=free)
            unit.escalations.set_policy(document_id, kept, actor.id, now)
            details = {"policy": kept}
            unit.ledger.append(self._entry(actor, "escalation.policy", document_id, details))

    def _decide(
        self,
        actor: Actor,
        one: Escalation,
        standing: Standing,
        action: str,
        more: Mapping[str, str] | None = None,
    ) -> None:
        approved = one.standing is Standing.READY and standing is Standing.DECLINED
        now = self.clock.now()
        if turns.under_way(one, now) or not (approved or one.standing is Standing.WAITING):
            raise Conflict
        moved = replace(
            one,
            standing=standing,
            decided_by=actor.id,
            decided_at=now,
            updated_at=now,
            attempts=0,
            lease_owner=None,
            lease_until=None,
        )
        with self.dossiers.database.unit() as unit:
            if not unit.escalations.save(moved):
                raise Conflict
            details = {"escalation": one.id, "digest": one.digest or "", **(more or {})}
            unit.ledger.append(self._entry(actor, action, one.document_id, details))

    def _seen(self, actor: Actor, escalation_id: str) -> tuple[Escalation, Record]:
        with self.dossiers.database.unit(readonly=True) as unit:
            one = unit.escalations.get(escalation_id)
            if one is None:
                raise NotFound
            return one, visible(unit, actor, one.document_id)

    def _doctype(self, record: Record) -> Doctype | None:
        return self.stages().doctype(record.doctype) if record.doctype else None

    def _entry(self, actor: Actor, action: str, subject: str, details: dict[str, str]) -> Entry:
        now = self.clock.now()
        return acted(actor, action, subject, now, details)


def in_doubt(
    doctype: Doctype | None, extraction: Extraction | None, outcome: Outcome | None
) -> tuple[str, ...]:
    """The fields to ask about: missing though required, below their threshold, in a failed check.

    Cells of tables and fields with many values are a person's work; what a person entered stands.
    """
    if doctype is None or extraction is None or outcome is None:
        return ()
    failed = {name for check in outcome.checks if not check.passed for name in check.fields}
    chosen = []
    for spec in doctype.fields:
        local = extraction.first(spec.name)
        if spec.table or spec.many or spec.stated_only or spec.inferred:
            continue
        if local is None:
            wanted = spec.required or spec.name in failed
        else:
            kept = local.source in (Source.PERSON, Source.READER, Source.ESCALATED)
            wanted = not kept and (doubtful(local, doctype) or spec.name in failed)
        if wanted:
            chosen.append(spec.name)
    return tuple(chosen[:MOST])
