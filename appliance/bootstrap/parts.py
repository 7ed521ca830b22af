"""What the wiring uses unless something else is handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from appliance.access.passwords import Passwords
from appliance.intake.look import Inspector
from appliance.ports import Blobs, Clock, LanguageModel, Queue, Reader, Sight
from appliance.service.documents.stages import Rooms


class UtcClock:
    """``ports.Clock`` on this machine's clock."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What may be handed in instead of the real thing (tests, other installations)."""

    clock: Clock | None = None
    queue: Queue | None = None
    blobs: Blobs | None = None
    inspector: Inspector | None = None
    reader: Reader | None = None
    sight: Sight | None = None
    rooms: Rooms | None = None
    model: Callable[[], LanguageModel | None] | None = None
    passwords: Passwords | None = None
