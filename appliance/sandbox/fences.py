"""What the kernel forbids the child, whatever code runs in it: other files, other processes.

Landlock (landlock(7)): of the file system it reads its own program, system libraries and models,
and writes into one private temporary folder. Seccomp (seccomp(2)): no sockets, no programs, no
look into other processes. Where a kernel lacks one of them, the other fences stand.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import shutil
import struct
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EXECUTE, _WRITE, _READ, _LIST = 1, 2, 4, 8
_OF_FILES = _EXECUTE | _WRITE | _READ | 1 << 14 | 1 << 15  # truncate, ioctl on devices
_VERSIONS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # rights that each version knows
_NEWEST_RIGHTS = 16
_TCP = 3  # bind, connect: since version 4
_SCOPES = 3  # abstract unix sockets and signals stay within: since version 6
_PREFIX = "appliance-reader-"
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts", "/etc/mime.types",
    "/etc/localtime", "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat",
    "/sys/devices/system", "/sys/fs/cgroup", "/dev/urandom", "/dev/random", "/var/cache/fontconfig",
)  # fmt: skip

_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM
_PR_SET_SECCOMP, _FILTER = 22, 2
_X32 = 0x40000000
# execve, execveat, ptrace, process_vm_readv, process_vm_writev, socket, connect, mount, umount2,
# pivot_root, init_module, finit_module, kexec_load, bpf, perf_event_open, add_key, request_key,
# keyctl, userfaultfd, setns, unshare, io_uring_setup
_FORBIDDEN = {
    "x86_64": (0xC000003E, (59, 322, 101, 310, 311, 41, 42, 165, 166, 155, 175, 313, 246, 321,
                            298, 248, 249, 250, 323, 308, 272, 425)),
    "aarch64": (0xC00000B7, (221, 281, 117, 270, 271, 198, 203, 40, 39, 41, 105, 273, 104, 280,
                             241, 217, 218, 219, 282, 268, 97, 425)),
}  # fmt: skip


def private_folder() -> Path:
    """An empty folder for temporary files, the only place to write; those of killed children go."""
    place = Path(tempfile.gettempdir())
    for left in place.glob(f"{_PREFIX}*"):
        number = left.name.removeprefix(_PREFIX)
        if number.isdigit() and not Path("/proc", number).exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = place / f"{_PREFIX}{os.getpid()}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    return folder


def enclose_files(readable: Iterable[Path]) -> bool:
    """From now on only ``readable``, the program itself and a private folder; False without
    Landlock. Must come before any thread is started, and after ``no_new_privs``."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    rights = (1 << _VERSIONS.get(version, _NEWEST_RIGHTS)) - 1
    handled = struct.pack("QQQ", rights, _TCP * (version >= 4), _SCOPES * (version >= 6))
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = libc.syscall(_CREATE, handled[:size], size, 0)
    if rules < 0:
        return False
    try:
        for path in (*_own(), *map(Path, _SYSTEM), *readable):
            _allow(libc, rules, path, (_READ | _LIST | _EXECUTE) & rights)
        _allow(libc, rules, Path("/dev/null"), (_READ | _WRITE) & rights)
        _allow(libc, rules, private_folder(), rights & ~_EXECUTE)
        return bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _own() -> Iterator[Path]:
    """Where this program and its interpreter live."""
    yield Path(__file__).resolve().parents[1]
    for found in {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *sys.path}:
        if found and (path := Path(found)).is_dir() and path != Path(__file__).parents[2]:
            yield path


def _allow(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= _OF_FILES
        libc.syscall(_ADD, rules, 1, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def forbid_calls() -> bool:
    """Refuse the system calls above for good; False on a processor that is not known here."""
    known = _FORBIDDEN.get(platform.machine())
    if known is None:
        return False
    architecture, calls = known
    program = _program(architecture, calls)
    code = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(code))
    return bool(ctypes.CDLL(None).prctl(_PR_SET_SECCOMP, _FILTER, filter_, 0, 0) == 0)


def _program(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Classic BPF over ``struct seccomp_data``: architecture at 4, number of the call at 0."""
    load, equal, at_least, back = 0x20, 0x15, 0x35, 0x06
    left = len(calls)
    steps = [(load, 0, 0, 4), (equal, 0, left + 3, architecture), (load, 0, 0, 0)]
    steps.append((at_least, left + 1, 0, _X32))
    steps += [(equal, left - at, 0, call) for at, call in enumerate(calls)]
    steps += [(back, 0, 0, _ALLOW), (back, 0, 0, _REFUSE)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
