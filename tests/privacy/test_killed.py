"""A kill in the middle of writing leaves no half of a result, and nothing beside its name."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.service import together
from appliance.service.together import NotWritable

ROOT = Path(__file__).resolve().parents[2]
WORK = """
import os, signal, sys
from pathlib import Path
from appliance.service import together
name, at, folder = sys.argv[1:]
real, calls = getattr(os, name), []
def dies(*given, **named):
    calls.append(1)
    if len(calls) == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(os, name, dies)
folder = Path(folder)
together.write({folder / "out.json": b"{}", folder / "out.pdf": b"page" * 1000})
"""
BEFORE = {("fsync", 1), ("fsync", 2), ("link", 1)}


@pytest.mark.parametrize(("name", "at"), sorted({*BEFORE, ("link", 2)}))
def test_a_kill_leaves_no_page_without_its_certificate_and_no_remains(
    tmp_path: Path, name: str, at: int
) -> None:
    command = [sys.executable, "-c", WORK, name, str(at), str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, check=False, timeout=120)
    assert run.returncode == -signal.SIGKILL
    left = [path.name for path in tmp_path.iterdir()]
    assert left == ([] if (name, at) in BEFORE else ["out.json"])


def test_a_file_that_may_not_grow_is_not_begun(tmp_path: Path) -> None:
    """As under a quota: the kernel refuses the write in the middle."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(NotWritable):
            together.write({tmp_path / "a.json": b"{}", tmp_path / "a.pdf": b"page" * 10_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(tmp_path.iterdir()) == []


def test_a_file_system_without_nameless_files_takes_the_result_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = together.os.open

    def refuses(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & together.os.O_TMPFILE == together.os.O_TMPFILE:
            raise OSError(together.errno.EOPNOTSUPP, "no such files here")
        return real(path, flags, mode)

    monkeypatch.setattr(together.os, "open", refuses)
    (tmp_path / "out.json").write_bytes(b"older")
    together.write({tmp_path / "out.json": b"{}", tmp_path / "out.pdf": b"page"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "out.json": b"{}",
        "out.pdf": b"page",
    }
