"""llama-cpp-python's own OpenAI-compatible server over the larger model of the catalogue."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from appliance.models import catalogue, verify
from appliance.settings import load
from deploy.driving import free_port
from tests.service.larger import Reply

LARGER = "qwen2.5-coder-1.5b-instruct"
SECONDS = 270


@contextmanager
def serving() -> Iterator[str]:
    """The server on the loopback interface, answering; gives its base URL."""
    model = verify.verified(catalogue.load().get(LARGER), load().models_dir)
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


def forwarding(url: str) -> Callable[[bytes], Reply]:
    """What a recorder in between answers: what the server says to the same bytes."""

    def forward(body: bytes) -> Reply:
        request = urllib.request.Request(
            f"{url}/chat/completions", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.status, answer.read()

    return forward


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until it answers: connecting is tried anew, each try waits for the system's own refusal."""
    for _ in range(4_000):
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
