"""Real processes for the crash tests: Redis on a unix socket, Celery workers, beat."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import redis

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance, build
from appliance.settings import Settings, load
from appliance.types import State
from tests.crash.cgroup import Cgroup

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


def eventually(
    true: Callable[[], bool], what: str, seconds: float = PATIENCE, look: float = 0.05
) -> None:
    """Look until it is so; the deadline only bounds a failing test."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(look)


@dataclass
class Site:
    """One installation: its folder, its Redis, its workers, and our own view of it."""

    folder: Path
    settings: Settings
    appliance: Appliance
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_redis(self) -> subprocess.Popen[bytes]:
        socket = str(self.settings.redis_socket)
        self.settings.redis_socket.unlink(missing_ok=True)
        started = self._start(
            "redis-server", "--port", "0", "--unixsocket", socket, "--dir", str(self.folder),
            "--save", "", "--appendonly", "no",
        )  # fmt: skip
        eventually(lambda: _answers(socket), "redis answers")
        return started

    def start_worker(
        self,
        *queues: str,
        beat: bool = False,
        within: Cgroup | None = None,
        clock: Path | None = None,
    ) -> subprocess.Popen[bytes]:
        """A Celery worker; ``clock`` names the file that says how many hours it is wrong."""
        name = f"w{len(self.processes)}"
        options = ["-B", "-s", str(self.folder / "beat.db")] if beat else []
        command = [
            sys.executable, "-m", "celery", "-A", "tests.crash.worker_app", "worker", "-c", "1",
            "-n", f"{name}@test", "-Q", ",".join(queues or ("reading", "inference")),
            "--without-gossip", "--without-mingle", "--without-heartbeat", *options,
        ]  # fmt: skip
        given = {} if clock is None else {"TEST_CLOCK": str(clock)}
        return self._start(*(within.command(*command) if within else command), **given)

    def jump(self, clock: Path, hours: float) -> None:
        """Set the clock of the worker that reads this file."""
        draft = clock.with_suffix(".new")
        draft.write_text(str(hours))
        draft.replace(clock)

    def start_housekeeping(self) -> subprocess.Popen[bytes]:
        return self.start_worker("housekeeping", beat=True)

    def _start(self, *command: str, **given: str) -> subprocess.Popen[bytes]:
        with (self.folder / "processes.log").open("ab") as output:
            return self.start(*command, output=output, **given)

    def start(self, *command: str, output: IO[bytes], **given: str) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            **given,
            "APPLIANCE_STATE_DIR": str(self.settings.state_dir),
            "APPLIANCE_DATABASE_URL": self.settings.database_url,
            "APPLIANCE_RECONCILE_SECONDS": str(self.settings.reconcile_seconds),
            "APPLIANCE_LEASE_SECONDS": str(self.settings.lease_seconds),
            "TEST_FOLDER": str(self.folder),
        }
        with (self.folder / "processes.log").open("ab") as log:
            started = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(started)
        return started

    def log(self) -> str:
        return (self.folder / "processes.log").read_text(errors="replace")

    def submit(self, *texts: str) -> list[str]:
        submit = self.appliance.desk.submit
        return [submit(SYSTEM, f"{n}.txt", text.encode()).id for n, text in enumerate(texts)]

    def states(self, ids: list[str]) -> list[State]:
        return [row.state for row in self.appliance.desk.rows(SYSTEM, ids)]

    def finish(self, ids: list[str]) -> None:
        eventually(lambda: all(state.terminal for state in self.states(ids)), "all terminal")

    def held_by(self) -> int:
        """The process that hangs over a HOLD document."""
        held = self.folder / "held"
        eventually(lambda: held.exists() and held.read_text() != "", "a worker is at work")
        return int(held.read_text())

    def results(self, document_id: str) -> dict[str, int]:
        """How often the ledger says that each stage was done."""
        with self.appliance.processing.database.unit(readonly=True) as unit:
            entries = [one for one in unit.ledger.of(document_id) if one.action == "stage.done"]
        stages = [one.details["stage"] for one in entries]
        return {stage: stages.count(stage) for stage in stages}

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """SIGKILL to a process we started and to all that it started (its session)."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)
        self.appliance.close()


def _answers(socket: str) -> bool:
    try:
        return bool(redis.Redis(unix_socket_path=socket).ping())
    except redis.RedisError:
        return False


@contextmanager
def site(**options: object) -> Iterator[Site]:
    """A site in a folder whose name is short enough for a unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="site-"))
    quick = {"reconcile_seconds": 1, "lease_seconds": 30}
    settings = load(state_dir=folder / "var", **{**quick, **options})
    settings.state_dir.mkdir()
    made = Site(folder=folder, settings=settings, appliance=build(settings))
    try:
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)
