"""Several readers for a batch of files: their pages are recognised side by side.

Whoever works on a document holds the ``turn``, so that everything but reading (the language model,
parsers that know no threads) happens for one document at a time; while a document is read, its
turn is somebody else's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import SimpleQueue

from appliance.ports import Reader
from appliance.types import Reading


class Beside:
    """``ports.Reader`` over ``readers``; ``read`` may only be called within a ``turn``."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers = tuple(readers)
        self._free: SimpleQueue[Reader] = SimpleQueue()
        for reader in self._readers:
            self._free.put(reader)
        self._turn = threading.Lock()

    @property
    def count(self) -> int:
        """How many files are read at a time."""
        return len(self._readers)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Work on one document."""
        with self._turn:
            yield

    def read(
        self,
        content: bytes,
        media_type: str,
        password: str | None = None,
        progress: Callable[[], None] | None = None,
    ) -> Reading:
        """Read with whichever reader is free; errors as in ``ports.Reader``."""
        self._turn.release()
        try:
            reader = self._free.get()
            try:
                return reader.read(content, media_type, password, progress)
            finally:
                self._free.put(reader)
        finally:
            self._turn.acquire()

    def close(self) -> None:
        """End all of them."""
        for reader in self._readers:
            reader.close()
