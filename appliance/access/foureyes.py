"""Four eyes: what one person may ask for and only another one may grant."""

from __future__ import annotations

from enum import StrEnum

from appliance.errors import NotPermitted
from appliance.types import Actor


class Kind(StrEnum):
    """What takes two people."""

    ERASURE = "erasure"
    RELEASE = "release"  # a document that was set aside as dangerous
    UNREDACTION = "unredaction"  # lifting a redaction
    ESCALATION = "escalation"  # sending redacted text to a larger model
    KEY_USE = "key-use"  # replacing, destroying and handing out keys


def second_pair(asking: Actor, proposed_by: str) -> None:
    """Raises ``NotPermitted`` where ``asking`` is the one who proposed it."""
    if asking.id == proposed_by:
        raise NotPermitted("Somebody else has to confirm what you asked for.")
