"""Paths on the command line that are no documents: told apart before they are read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.cli.files import CannotOpen, content_of, visible
from appliance.settings import Limits

APPLIANCE = Path(sys.executable).with_name("appliance")


def problem(path: Path) -> str:
    with pytest.raises(CannotOpen) as caught:
        content_of(path, Limits())
    return caught.value.problem.code


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.truncate(2**40)  # a hole: reading it would take the machine's memory

    assert problem(path) == "too_large"


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe, dangling = tmp_path / "pipe", tmp_path / "dangling.pdf"
    os.mkfifo(pipe)
    dangling.symlink_to(tmp_path / "nowhere")

    assert problem(pipe) == problem(Path("/dev/zero")) == "not_readable"
    assert problem(dangling) == "not_found"
    assert problem(tmp_path) == "no_files"


def test_a_folder_stands_for_its_visible_files(tmp_path: Path) -> None:
    for name in ("b.txt", "below/a.txt", ".hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    assert visible(tmp_path) == [tmp_path / "b.txt", tmp_path / "below/a.txt"]


def test_submit_takes_what_is_there_and_says_what_is_not(tmp_path: Path) -> None:
    there, missing = tmp_path / "there.txt", tmp_path / "missing.txt"
    there.write_text("Invoice 4 of 12 May 2024, total 3.00")

    forged = tmp_path / "a\x1b[2J\n0123  received  b\u202e.txt"
    forged.write_text("Invoice 5 of 12 May 2024, total 4.00")

    result = appliance(tmp_path, "submit", missing, there, forged)

    assert result.returncode == 3
    assert len(result.stdout.splitlines()) == 2  # one line per document, whatever its name
    assert "a\\x1b[2J\\n0123  received  b\\u202e.txt" in result.stdout
    assert str(there) in result.stdout
    assert f"{missing}: There is no file with this name." in result.stderr.splitlines()


def test_an_export_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    result = appliance(tmp_path, "export", "-o", tmp_path / "nowhere" / "x.jsonl")

    assert result.returncode == 2
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


def appliance(state: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "APPLIANCE_STATE_DIR": str(state / "state")}
    command = [APPLIANCE, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment)


def test_an_evaluation_of_nothing_is_no_result(tmp_path: Path) -> None:
    manifest = tmp_path / "m.jsonl"
    manifest.write_text('{"file": "a.pdf", "class": "receipts"}\n')

    result = appliance(tmp_path, "evaluate", manifest, "--class", "recipes")

    assert result.returncode == 2
    assert "No document" in result.stderr
