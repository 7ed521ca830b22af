"""The levels of a tree on disk: a log of any length costs no memory to prove things about."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile

from appliance.ledger.proofs import HASH


class OnDisk:
    """A list of hashes in a file without a name, which goes when nobody needs it any more."""

    def __init__(self, folder: Path) -> None:
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115 - it lives as long as this list
        self._last: tuple[bytes, bytes] = (b"", b"")
        self._length = 0
        self._flushed = 0

    def __len__(self) -> int:
        return self._length

    def append(self, digest: bytes, /) -> None:
        """Add a hash at the end."""
        self._file.write(digest)
        self._length += 1
        self._last = (self._last[1], digest)

    def __getitem__(self, index: int, /) -> bytes:
        if index in (-1, -2):
            return self._last[index]
        if not 0 <= index < self._length:
            raise IndexError("no such hash")
        if self._flushed < self._length:
            self._file.flush()
            self._flushed = self._length
        return os.pread(self._file.fileno(), HASH, index * HASH)
