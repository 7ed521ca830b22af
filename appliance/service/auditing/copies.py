"""Copies of checkpoints elsewhere: a folder or write-once mount, an e-mail, a syslog.

Whoever rewrites the ledger cannot rewrite these. A checkpoint holds the log's name, its size and
a hash; nothing of what is in it.
"""

from __future__ import annotations

import logging
import os
import smtplib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

from appliance.records.entries import Signed
from appliance.settings import Settings

log = logging.getLogger(__name__)

SECONDS = 20
"""How long another machine may take to answer."""
_NOTICE = 13 * 8 + 5  # RFC 5424, 6.2.1: facility "log audit", severity "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Each way goes by itself: one that fails is said in the log and tried again next time."""

    settings: Settings

    def send(self, made: Signed) -> None:
        """By every way that is set up, once for each checkpoint."""
        if folder := self.settings.checkpoint_dir:
            self._once("folder", made, lambda: _write(made, folder))
        if self.settings.checkpoint_mail_to:
            self._once("mail", made, lambda: self._mail(made))
        if place := self.settings.checkpoint_syslog:
            self._once("syslog", made, lambda: _tell(made, place))

    def _once(self, way: str, made: Signed, send: Callable[[], None]) -> None:
        mark = self.settings.state_dir.resolve() / f"checkpoint-{way}"
        if mark.is_file() and mark.read_text("ascii") == str(made.size):
            return
        try:
            send()
        except (OSError, smtplib.SMTPException) as error:
            log.error("checkpoint not copied", extra={"way": way, "kind": type(error).__name__})
            return
        mark.write_text(str(made.size), "ascii")

    def _mail(self, made: Signed) -> None:
        settings = self.settings
        message = EmailMessage()
        message["From"] = settings.checkpoint_mail_from or settings.checkpoint_mail_to
        message["To"] = settings.checkpoint_mail_to
        message["Subject"] = f"Ledger checkpoint of {made.size} entries"
        message.set_content(made.note, charset="utf-8", cte="base64")
        host, _, port = settings.checkpoint_mail_server.partition(":")
        with smtplib.SMTP(host, int(port or 25), timeout=SECONDS) as server:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls()
            server.send_message(message)


def _write(made: Signed, folder: Path) -> None:
    """A copy that is there already stays: write-once media. After a restore that lost entries
    another checkpoint may have had this size: then both stand there."""
    path = folder / f"checkpoint-{made.size:012d}.txt"
    if path.is_file() and path.read_text("utf-8") != made.note:
        path = path.with_stem(f"{path.stem}-{sha256(made.note.encode()).hexdigest()[:16]}")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(made.note)
        file.flush()
        os.fsync(file.fileno())


def _tell(made: Signed, place: str) -> None:
    """One message (RFC 5424) to a socket of this machine, or ``host:port`` over TCP (RFC 6587).

    The note stands in one line, its line ends written ``\\n``.
    """
    note = made.note.rstrip("\n").replace("\n", "\\n")
    moment = made.at.isoformat(timespec="seconds").replace("+00:00", "Z")
    line = f"<{_NOTICE}>1 {moment} - appliance - checkpoint - {note}".encode()
    if place.startswith("/"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as local:
            local.sendto(line, place)
        return
    host, _, port = place.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=SECONDS) as remote:
        remote.sendall(f"{len(line)} ".encode() + line)
