"""A running console and a browser on it: for the browser tests and the README's pictures."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance
from appliance.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"  # Debian's
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
START_SECONDS = 90.0


class NoQueue:
    """``ports.Queue`` with nobody to wake: ``worker`` looks by itself."""

    def nudge(self, queue: str, document_id: str) -> None:
        """Do nothing."""

    def depth(self, queue: str) -> int | None:
        """Nobody knows."""
        return None


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def console(settings: Settings, log: Path) -> Iterator[int]:
    """The console over ``settings`` in a process of its own, answering; gives its pid."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ui.launch"],
            cwd=ROOT,
            env=_environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _await_answer(f"http://127.0.0.1:{settings.console_port}/_stcore/health", process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _environment(settings: Settings) -> Mapping[str, str]:
    """The same settings for the child, and none that this process happens to have."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("APPLIANCE_")}
    return {
        **kept,
        "APPLIANCE_CONFIG": str(settings.state_dir / "none.toml"),
        "APPLIANCE_STATE_DIR": str(settings.state_dir),
        "APPLIANCE_CONSOLE_PORT": str(settings.console_port),
        "APPLIANCE_LANGUAGE_MODEL": settings.language_model,
        "APPLIANCE_MODELS_DIR": str(settings.models_dir),
        **{
            f"APPLIANCE_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
            for name in type(settings).model_fields
            if name.startswith(("oidc_", "identity_"))
            for value in [getattr(settings, name)]
        },
    }


def _await_answer(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the console ended before it answered")
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - loopback, see above
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the console does not answer")


@contextmanager
def worker(appliance: Appliance) -> Iterator[None]:
    """A thread that does what the Celery workers do, without a queue."""
    stop = Event()

    def work() -> None:
        while not stop.wait(0.2):
            for row in appliance.desk.recent(SYSTEM):
                if not stop.is_set():
                    appliance.processing.advance(row.id)
                    appliance.blackening.make(row.id)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)


def make_account(appliance: Appliance, name: str, role: str, password: str) -> str:
    """An account whose one-time password is changed already; gives its id."""
    first = appliance.admin.create_account(SYSTEM, name, (role,))
    token = appliance.sessions.sign_in(name, first)
    actor = appliance.sessions.actor(token)
    appliance.sessions.change_password(actor, first, password)
    appliance.sessions.sign_out(token)
    return actor.id
