"""The power goes while documents come in: what was answered "accepted" is there afterwards.

    python -m tests.crash.powercuts [--cuts 100] [--seed 1] [--control] [--report FILE]

As root, on Linux: a small ext4 on a loop device, cut off by the shutdown ioctl, which drops all
that has not reached the device. ``--control`` runs SQLite with synchronous=NORMAL, which loses
commits: if it did not, the test would prove nothing.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import random
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.errors import ApplianceError
from appliance.settings import load
from tests.crash.processes import ROOT
from tests.crash.submitter import Silent

SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
NO_LOG_FLUSH = 2
MEGABYTES = 96


class Disk:
    """An ext4 in a file, mounted on a folder."""

    def __init__(self, folder: Path) -> None:
        self.image, self.place = folder / "disk.img", folder / "disk"
        self.place.mkdir()
        with self.image.open("wb") as file:
            file.truncate(MEGABYTES << 20)
        _run("mkfs.ext4", "-q", "-F", str(self.image))
        self.mount()

    def mount(self) -> None:
        _run("mount", "-o", "loop", str(self.image), str(self.place))

    def cut(self) -> None:
        """No byte reaches the device any more, the journal neither."""
        handle = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(handle)

    def unmount(self) -> None:
        _run("umount", str(self.place))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def available() -> bool:
    """Whether this machine lets us mount loop devices."""
    return os.geteuid() == 0 and Path("/dev/loop-control").exists()


def cut(disk: Disk, dice: random.Random, number: int, *, control: bool) -> dict[str, int]:
    """One cut: how many were accepted, and how many of those are not whole afterwards."""
    state = disk.place / "state"
    weak = ["NORMAL"] if control else []
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.submitter", f"cut{number}", "0", *weak],
        cwd=ROOT,
        env={**os.environ, "APPLIANCE_STATE_DIR": str(state)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    heard: list[str] = []
    first = threading.Event()

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            heard.append(line.strip())
            first.set()

    listener = threading.Thread(target=listen)
    listener.start()
    first.wait(60)
    time.sleep(dice.uniform(0.0, 1.0))
    disk.cut()
    accepted = list(heard)  # what was said before the cut; later lines are not held against it
    process.kill()
    process.wait()
    listener.join()
    disk.unmount()
    disk.mount()
    return {"accepted": len(accepted), "lost": _missing(state, accepted), "broken": _broken(state)}


def _missing(state: Path, ids: list[str]) -> int:
    """Documents without a row, or whose original does not open."""
    with build(load(state_dir=state), Parts(queue=Silent())) as house:
        missing = 0
        for one in ids:
            try:
                name = house.desk.row(SYSTEM, one).name
                with house.processing.database.unit(readonly=True) as unit:
                    record, stored = unit.documents.get(one), unit.artifacts.of(one)
                assert record is not None
                archive = house.eraser.archive
                whole = [archive.get(archive.key(record), item.blob) for item in stored]
                missing += not (name and whole)
            except ApplianceError:
                missing += 1
        return missing


def _broken(state: Path) -> int:
    with closing(sqlite3.connect(state / "appliance.db")) as connection:
        (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    return int(said != "ok")


def cuts(number: int, seed: int, *, control: bool) -> dict[str, int]:
    """So many cuts on fresh disks of ten cuts each."""
    total = {"cuts": 0, "accepted": 0, "lost": 0, "broken": 0, "cuts that lost": 0}
    dice = random.Random(seed)
    for start in range(0, number, 10):
        with tempfile.TemporaryDirectory(prefix="cuts-") as folder:
            disk = Disk(Path(folder))
            try:
                for at in range(start, min(number, start + 10)):
                    found = cut(disk, dice, at, control=control)
                    total["cuts"] += 1
                    total["cuts that lost"] += found["lost"] > 0
                    for name, count in found.items():
                        total[name] += count
            finally:
                disk.unmount()
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--report", type=Path, default=Path("var/crash/powercuts.json"))
    chosen = parser.parse_args()
    found = cuts(chosen.cuts, chosen.seed, control=chosen.control)
    chosen.report.parent.mkdir(parents=True, exist_ok=True)
    report = json.loads(chosen.report.read_text()) if chosen.report.exists() else {}
    name = f"{'control' if chosen.control else 'full'} seed {chosen.seed} cuts {chosen.cuts}"
    report[name] = found
    chosen.report.write_text(json.dumps(report, indent=1))
    print(name, found)
    if chosen.control:
        return int(found["lost"] == 0)
    return int(bool(found["lost"] or found["broken"]))


if __name__ == "__main__":
    sys.exit(main())
