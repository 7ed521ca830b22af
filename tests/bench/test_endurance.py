"""A worker's memory over many documents: what is called flat, and what takes part."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.bench import endurance
from appliance.bench.endurance import Levels
from appliance.evaluation.manifest import Row
from appliance.types import Processed, State


def row(path: Path, klass: str) -> Row:
    return Row(id=path.name, klass=klass, lang="en", file=path, neutral_name=path.name)


def quick(content: bytes, name: str) -> Processed:
    return Processed(id="1", name=name, sha256="", media_type="", state=State.REVIEW)


def a_line():
    """A processing line that a new process can start."""
    return quick


def levels(mb: tuple[float, ...]) -> Levels:
    """Memory that is all the family's own."""
    return Levels(mb=mb, own=mb)


def test_a_leak_is_seen_though_others_map_the_same_model_meanwhile() -> None:
    """The model's pages count half from the moment another process uses it."""
    own = tuple(600.0 + number for number in range(100))
    shown = Levels(
        mb=tuple(level + (500.0 if at < 40 else 250.0) for at, level in enumerate(own)), own=own
    )

    assert shown.growth > 0.05
    assert shown.slope == pytest.approx(100)


def test_warming_up_is_no_growth_and_a_leak_is() -> None:
    warm = levels((400.0, 900.0) + (1000.0,) * 98)
    leaking = levels(tuple(1000.0 + 2 * number for number in range(100)))

    assert (warm.growth, warm.slope, warm.highest) == (0.0, 0.0, 1000.0)
    assert leaking.growth == pytest.approx(0.115, abs=0.005)
    assert leaking.slope == pytest.approx(200)
    level, growth = endurance.figures(leaking)
    assert level.bar.met(level.value)
    assert not growth.bar.met(growth.value)
    assert growth.remark == "slope +200.0 MB per 100 documents"


@pytest.mark.parametrize("n", [24, endurance.ENOUGH - 1])
def test_of_few_documents_the_level_is_told_but_not_that_it_is_flat(n: int) -> None:
    (level,) = endurance.figures(levels((400.0,) * 5 + (900.0,) * (n - 5)))

    assert level.bar is endurance.LEVEL
    assert level.remark == f"growth is told from {endurance.ENOUGH} documents on"


def test_small_files_take_turns_kind_by_kind(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    (tmp_path / "huge").write_bytes(bytes(endurance.LARGEST + 1))
    rows = [
        row(tmp_path / "a", "x"), row(tmp_path / "b", "x"), row(tmp_path / "huge", "x"),
        row(tmp_path / "c", "y"), row(tmp_path / "gone", "y"),
    ]  # fmt: skip

    assert [item.id for item in endurance.small(rows, 6)] == ["a", "c", "b", "c", "a", "c"]
    assert endurance.small([], 6) == []


def test_every_document_goes_through_the_same_process(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")

    found = endurance.endure([row(tmp_path / "a", "x")] * 3, a_line)

    assert len(found.mb) == len(found.own) == 3
    assert all(0 < own < 1.5 * level for level, own in zip(found.mb, found.own, strict=True))
