"""What the child may not do: reach a network, grow without bounds, leave a core file.

Several fences, because not every machine grants each of them: resource limits always hold, an
audit hook forbids sockets to Python code, and where the kernel allows it the child lives in a
network namespace of its own that has no interfaces (so native code has no network either). Landlock
and seccomp keep native code from other files and processes: see ``fences``.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import select
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from appliance.sandbox import fences

CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
PR_SET_NO_NEW_PRIVS = 38
PATIENCE_SECONDS = 0.5
FILE_SIZE = 64 * 2**20  # bytes of a single temporary file
_FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")


def confine(memory_mb: int, readable: Iterable[Path] = ()) -> None:
    """Raise the fences, once, before any file is read. They cannot be lowered again.

    ``readable``: what may be read besides the program itself (the models).
    """
    _first_to_go()
    _limit(resource.RLIMIT_AS, memory_mb * 2**20)
    _limit(resource.RLIMIT_FSIZE, FILE_SIZE)
    _limit(resource.RLIMIT_CORE, 0)
    _own_network()
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    fences.enclose_files(readable)
    fences.forbid_calls()
    sys.addaudithook(_forbid)


def allow_processor(seconds: int) -> None:
    """Grant processor time for the next file on top of what was used so far.

    A native parser that spins for ever dies of SIGXCPU even when our parent is gone.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, hard))


def memory_mb() -> int:
    """The address space in use."""
    with open("/proc/self/statm", encoding="ascii") as stat:  # noqa: PTH123 - a proc file
        pages = int(stat.read().split()[0])
    return pages * resource.getpagesize() // 2**20


def give_back_memory(requests: BinaryIO, *, when_idle: bool) -> None:
    """Return what the last file needed to the machine: the allocator would keep it for ever.

    Not at once, since whoever was answered is at work with the answer: a collection beside it cost
    it a third of its time. What is there after the first file (libraries, networks) stays.
    ``when_idle``: not where the next request waits, for requests that take less than a collection.
    """
    waiting, _, _ = select.select([requests], [], [], PATIENCE_SECONDS)
    if waiting and when_idle:
        return
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()
    ctypes.CDLL(None).malloc_trim(0)


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def _first_to_go() -> None:
    """Where no memory is left, the kernel ends this process, not its parent."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def _own_network() -> bool:
    """A network namespace without interfaces; False where the kernel refuses."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    flags = CLONE_NEWNET if os.geteuid() == 0 else CLONE_NEWNET | CLONE_NEWUSER
    return bool(unshare(flags) == 0)


def _forbid(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(f"a fenced child may not use {event}")
