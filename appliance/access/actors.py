"""Who asks: an account with the permissions of its roles, or the machine itself."""

from __future__ import annotations

from collections.abc import Iterable

from appliance.access.permissions import ROLES, Permission
from appliance.types import Actor

SYSTEM = Actor(id="system", name="system", permissions=frozenset(Permission))
"""The machine itself: the command line on the machine, the hot folder, the workers."""


def actor(account_id: str, name: str, roles: Iterable[str]) -> Actor:
    """An account as an actor; a role that is not known grants nothing."""
    granted: frozenset[str] = frozenset()
    for role in roles:
        granted |= ROLES.get(role, frozenset())
    return Actor(id=account_id, name=name, permissions=granted)
