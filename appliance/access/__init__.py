"""Who may do what: roles and permissions, passwords, sessions, throttling."""

from appliance.access.actors import SYSTEM, acted, actor, whence
from appliance.access.permissions import ROLES, Permission, holds, require

__all__ = ["ROLES", "SYSTEM", "Permission", "acted", "actor", "holds", "require", "whence"]
