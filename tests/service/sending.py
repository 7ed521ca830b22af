"""The gateway's outer door, in a thread or as the process that an installation runs."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from appliance.records.keys import shared_secret
from appliance.service.outward.sender import Sender
from appliance.settings import Settings
from tests.conftest import ROOT


@contextmanager
def short_folder() -> Iterator[Path]:
    """A unix socket's path has at most 107 bytes, fewer than a test's own folder may need."""
    with tempfile.TemporaryDirectory(prefix="gate-") as folder:
        yield Path(folder)


@contextmanager
def sending(settings: Settings) -> Iterator[None]:
    """Listens at the socket of the settings until the block ends."""
    stop = threading.Event()
    secret = settings.gateway_secret
    sender = Sender(wanted=settings.escalation, secret=lambda: shared_secret(secret))
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(settings.gateway_socket))
        listening.listen()
        thread = threading.Thread(target=sender.serve, args=(listening, stop.is_set))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


_HANDED = """
import os, sys
if sys.argv[1] != "3":
    os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": "1"}
os.execvp(sys.argv[2], sys.argv[2:])
"""


@contextmanager
def gateway_process(
    environment: dict[str, str], handed: socket.socket | None = None, trace: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """``python -m workers.gateway`` once it says in its log that it listens.

    ``handed`` is given to it as systemd does, ``trace`` gets a line for each file it opened.
    """
    command = [sys.executable, "-m", "workers.gateway"]
    if trace is not None:
        command = [
            "strace",
            "-D",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-e",
            "trace=file",
            "-o",
            str(trace),
            *command,
        ]
    if handed is not None:
        command = [sys.executable, "-c", _HANDED, str(handed.fileno()), *command]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        pass_fds=(handed.fileno(),) if handed is not None else (),
    )
    try:
        assert process.stderr is not None
        assert b"gateway listens" in process.stderr.readline()
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=30)
