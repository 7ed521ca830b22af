"""What the hot folder keeps of files that were taken in: not for ever, and nothing erased."""

from __future__ import annotations

import logging
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
            for path in sorted((root / folder).rglob("*")):
                if path.is_symlink() or not path.is_file():
                    continue
                status = path.stat()
                old = folder == TAKEN and max(status.st_mtime, status.st_ctime) < oldest
                if old or (status.st_size in sizes and self._is(path, erased)):
                    path.unlink(missing_ok=True)
                    removed += 1
        if removed:
            log.info("hot folder tidied", extra={"count": removed})
        return removed

    def _is(self, path: Path, erased: set[tuple[int, bytes]]) -> bool:
        try:
            content = path.read_bytes()
        except OSError:
            return False
        return (len(content), self.ring.digest(content)) in erased
