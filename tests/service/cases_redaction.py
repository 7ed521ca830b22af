"""The use cases of redaction for the matrix: what each asks for, and how it is called."""

from __future__ import annotations

from collections.abc import Callable

from appliance.access import Permission
from appliance.bootstrap import Appliance
from appliance.privacy.marks import Place
from appliance.types import Actor, Box, Span

REDACTION: dict[str, tuple[Permission, Callable[[Appliance, Actor, str], object]]] = {
    "Blackout.ask": (Permission.REDACTION_MAKE, lambda a, who, one: a.blackout.ask(who, one)),
    "Blackout.view": (Permission.REDACTION_MAKE, lambda a, who, one: a.blackout.view(who, one)),
    "Blackout.add": (
        Permission.REDACTION_MAKE,
        lambda a, who, one: a.blackout.add(who, one, 1, Box(0, 0, 9, 9)),
    ),
    "Blackout.withdraw": (
        Permission.REDACTION_MAKE,
        lambda a, who, one: a.blackout.withdraw(
            who, one, Place(page=1, box=Box(0, 0, 9, 9)), "not-personal"
        ),
    ),
    "Blackout.lift": (
        Permission.REDACTION_MAKE,
        lambda a, who, one: a.blackout.lift(who, one, Span(0, 4), "public"),
    ),
    "Blackout.confirm": (
        Permission.REDACTION_CONFIRM,
        lambda a, who, one: a.blackout.confirm(who, one, Span(0, 4)),
    ),
    "Blackout.decline": (
        Permission.REDACTION_CONFIRM,
        lambda a, who, one: a.blackout.decline(who, one, Span(0, 4)),
    ),
    "Blackout.file": (Permission.REDACTION_MAKE, lambda a, who, one: a.blackout.file(who, one)),
    "Blackout.reveal": (Permission.VAULT_READ, lambda a, who, one: a.blackout.reveal(who, one)),
}
