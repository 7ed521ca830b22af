"""Is a model's file there, and is it the right one? Nothing is loaded that was not hashed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from appliance.errors import ModelMismatch, ModelMissing, ModelUnpinned, SettingsInvalid
from appliance.models.catalogue import Catalogue, Model

BLOCK = 1 << 20
PINS = "pins.json"
"""Hashes that an administrator gave for models that the catalogue only describes."""


class Standing(StrEnum):
    """What is known about a model's file."""

    READY = "ready"
    PRESENT = "present"  # there and of the right size; not hashed now
    MISSING = "missing"
    DIFFERENT = "different"
    UNPINNED = "unpinned"  # there is no hash to compare with


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One line of ``appliance models list``; ``bytes`` of the file on disk, 0 if missing."""

    model: Model
    standing: Standing
    path: Path
    bytes: int = 0


def digest(path: Path) -> str:
    """The file's sha256; hashed again whenever its identity, size or time has changed."""
    found = path.stat()
    return _digest(path, found.st_ino, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=32)
def _digest(path: Path, _inode: int, _size: int, _mtime: int) -> str:
    running = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            running.update(block)
    return running.hexdigest()


def pins(models_dir: Path) -> Mapping[str, str]:
    """Name -> sha256 as given by an administrator; raises ``SettingsInvalid`` on a broken file."""
    path = models_dir / PINS
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): checked(str(sha256)) for name, sha256 in found.items()}
    except (ValueError, AttributeError):
        raise SettingsInvalid(f"The file {path} is not a table of sha256 hashes.") from None


def checked(sha256: str) -> str:
    """A sha256 in its usual form; raises ``SettingsInvalid``."""
    folded = sha256.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{64}", folded):
        raise SettingsInvalid("A sha256 has 64 hexadecimal digits.")
    return folded


def pinned(model: Model, models_dir: Path) -> Model:
    """The model with its hash: the catalogue's, else the administrator's (``ModelUnpinned``)."""
    if model.sha256:
        return model
    sha256 = pins(models_dir).get(model.name)
    if not sha256:
        raise ModelUnpinned(model.name)
    return replace(model, sha256=sha256)


def verified(model: Model, models_dir: Path) -> Path:
    """Where the model's file lies, after hashing it.

    Raises ``ModelMissing``, ``ModelMismatch``, or ``ModelUnpinned``.
    """
    path = models_dir / model.file
    if not path.is_file():
        raise ModelMissing(model.name, str(path))
    model = pinned(model, models_dir)
    wrong_size = model.bytes and path.stat().st_size != model.bytes
    if wrong_size or digest(path) != model.sha256:
        raise ModelMismatch(model.name, str(path))
    return path


def status(model: Model, models_dir: Path, *, thorough: bool = False) -> Status:
    """How a model stands; ``thorough`` hashes the file (half a second per gigabyte or more)."""
    path = models_dir / model.file
    if not path.is_file():
        return Status(model=model, standing=Standing.MISSING, path=path)
    size = path.stat().st_size
    try:
        if thorough:
            verified(model, models_dir)
            standing = Standing.READY
        else:
            expected = pinned(model, models_dir).bytes or size
            standing = Standing.PRESENT if size == expected else Standing.DIFFERENT
    except ModelMismatch:
        standing = Standing.DIFFERENT
    except ModelUnpinned:
        standing = Standing.UNPINNED
    return Status(model=model, standing=standing, path=path, bytes=size)


def statuses(
    catalogue: Catalogue, models_dir: Path, *, thorough: bool = False
) -> tuple[Status, ...]:
    """How every model of the catalogue stands."""
    return tuple(status(model, models_dir, thorough=thorough) for model in catalogue.models)
