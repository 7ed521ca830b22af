"""The parent's side: starts a child behind pipes, asks it, ends it.

Whatever the child does or sends, the parent waits no longer than it said and takes no more than
it said. Once the child is suspected (too late, broken off, nonsense) it is killed with its group.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping

from appliance.errors import Transient
from appliance.sandbox import frames

START_SECONDS = 90.0
CHUNK = 1 << 20
_GOING = 1.0  # seconds
Wait = Callable[[int, int], None]
# What the child may know of our environment: nothing that could be a secret.
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH", "LD_LIBRARY_PATH")
ENVIRONMENT = {
    "HOME": "/nonexistent",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
    "MALLOC_ARENA_MAX": "2",  # arenas count against the address space limit
}


class ChildGone(Exception):
    """The pipe to the child broke."""


class Child:
    """A process that runs ``module`` and speaks ``frames``. One request at a time.

    Stands a fork: the child of the other process is left alone.
    """

    def __init__(
        self,
        module: str,
        *,
        environment: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._module = module
        self._environment = dict(environment or {})
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self.served = 0

    @property
    def id(self) -> int | None:
        """The process id of the living child, if any."""
        process = self._own()
        return process.pid if process is not None and process.poll() is None else None

    def ensure(self, configuration: frames.Header) -> None:
        """Have it running; raises ``Transient`` where it cannot be started."""
        if self.id is not None:
            return
        self.stop()
        try:
            self._start()
            request = frames.pack({"do": "configure", **configuration})
            reply, _ = self.exchange(request, self._clock() + START_SECONDS)
        except (ChildGone, OSError, ValueError):  # a timeout is an OSError
            reply = {}
        if reply.get("ok") != "ready":
            self.stop()
            raise Transient("The document reader could not be started.")

    def exchange(
        self, request: bytes, deadline: float, largest: int = frames.LARGEST_BODY
    ) -> tuple[frames.Header, bytes]:
        """Write a frame (or nothing) and read one back, whole, before the deadline.

        Raises ``ChildGone``, ``TimeoutError``, or ``ValueError`` for what is no frame.
        """
        process = self._own()
        if process is None or process.stdin is None or process.stdout is None:
            raise ChildGone
        incoming, outgoing = process.stdin.fileno(), process.stdout.fileno()

        def wait(descriptor: int, event: int) -> None:
            _wait(descriptor, event, deadline - self._clock())

        _write(incoming, request, wait)
        return frames.unpack(lambda size: _read(outgoing, size, wait), largest)

    def killed(self) -> bool:
        """Whether it, which has gone, was killed by somebody else: the kernel for want of memory,
        an administrator. What it looked at is not to blame."""
        process = self._own()
        try:
            return process is not None and process.wait(_GOING) == -signal.SIGKILL
        except subprocess.TimeoutExpired:
            return False

    def stop(self) -> None:
        """End it, with whatever it started."""
        process, self._process = self._own(), None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()

    def _own(self) -> subprocess.Popen[bytes] | None:
        return self._process if self._owner == os.getpid() else None

    def _start(self) -> None:
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # native parsers print what they parse
            env={**kept, **ENVIRONMENT, **self._environment},
            cwd="/",
            start_new_session=True,  # a group of its own, so that all of it can be killed
        )
        self._process, self._owner, self.served = process, os.getpid(), 0
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)


def _wait(descriptor: int, event: int, left: float) -> None:
    """Until the pipe is ready; raises ``TimeoutError`` after so many seconds."""
    poll = select.poll()
    poll.register(descriptor, event)
    if left <= 0 or not poll.poll(left * 1000):
        raise TimeoutError


def _write(descriptor: int, data: bytes, wait: Wait) -> None:
    view = memoryview(data)
    while view:
        wait(descriptor, select.POLLOUT)
        try:
            view = view[os.write(descriptor, view[:CHUNK]) :]
        except BlockingIOError:
            continue
        except OSError:
            raise ChildGone from None


def _read(descriptor: int, size: int, wait: Wait) -> bytes:
    parts: list[bytes] = []
    while size:
        wait(descriptor, select.POLLIN)
        try:
            part = os.read(descriptor, min(size, CHUNK))
        except BlockingIOError:
            continue
        if not part:
            raise ChildGone
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
