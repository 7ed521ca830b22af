"""A memory cgroup of one's own (version 1 or 2): who is in it gets no more than its share."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")


@dataclass(frozen=True, slots=True)
class Cgroup:
    """One group."""

    folder: Path

    def command(self, *command: str) -> list[str]:
        """A command that enters the group before it becomes what it is."""
        return ["sh", "-c", f'echo $$ > {self.folder}/cgroup.procs && exec "$@"', "sh", *command]

    @property
    def killed(self) -> int:
        """How often the kernel killed somebody in it for want of memory."""
        name = "memory.oom_control" if _version() == 1 else "memory.events"
        rows = dict(row.split() for row in (self.folder / name).read_text().splitlines())
        return int(rows["oom_kill"])


def _version() -> int:
    if (ROOT / "memory").is_dir():
        return 1
    controllers = ROOT / "cgroup.controllers"
    return 2 if controllers.is_file() and "memory" in controllers.read_text() else 0


def available() -> bool:
    """Whether this machine lets us make one."""
    return os.geteuid() == 0 and _version() > 0


@contextmanager
def limited(megabytes: int) -> Iterator[Cgroup]:
    """A group that may have so much memory; it must be empty at the end."""
    version = _version()
    parent = ROOT / "memory" if version == 1 else ROOT
    if version == 2:
        (ROOT / "cgroup.subtree_control").write_text("+memory")
    folder = parent / f"appliance-test-{secrets.token_hex(4)}"
    folder.mkdir()
    bound = "memory.limit_in_bytes" if version == 1 else "memory.max"
    (folder / bound).write_text(str(megabytes << 20))
    if version == 2:
        (folder / "memory.swap.max").write_text("0")
    try:
        yield Cgroup(folder)
    finally:
        for _ in range(100):  # until the kernel has let go of the last process
            with suppress(OSError):
                folder.rmdir()
                break
            time.sleep(0.1)
