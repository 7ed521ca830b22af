"""Byte strings as files, durable before anybody hears of them. What comes here is encrypted."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from appliance.durable import sync
from appliance.errors import NotFound

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,80}(/[a-z0-9][a-z0-9._-]{0,80})?")
_DRAFT = ".draft-"


class FileBlobs:
    """``ports.Blobs`` in a directory, spread over 256 folders by the key's first part."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("not a blob key")
        return self._directory / key[:2] / key

    def put(self, key: str, content: bytes) -> None:
        """Store: temporary name, fsync, rename, fsync of every folder that got a new name."""
        path = self._path(key)
        self._folder(path.parent)
        draft = path.parent / f"{_DRAFT}{secrets.token_hex(8)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        sync(path.parent)

    def _folder(self, folder: Path) -> None:
        """Make a folder and let its name reach the disk, from the outermost new one inward."""
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            new.mkdir(exist_ok=True, mode=0o700)
            sync(new.parent)

    def get(self, key: str) -> bytes:
        """Fetch; raises ``NotFound``."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            raise NotFound from None

    def delete(self, key: str) -> None:
        """Remove; a missing key is no error."""
        path = self._path(key)
        try:
            path.unlink()
        except FileNotFoundError:
            return
        sync(path.parent)

    def keys(self, folder: str = "") -> Iterator[str]:
        """Keys in order, all or in a folder; drafts of writers at work are not keys."""
        top = self._path(folder) if folder else self._directory
        for path in sorted(top.rglob("*")):
            if path.is_file() and not path.name.startswith(_DRAFT):
                yield path.relative_to(self._directory).as_posix().split("/", 1)[1]

    def untouched(self, since: datetime) -> Iterator[str]:
        """Keys of what was written before ``since``; leftovers of killed writers are removed."""
        moment = since.timestamp()
        for path in sorted(self._directory.rglob("*")):
            if not path.is_file() or path.stat().st_mtime >= moment:
                continue
            if path.name.startswith(_DRAFT):
                path.unlink(missing_ok=True)
                continue
            yield path.relative_to(self._directory).as_posix().split("/", 1)[1]
