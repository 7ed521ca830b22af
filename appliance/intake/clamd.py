"""Asking ClamAV's daemon about a file: INSTREAM over its unix socket (clamd(8))."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from pathlib import Path

from appliance.errors import Infected, TooLarge, Transient

USUAL_SOCKETS = (Path("/run/clamav/clamd.ctl"), Path("/var/run/clamav/clamd.ctl"))
_CHUNK = 1 << 18
_SECONDS = 120.0
_CUT = "size limit exceeded"


@dataclass(frozen=True, slots=True)
class Clamd:
    """A scanner that cannot be asked lets nothing in: that is what it is there for."""

    socket: Path

    def check(self, content: bytes) -> None:
        """Raises ``Infected`` where the scanner objects, ``TooLarge`` where it looks at no file of
        this size, ``Transient`` where it does not answer. What it found is not repeated."""
        try:
            answer = self._asked(content)
        except OSError:
            raise Transient("The virus scanner does not answer. Try again in a minute.") from None
        if answer.endswith("FOUND"):
            raise Infected
        if _CUT in answer:
            raise TooLarge("The virus scanner looks at no file of this size.")
        if answer != "stream: OK":
            raise Transient("The virus scanner failed. Try again in a minute.")

    def _asked(self, content: bytes) -> str:
        parts = (content[at : at + _CHUNK] for at in range(0, len(content), _CHUNK))
        framed = (struct.pack(">I", len(part)) + part for part in parts)
        try:
            return self._ask(b"zINSTREAM\0", *framed, struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # it hangs up in the middle of what is longer than it reads (StreamMaxLength), and the
            # reply that says so gets lost with the connection; or it died: then it is silent now
            if self._ask(b"zPING\0") != "PONG":
                raise
            return _CUT

    def _ask(self, *told: bytes) -> str:
        with socket.socket(socket.AF_UNIX) as asked:
            asked.settimeout(_SECONDS)
            asked.connect(str(self.socket))
            for part in told:
                asked.sendall(part)
            return _answer(asked)


def _answer(asked: socket.socket) -> str:
    reply = b""
    while part := asked.recv(4096):
        reply += part
    return reply.rstrip(b"\0\n").decode(errors="replace")


def found(configured: Path | None) -> Clamd | None:
    """The daemon that the settings name, else the one that runs at the usual place, if any."""
    if configured is not None:
        return Clamd(configured)
    for place in USUAL_SOCKETS:
        if place.is_socket():
            return Clamd(place)
    return None
