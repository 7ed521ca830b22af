"""The reader that the rest of the house uses: a child process behind pipes, with limits.

The child imports docling once and serves many files. A file that takes too long or kills the
child costs exactly one error: the next file starts a new child.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

from appliance.errors import ApplianceError, ReaderDied, ReadingTimedOut
from appliance.reading.isolation import installed, protocol
from appliance.sandbox import frames
from appliance.sandbox.child import Child, ChildGone
from appliance.settings import Settings
from appliance.types import Reading

DOCUMENTS_PER_CHILD = 200
MEMORY_SHARE = 0.75  # of the address space: beyond it the child is replaced between two files
READ_TWICE = 2  # a scan that lies on its side


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
        self._documents_per_child = documents_per_child
        self._clock = clock
        self._lock = threading.Lock()
        self._child = Child(
            "appliance.reading.isolation.child",
            environment={**_environment(self._threads), **(environment or {})},
            clock=clock,
        )

    @property
    def child_id(self) -> int | None:
        """The process id of the living child, if any."""
        return self._child.id

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
            request = frames.pack(
                {"do": "read", "media_type": media_type, "password": password}, content
            )
            header, body = self._ask(request, progress)
            if "error" in header:
                raise frames.error_from(header)
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
    ) -> tuple[frames.Header, bytes]:
        try:
            reply = self._followed(request, progress)
        except TimeoutError:
            self._stop()
            raise ReadingTimedOut from None
        except (ChildGone, KeyError, TypeError, ValueError):
            self._stop()
            raise ReaderDied from None
        except ApplianceError:  # of whoever is told of the progress
            self._stop()
            raise
        self._child.served += 1
        if self._worn_out(reply[0]):
            self._stop()
        return reply

    def _followed(
        self, request: bytes, progress: Callable[[], None] | None
    ) -> tuple[frames.Header, bytes]:
        """The answer. Each page that is done gives time for the next, up to so much for as many
        pages as a file may have, read twice: the child is not to be trusted."""
        limits, done = self._settings.limits, 0
        deadline = self._clock() + limits.reading_seconds
        header, body = self._exchange(request, deadline)
        while header.get("ok") == "page":
            done, of = done + 1, min(int(header["of"]), limits.pages)
            if done > READ_TWICE * of:
                raise ChildGone
            if progress is not None:
                progress()
            deadline = self._clock() + protocol.seconds_left(limits, done, of)
            header, body = self._exchange(b"", deadline)
        needed = protocol.decoding_seconds(header)
        if needed and self._clock() + needed > deadline:
            raise TimeoutError
        return header, body

    def _worn_out(self, header: frames.Header) -> bool:
        allowed = self._settings.limits.reading_memory_mb * MEMORY_SHARE
        grown = header.get("memory_mb", 0) > allowed
        return grown or self._child.served >= self._documents_per_child

    def _ensure_child(self) -> None:
        if self._child.id is None:
            self._child.ensure(self._configuration())

    def _configuration(self) -> frames.Header:
        settings, models = self._settings, self._settings.models_dir.resolve()
        return {
            "models_dir": str(models),
            "layout": str(installed.layout(models) or ""),
            "tables": str(installed.tables(models) or ""),
            "threads": self._threads,
            "limits": settings.limits.model_dump(),
        }

    def _exchange(self, request: bytes, deadline: float) -> tuple[frames.Header, bytes]:
        return self._child.exchange(request, deadline)

    def _stop(self) -> None:
        self._child.stop()


def _environment(threads: int) -> dict[str, str]:
    return {
        "OMP_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": str(threads),
        # large pages for the networks' large arrays: a tenth less time spent on page faults
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
    }
