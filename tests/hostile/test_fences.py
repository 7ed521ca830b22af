"""What native code in the reader could do if a parser were taken over: nothing that matters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.sandbox import fences

ATTEMPTS = {
    "read a file of somebody else": "os.read(os.open(sys.argv[1], os.O_RDONLY), 9)",
    "list a folder of somebody else": "os.listdir(os.path.dirname(sys.argv[1]))",
    "read the settings": "os.open('/etc/passwd', os.O_RDONLY)",
    "write beside the program": "os.open(os.path.dirname(os.__file__) + '/x', os.O_CREAT)",
    "write into the system's temporary folder": "os.open('/tmp/x-reader', os.O_CREAT|os.O_RDWR)",
    "open an internet socket": "ctypes.CDLL(None, use_errno=True).socket(2, 1, 0)",
    "open a unix socket": "ctypes.CDLL(None, use_errno=True).socket(1, 1, 0)",
    "run a program": "ctypes.CDLL(None, use_errno=True).execv(b'/bin/true', None)",
    "look into its parent": "ctypes.CDLL(None, use_errno=True).ptrace(16, os.getppid(), 0, 0)",
    "kill its parent": "os.kill(os.getppid(), 0)",
    "make a namespace": "ctypes.CDLL(None, use_errno=True).unshare(0x10000000)",
}
FINE = {
    "read its own program": "open(os.__file__).read(9)",
    "read the models": "open(sys.argv[2]).read(9)",
    "keep a temporary file": "tempfile.TemporaryFile().write(b'x')",
    "throw away": "open('/dev/null', 'wb').write(b'x')",
    "start a thread": "threading.Thread(target=print).start()",
}
CHILD = """
import ctypes, os, sys, tempfile, threading
from pathlib import Path
libc = ctypes.CDLL(None)
libc.prctl(38, 1, 0, 0, 0)
from appliance.sandbox import fences
print(fences.enclose_files([Path(sys.argv[2]).parent]), fences.forbid_calls())
try:
    result = {attempt}
    print("refused" if result == -1 else "done")
except PermissionError:
    print("refused")
"""


def landlock() -> int:
    """The version that this kernel has; 0 or less without."""
    import ctypes

    return ctypes.CDLL(None).syscall(444, None, 0, 1)


def tried(attempt: str, tmp_path: Path) -> str:
    secret, model = tmp_path / "secret" / "s.txt", tmp_path / "models" / "m.bin"
    for path in (secret, model):
        path.parent.mkdir()
        path.write_text("something")
    command = [sys.executable, "-c", CHILD.format(attempt=attempt), str(secret), str(model)]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    fences_, *rest = done.stdout.split("\n")
    assert fences_ == "True True"
    return "".join(rest)


SINCE = {"kill its parent": 6}
"""The version of Landlock that forbids it; all else is forbidden by the first one or by seccomp."""
HELD = [attempt for attempt in ATTEMPTS if landlock() >= SINCE.get(attempt, 1)]
pytestmark = pytest.mark.skipif(landlock() < 1, reason="this kernel has no Landlock")


@pytest.mark.parametrize("attempt", HELD)
def test_it_cannot(attempt: str, tmp_path: Path) -> None:
    assert tried(ATTEMPTS[attempt], tmp_path) == "refused"


@pytest.mark.parametrize("attempt", FINE)
def test_it_still_can(attempt: str, tmp_path: Path) -> None:
    assert tried(FINE[attempt], tmp_path).startswith("done")


def test_what_a_killed_child_left_is_removed_by_the_next(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    left = tmp_path / "appliance-reader-999999999"
    left.mkdir()
    (left / "page.png").write_bytes(b"of a document")

    folder = fences.private_folder()

    assert not left.exists()
    assert folder.is_dir()
