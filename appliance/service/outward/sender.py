"""The gateway's outer door: the only process with a network beyond this machine.

It has the endpoint, the endpoint's key and a secret by which it knows what privacy has cleared. It
opens no database, no stored file and no key of a document, and runs as a user who could not.
"""

from __future__ import annotations

import logging
import select
import socket
from collections.abc import Callable
from dataclasses import dataclass

from appliance.errors import SettingsInvalid
from appliance.privacy.escalation.client import Endpoint, send
from appliance.privacy.escalation.passing import taken_over
from appliance.privacy.escalation.unanswered import Unanswered
from appliance.service.boundary import StageFailed, contained
from appliance.service.outward.handover import PATIENCE, telling, whole
from appliance.settings import Escalation

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Takes questions over and sends them, one after the other. One whose asker has given up while
    it stood in line is not sent: nobody knows whether it still may be."""

    wanted: Escalation
    secret: Callable[[], bytes]

    def serve(self, listening: socket.socket, stopped: Callable[[], bool]) -> None:
        """Answer connections until ``stopped``; one that breaks off ends nothing but itself."""
        listening.settimeout(0.2)
        while not stopped():
            try:
                connection, _ = listening.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(PATIENCE)
                try:
                    content = whole(connection)
                    if not _gone(connection):
                        connection.sendall(self.answer(content))
                except (OSError, ValueError) as error:
                    log.warning("handover broken off", extra={"kind": type(error).__name__})

    def answer(self, content: bytes) -> bytes:
        """What is written back for what came: the endpoint's answer, or why there is none."""
        try:
            redacted = taken_over(content, self.secret())
        except (TypeError, OSError) as error:
            log.error("not for the gateway", extra={"kind": type(error).__name__})
            return telling(code="unproven")
        try:
            return telling(contained(lambda: send(redacted, self._endpoint())))
        except Unanswered as error:
            return telling(code=error.code, again=error.again)
        except (SettingsInvalid, StageFailed) as error:
            log.error("sending failed", extra={"kind": type(error).__name__})
            return telling(code="failed")

    def _endpoint(self) -> Endpoint:
        wanted = self.wanted
        try:
            key = wanted.key_file.read_text(encoding="utf-8").strip() if wanted.key_file else ""
        except OSError:
            raise SettingsInvalid("The file escalation.key_file cannot be read.") from None
        return Endpoint(
            url=wanted.endpoint,
            key=key,
            authority=wanted.ca_file,
            seconds=wanted.timeout_seconds,
        )


def _gone(connection: socket.socket) -> bool:
    """Whether the other side has closed both directions: nobody waits for an answer."""
    look = select.poll()
    look.register(connection, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in look.poll(0))
