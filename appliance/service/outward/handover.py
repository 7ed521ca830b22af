"""From the process that knows documents to the one that has a network: over a unix socket.

One connection is one question: the stamped text, then the end of writing; back comes a line of JSON
(``{"code": "", "again": false}``), then the bytes of the answer where the code is empty.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from appliance.privacy.escalation.passing import handed_over
from appliance.privacy.escalation.unanswered import Unanswered
from appliance.privacy.redacted import Redacted

MOST = 1_000_000
"""Bytes that either side reads at most: a question has a few thousand characters."""
PATIENCE = 10.0
"""Seconds that the other side may take for reading and writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The inner side. ``secret`` is known to these two processes, ``seconds`` is one try's time."""

    place: Path
    secret: Callable[[], bytes]
    seconds: float

    def __call__(self, redacted: Redacted) -> bytes:
        """The answer's body; raises ``Unanswered``, with ``gateway`` where nobody listens."""
        content = handed_over(redacted, self.secret())
        try:
            with socket.socket(socket.AF_UNIX) as to:
                to.settimeout(self.seconds + PATIENCE)
                to.connect(str(self.place))
                to.sendall(content)
                to.shutdown(socket.SHUT_WR)
                return told(whole(to))
        except (OSError, ValueError):
            raise Unanswered("gateway", again=True) from None


def whole(connection: socket.socket) -> bytes:
    """All that the other side writes; raises ``ValueError`` where it is too much."""
    parts, room = [], MOST
    while part := connection.recv(65_536):
        parts.append(part)
        room -= len(part)
        if room < 0:
            raise ValueError("too much was handed over")
    return b"".join(parts)


def telling(content: bytes = b"", *, code: str = "", again: bool = False) -> bytes:
    """What the sender writes back."""
    return json.dumps({"code": code, "again": again}).encode() + b"\n" + content


def told(answer: bytes) -> bytes:
    """The body that was written back; raises ``Unanswered`` with its code, or ``ValueError``."""
    head, _, content = answer.partition(b"\n")
    try:
        said = json.loads(head)
        code, again = said["code"], said["again"]
    except (KeyError, TypeError):
        raise ValueError("this is no answer of the sender") from None
    if code:
        raise Unanswered(str(code), again=bool(again))
    return content
