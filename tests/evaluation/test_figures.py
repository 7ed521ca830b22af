"""The command that writes the figures keeps the README around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from appliance.evaluation.report import Report
from appliance.evaluation.run import evaluate
from deploy import figures, pictures
from deploy.figures import Circumstances, Measured
from tests.evaluation.fakes_evaluation import Line, field, manifest, processed

AROUND = Circumstances(day="2026-11-22", machine="2 cores of X, no GPU", model="m")


@pytest.fixture
def measured(tmp_path: Path) -> list[Measured]:
    row = {
        "id": "1",
        "file": "1.txt",
        "class": "receipts",
        "truth": {"company": "ACME", "total": "2.00"},
    }
    line = Line({b"1": processed("receipt", field("vendor_name", "ACME"))})
    return [Measured(name="dev/receipts", report=evaluate(manifest(tmp_path, row), line))]


def test_the_readme_gets_one_row_per_set_with_sizes_and_intervals(
    measured: list[Measured],
) -> None:
    readme = f"# A\n\n{figures.BEGIN}\nold\n{figures.END}\n\nB\n"

    written = figures.replaced(readme, figures.summary(measured, AROUND))

    assert written.startswith("# A\n\n<!-- figures -->\n| documents | n |")
    assert written.endswith("<!-- /figures -->\n\nB\n")
    assert "old" not in written
    assert "| dev/receipts | 1 (2) | 1.000 (0.207-1.000) | 0.500 (" in written
    assert "2026-11-22 on 2 cores of X" in written
    assert figures.replaced(written, figures.summary(measured, AROUND)) == written


def test_a_readme_without_marks_is_left_alone() -> None:
    with pytest.raises(ValueError, match="lacks"):
        figures.replaced("# A", "block")


def test_the_full_page_names_every_field(measured: list[Measured]) -> None:
    page = figures.full(measured, AROUND)

    assert "| vendor_name | 1 | 1.000 | 1.000 | 0.207-1.000 |" in page
    assert "| total | 1 | 0.000 | 0.000 | 0.000-0.793 |" in page
    assert "| reading | 1.00 | 1.00 |" in page


def test_our_readme_has_the_marks() -> None:
    text = (figures.ROOT / "README.md").read_text(encoding="utf-8")
    assert figures.replaced(text, "x\n").count("x\n<!-- /figures -->") == 1


def test_sets_are_named_by_their_folders() -> None:
    assert figures.set_name(figures.ROOT / "samples" / "manifest.jsonl") == "samples"
    assert figures.set_name(Path("/a/dev/receipts/manifest.jsonl")) == "dev/receipts"


def test_a_new_measurement_keeps_the_bars(measured: list[Measured]) -> None:
    page = figures.full(measured, AROUND, "\nbars as measured\n")

    kept = page.partition(figures.BARS)[2].partition(figures.BARS_END)[0]
    assert kept == "\nbars as measured\n"


@pytest.mark.parametrize("draw", [pictures.calibration, pictures.seconds])
def test_pictures_are_drawn_of_a_measurement(
    draw: Callable[[Report, Path], None], measured: list[Measured], tmp_path: Path
) -> None:
    draw(measured[0].report, tmp_path / "picture.png")

    with Image.open(tmp_path / "picture.png") as image:
        assert image.width > 300
