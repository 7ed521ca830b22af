"""The matrix's rows of escalation and release, which take two people."""

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
    "Escalations.waiting": (
        Permission.DOCUMENT_READ,
        lambda a, who, _: a.escalations.waiting(who),
    ),
    "Escalations.preview": (
        Permission.DOCUMENT_READ,
        lambda a, who, one: a.escalations.preview(who, one),
    ),
    "Escalations.tries": (
        Permission.DOCUMENT_READ,
        lambda a, who, one: a.escalations.tries(who, one),
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

RELEASE: dict[str, tuple[Permission, Use]] = {
    "Release.propose": (
        Permission.RELEASE_PROPOSE,
        lambda a, who, one: a.release.propose(who, one, "false/1"),
    ),
    "Release.proposals": (Permission.RELEASE_CONFIRM, lambda a, who, _: a.release.proposals(who)),
    "Release.confirm": (
        Permission.RELEASE_CONFIRM,
        lambda a, who, one: a.release.confirm(who, one),
    ),
    "Release.decline": (
        Permission.RELEASE_CONFIRM,
        lambda a, who, one: a.release.decline(who, one),
    ),
}
