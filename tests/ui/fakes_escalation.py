"""Questions to a larger model on the fake appliance."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from appliance.errors import ItemDamaged
from appliance.service.outward.escalation import Escalation, Policy, Possible, Standing
from appliance.types import Actor
from tests.ui.rows_ui import now

TEXT = '{"model": "big", "messages": [{"role": "user", "content": "Served by <PERSON_1>"}]}'


class FakeEscalations:
    """At most one question; ``reasons`` speak against asking."""

    def __init__(self) -> None:
        self.reasons: tuple[str, ...] = ("off", "policy")
        self.asked: list[Escalation] = []
        self.done: list[tuple[str, str]] = []
        self.handed = 0
        self.damaged = False

    def possible(self, actor: Actor, document_id: str) -> Possible:
        return Possible(
            policy=Policy.ASK if not self.reasons else Policy.NEVER,
            fields=("total",),
            reasons=self.reasons,
            endpoint="https://models.test/v1",
        )

    def set_policy(self, actor: Actor, document_id: str, policy: Policy) -> None:
        self.done.append(("policy", policy.value))

    def of(self, actor: Actor, document_id: str) -> tuple[Escalation, ...]:
        return tuple(self.asked)

    def request(self, actor: Actor, document_id: str) -> str:
        self.waits_for(actor.id, document_id)
        return "e1"

    def waits_for(self, requested_by: str, document_id: str) -> None:
        self.asked = [
            Escalation(
                id="e1",
                document_id=document_id,
                standing=Standing.WAITING,
                policy="ask",
                fields=("total",),
                requested_by=requested_by,
                requested_at=now(),
                updated_at=now(),
                digest=sha256(TEXT.encode()).hexdigest(),
                payload="blob",
            )
        ]

    def preview(self, actor: Actor, escalation_id: str) -> str:
        if self.damaged:
            raise ItemDamaged
        return TEXT

    def tries(self, actor: Actor, escalation_id: str) -> int:
        return self.handed

    def approve(self, actor: Actor, escalation_id: str, digest: str) -> None:
        self.done.append(("approve", digest))
        self.asked = [replace(self.asked[0], standing=Standing.READY)]

    def decline(self, actor: Actor, escalation_id: str) -> None:
        self.done.append(("decline", escalation_id))
        self.asked = [replace(self.asked[0], standing=Standing.DECLINED)]
