"""What the leak check gives for a text that it let pass: proof for this text and no other.

Only ``leak`` may make one, only ``clearing`` reads it (a contract in ``pyproject.toml``).
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

_SECRET = secrets.token_bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One look: its name and how many things it sought."""

    name: str
    sought: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """The looks that were taken, and their stamp on the text."""

    looks: tuple[Looked, ...]
    stamp: bytes = field(repr=False, compare=False)

    def prove(self, text: str) -> None:
        """Raise ``TypeError`` where it was not this text that was looked at."""
        if not self.looks or not hmac.compare_digest(self.stamp, _stamp(text)):
            raise TypeError("the leak check did not let this text pass")


def passed(text: str, looks: tuple[Looked, ...]) -> Passed:
    """For the leak check alone, once every look was taken."""
    return Passed(looks=looks, stamp=_stamp(text))


def _stamp(text: str) -> bytes:
    return hmac.digest(_SECRET, text.encode(), "sha256")
