"""The process that talks to the larger model, and to nobody else: ``python -m workers.gateway``.

systemd hands it a listening socket that only the appliance's user can open, and the secret as a
credential; without systemd both stand in the state folder.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from pathlib import Path

from appliance import settings as configuration
from appliance.errors import ApplianceError
from appliance.service import logs
from appliance.service.outward.sender import Sender
from appliance.settings import Settings

log = logging.getLogger("workers.gateway")

HANDED = 3
"""The first descriptor that systemd hands over (sd_listen_fds(3))."""


def _listening(settings: Settings) -> socket.socket:
    if os.environ.get("LISTEN_PID") == str(os.getpid()):
        return socket.socket(fileno=HANDED)
    place = settings.gateway_socket
    place.unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)  # ours alone from its first moment
    try:
        made.bind(str(place))
    finally:
        os.umask(before)
    made.listen()
    return made


def _secret(settings: Settings) -> bytes:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    place = Path(folder) / settings.gateway_secret.name if folder else settings.gateway_secret
    return place.read_bytes()


def main() -> int:
    """Until SIGTERM; exit code 2 with one sentence where the settings are wrong."""
    try:
        settings = configuration.load()
    except ApplianceError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    logs.set_up(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    sender = Sender(wanted=settings.escalation, secret=lambda: _secret(settings))
    with _listening(settings) as listening:
        log.info("gateway listens")
        sender.serve(listening, stop.is_set)
    return 0


if __name__ == "__main__":
    sys.exit(main())
