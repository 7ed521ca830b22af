"""The hot folder takes in what is complete, loses nothing, and says why it refuses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance, Parts, build
from appliance.errors import Misconfigured, NotPermitted, QueueUnavailable
from appliance.intake.sandboxed import SandboxedInspector
from appliance.settings import Settings, load
from tests.service.fakes_service import ListQueue, SteppingClock, TextReader
from workers import watch
from workers.moves import move

PATIENCE = 4.0  # seconds, longer than a file must be quiet


@pytest.fixture
def house(settings: Settings, inspector: SandboxedInspector) -> Iterator[Appliance]:
    parts = Parts(queue=ListQueue(), inspector=inspector, reader=TextReader())
    with build(settings, parts) as appliance:
        yield appliance


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "hot"
    folder.mkdir()
    return folder


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def folder(root: Path, house: Appliance, clock: SteppingClock) -> watch.HotFolder:
    return watch.HotFolder(root=root, desk=house.desk, clock=clock, largest=1_000_000)


@pytest.fixture
def settle(folder: watch.HotFolder, clock: SteppingClock) -> Callable[[], int]:
    """Look, let time pass, look again."""

    def go() -> int:
        folder.sweep()
        clock.step(seconds=PATIENCE)
        return folder.sweep()

    return go


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def names(house: Appliance) -> set[str]:
    return {row.name for row in house.desk.recent(SYSTEM)}


def test_a_complete_file_is_submitted_then_moved_to_taken(
    root: Path, house: Appliance, settle: Callable[[], int]
) -> None:
    (root / "scan.txt").write_bytes(b"Receipt\nTotal 1.00")
    assert settle() == 1
    assert below(root) == {"taken/scan.txt"}
    assert names(house) == {"scan.txt"}


def test_a_growing_file_waits_until_it_has_been_quiet(
    root: Path, folder: watch.HotFolder, clock: SteppingClock
) -> None:
    scan = root / "scan.txt"
    for size in range(1, 4):
        scan.write_bytes(b"x" * size)
        assert folder.sweep() == 0
        clock.step(seconds=PATIENCE)
    assert folder.sweep() == 1
    assert below(root) == {"taken/scan.txt"}


def test_a_file_rewritten_with_the_same_size_waits_too(
    root: Path, folder: watch.HotFolder, clock: SteppingClock
) -> None:
    scan = root / "scan.txt"
    scan.write_bytes(b"first")
    folder.sweep()
    clock.step(seconds=PATIENCE)
    scan.write_bytes(b"other")
    os.utime(scan, ns=(1, 1))
    assert folder.sweep() == 0


@pytest.mark.parametrize(
    "name",
    [
        "a.pdf.part",
        "a.tmp",
        "a.pdf.crdownload",
        "a.pdf.filepart",
        "~$letter.docx",
        ".hidden.pdf",
        "a.pdf~",
        "Thumbs.db",
        "a.pdf.lock",
    ],
)
def test_names_that_programs_use_while_writing_are_left_alone(
    name: str, root: Path, settle: Callable[[], int]
) -> None:
    (root / name).write_bytes(b"text")
    assert settle() == 0
    assert below(root) == {name}


def test_a_lock_file_beside_holds_a_file_back(root: Path, settle: Callable[[], int]) -> None:
    (root / "scan.txt").write_bytes(b"text")
    lock = root / "scan.txt.lock"
    lock.touch()
    assert settle() == 0
    lock.unlink()
    assert settle() == 1


def test_a_renamed_download_is_taken(root: Path, settle: Callable[[], int]) -> None:
    part = root / "scan.txt.part"
    part.write_bytes(b"text")
    assert settle() == 0
    part.rename(root / "scan.txt")
    assert settle() == 1


def test_a_refused_file_has_its_reason_beside_it(
    root: Path, house: Appliance, settle: Callable[[], int]
) -> None:
    (root / "setup.pdf").write_bytes(b"MZ" + bytes(200))
    settle()
    assert below(root) == {"refused/setup.pdf", "refused/setup.pdf.txt"}
    reason = (root / "refused" / "setup.pdf.txt").read_text(encoding="utf-8")
    assert "Windows program" in reason
    assert "unsupported_type" in reason


def test_an_empty_file_is_given_time_before_it_is_refused(
    root: Path, folder: watch.HotFolder, clock: SteppingClock
) -> None:
    (root / "scan.pdf").touch()
    folder.sweep()
    clock.step(seconds=PATIENCE)
    assert folder.sweep() == 0
    clock.step(minutes=1)
    assert folder.sweep() == 1
    assert "empty" in (root / "refused" / "scan.pdf.txt").read_text(encoding="utf-8")


def test_a_file_over_the_limit_is_refused_without_being_read(
    root: Path, house: Appliance, settle: Callable[[], int]
) -> None:
    with (root / "huge.pdf").open("wb") as out:
        out.truncate(50_000_000_000)
    settle()
    assert "limit is 1 MB" in (root / "refused" / "huge.pdf.txt").read_text(encoding="utf-8")
    assert names(house) == set()


def test_the_same_name_twice_keeps_both_files(root: Path, settle: Callable[[], int]) -> None:
    for content in (b"one", b"two", b"three"):
        (root / "scan.txt").write_bytes(content)
        settle()
    assert below(root) == {"taken/scan.txt", "taken/scan (2).txt", "taken/scan (3).txt"}


def test_subfolders_keep_their_place_and_may_be_called_taken(
    root: Path, settle: Callable[[], int]
) -> None:
    for sub in ("lobby", "lobby/taken"):
        (root / sub).mkdir()
        (root / sub / "scan.txt").write_bytes(sub.encode())
    assert settle() == 2
    assert below(root) == {"taken/lobby/scan.txt", "taken/lobby/taken/scan.txt"}


def test_links_and_pipes_are_never_followed(root: Path, tmp_path: Path, settle: Callable) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"secret")
    (root / "link.txt").symlink_to(secret)
    (root / "folder").symlink_to(tmp_path)
    os.mkfifo(root / "pipe.txt")
    assert settle() == 0
    assert secret.exists()


def test_a_name_as_long_as_the_file_system_allows_can_be_refused(
    root: Path, settle: Callable[[], int]
) -> None:
    (root / ("ä" * 125 + ".pdf")).write_bytes(b"MZ" + bytes(200))
    assert settle() == 1
    assert len(below(root / "refused")) == 2


def test_a_crash_between_submitting_and_moving_costs_nothing(
    root: Path, house: Appliance, settle: Callable[[], int]
) -> None:
    # Given a file that was submitted by a process that died before it moved the file
    (root / "scan.txt").write_bytes(b"Receipt\nTotal 1.00")
    house.desk.submit(watch.FOLDER, "scan.txt", b"Receipt\nTotal 1.00", source="folder")
    # When a new process looks at the folder
    settle()
    # I expect the file in taken/ and one document
    assert below(root) == {"taken/scan.txt"}
    assert len(house.desk.recent(SYSTEM)) == 1


class AwayDesk:
    """A desk whose database is away."""

    def submit(self, *_: object, **__: object) -> watch.Taken:
        raise QueueUnavailable


def test_a_file_stays_while_the_appliance_cannot_take_it(
    root: Path, folder: watch.HotFolder, house: Appliance, settle: Callable[[], int]
) -> None:
    (root / "scan.txt").write_bytes(b"text")
    folder.desk = AwayDesk()
    assert settle() == 0
    assert below(root) == {"scan.txt"}
    folder.desk = house.desk
    assert settle() == 1


def test_a_folder_that_vanishes_is_watched_again_when_it_is_back(
    root: Path, folder: watch.HotFolder, settle: Callable[[], int]
) -> None:
    root.rmdir()
    assert settle() == 0
    assert not folder.reachable
    root.mkdir()
    (root / "scan.txt").write_bytes(b"text")
    assert settle() == 1


def test_the_hot_folder_may_submit_and_nothing_else(house: Appliance) -> None:
    given = house.desk.submit(watch.FOLDER, "a.txt", b"text", source="folder")
    with pytest.raises(NotPermitted):
        house.desk.view(watch.FOLDER, given.id)


def test_a_failed_move_leaves_no_placeholder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        move(tmp_path, tmp_path / "gone.txt", "taken")
    assert below(tmp_path) == set()


def test_without_a_configured_folder_it_says_so(settings: Settings, house: Appliance) -> None:
    with pytest.raises(Misconfigured, match="hot_folder"):
        watch.watch(settings, house.desk, SteppingClock(), threading.Event())


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_the_real_process_takes_a_file_and_ends_when_told(root: Path, tmp_path: Path) -> None:
    (root / "scan.txt").write_bytes(b"Receipt\nTotal 1.00")
    environment = os.environ | {"APPLIANCE_HOT_FOLDER": str(root)}
    command = [sys.executable, "-m", "workers.watch"]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        seen = list(_until(lines, "file taken in"))
        assert below(root) == {"taken/scan.txt"}
        assert "scan.txt" not in "".join(seen)
        second = subprocess.run(command, env=environment, check=False, capture_output=True)
        assert second.returncode == 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.wait()
    with build(load()) as house:
        assert names(house) == {"scan.txt"}


def _until(lines: Iterator[str], wanted: str) -> Iterator[str]:
    """The lines up to the wanted one; the test's time limit ends a wait in vain."""
    for line in lines:
        yield line
        if wanted in line:
            return
