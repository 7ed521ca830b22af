"""Document types with what was fitted for them on this machine since it was installed."""

from __future__ import annotations

import logging
from pathlib import Path

from appliance.doctypes.folder import CALIBRATION, laid_over
from appliance.doctypes.schema import Doctype
from appliance.errors import SettingsInvalid

log = logging.getLogger(__name__)


class Taught:
    """Looks at each asking whether a type has been fitted anew: workers need no restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[tuple[int, int], Doctype]] = {}

    def path(self, name: str) -> Path:
        """Where the fitted numbers of a type are kept."""
        return self._folder / name / CALIBRATION

    def over(self, declared: Doctype) -> Doctype:
        """The type as it is in force: the same object until its file changes.

        A file that no longer fits the declaration is as good as none, and said in the log.
        """
        path = self.path(declared.name)
        try:
            status = path.stat()
        except FileNotFoundError:
            return declared
        mark = (status.st_mtime_ns, status.st_ino)
        if declared.name not in self._known or self._known[declared.name][0] != mark:
            self._known[declared.name] = mark, fitting(declared, path)
        return self._known[declared.name][1]


def fitting(declared: Doctype, path: Path) -> Doctype:
    """The type with the numbers of a file; as declared where they do not fit any more (an upgrade
    renamed a field), which the log says."""
    try:
        return laid_over(declared, path)
    except SettingsInvalid as error:
        log.error("what was taught does not fit", extra={"code": error.code})
        return declared
