"""Whoever may write to the hot folder's share cannot lead the appliance out of it by links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.bootstrap import Appliance, Parts, build
from appliance.intake.sandboxed import SandboxedInspector
from appliance.settings import load
from tests.service.fakes_service import ListQueue, SteppingClock, TextReader
from workers import watch
from workers.moves import move


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "hot").mkdir()
    return tmp_path / "hot"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that the appliance may write to, such as its own: with a file in it."""
    folder = tmp_path / "state-of-others"
    folder.mkdir()
    (folder / "kept.txt").write_bytes(b"kept")
    return folder


@pytest.fixture
def house(tmp_path: Path, root: Path, inspector: SandboxedInspector) -> Iterator[Appliance]:
    parts = Parts(queue=ListQueue(), inspector=inspector, reader=TextReader())
    settings = load(state_dir=tmp_path / "state", hot_folder=root, taken_days=0)
    with build(settings, parts) as appliance:
        yield appliance


@pytest.mark.parametrize("name", ["taken", "refused"])
def test_nothing_is_put_behind_a_link(root: Path, outside: Path, house: Appliance, name: str):
    (root / name).symlink_to(outside, target_is_directory=True)
    (root / "scan.txt").write_bytes(b"Receipt" if name == "taken" else b"MZ" + bytes(200))
    clock = SteppingClock()
    folder = watch.HotFolder(root=root, desk=house.desk, clock=clock, largest=1_000_000)
    folder.sweep()
    clock.step(seconds=4)
    assert folder.sweep() == 0
    assert (root / "scan.txt").is_file()
    assert [path.name for path in outside.iterdir()] == ["kept.txt"]

    (root / name).unlink()  # and once the link is gone, it goes on
    folder.sweep()
    clock.step(seconds=4)
    assert folder.sweep() == 1


def test_nothing_is_taken_from_behind_a_link(root: Path, outside: Path) -> None:
    """A subfolder that became a link between the look and the move."""
    (root / "sub").symlink_to(outside, target_is_directory=True)
    with pytest.raises(OSError):
        move(root, root / "sub" / "kept.txt", "taken")
    assert (outside / "kept.txt").is_file()


def test_nothing_is_deleted_behind_a_link(root: Path, outside: Path, house: Appliance) -> None:
    (root / "taken").symlink_to(outside, target_is_directory=True)
    (root / "refused").mkdir()
    (root / "refused" / "sub").symlink_to(outside, target_is_directory=True)
    assert house.taken.tidy() == 0
    assert (outside / "kept.txt").is_file()
    (root / "taken").unlink()
    (root / "taken" / "deep").mkdir(parents=True)
    (root / "taken" / "deep" / "link").symlink_to(outside / "kept.txt")
    assert house.taken.tidy() == 0
    assert (outside / "kept.txt").is_file()
