"""Who holds a lease, and whether that process can still be at work.

A lease runs out by the clock in any case; on the same machine a dead owner is recognised at
once, so that a killed worker costs seconds and not the length of a lease.
"""

from __future__ import annotations

import os
import socket
from functools import lru_cache
from pathlib import Path

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
