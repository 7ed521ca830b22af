"""Measures all bars, writes them into docs/figures.md and draws the pictures beside it.

python -m deploy.bench [DATA]    the labelled documents; by default those beside the repository

Takes some minutes; nothing else should run meanwhile.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

from appliance import bootstrap
from appliance.evaluation.report import Report
from appliance.service.bench import Figure, markdown
from appliance.settings import load
from deploy.figures import BARS, BARS_END, ROOT, circumstances, replaced

mpl.use("Agg")
from matplotlib import pyplot as plt

PICTURES = ROOT / "docs" / "figures"
STAGES = ("reading", "classification", "extraction", "decisions")
INK = "#1f4e79"


def main() -> None:
    """Measure, write, draw."""
    beside = os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data"
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(beside) / "dev"
    figures: list[Figure] = []
    with (
        tempfile.TemporaryDirectory() as state,
        bootstrap.build(load(state_dir=Path(state))) as appliance,
    ):
        for figure in appliance.bench.measure(data):
            print(" | ".join(figure.cells()), flush=True)
            figures.append(figure)
        write(figures)
        report = appliance.evaluation.evaluate(
            data / "receipts" / "manifest.jsonl", jobs=os.cpu_count() or 1
        )
    PICTURES.mkdir(exist_ok=True)
    calibration(report, PICTURES / "calibration.png")
    seconds(report, PICTURES / "seconds.png")
    print("docs/figures.md and its pictures written")


def write(figures: Sequence[Figure]) -> None:
    """The bars' section of docs/figures.md."""
    path = ROOT / "docs" / "figures.md"
    block = f"{circumstances().sentence}\n\n{markdown(figures)}"
    path.write_text(
        replaced(path.read_text(encoding="utf-8"), block, BARS, BARS_END), encoding="utf-8"
    )


def calibration(report: Report, path: Path) -> None:
    """Stated confidence against the share that is right, on receipts of unseen vendors."""
    bins = report.figures.reliability
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.plot([b.confidence for b in bins], [b.right for b in bins], marker="o", color=INK)
    axes.set(xlabel="mean confidence", ylabel="share right", xlim=(0, 1.02), ylim=(0, 1.02))
    n = sum(b.n for b in bins)
    axes.set_title(f"Calibration, {n} answers, ECE {report.figures.ece:.3f}", fontsize=10)
    _save(figure, path)


def seconds(report: Report, path: Path) -> None:
    """Median seconds of a receipt, stage by stage."""
    known = [name for name in STAGES if name in report.figures.seconds]
    figure, axes = plt.subplots(figsize=(6, 2.4))
    axes.barh(known, [report.figures.seconds[name].median for name in known], color=INK)
    axes.invert_yaxis()
    axes.set(xlabel="seconds per receipt, median")
    _save(figure, path)


def _save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=120, metadata={"Software": None})
    plt.close(figure)


if __name__ == "__main__":
    main()
