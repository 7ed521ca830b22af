"""The matrix's rows of escalation: what each use case asks for, and how it is called."""

from __future__ import annotations

from collections.abc import Callable

from appliance.access import Permission
from appliance.bootstrap import Appliance
from appliance.settings import Policy
from appliance.types import Actor

Use = Callable[[Appliance, Actor, str], object]

ESCALATION: dict[str, tuple[Permission, Use]] = {
    "Escalations.possible": (
        Permission.DOCUMENT_READ,
        lambda a, who, one: a.escalations.possible(who, one),
    ),
    "Escalations.of": (Permission.DOCUMENT_READ, lambda a, who, one: a.escalations.of(who, one)),
    "Escalations.preview": (
        Permission.DOCUMENT_READ,
        lambda a, who, one: a.escalations.preview(who, one),
    ),
    "Escalations.request": (
        Permission.ESCALATION_REQUEST,
        lambda a, who, one: a.escalations.request(who, one),
    ),
    "Escalations.decline": (
        Permission.ESCALATION_REQUEST,
        lambda a, who, one: a.escalations.decline(who, one),
    ),
    "Escalations.set_policy": (
        Permission.ESCALATION_REQUEST,
        lambda a, who, one: a.escalations.set_policy(who, one, Policy.NEVER),
    ),
    "Escalations.approve": (
        Permission.ESCALATION_APPROVE,
        lambda a, who, one: a.escalations.approve(who, one, "0" * 64),
    ),
}
