"""The whole way with a real OpenAI-compatible server on loopback: llama.cpp's own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing

import pytest

from appliance.access import SYSTEM
from appliance.models import catalogue, verify
from appliance.service.escalation import Standing
from appliance.settings import Settings, load
from appliance.types import State
from deploy.driving import free_port
from tests.service.escalated import RECEIPT, SECRETS, last, receipt, step
from tests.service.larger import Larger

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def llama() -> Iterator[str]:
    """llama-cpp-python's server over the small model of this machine; gives its base URL."""
    settings: Settings = load()
    model = verify.verified(
        catalogue.load().get("qwen2.5-coder-0.5b-instruct"), settings.models_dir
    )
    port = free_port()
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--n_ctx", "2048"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--n_threads", "2", "--verbose", "0"]
    process = subprocess.Popen(
        [*command, "--chat_format", "chatml"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers: connecting is tried anew, each try waits for the system's own refusal."""
    for _ in range(2_000):
        assert process.poll() is None, "the server ended"
        with closing(socket.socket()) as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        with closing(socket.socket()) as pause:  # a pause of the same length, nobody connects
            pause.settimeout(0.1)
            pause.bind(("127.0.0.1", 0))
            pause.listen()
            try:
                pause.accept()
            except TimeoutError:
                continue
    raise AssertionError("the server does not answer")


def test_a_question_is_answered_by_a_real_server_and_nothing_private_went_over_the_wire(
    asking_house, outside: Larger, llama: str
) -> None:
    """What the gateway sends passes through a recorder, byte for byte, to the real server."""

    def forward(body: bytes) -> tuple[int, bytes]:
        request = urllib.request.Request(
            f"{llama}/chat/completions", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=270) as answer:
            return answer.status, answer.read()

    outside.reply = forward
    house = asking_house("automatic", timeout_seconds=270, attempts=1, answer_tokens=80)
    one = receipt(house)
    before = house.view(one).extraction
    house.appliance.asking.reconcile()
    step(house)

    sent = outside.requests[0].decode()
    assert not [secret for secret in SECRETS if secret in sent]
    done = last(house, one)
    assert done.answer is not None, done.reason  # a real answer came
    assert done.standing in (Standing.MERGED, Standing.FAILED)
    after = house.view(one)
    assert after.state is State.REVIEW
    for field in after.extraction.fields:
        printed = [RECEIPT.decode()[slice(*span)] for span in field.spans]
        assert printed == field.text.split("\n")
        local = before.first(field.name)
        assert field == local or done.judged[field.name] == "proposed"
    body = json.loads(outside.requests[0].partition(b"\r\n\r\n")[2])
    assert body["model"] == "big"
    assert house.appliance.escalations.preview(SYSTEM, done.id).encode() in outside.requests[0]
