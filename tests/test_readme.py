"""The README is run, not read: each of its commands, as it stands there."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip() and not line.startswith("#")
]
ELSEWHERE = {
    "make run": "test_run_starts_and_stops_everything",
    "make test": "is running right now",
}


def environment(state: Path) -> dict[str, str]:
    return {**os.environ, "APPLIANCE_STATE_DIR": str(state), "COLUMNS": "120"}


def test_the_readme_has_the_two_commands() -> None:
    assert {"make demo", "make run", "make test"} <= set(COMMANDS)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ELSEWHERE])
def test_command_works_as_printed(command: str, tmp_path: Path) -> None:
    result = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True
    )

    # doctor may find the queue stopped, which it is outside `make run`
    allowed = (0, 2) if command.endswith("doctor") else (0,)
    assert result.returncode in allowed, result.stdout[-2000:] + result.stderr[-2000:]
    assert result.stdout


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_run_starts_and_stops_everything(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    state = tmp_path / "s"
    process = subprocess.Popen(
        ["make", "run"],
        cwd=ROOT,
        env={**environment(state), "APPLIANCE_CONSOLE_PORT": str(port)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        address, password = _until_address(process)
        assert address == f"http://127.0.0.1:{port}"
        assert password, "the first start prints the administrator's password"
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert answer.status == 200
        started = _processes(state)
        assert len(started) >= 4, "redis, workers, console"
    finally:
        os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C does
        process.wait(60)
    deadline = time.monotonic() + 10
    while _processes(state) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _processes(state), "nothing is left running"


def _until_address(process: subprocess.Popen[str]) -> tuple[str, str]:
    assert process.stdout is not None
    password = ""
    for line in process.stdout:
        if found := re.search(r"password\s+(\S+)$", line):
            password = found[1]
        if found := re.search(r"The console is at (\S+)", line):
            return found[1], password
    raise AssertionError("the console's address was never printed")


def _processes(state: Path) -> list[int]:
    """Running processes that were told this state folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"APPLIANCE_STATE_DIR={state}".encode() in told:
            found.append(int(folder.name))
    return found
