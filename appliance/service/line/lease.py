"""Who holds a lease, and whether that process can still be at work.

A lease runs out by the clock in any case; on the same machine a dead owner is recognised at
once, so that a killed worker costs seconds and not the length of a lease. Work that shows progress
keeps its lease; a worker that shows none is ended before another one is given its document.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from appliance.errors import LeaseLost
from appliance.ports import Clock
from appliance.records.documents import Record
from appliance.records.unit import Database

MARGIN = timedelta(seconds=2)
"""Before a lease runs out, its worker is ended."""
RENEWALS = 4
"""So often is a lease renewed in its own length, at most."""
_START_FIELD = 19  # of /proc/PID/stat after the command name; see proc(5), starttime


@lru_cache(maxsize=1)
def _machine() -> str:
    identity = Path("/etc/machine-id")
    known = identity.read_text().strip()[:16] if identity.is_file() else ""
    return f"{socket.gethostname()}-{known}"


@lru_cache(maxsize=1)
def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:13]


def _namespace() -> str:
    return str(Path("/proc/self/ns/pid").stat().st_ino)


def _started(pid: int) -> str | None:
    """When a process started (clock ticks since boot): tells a reused pid from the old one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] == "Z" else fields[_START_FIELD]


def here() -> str:
    """The name of this process, unlike any other's on any machine."""
    pid = os.getpid()
    return "/".join((_machine(), _boot(), _namespace(), str(pid), _started(pid) or ""))


def gone(owner: str) -> bool:
    """Whether ``owner`` is certainly no more: same machine, and rebooted or without the process."""
    parts = owner.split("/")
    if len(parts) != 5 or parts[0] != _machine():
        return False
    _, boot, namespace, pid, started = parts
    if boot != _boot():
        return True
    return namespace == _namespace() and _started(int(pid)) != started


@contextmanager
def enforced(longest: timedelta) -> Iterator[None]:
    """Have the kernel end this process (SIGALRM) where it is at work for longer than a lease.

    Else its work would be done twice. It ends code that never lets Python have a turn, too.
    """
    _end_after(longest - MARGIN)
    try:
        yield
    finally:
        _end_after(timedelta(0))


def _end_after(time: timedelta) -> None:
    signal.setitimer(signal.ITIMER_REAL, max(time.total_seconds(), 0.0))


def renewal(
    database: Database, clock: Clock, record: Record, longest: timedelta
) -> Callable[[], None]:
    """What to call whenever the work on a row goes on: it lengthens our lease on it.

    Raises ``LeaseLost`` where another one has it by now.
    """
    renewed = clock.now()

    def renew() -> None:
        nonlocal renewed
        now = clock.now()
        if now - renewed < longest / RENEWALS:
            return
        with database.unit() as unit:
            if not unit.documents.renew(record, now + longest):
                raise LeaseLost
        renewed = now
        if signal.getitimer(signal.ITIMER_REAL)[0]:
            _end_after(longest - MARGIN)

    return renew
