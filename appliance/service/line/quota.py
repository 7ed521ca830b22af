"""How much one person may hand in within a day: a flood fills neither disk nor queue for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from appliance.access import SYSTEM
from appliance.errors import QuotaReached
from appliance.ports import Clock
from appliance.records.unit import Unit
from appliance.service.line.arrival import Arrival
from appliance.settings import Settings
from appliance.types import Actor

HOT_FOLDER = "folder"
"""The actor id of the hot folder, which never looks at anything."""
WINDOW = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """Counts what an account handed in during the last 24 hours, members of archives too.

    The command line and the hot folder stand for whoever has the machine: they have no quota.
    """

    clock: Clock
    settings: Settings

    def require(self, unit: Unit, actor: Actor, arrival: Arrival) -> None:
        """Raises ``QuotaReached`` where this file would be too much."""
        if actor.id in (SYSTEM.id, HOT_FOLDER):
            return
        files, size = unit.documents.handed_in(actor.id, self.clock.now() - WINDOW)
        more, larger = _tree(arrival)
        if files + more > self.settings.daily_files:
            raise QuotaReached(
                f"This would be more than {self.settings.daily_files} files within a day. "
                "Hand in the rest tomorrow, or ask an administrator."
            )
        if size + larger > self.settings.daily_bytes:
            megabytes = self.settings.daily_bytes // 1_000_000
            raise QuotaReached(
                f"This would be more than {megabytes} MB within a day. "
                "Hand in the rest tomorrow, or ask an administrator."
            )


def _tree(arrival: Arrival) -> tuple[int, int]:
    """Files and bytes of a file with all that is in it."""
    members = [_tree(member) for member in arrival.members]
    files = 1 + sum(number for number, _ in members)
    return files, len(arrival.content) + sum(size for _, size in members)
