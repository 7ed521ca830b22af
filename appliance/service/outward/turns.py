"""Whose turn a question to a larger model is: claims, and the wake-up calls of its queues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from appliance.errors import LeaseLost, QueueUnavailable
from appliance.pipeline import QueueName
from appliance.ports import Clock, Queue
from appliance.records.entries import Selection
from appliance.records.escalations import Escalation, Standing
from appliance.records.stored import Stored
from appliance.records.unit import Database, Unit
from appliance.service.line import lease
from appliance.settings import Settings

QUEUES: Mapping[Standing, QueueName] = {
    Standing.ASKED: QueueName.INFERENCE,
    Standing.READY: QueueName.GATEWAY,
    Standing.ANSWERED: QueueName.INFERENCE,
}
"""Which queue works on a question; the other standings are a person's, or the end."""
MOST = 200
APPROVED, SENT = "escalation.approved", "escalation.sent"
"""Actions of the ledger."""


def due(database: Database, document_id: str, standing: Standing) -> Escalation | None:
    """The document's question, if it stands there."""
    with database.unit(readonly=True) as unit:
        one = unit.escalations.open(document_id)
    return one if one is not None and one.standing is standing else None


def take(unit: Unit, one: Escalation, now: datetime, settings: Settings) -> Escalation | None:
    """The question with our lease on it and the attempt counted; ``None`` if others have it."""
    dead = one.lease_owner is not None and lease.gone(one.lease_owner)
    return unit.escalations.claim(
        one, lease.here(), now, timedelta(seconds=settings.lease_seconds), seize=dead
    )


def put(unit: Unit, one: Escalation, now: datetime) -> None:
    """Save where the question stands now, without a lease; raises ``LeaseLost``."""
    if not unit.escalations.save(replace(one, lease_owner=None, updated_at=now)):
        raise LeaseLost


def pay(unit: Unit, one: Escalation, cost: int) -> Escalation:
    """The question, still ours, with the tokens of a try on it before that leaves: whoever is ended
    in the middle of it cannot say so any more. Raises ``LeaseLost``."""
    paid = replace(one, tokens=one.tokens + cost)
    if not unit.escalations.save(paid):
        raise LeaseLost
    return replace(paid, fence=one.fence + 1)


def under_way(one: Escalation, now: datetime) -> bool:
    """Whether somebody may still be at work on it."""
    if one.lease_owner is None:
        return False
    return not lease.gone(one.lease_owner) and (one.lease_until is None or now < one.lease_until)


def place(settings: Settings) -> str:
    """The digest of the endpoint in force."""
    return sha256(settings.escalation.endpoint.encode()).hexdigest()


def let_go_to(unit: Unit, one: Escalation) -> str | None:
    """Where to the last approval of a question let its text go."""
    given = unit.ledger.chosen(Selection(subject=one.document_id, action=APPROVED))
    places = [by.details.get("endpoint") for _, by in given if by.details["escalation"] == one.id]
    return places[-1] if places else None


def tries(unit: Unit, one: Escalation) -> int:
    """How often the text that is prepared now was handed over to be sent."""
    handed = unit.ledger.chosen(Selection(subject=one.document_id, action=SENT))
    return sum(by.details["payload"] == one.payload for _, by in handed)


def resend(database: Database, queue: Queue, clock: Clock, settings: Settings) -> int:
    """Wake-up calls for questions that nobody works on; says how many."""
    now, sent = clock.now(), 0
    longest = timedelta(seconds=settings.lease_seconds)
    for standing, name in QUEUES.items():
        with database.unit(readonly=True) as unit:
            waiting = unit.escalations.waiting(standing, now, longest, MOST)
            leased = unit.escalations.leased(standing, now)
        orphans = [one for one in leased if one.lease_owner and lease.gone(one.lease_owner)]
        try:
            under_way = queue.depth(name.value) or 0
            missing = max(0, len(waiting) + len(orphans) - under_way)
            for one in (*orphans, *waiting)[:missing]:
                queue.nudge(name.value, one.document_id)
                sent += 1
        except QueueUnavailable:
            continue  # said in the log by the documents' own reconciliation
    return sent


def keep(unit: Unit, document_id: str, stage: str, blob: str, now: datetime) -> None:
    """A row for a blob, so that erasing and sweeping know of it."""
    revision = len(unit.artifacts.history(document_id, stage))
    unit.artifacts.add(
        Stored(
            document_id=document_id,
            stage=stage,
            version=1,
            revision=revision,
            blob=blob,
            created_at=now,
        )
    )
