"""Moving files within one file system so that nothing is overwritten and nothing half-moved."""

from __future__ import annotations

import contextlib
import itertools
import os
from pathlib import Path

_LONGEST_NAME = 255  # bytes, on nearly every file system
_LONGEST_SUFFIX = 20  # characters; anything longer is no suffix


def move(path: Path, folder: Path) -> Path:
    """Move a file into a folder under its own name, or the first free ``name (2)``; durable.

    The name is reserved by creating it, then replaced by the rename: both are atomic on local
    disks and on network shares alike, where hard links often are not to be had.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = _reserve(folder, path.name)
    try:
        path.replace(target)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    _sync(folder)
    _sync(path.parent)
    return target


def write_beside(path: Path, text: str) -> None:
    """Write ``<name>.txt`` beside a file, durably."""
    note = _reserve(path.parent, path.name + ".txt")
    with note.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    _sync(path.parent)


def _reserve(folder: Path, name: str) -> Path:
    """An empty file under a name that was free."""
    suffix = Path(name).suffix[:_LONGEST_SUFFIX]
    stem = name.removesuffix(suffix) if suffix else name
    for number in itertools.count(1):
        ending = suffix if number == 1 else f" ({number}){suffix}"
        target = folder / (_cut(stem, _LONGEST_NAME - len(os.fsencode(ending))) + ending)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o640))
            return target
    raise AssertionError("counting never ends")


def _cut(stem: str, room: int) -> str:
    """As much of a name as fits into so many bytes, whole characters only."""
    return (
        os.fsencode(stem)[:room].decode(errors="ignore") if len(os.fsencode(stem)) > room else stem
    )


def _sync(folder: Path) -> None:
    """Flush a folder's entries; network shares that cannot do that are taken at their word."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
