"""One-time tickets that carry a session token from a screen to the browser's cookie jar.

A screen cannot set a cookie that scripts cannot read; an HTTP answer can. So the screen puts the
token aside under a random ticket, the page posts the ticket, and the answer sets the cookie:
the token itself never passes through a script.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

SECONDS = 60.0
SIGNED_OUT = ""


@dataclass(slots=True)
class Tickets:
    """Tickets of one process, each good for one use within ``SECONDS``."""

    clock: Callable[[], float] = time.monotonic
    _held: dict[str, tuple[str, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def issue(self, token: str) -> str:
        """A new ticket for a session token, or for ``SIGNED_OUT`` (remove the cookie)."""
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            now = self.clock()
            self._held = {key: held for key, held in self._held.items() if held[1] > now}
            self._held[ticket] = (token, now + SECONDS)
        return ticket

    def redeem(self, ticket: str) -> str | None:
        """The token behind a ticket, once; ``None`` for a used, expired or invented one."""
        with self._lock:
            token, until = self._held.pop(ticket, (None, 0.0))
            return token if until > self.clock() else None


tickets = Tickets()
