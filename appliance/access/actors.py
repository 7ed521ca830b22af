"""Who asks: an account with the permissions of its roles, or the machine itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from appliance.access.permissions import ROLES, Permission
from appliance.types import Actor, Entry

SYSTEM = Actor(id="system", name="system", permissions=frozenset(Permission), origin="this_machine")
"""The machine itself: the command line on the machine, the hot folder, the workers."""


def actor(account_id: str, name: str, roles: Iterable[str]) -> Actor:
    """An account as an actor; a role that is not known grants nothing."""
    granted: frozenset[str] = frozenset()
    for role in roles:
        granted |= ROLES.get(role, frozenset())
    return Actor(id=account_id, name=name, permissions=granted)


def whence(actor: Actor) -> Mapping[str, str]:
    """Where somebody acts from, as details of an entry: the session, and the keyed origin."""
    told = {"session": actor.session, "origin": actor.origin}
    return {name: value for name, value in told.items() if value}


def acted(
    actor: Actor,
    action: str,
    subject: str,
    at: datetime,
    details: Mapping[str, str] | None = None,
) -> Entry:
    """Somebody's act as an entry of the ledger: who, what, on what, when, and where from."""
    told = {**(details or {}), **whence(actor)}
    return Entry(actor=actor.id, action=action, subject=subject, at=at, details=told)
