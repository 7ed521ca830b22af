"""The process that sends: what it takes, what it knows, and what happens when it is not there."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from appliance.privacy.escalation.passing import handed_over, taken_over
from appliance.privacy.escalation.unanswered import Unanswered
from appliance.privacy.redact import redact
from appliance.privacy.redacted import Redacted
from appliance.service.outward.escalation import Standing
from appliance.service.outward.handover import telling, told, whole
from appliance.types import State
from tests.conftest import ROOT
from tests.privacy.clean import clean
from tests.service.conftest import House
from tests.service.escalated import SECRETS, last, receipt, step
from tests.service.larger import Larger, completion
from tests.service.sending import gateway_process, sending, short_folder

KNOWS = """
import sys, workers.gateway
for name in sorted(sys.modules):
    print(name)
"""
FOREIGN = {"sqlalchemy", "celery", "redis", "spacy", "presidio_analyzer", "docling", "onnxruntime"}
OURS = ("appliance.bootstrap", "appliance.records", "appliance.ledger", "appliance.reading")


def test_it_loads_neither_database_nor_keys_nor_anything_that_reads_documents() -> None:
    done = subprocess.run(
        [sys.executable, "-c", KNOWS], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "appliance.privacy.escalation.client" in loaded
    assert not FOREIGN & {name.partition(".")[0] for name in loaded}
    assert not [name for name in loaded if name.startswith(OURS)]


def test_as_systemd_starts_it_a_question_is_answered_and_it_looks_at_nothing_of_the_documents(
    asking_house: Callable[..., House], outside: Larger, tmp_path: Path
) -> None:
    """Socket and secret are handed to it; it never learns where documents are, nor opens them."""
    outside.reply = lambda _: completion({})
    credentials, trace = tmp_path / "credentials", tmp_path / "trace"
    credentials.mkdir()
    own = tmp_path / "gateway.toml"
    own.write_text(f'[escalation]\nendpoint = "{outside.url}"\n', encoding="utf-8")
    with short_folder() as place, socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place / "gateway.sock"))
        listening.listen()
        house = asking_house("automatic", sent=False, socket=place / "gateway.sock")
        one = receipt(house)
        house.appliance.gateway.send.secret()  # as first_start.py does
        made = house.appliance.settings.gateway_secret
        assert made.stat().st_mode & 0o777 == 0o600
        (credentials / made.name).write_bytes(made.read_bytes())
        environment = {
            "APPLIANCE_CONFIG": str(own),
            "CREDENTIALS_DIRECTORY": str(credentials),
            "APPLIANCE_STATE_DIR": str(tmp_path / "of no concern"),
        }
        with gateway_process(environment, listening, trace):
            house.appliance.asking.reconcile()
            step(house)

    assert last(house, one).answer is not None
    assert len(outside.requests) == 1
    assert not [secret for secret in SECRETS if secret in outside.requests[0].decode()]
    opened = trace.read_text(encoding="utf-8")
    assert str(credentials / made.name) in opened
    assert str(house.appliance.settings.state_dir) not in opened


def test_what_privacy_has_not_cleared_is_not_sent(asking_house, outside: Larger) -> None:
    house = asking_house()
    secret = house.appliance.gateway.send.secret()
    for content in (b"", b"free text", bytes(32) + b"free text", sha256(secret).digest() + b"x"):
        with socket.socket(socket.AF_UNIX) as to:
            to.connect(str(house.appliance.settings.gateway_socket))
            to.sendall(content)
            to.shutdown(socket.SHUT_WR)
            with pytest.raises(Unanswered) as refused:
                told(whole(to))
        assert (refused.value.code, refused.value.again) == ("unproven", False)
    assert outside.requests == []


def test_a_text_is_handed_over_whole_or_not_at_all() -> None:
    redacted, _ = redact("Total 12.50", ())
    with pytest.raises(TypeError):
        handed_over(redacted, b"s" * 32)  # nothing looked at it
    cleared_one = clean("Total 12.50")
    content = handed_over(cleared_one, b"s" * 32)
    taken = taken_over(content, b"s" * 32)
    assert isinstance(taken, Redacted)
    assert (taken.text, taken.cleared) == ("Total 12.50", True)
    for changed in (content[:-1] + b"1", content + b"0", content[1:], b""):
        with pytest.raises(TypeError):
            taken_over(changed, b"s" * 32)
    for other in (b"t" * 32, b""):
        with pytest.raises(TypeError):
            taken_over(content, other)


def test_while_nobody_listens_a_question_waits_and_the_document_stays_in_review(
    asking_house: Callable[..., House],
) -> None:
    house = asking_house("automatic", sent=False)
    one = receipt(house)
    house.appliance.asking.reconcile()
    step(house)
    waiting = last(house, one)
    assert (waiting.standing, waiting.reason) == (Standing.READY, "gateway")
    assert house.state(one) is State.REVIEW

    house.clock.step(minutes=1)
    with sending(house.appliance.settings):
        house.appliance.asking.reconcile()
        step(house)
    assert last(house, one).answer is not None


def test_an_answer_over_the_socket_is_the_server_s_byte_for_byte() -> None:
    content = bytes(range(256)) + os.urandom(1000)
    assert told(telling(content)) == content
    for broken in (b"", b"\n", b"[]\nx", b"{}\nx"):
        with pytest.raises(ValueError):
            told(broken)


def test_who_gave_up_in_line_has_nothing_sent(asking_house, outside: Larger) -> None:
    """Meanwhile the document may have been erased, or its policy become never."""
    house = asking_house()
    secret = house.appliance.gateway.send.secret()
    place = str(house.appliance.settings.gateway_socket)
    asked, go_on = threading.Event(), threading.Event()

    def slow(_: bytes) -> tuple[int, bytes]:
        asked.set()
        assert go_on.wait(30)
        return completion({})

    outside.reply = slow

    def ask(text: str) -> socket.socket:
        to = socket.socket(socket.AF_UNIX)
        to.connect(place)
        to.sendall(handed_over(clean(text), secret))
        to.shutdown(socket.SHUT_WR)
        return to

    with ask("the first in line") as first:
        assert asked.wait(30)
        ask("the one who gave up").close()
        with ask("the last in line") as last_one:
            go_on.set()
            assert told(whole(first)) == told(whole(last_one)) == completion({})[1]
    bodies = [request.partition(b"\r\n\r\n")[2] for request in outside.requests]
    assert bodies == [b"the first in line", b"the last in line"]
