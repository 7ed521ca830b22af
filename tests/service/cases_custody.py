"""Use cases of backups and keys, for the matrix; those of two people get a second one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from appliance.access import Permission
from appliance.bootstrap import Appliance
from appliance.types import Actor

CUSTODY: dict[str, tuple[Permission, Callable[[Appliance, Actor, str], object]]] = {
    "Backup.last": (Permission.INSTALLATION_CHECK, lambda a, who, _: a.backup.last(who)),
    "Backup.make": (
        Permission.BACKUP_MAKE,
        lambda a, who, one: a.backup.make(who, a.settings.state_dir / f"backup-{one}"),
    ),
    "Backup.hand_out": (
        Permission.KEY_ROTATE,
        lambda a, who, one: a.backup.hand_out(
            who, replace(who, id=one), a.settings.state_dir / "copy"
        ),
    ),
    "Backup.disown": (
        Permission.KEY_ROTATE,
        lambda a, who, one: a.backup.disown(
            who, replace(who, id=one), a.settings.state_dir / "copy"
        ),
    ),
    "Backup.renew": (Permission.BACKUP_MAKE, lambda a, who, _: a.backup.renew(who)),
    "Rotation.rotate": (
        Permission.KEY_ROTATE,
        lambda a, who, one: a.rotation.rotate(who, replace(who, id=one)),
    ),
    "Rotation.finish": (
        Permission.KEY_ROTATE,
        lambda a, who, one: a.rotation.finish(who, replace(who, id=one)),
    ),
}
