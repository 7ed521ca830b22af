"""Starts the appliance's processes on one machine, keeps them alive, stops them together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from appliance.errors import Misconfigured
from appliance.settings import Settings

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 20.0
READY_SECONDS = 30.0
RESTART_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
LONG_LIFE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One process of the appliance; its output goes to ``<state>/log/<name>.log``."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def redis_server(settings: Settings) -> Program:
    """The private queue: a unix socket readable by this user only, no TCP port."""
    folder = settings.state_dir.resolve()
    options = {
        "port": "0",
        "unixsocket": str(settings.redis_socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "dbfilename": "redis.rdb",
        "save": "",
        "appendonly": "no",  # the database row is the truth; a lost call is sent again
        "maxmemory-policy": "noeviction",
    }
    arguments = [part for key, value in options.items() for part in (f"--{key}", value)]
    return Program(name="redis", command=("redis-server", *arguments))


def celery(name: str, *arguments: str) -> Program:
    """A Celery process of ``workers.app``."""
    command = (sys.executable, "-m", "celery", "-q", "-A", "workers.app", *arguments)
    return Program(name=name, command=command)


def _worker(queue: str, processes: str = "1", *more: str) -> Program:
    """The Celery worker of one queue."""
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    place = ("-Q", queue, "-c", processes, "-n", f"{queue}@local")
    return celery(queue, "worker", *place, *more, *quiet)


def workers(settings: Settings) -> tuple[Program, ...]:
    """One worker per kind of work, the gateway only where there is an endpoint.

    Reading has one reader with one thread for each thread: the steps of a page between recognition
    runs use one thread anyhow.
    """
    readers = str(settings.threads)
    schedule = str(settings.state_dir.resolve() / "beat.db")
    programs = [
        replace(_worker("reading", readers), environment={"APPLIANCE_READERS": readers}),
        _worker("inference"),
        _worker("housekeeping", "1", "-B", "-s", schedule),
    ]
    if settings.escalation.endpoint:
        command = (sys.executable, "-m", "workers.gateway")
        programs += [_worker("gateway"), Program(name="sender", command=command)]
    if settings.hot_folder:
        command = (sys.executable, "-m", "workers.watch")
        programs.append(Program(name="watch", command=command))
    return tuple(programs)


def _die_with_parent() -> None:
    """In the child: a killed supervisor leaves no orphans (prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass(slots=True, kw_only=True)
class _Child:
    program: Program
    process: subprocess.Popen[bytes]
    started: float
    failures: int = 0
    retry_at: float | None = None


@dataclass(slots=True)
class Supervisor:
    """Children of this process, in the order of their start."""

    settings: Settings
    children: list[_Child] = field(default_factory=list)

    def start(self, *programs: Program) -> None:
        """Start programs; a missing executable is said in words."""
        for program in programs:
            process = self._spawn(program)
            self.children.append(_Child(program=program, process=process, started=time.monotonic()))

    def start_redis(self) -> None:
        """Start the private Redis and wait until it answers, unless another one is configured."""
        if self.settings.redis_url:
            return
        if _answers(self.settings.redis_socket):
            raise Misconfigured("The appliance is already running in this folder.")
        self.settings.redis_socket.unlink(missing_ok=True)
        self.start(redis_server(self.settings))
        deadline = time.monotonic() + READY_SECONDS
        while not _answers(self.settings.redis_socket):
            self._require_alive()
            if time.monotonic() > deadline:
                raise Misconfigured("Redis did not answer; see redis.log in the log folder.")
            time.sleep(0.05)

    def mend(self) -> tuple[str, ...]:
        """Restart what has died, each time a little later; the names of those restarted."""
        restarted = []
        now = time.monotonic()
        for child in self.children:
            if child.process.poll() is None:
                continue
            if child.retry_at is None:
                if now - child.started > LONG_LIFE_SECONDS:
                    child.failures = 0
                wait = RESTART_SECONDS[min(child.failures, len(RESTART_SECONDS) - 1)]
                child.failures, child.retry_at = child.failures + 1, now + wait
            elif now >= child.retry_at:
                child.process, child.started = self._spawn(child.program), now
                child.retry_at = None
                restarted.append(child.program.name)
        return tuple(restarted)

    def stop(self) -> None:
        """Ask all to end, last started first; kill what does not."""
        alive = [child for child in reversed(self.children) if child.process.poll() is None]
        redis = [child for child in alive if child.program.name == "redis"]
        for group in ([child for child in alive if child not in redis], redis):
            for child in group:
                child.process.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + STOP_SECONDS
            for child in group:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.1, deadline - time.monotonic()))
            for child in group:  # with what it may have left: a beat forked while it was stopping
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()
        self.children.clear()

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        log = self.settings.state_dir / "log" / f"{program.name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            try:
                # start_new_session: Ctrl-C reaches the supervisor only, which stops in order
                return subprocess.Popen(
                    program.command,
                    env={**_environment(self.settings), **program.environment},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    preexec_fn=_die_with_parent,  # noqa: PLW1509 (prctl only; no threads yet)
                )
            except FileNotFoundError:
                raise Misconfigured(f"'{program.command[0]}' is not installed.") from None

    def _require_alive(self) -> None:
        for child in self.children:
            if child.process.poll() is not None:
                raise Misconfigured(f"'{child.program.name}' ended at once; see its log file.")


def _environment(settings: Settings) -> dict[str, str]:
    """What children inherit: the same state, wherever they look."""
    return {**os.environ, "APPLIANCE_STATE_DIR": str(settings.state_dir.resolve())}


def _answers(path: Path) -> bool:
    """A Redis answers PING at the socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
            probe.sendall(b"PING\r\n")
            return probe.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def appliance_runs(settings: Settings) -> bool:
    """A queue answers, so workers are at hand or about to be."""
    return bool(settings.redis_url) or _answers(settings.redis_socket)


@contextlib.contextmanager
def running(settings: Settings, programs: Sequence[Program]) -> Iterator[Supervisor]:
    """Redis and the given programs, stopped at the end whatever happens."""
    supervisor = Supervisor(settings)
    try:
        supervisor.start_redis()
        supervisor.start(*programs)
        yield supervisor
    finally:
        supervisor.stop()
