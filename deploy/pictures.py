"""The pictures beside docs/figures.md."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

from appliance.evaluation.report import Report

mpl.use("Agg")
from matplotlib import pyplot as plt

STAGES = ("reading", "classification", "extraction", "decisions")
INK = "#1f4e79"


def calibration(report: Report, path: Path) -> None:
    """Stated confidence against the share that is right."""
    bins = report.figures.reliability
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.plot([b.confidence for b in bins], [b.right for b in bins], marker="o", color=INK)
    axes.set(xlabel="mean confidence", ylabel="share right", xlim=(0, 1.02), ylim=(0, 1.02))
    n = sum(b.n for b in bins)
    axes.set_title(f"Calibration, {n} answers, ECE {report.figures.ece:.3f}", fontsize=10)
    _save(figure, path)


def seconds(report: Report, path: Path) -> None:
    """Median seconds of a document, stage by stage."""
    known = [name for name in STAGES if name in report.figures.seconds]
    figure, axes = plt.subplots(figsize=(6, 2.4))
    axes.barh(known, [report.figures.seconds[name].median for name in known], color=INK)
    axes.invert_yaxis()
    axes.set(xlabel="seconds per document, median")
    _save(figure, path)


def _save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=120, metadata={"Software": None})
    plt.close(figure)
