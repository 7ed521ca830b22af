"""Files named on the command line, before anything takes them into memory."""

from __future__ import annotations

import stat
from pathlib import Path

from appliance.errors import ApplianceError, Misconfigured, TooLarge
from appliance.settings import Limits
from appliance.types import Problem


class CannotOpen(ApplianceError):
    """A path that gives no document, and the problem to be told about it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(code=code, message=sentence)


class CannotWrite(Misconfigured):
    """The place that was named for a result does not take it."""

    code = "cannot_write"


def visible(folder: Path) -> list[Path]:
    """The files in and below a folder, in order; what is hidden by a leading dot is left out."""
    found = sorted(item for item in folder.rglob("*") if item.is_file())
    return [
        item
        for item in found
        if not any(part.startswith(".") for part in item.relative_to(folder).parts)
    ]


def content_of(path: Path, limits: Limits) -> bytes:
    """The bytes of a file. Raises ``CannotOpen``, before reading what would be refused anyway."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise CannotOpen("no_files", "There are no files in this folder.")
        if not stat.S_ISREG(found.st_mode):
            raise CannotOpen("not_readable", "This is no file that can be read.")
        if found.st_size > limits.bytes:
            size, most = found.st_size / 1e6, limits.bytes / 1e6
            sentence = f"The file has {size:.0f} MB; the limit is {most:.0f} MB."
            raise CannotOpen(TooLarge.code, sentence)
        return path.read_bytes()
    except FileNotFoundError:
        raise CannotOpen("not_found", "There is no file with this name.") from None
    except OSError:
        raise CannotOpen("not_readable", "This file may not be opened.") from None
