"""The state of the model after a fixed prompt, kept so that it is read once per installation.

Only fixed prompts (our template and a document type's instructions) are ever kept: what the state
of a document's text would reveal never reaches the disk.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from appliance.models.engine import Engine, Feed

MAGIC = b"APPLIANCE-PREFIX-1\n"
KEPT = 16
"""Prompts kept in memory: about 12 kB per token for a 0.5B model."""


class Prefixes:
    """Brings sequence 0 of an engine to the end of a fixed prompt, the quickest way there is.

    ``edition`` identifies everything the state depends on: the model's sha256 and the runtime's
    version. ``folder`` is ``None`` where nothing may be written.
    """

    def __init__(self, engine: Engine, edition: str, folder: Path | None) -> None:
        self._engine = engine
        self._edition = edition
        self._folder = folder
        self._states: dict[str, bytes] = {}

    def read(self, tokens: Sequence[int]) -> None:
        """Make sequence 0 hold exactly ``tokens``."""
        key = hashlib.sha256(
            b"\n".join([self._edition.encode(), *(str(token).encode() for token in tokens)])
        ).hexdigest()
        state = self._states.get(key) or self._load(key)
        if state is not None and self._engine.restore(state, len(tokens)):
            self._remember(key, state)
            return
        self._engine.forget(0)
        self._engine.decode([Feed(sequence=0, tokens=tokens)])
        state = self._engine.snapshot()
        self._remember(key, state)
        self._save(key, state)

    def _remember(self, key: str, state: bytes) -> None:
        self._states.pop(key, None)
        self._states[key] = state
        while len(self._states) > KEPT:
            self._states.pop(next(iter(self._states)))

    def _path(self, key: str) -> Path | None:
        return self._folder / f"prefix-{key[:32]}.state" if self._folder else None

    def _load(self, key: str) -> bytes | None:
        """A state from the disk; one that is cut off or altered counts as none."""
        path = self._path(key)
        if path is None or not path.is_file():
            return None
        content = path.read_bytes()
        head = len(MAGIC) + hashlib.sha256().digest_size
        state = content[head:]
        if content[:head] != MAGIC + hashlib.sha256(key.encode() + state).digest():
            return None
        return state

    def _save(self, key: str, state: bytes) -> None:
        """A full or read-only disk costs time later, nothing else."""
        path = self._path(key)
        if path is None:
            return
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            seal = hashlib.sha256(key.encode() + state).digest()
            partial.write_bytes(MAGIC + seal + state)
            partial.rename(path)
