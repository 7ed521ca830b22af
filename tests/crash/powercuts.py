"""The power goes while documents come in: what was answered "accepted" is there afterwards.

    python -m tests.crash.powercuts [--cuts 100] [--seed 1] [--control]

As root, on Linux: a small ext4 on a loop device, cut off by the shutdown ioctl, which drops all
that has not reached the device. ``--control`` runs SQLite with synchronous=NORMAL, which loses
commits: if it did not, the test would prove nothing. Resumable by tens: see docs/durability.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import random
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.errors import ApplianceError
from appliance.settings import load
from tests.crash import report
from tests.crash.processes import ROOT
from tests.crash.submitter import Silent

SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
NO_LOG_FLUSH = 2
MEGABYTES = 96
ID = 32
TEN = 10
"""Cuts of one disk."""


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
    accepted = list(heard)  # after a power cut nobody says anything: what is heard from now on
    disk.cut()  # may have been said in the dark, and is counted apart
    process.kill()
    process.wait()
    listener.join()
    dark = [line for line in heard[len(accepted) :] if len(line) == ID]
    disk.unmount()
    disk.mount()
    return {
        "accepted": len(accepted),
        "lost": _missing(state, accepted),
        "said in the dark": len(dark),
        "lost of those": _missing(state, dark),
        "broken": _broken(state),
    }


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


def cuts(number: int, seed: int, *, control: bool) -> Counter[str]:
    """So many cuts, one after another, on a fresh disk."""
    total: Counter[str] = Counter()
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="cuts-") as folder:
        disk = Disk(Path(folder))
        try:
            for at in range(number):
                found = cut(disk, dice, at, control=control)
                total["cuts"] += 1
                total["cuts that lost"] += found["lost"] > 0
                total.update(found)
        finally:
            disk.unmount()
    return total


def line(seed: int, total: Counter[str], *, control: bool) -> dict[str, str]:
    """Its row in docs/durability.md."""
    weak = "control: the same cut with synchronous=NORMAL must lose"
    lost = f"{total['lost']} lost in {total['cuts that lost']} cuts"
    if not control and not total["lost"]:
        lost = f"lost {report.none_of(total['accepted'])}"
    dark, gone = total["said in the dark"], total["lost of those"]
    lost += f"; {dark} more were said while the cut was under way, {gone} of them not there (below)"
    whole = f"`integrity_check` ok {total['cuts'] - total['broken']} of {total['cuts']}"
    return {
        "suite": weak if control else "power cut: ext4 on a loop device, shutdown ioctl",
        "command": f"`python -m tests.crash.powercuts --seed {seed}{' --control' * control}`",
        "run": f'{total["cuts"]} cuts, {total["accepted"]} documents answered "accepted"',
        "wanted": "10" if control else "100",
        "result": f"{lost}: the cut is a real one; {whole}" if control else f"{lost}; {whole}",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--control", action="store_true")
    chosen = parser.parse_args()
    name = "powercuts-control" if chosen.control else "powercuts"
    batches = report.load(name).get("batches", {})
    total: Counter[str] = Counter()
    for at in range(0, chosen.cuts, TEN):
        key = f"seed {chosen.seed} from {at}"
        if key not in batches:
            number = min(TEN, chosen.cuts - at)
            batches[key] = cuts(number, chosen.seed * 1_000 + at, control=chosen.control)
        total.update(batches[key])
        report.save(name, {"batches": batches}, line(chosen.seed, total, control=chosen.control))
        print(time.strftime("%H:%M:%S"), key, batches[key], flush=True)
    if chosen.control:
        return int(total["lost"] == 0)
    return int(bool(total["lost"] or total["broken"]))


if __name__ == "__main__":
    sys.exit(main())
