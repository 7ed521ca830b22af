"""Checkpoints reach a mail server, a local syslog and a collector: each real, on loopback."""

from __future__ import annotations

import base64
import logging
import re
import socket
import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from threading import Event, Thread

import pytest

from appliance.access import SYSTEM
from tests.service.conftest import House


@contextmanager
def serving(handler: type[socketserver.BaseRequestHandler]) -> Iterator[str]:
    """A TCP server on loopback; gives its address."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


class Mailbox(socketserver.StreamRequestHandler):
    """A mail server that keeps what it gets (RFC 5321, as much as one message takes)."""

    kept: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                self.kept.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            if line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


def test_each_checkpoint_is_mailed_once(make_house: Callable[..., House]) -> None:
    box = type("Box", (Mailbox,), {"kept": []})
    with serving(box) as address:
        house = make_house(checkpoint_mail_to="auditor@example.org", checkpoint_mail_server=address)
        house.submit(b"Receipt\nTotal 1")
        note = house.appliance.audit.checkpoint(SYSTEM)
        assert house.appliance.audit.checkpoint(SYSTEM) == note
        house.submit(b"Receipt\nTotal 2")
        later = house.appliance.audit.checkpoint(SYSTEM)

    mails = [message_from_bytes(one) for one in box.kept]
    assert [mail.get_payload(decode=True).decode() for mail in mails] == [note, later]
    assert {mail["To"] for mail in mails} == {"auditor@example.org"}
    assert all(base64.b64decode(note.splitlines()[2]) for note in (note, later))


NOTE = re.compile(
    r"(?P<origin>[^\n ]+)\n(?P<size>\d+)\n(?P<head>[A-Za-z0-9+/]{43}=)\n\n"
    r"(?:\u2014 (?P<signer>[^\n ]+) [A-Za-z0-9+/]{91}=\n)+"
)
"""The whole of a checkpoint (C2SP tlog-checkpoint, signed-note): 4 + 64 bytes of a signature are
92 signs with their padding, and there is no line besides."""
PRIVATE = ("Kowalski", "Teresa", "receipt-of-teresa", "4711", "rita")


@dataclass(frozen=True)
class Gone:
    """A checkpoint after a document with people in it, and what went out by each way."""

    note: str
    entries: int
    mails: list[bytes]
    lines: list[bytes]
    copies: list[Path]


@pytest.fixture
def gone(make_house: Callable[..., House], tmp_path: Path) -> Gone:
    box, lines = type("Box", (Mailbox,), {"kept": []}), list[bytes]()
    arrived = Event()

    class Collector(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            lines.append(self.rfile.read())
            arrived.set()

    (tmp_path / "copies").mkdir()
    with serving(box) as mail, serving(Collector) as syslog:
        house = make_house(
            checkpoint_mail_to="auditor@example.org",
            checkpoint_mail_server=mail,
            checkpoint_syslog=syslog,
            checkpoint_dir=tmp_path / "copies",
        )
        house.submit(b"Receipt\nServed by Teresa Kowalski\nTotal 4711", "receipt-of-teresa.txt")
        house.work()
        note = house.appliance.audit.checkpoint(SYSTEM)
        assert arrived.wait(20)
    with house.appliance.processing.database.unit(readonly=True) as unit:
        entries = unit.ledger.size()
    return Gone(note, entries, box.kept, lines, list((tmp_path / "copies").iterdir()))


def test_nothing_of_a_document_or_a_person_is_in_any_copy(gone: Gone) -> None:
    """All that goes is the log's name, a number, a hash and signatures."""
    written = NOTE.fullmatch(gone.note)
    assert written
    assert int(written["size"]) == gone.entries
    assert written["origin"] == written["signer"]
    (mail,) = map(message_from_bytes, gone.mails)
    assert mail.get_payload(decode=True).decode() == gone.note
    assert mail["Subject"] == f"Ledger checkpoint of {gone.entries} entries"
    assert {name.lower() for name in mail} == {
        *("from", "to", "subject", "mime-version", "content-type", "content-transfer-encoding")
    }
    (copy,) = gone.copies
    assert copy.read_text("utf-8") == gone.note
    (line,) = gone.lines
    flat = re.escape(gone.note.rstrip("\n").replace("\n", "\\n"))
    assert re.fullmatch(rf"\d+ <109>1 \S+ - appliance - checkpoint - {flat}", line.decode())
    everything = b"".join((*gone.mails, line)).decode() + copy.name + gone.note
    assert [value for value in PRIVATE if value in everything] == []


def test_a_local_syslog_gets_it(make_house: Callable[..., House], tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as syslog:
        syslog.bind(str(tmp_path / "log"))
        syslog.settimeout(20)
        house = make_house(checkpoint_syslog=str(tmp_path / "log"))
        house.submit(b"Receipt\nTotal 1")
        note = house.appliance.audit.checkpoint(SYSTEM)
        line = syslog.recv(4_096).decode()

    head, _, said = line.partition(" - checkpoint - ")
    assert head.startswith("<109>1 2026-11-22T08:00:00Z - appliance")
    assert said.replace("\\n", "\n") + "\n" == note


def test_a_collector_gets_it_and_one_that_is_away_gets_it_later(
    make_house: Callable[..., House], caplog: pytest.LogCaptureFixture
) -> None:
    got: list[bytes] = []
    arrived = Event()

    class Collector(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            got.append(self.rfile.read())
            arrived.set()

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        away = f"127.0.0.1:{probe.getsockname()[1]}"
    house = make_house(checkpoint_syslog=away)
    house.submit(b"Receipt\nTotal 1")
    with caplog.at_level(logging.ERROR):
        house.appliance.audit.checkpoint(SYSTEM)
    assert "checkpoint not copied" in caplog.text

    with serving(Collector) as address:
        again = make_house(checkpoint_syslog=address)
        note = again.appliance.audit.checkpoint(SYSTEM)
        assert arrived.wait(20)
    size, _, line = got[0].partition(b" ")
    assert int(size) == len(line)
    assert note.splitlines()[2].encode() in line
