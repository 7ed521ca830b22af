"""Memory of a family of processes: what they share counts once."""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.evaluation.memory import Family, Peak

MEGABYTE = 1 << 20
CHILD = """
import mmap, sys
with open(sys.argv[1], "rb") as file:
    mapped = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    sum(mapped[i] for i in range(0, len(mapped), 4096))
    print("ready", flush=True)
    sys.stdin.read()
"""


def a_process(proc: Path, pid: int, parent: int, **sizes: int) -> None:
    folder = proc / str(pid)
    folder.mkdir(parents=True)
    status = (
        f"Name:\tx\nPPid:\t{parent}\nVmHWM:\t{sizes['peak']} kB\nVmRSS:\t{sizes['resident']} kB\n"
    )
    (folder / "status").write_text(status)
    if "share" in sizes:
        (folder / "smaps_rollup").write_text(f"0-1 ---p\nRss: 9 kB\nPss:  {sizes['share']} kB\n")


def test_shares_are_added_up_over_children_and_grandchildren(tmp_path: Path) -> None:
    a_process(tmp_path, 10, 1, peak=900, resident=800, share=512)
    a_process(tmp_path, 11, 10, peak=800, resident=800, share=256)
    a_process(tmp_path, 12, 11, peak=800, resident=800, share=256)
    a_process(tmp_path, 13, 1, peak=800, resident=800, share=4096)  # somebody else

    family = Family(10, tmp_path)

    assert family.now() == 1.0
    assert family.most() == pytest.approx(1.0 + 100 / 1024)


def test_what_a_family_made_itself_leaves_out_the_pages_of_files(tmp_path: Path) -> None:
    a_process(tmp_path, 10, 1, peak=900, resident=800, share=512)
    rollup = tmp_path / "10" / "smaps_rollup"
    rollup.write_text("Pss: 900 kB\nPss_Anon: 512 kB\nPss_File: 376 kB\nPss_Shmem: 512 kB\n")

    assert Family(10, tmp_path).own() == 1.0
    assert Family(99, tmp_path).own() == 0.0


def test_what_is_resident_counts_where_shares_are_not_told(tmp_path: Path) -> None:
    a_process(tmp_path, 10, 1, peak=2048, resident=2048)

    assert Family(10, tmp_path).now() == 2.0
    assert Family(99, tmp_path).now() == 0.0


def test_the_peak_is_the_highest_of_all_looks(tmp_path: Path) -> None:
    a_process(tmp_path, 10, 1, peak=1024, resident=1024, share=1024)
    peak = Peak(tmp_path)

    peak.look(10)
    peak.look(99)

    assert peak.mb == 1.0


def test_a_file_that_two_processes_map_counts_once(tmp_path: Path) -> None:
    shared = tmp_path / "model"
    shared.write_bytes(os.urandom(MEGABYTE) * 64)
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, shared], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        family = Family(os.getpid())
        before = family.now()
        with shared.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
            touched = sum(mapped[i] for i in range(0, len(mapped), 4096))
            after = family.now()
            mapped.close()
    finally:
        child.communicate()

    assert touched > 0
    assert after - before < 32, "the second mapping of 64 MB takes no memory"
