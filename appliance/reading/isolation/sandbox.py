"""The reader that the rest of the house uses: a child process behind pipes, with limits.

The child imports docling once and serves many files. A file that takes too long or kills the
child costs exactly one error: the next file starts a new child.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping

from appliance.errors import ApplianceError, ReaderDied, ReadingTimedOut, Transient
from appliance.reading.isolation import installed, protocol
from appliance.settings import Settings
from appliance.types import Reading

START_SECONDS = 90.0
DOCUMENTS_PER_CHILD = 200
MEMORY_SHARE = 0.75  # of the address space: beyond it the child is replaced between two files
CHUNK = 1 << 20
READ_TWICE = 2  # a scan that lies on its side
Wait = Callable[[int, int], None]
# What the child may know of our environment: nothing that could be a secret.
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONPATH", "LD_LIBRARY_PATH")


class _ChildGone(Exception):
    """The pipe to the child broke."""


class SandboxedReader:
    """``ports.Reader`` on a child process that is started when first asked for.

    Safe to use from several threads (one file at a time) and after a fork (the child of the
    other process is left alone).
    """

    def __init__(
        self,
        settings: Settings,
        *,
        environment: Mapping[str, str] | None = None,
        documents_per_child: int = DOCUMENTS_PER_CHILD,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._threads = max(1, settings.threads // settings.readers)
        self._environment = dict(environment or {})
        self._documents_per_child = documents_per_child
        self._clock = clock
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._served = 0

    @property
    def child_id(self) -> int | None:
        """The process id of the living child, if any."""
        child = self._own_child()
        return child.pid if child is not None and child.poll() is None else None

    def read(
        self,
        content: bytes,
        media_type: str,
        password: str | None = None,
        progress: Callable[[], None] | None = None,
    ) -> Reading:
        """Read one file; errors as in ``ports.Reader``."""
        with self._lock:
            self._ensure_child()
            request = protocol.pack(
                {"do": "read", "media_type": media_type, "password": password}, content
            )
            header, body = self._ask(request, progress)
            if "error" in header:
                raise protocol.error_from(header)
            try:
                return protocol.reading_from(header, body)
            except (KeyError, TypeError, ValueError):
                self._stop()
                raise ReaderDied from None

    def warm(self) -> None:
        """Start the child now, so that the first file does not wait for it."""
        with self._lock:
            self._ensure_child()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()

    def _ask(
        self, request: bytes, progress: Callable[[], None] | None
    ) -> tuple[protocol.Header, bytes]:
        try:
            reply = self._followed(request, progress)
        except TimeoutError:
            self._stop()
            raise ReadingTimedOut from None
        except (_ChildGone, KeyError, TypeError, ValueError):
            self._stop()
            raise ReaderDied from None
        except ApplianceError:  # of whoever is told of the progress
            self._stop()
            raise
        self._served += 1
        if self._worn_out(reply[0]):
            self._stop()
        return reply

    def _followed(
        self, request: bytes, progress: Callable[[], None] | None
    ) -> tuple[protocol.Header, bytes]:
        """The answer. Each page that is done gives time for the next, up to so much for as many
        pages as a file may have, read twice: the child is not to be trusted."""
        limits, done = self._settings.limits, 0
        deadline = self._clock() + limits.reading_seconds
        header, body = self._exchange(request, deadline)
        while header.get("ok") == "page":
            done, of = done + 1, min(int(header["of"]), limits.pages)
            if done > READ_TWICE * of:
                raise _ChildGone
            if progress is not None:
                progress()
            deadline = self._clock() + protocol.seconds_left(limits, done, of)
            header, body = self._exchange(b"", deadline)
        needed = protocol.decoding_seconds(header)
        if needed and self._clock() + needed > deadline:
            raise TimeoutError
        return header, body

    def _worn_out(self, header: protocol.Header) -> bool:
        allowed = self._settings.limits.reading_memory_mb * MEMORY_SHARE
        return self._served >= self._documents_per_child or header.get("memory_mb", 0) > allowed

    def _own_child(self) -> subprocess.Popen[bytes] | None:
        return self._child if self._owner == os.getpid() else None

    def _ensure_child(self) -> None:
        child = self._own_child()
        if child is not None and child.poll() is None:
            return
        if child is not None:
            self._stop()
        self._start()

    def _start(self) -> None:
        configuration = self._configuration()
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "appliance.reading.isolation.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # native parsers print what they parse
            env=self._child_environment(),
            cwd="/",
            start_new_session=True,  # a group of its own, so that all of it can be killed
        )
        self._owner = os.getpid()
        self._served = 0
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                os.set_blocking(pipe.fileno(), False)
        try:
            reply, _ = self._exchange(configuration, self._clock() + START_SECONDS)
        except (_ChildGone, TimeoutError, ValueError):
            self._stop()
            raise Transient("The document reader could not be started.") from None
        if reply.get("ok") != "ready":
            self._stop()
            raise Transient("The document reader could not be started.")

    def _configuration(self) -> bytes:
        settings = self._settings
        return protocol.pack(
            {
                "do": "configure",
                "models_dir": str(settings.models_dir.resolve()),
                "layout": str(installed.layout(settings.models_dir.resolve()) or ""),
                "threads": self._threads,
                "limits": settings.limits.model_dump(),
            }
        )

    def _child_environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        threads = str(self._threads)
        return {
            **kept,
            "HOME": "/nonexistent",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "OMP_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
            "MALLOC_ARENA_MAX": "2",  # arenas count against the address space limit
            # large pages for the networks' large arrays: a tenth less time spent on page faults
            "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
            "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_OFFLINE": "1",
            **self._environment,
        }

    def _exchange(self, request: bytes, deadline: float) -> tuple[protocol.Header, bytes]:
        """Write a frame and read one back, whole, before the deadline."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            raise _ChildGone
        incoming, outgoing = child.stdin.fileno(), child.stdout.fileno()

        def wait(descriptor: int, event: int) -> None:
            _wait(descriptor, event, deadline - self._clock())

        _write(incoming, request, wait)
        return protocol.unpack(lambda size: _read(outgoing, size, wait))

    def _stop(self) -> None:
        child, self._child = self._own_child(), None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.wait()


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
            raise _ChildGone from None


def _read(descriptor: int, size: int, wait: Wait) -> bytes:
    parts: list[bytes] = []
    while size:
        wait(descriptor, select.POLLIN)
        try:
            part = os.read(descriptor, min(size, CHUNK))
        except BlockingIOError:
            continue
        if not part:
            raise _ChildGone
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
