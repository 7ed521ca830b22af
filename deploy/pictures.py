"""The pictures beside docs/figures.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

from appliance.bench import blind
from appliance.evaluation.calibration import Bin
from appliance.evaluation.report import Report

mpl.use("Agg")
from matplotlib import pyplot as plt

STAGES = ("reading", "classification", "extraction", "decisions")
INK = "#1f4e79"


def calibration(report: Report, path: Path) -> None:
    """Stated confidence against the share that is right."""
    bins = report.figures.reliability
    _reliability(bins, f"Calibration, {_answers(bins)} answers, ECE {report.figures.ece:.3f}", path)


def blind_calibration(run: blind.Report, path: Path) -> None:
    """The same for vendors that neither ranker nor calibration have seen."""
    error = next(rate.value for rate in run.rates if rate.name == "calibration error")
    answers = _answers(run.reliability)
    _reliability(run.reliability, f"Blind, {answers} answers, ECE {error:.3f}", path)


def learning(run: blind.Report, path: Path) -> None:
    """Share of right answers after more and more labels, with 95 % intervals."""
    labels = [point.labels for point in run.curve]
    figure, axes = plt.subplots(figsize=(6, 3.2))
    axes.fill_between(
        labels,
        [point.low for point in run.curve],
        [point.high for point in run.curve],
        color=INK,
        alpha=0.15,
    )
    axes.plot(labels, [point.share for point in run.curve], marker="o", color=INK)
    axes.set(xlabel="labelled documents", ylabel="share right", xticks=labels, ylim=(0, 1.02))
    values = run.curve[0].n
    axes.set_title(f"Learning curve, {run.doctype}, {values} values", fontsize=10)
    _save(figure, path)


def seconds(report: Report, path: Path) -> None:
    """Median seconds of a document, stage by stage."""
    known = [name for name in STAGES if name in report.figures.seconds]
    figure, axes = plt.subplots(figsize=(6, 2.4))
    axes.barh(known, [report.figures.seconds[name].median for name in known], color=INK)
    axes.invert_yaxis()
    axes.set(xlabel="seconds per document, median")
    _save(figure, path)


def _answers(bins: Sequence[Bin]) -> int:
    return sum(item.n for item in bins)


def _reliability(bins: Sequence[Bin], title: str, path: Path) -> None:
    figure, axes = plt.subplots(figsize=(4.5, 4.5))
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axes.plot([b.confidence for b in bins], [b.right for b in bins], marker="o", color=INK)
    axes.set(xlabel="mean confidence", ylabel="share right", xlim=(0, 1.02), ylim=(0, 1.02))
    axes.set_title(title, fontsize=10)
    _save(figure, path)


def _save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=120, metadata={"Software": None})
    plt.close(figure)
