"""A full disk and a cut power cost time; nothing that was answered "accepted" is lost.

Short forms; ``make test-crash`` runs the long ones.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.errors import ApplianceError
from appliance.settings import load
from appliance.types import State
from tests.crash import cgroup, powercuts
from tests.crash import load as crowd
from tests.crash.processes import ROOT
from tests.service.fakes_service import ListQueue, PlainRooms, TextReader

root = pytest.mark.skipif(
    not powercuts.available(), reason="mounting a disk of one's own takes root and loop devices"
)
pytestmark = pytest.mark.slow


@pytest.fixture
def small() -> Iterator[Path]:
    """A file system of 8 MiB."""
    with tempfile.TemporaryDirectory(prefix="small-") as folder:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], check=True, timeout=20
        )
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True, timeout=20)


@root
def test_a_full_disk_says_no_and_recovers_unaided(small: Path) -> None:
    """Given 8 MiB, when documents come in until it is full, then none is accepted falsely, and
    with room again the same processes go on."""
    queue = ListQueue()
    parts = Parts(queue=queue, reader=TextReader(), rooms=PlainRooms(), model=lambda: None)
    ballast = small / "ballast"
    ballast.write_bytes(bytes(2 << 20))
    accepted, refused = [], 0
    with build(load(state_dir=small / "state"), parts) as house:
        for number in range(400):
            content = f"Receipt {number} Total {number}.00 ".encode() + b"x" * 60_000
            try:
                accepted.append(house.desk.submit(SYSTEM, "a.txt", content).id)
            except (ApplianceError, OSError):
                refused += 1
            if refused == 5:
                break
        assert accepted
        assert refused == 5
        for one in accepted[-5:]:
            with suppress(ApplianceError):  # put off: the reconciler has it sent again
                house.processing.advance(one)

        ballast.unlink()
        accepted.append(house.desk.submit(SYSTEM, "a.txt", b"Receipt again Total 1.00").id)
        assert [row.id for row in house.desk.rows(SYSTEM, accepted)] == accepted
        for one in accepted[:5]:
            with house.processing.database.unit(readonly=True) as unit:
                stored, record = unit.artifacts.of(one), unit.documents.get(one)
            assert record is not None
            archive = house.eraser.archive
            assert all(archive.get(archive.key(record), item.blob) for item in stored)
        states = [row.state for row in house.desk.rows(SYSTEM, accepted)]
        assert State.QUARANTINED not in states, "the disk is at fault, not the document"


GREEDY = """
from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.settings import load
from tests.crash.submitter import Silent

with build(load(), Parts(queue=Silent())) as house:
    for number in range(1, 100):
        text = f"Receipt {number} Total {number}.00 " + "x " * (number << 21)
        print(house.desk.submit(SYSTEM, "a.txt", text.encode()).id, flush=True)
"""


@pytest.mark.skipif(not cgroup.available(), reason="a memory cgroup of one's own takes root")
def test_without_memory_nothing_is_accepted_falsely_and_the_next_start_goes_on(
    tmp_path: Path,
) -> None:
    """Given files that grow, when the kernel kills the process that takes them in, or looks at
    them, for want of memory, then all that it answered for is there, and the next process takes in
    more."""
    with cgroup.limited(160) as group:
        done = subprocess.run(
            group.command(sys.executable, "-c", GREEDY),
            cwd=ROOT,
            env={**os.environ, "APPLIANCE_STATE_DIR": str(tmp_path / "state")},
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert group.killed  # the child that looks goes first
    assert done.returncode in (-signal.SIGKILL, 1)
    accepted = done.stdout.split()

    assert accepted
    assert powercuts._missing(tmp_path / "state", accepted) == 0
    parts = Parts(queue=ListQueue(), reader=TextReader(), rooms=PlainRooms(), model=lambda: None)
    with build(load(state_dir=tmp_path / "state"), parts) as house:
        again = house.desk.submit(SYSTEM, "a.txt", b"Receipt again Total 1.00").id
        rows = house.desk.recent(SYSTEM, limit=200)
        assert len(rows) in (len(accepted) + 1, len(accepted) + 2)
        assert State.QUARANTINED not in {row.state for row in rows}, "no document is at fault"
        assert house.processing.advance(again) is State.READ


@root
def test_a_power_cut_takes_nothing_that_was_accepted() -> None:
    found = powercuts.cuts(2, seed=5, control=False)

    assert found["accepted"] > 0
    assert (found["lost"], found["broken"]) == (0, 0)


@root
def test_the_cut_is_a_real_one() -> None:
    """The control: with synchronous=NORMAL accepted documents are lost by the same cut."""
    assert powercuts.cuts(1, seed=6, control=True)["lost"] > 0


def test_a_document_costs_at_the_end_what_it_cost_at_the_start() -> None:
    found = crowd.run(15)
    assert found["accepted"] == 15
    assert found["list ms, slowest"] < 300
