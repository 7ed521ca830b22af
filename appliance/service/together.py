"""Files that belong together, written under their names all or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

from appliance.durable import sync
from appliance.errors import Misconfigured

_WITHOUT = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)
"""What a file system, or a kernel, says that has no files without names."""


class NotWritable(Misconfigured):
    """A place that was named for a result cannot take it."""

    code = "cannot_write"


def distinct(source: Path, *targets: Path) -> None:
    """Raise ``NotWritable`` where two of the files are one (by name, link or inode), a folder is
    missing, or a name is a device's: told before any work, so that nothing is ever lost."""
    for at, path in enumerate(targets):
        if any(_same(path, other) for other in (source, *targets[:at])):
            raise NotWritable("The document, the new PDF and its certificate must be three files.")
        if not path.resolve().parent.is_dir() or (path.exists() and not path.is_file()):
            raise NotWritable(
                f"Nothing can be written as {path.name}: no such folder, or it is no file."
            )


def _same(one: Path, other: Path) -> bool:
    if one.resolve() == other.resolve():
        return True
    return one.exists() and other.exists() and one.samefile(other)


def write(files: Mapping[Path, bytes]) -> None:
    """Write all files, or leave everything as it was; raises ``NotWritable``.

    Each is made in its folder without a name, so that a kill leaves nothing of it, and synced;
    names are taken in the order of ``files``. What stood under a name is kept until all are taken,
    and put back where one cannot be.
    """
    mark = f".{secrets.token_hex(6)}"
    beside = {path: path.with_name(f".{path.name}{mark}.part") for path in files}
    kept = {path: path.with_name(f".{path.name}{mark}.kept") for path in files}
    taken: list[Path] = []
    try:
        with ExitStack() as held:
            made = {path: held.enter_context(_made(beside[path], files[path])) for path in files}
            for path in files:
                if path.exists():
                    os.link(path, kept[path])
            for path in files:
                _name(made[path], beside[path], path)
                taken.append(path)
    except OSError as error:
        _undo(taken, kept)
        raise NotWritable(f"The result could not be written ({error.strerror}).") from None
    except BaseException:
        _undo(taken, kept)
        raise
    finally:
        for path in (*beside.values(), *kept.values()):
            with suppress(OSError):
                path.unlink()
    for folder in {path.parent for path in files}:
        sync(folder)


def _undo(taken: list[Path], kept: Mapping[Path, Path]) -> None:
    """Only names that this call took are given up."""
    for path in taken:
        if kept[path].exists():
            kept[path].replace(path)
        else:
            path.unlink(missing_ok=True)


def _made(beside: Path, content: bytes) -> BinaryIO:
    """An open file on the disk with the content, under no name; where the file system has no such
    files, under ``beside``."""
    try:
        file = os.fdopen(os.open(beside.parent, os.O_TMPFILE | os.O_WRONLY, 0o666), "wb")
    except OSError as error:
        if error.errno not in _WITHOUT:
            raise
        file = beside.open("xb")
    try:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            file.close()
        raise
    return file


def _name(made: BinaryIO, beside: Path, path: Path) -> None:
    """Give a file its name; ``beside`` is used only where it has to take that of another."""
    if not beside.exists():
        free, number = not os.path.lexists(path), made.fileno()
        # Python follows the link to the file only where a folder is told, too; it has no meaning
        os.link(f"/proc/self/fd/{number}", path if free else beside, src_dir_fd=number)
        if free:
            return
    beside.replace(path)
