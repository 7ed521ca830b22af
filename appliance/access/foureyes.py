"""Four eyes: what one person may ask for and only another one may grant."""

from __future__ import annotations

from enum import StrEnum

from appliance.errors import NotPermitted
from appliance.types import Actor


class Kind(StrEnum):
    """What waits, once asked for, until a second person agrees."""

    ERASURE = "erasure"
    RELEASE = "release"  # a document that was set aside as dangerous


def second_pair(asking: Actor, proposed_by: str) -> None:
    """Raises ``NotPermitted`` where ``asking`` is the one who proposed it."""
    if asking.id == proposed_by:
        raise NotPermitted("Somebody else has to confirm what you asked for.")
