"""Moving files within the hot folder so that nothing is overwritten and nothing half-moved.

Whoever may write to the share may put a link in a folder's place at any moment. So folders are
opened one below the other, following no link, and files are named within them.
"""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path

_LONGEST_NAME = 255  # bytes, on nearly every file system
_LONGEST_SUFFIX = 20  # characters; anything longer is no suffix


def move(root: Path, path: Path, into: str, note: str = "") -> None:
    """Move a file below ``root`` to the same subfolder of ``into``, under its own name or the first
    free ``name (2)``; ``note`` is written beside it as ``<name>.txt``. Durable.

    The name is reserved by creating it, then replaced by the rename: both are atomic on local
    disks and on network shares alike, where hard links often are not to be had. Raises
    ``OSError`` where a link stands in a folder's place.
    """
    below = path.relative_to(root).parent.parts
    with _opened(root, *below) as source, _opened(root, into, *below, make=True) as target:
        name = _reserve(target, path.name)
        try:
            os.replace(path.name, name, src_dir_fd=source, dst_dir_fd=target)
        except OSError:
            os.unlink(name, dir_fd=target)
            raise
        if note:
            _write(target, f"{name}.txt", note)
        _sync(target)
        _sync(source)


@contextlib.contextmanager
def _opened(root: Path, *below: str, make: bool = False) -> Iterator[int]:
    """A folder below ``root``, reached without following a link."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in below:
            if make:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(name, dir_fd=handle)
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
            inner = os.open(name, flags, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield handle
    finally:
        os.close(handle)


def _write(folder: int, name: str, text: str) -> None:
    flags = os.O_WRONLY | os.O_NOFOLLOW
    handle = os.open(_reserve(folder, name), flags, dir_fd=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def _reserve(folder: int, name: str) -> str:
    """An empty file under a name that was free."""
    suffix = Path(name).suffix[:_LONGEST_SUFFIX]
    stem = name.removesuffix(suffix) if suffix else name
    for number in itertools.count(1):
        ending = suffix if number == 1 else f" ({number}){suffix}"
        target = _cut(stem, _LONGEST_NAME - len(os.fsencode(ending))) + ending
        with contextlib.suppress(FileExistsError):
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
            os.close(os.open(target, flags, 0o640, dir_fd=folder))
            return target
    raise AssertionError("counting never ends")


def _cut(stem: str, room: int) -> str:
    """As much of a name as fits into so many bytes, whole characters only."""
    return (
        os.fsencode(stem)[:room].decode(errors="ignore") if len(os.fsencode(stem)) > room else stem
    )


def _sync(folder: int) -> None:
    """Flush a folder's entries; network shares that cannot do that are taken at their word."""
    with contextlib.suppress(OSError):
        os.fsync(folder)
