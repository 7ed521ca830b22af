"""What the hot folder keeps of files that were taken in: not for ever, and nothing erased."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from appliance.ports import Clock
from appliance.records.keys import Keyring
from appliance.records.unit import Database
from appliance.service.documents.archive import ORIGINAL
from appliance.settings import Settings

log = logging.getLogger(__name__)

TAKEN, REFUSED = "taken", "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Files in ``taken/`` are copies of documents that are in the books; ``refused/`` waits for
    people and only loses what was erased. An archive that lost a file to an erasure goes whole."""

    database: Database
    ring: Keyring
    clock: Clock
    settings: Settings

    def tidy(self) -> int:
        """Delete copies of erased documents, and those older than ``taken_days``; how many."""
        root = self.settings.hot_folder
        if root is None or not root.is_dir():
            return 0
        with self.database.unit(readonly=True) as unit:
            erased = {(one.size, one.digest) for one in unit.governance.tombstones()}
            erased |= {(one.size, one.digest) for one in unit.governance.without(ORIGINAL)}
        sizes = {size for size, _ in erased}
        oldest = (self.clock.now() - timedelta(days=self.settings.taken_days)).timestamp()
        removed = 0
        for folder in (TAKEN, REFUSED):
            for name, within, status in _files(root / folder):
                old = folder == TAKEN and max(status.st_mtime, status.st_ctime) < oldest
                if old or (status.st_size in sizes and self._is(name, within, erased)):
                    with suppress(FileNotFoundError):  # somebody else was faster
                        os.unlink(name, dir_fd=within)
                        removed += 1
        if removed:
            log.info("hot folder tidied", extra={"count": removed})
        return removed

    def _is(self, name: str, within: int, erased: set[tuple[int, bytes]]) -> bool:
        try:
            handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=within)
        except OSError:
            return False
        with os.fdopen(handle, "rb") as file:
            content = file.read()
        return (len(content), self.ring.digest(content)) in erased


def _files(folder: Path) -> Iterator[tuple[str, int, os.stat_result]]:
    """(name, its folder's handle, what it is) of the regular files below; no link is followed, not
    even one that somebody put in the place of the folder itself."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for _, _, names, within in os.fwalk(folder):
        for name in sorted(names):
            with suppress(FileNotFoundError):
                status = os.stat(name, dir_fd=within, follow_symlinks=False)
                if stat.S_ISREG(status.st_mode):
                    yield name, within, status
