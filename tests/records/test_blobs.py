"""The contract of a blob store, on the fake and on real files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.errors import NotFound
from appliance.ports import Blobs
from appliance.records import FileBlobs
from tests.service.fakes_service import MemoryBlobs


@pytest.fixture(params=["memory", "files"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return MemoryBlobs() if request.param == "memory" else FileBlobs(tmp_path / "blobs")


def test_what_was_put_comes_back(blobs: Blobs) -> None:
    blobs.put("ab12/original.1", b"\x00content")
    blobs.put("cd34/original.1", b"")

    assert blobs.get("ab12/original.1") == b"\x00content"
    assert blobs.get("cd34/original.1") == b""
    assert list(blobs.keys()) == ["ab12/original.1", "cd34/original.1"]


def test_the_last_content_counts(blobs: Blobs) -> None:
    blobs.put("ab12/original", b"one")
    blobs.put("ab12/original", b"two")

    assert blobs.get("ab12/original") == b"two"


def test_what_was_deleted_is_gone_and_deleting_again_is_no_error(blobs: Blobs) -> None:
    blobs.put("ab12/original", b"one")
    blobs.delete("ab12/original")
    blobs.delete("ab12/original")

    with pytest.raises(NotFound):
        blobs.get("ab12/original")
    assert list(blobs.keys()) == []


@pytest.mark.parametrize("key", ["../x", "/etc/passwd", "a/../b", "A/b", "a//b", "", "a/b/c", "."])
def test_a_key_is_never_a_path_out_of_the_store(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a blob key"):
        FileBlobs(tmp_path / "blobs").put(key, b"x")


def test_files_are_for_the_owner_only(tmp_path: Path) -> None:
    FileBlobs(tmp_path / "blobs").put("ab12/original", b"x")

    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "blobs").rglob("*")}
    assert modes == {0}


def test_a_writer_killed_in_mid_write_leaves_no_blob(tmp_path: Path) -> None:
    """The draft that it leaves behind is not taken for a blob, and the key can be written."""
    code = (
        "import os, signal, sys, pathlib; from appliance.records import blobs;"
        "os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL);"
        "store = pathlib.Path(sys.argv[1]); (store / 'ab' / 'ab12').mkdir(parents=True);"
        "blobs.FileBlobs(store).put('ab12/original', b'half')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env={**os.environ})
    store = FileBlobs(tmp_path)

    assert done.returncode == -signal.SIGKILL
    assert list(store.keys()) == []
    store.put("ab12/original", b"whole")
    assert store.get("ab12/original") == b"whole"
