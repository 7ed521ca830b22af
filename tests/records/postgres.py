"""A private PostgreSQL: a cluster in a temporary folder on a unix socket, no TCP port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def available() -> bool:
    """Whether this machine has the server's programs."""
    return bool(BINARIES)


def _run(*command: str) -> None:
    """As an ordinary user: PostgreSQL refuses to run as root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*user, *command], check=True, capture_output=True, cwd="/", timeout=60)


def start(folder: Path) -> None:
    """Start the server of a cluster; raises ``CalledProcessError`` while an old one still ends."""
    options = f"-k {folder} -c listen_addresses= -c max_connections=30 -c shared_buffers=16MB"
    _run(
        str(BINARIES[-1] / "pg_ctl"), "-D", str(folder / "data"), "-o", options, "-w",
        "-l", str(folder / "log"), "start",
    )  # fmt: skip


def postmaster(folder: Path) -> int:
    """The process id of a cluster's server."""
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty database; the cluster is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    programs, data = BINARIES[-1], folder / "data"
    try:
        _run(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-N")
        start(folder)
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            _run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
