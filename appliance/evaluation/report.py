"""The figures as JSON for machines and as tables for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Group
from rich.table import Table

from appliance.evaluation.intervals import Interval, wilson
from appliance.evaluation.metrics import Accuracy, Figures

RATES = (
    "strict, normalised, all_right, coverage and precision are rates from 0 to 1; n counts "
    "labelled values (documents under 'n' and 'classification'), right counts documents"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one evaluation found. ``missing`` rows had no file; ``throughput`` is in seconds."""

    figures: Figures
    classes: Mapping[str, int]
    missing: int
    throughput: float
    peak_memory_mb: float

    def as_json(self) -> dict[str, Any]:
        """The published keys; what else is known stands under ``details``."""
        found = self.figures
        return {
            "n": found.n,
            "classification": {"n": found.typed, "right": found.type_right},
            "fields": {name: _rates(item) for name, item in found.fields.items()},
            "micro": _rates(found.micro),
            "all_right": _rounded(found.all_right / found.labelled if found.labelled else 0.0),
            "auto_accept": {
                "coverage": _rounded(found.auto_accept.coverage),
                "precision": _rounded(found.auto_accept.precision),
                "precision_lower": _rounded(found.auto_accept.precision_lower),
            },
            "calibration": {
                "ece": _rounded(found.ece),
                "ece_by_chance": _rounded(found.ece_by_chance),
            },
            "seconds": {
                stage: {"median": _rounded(times.median), "p90": _rounded(times.p90)}
                for stage, times in found.seconds.items()
            },
            "throughput_seconds_per_document": _rounded(self.throughput),
            "peak_memory_mb": round(self.peak_memory_mb, 1),
            "details": self._details(),
        }

    def _details(self) -> dict[str, Any]:
        found = self.figures
        return {
            "classes": dict(self.classes),
            "files_missing": self.missing,
            "quarantined": found.quarantined,
            "documents_accepted": found.accepted_documents,
            "documents_labelled": found.labelled,
            "accepted_answers": found.auto_accept.accepted,
            "intervals": {
                "micro": _pair(found.micro.interval),
                **{name: _pair(item.interval) for name, item in found.fields.items()},
            },
            "reliability": [
                {
                    "n": item.n,
                    "confidence": _rounded(item.confidence),
                    "right": _rounded(item.right),
                }
                for item in found.reliability
            ],
            "calibration": {
                name: {
                    "n": item.answers.n,
                    "confidence": _rounded(item.answers.confidence),
                    "right": _rounded(item.answers.right),
                    "ece": _rounded(item.ece),
                }
                for name, item in found.sureness.items()
            },
        }

    def tables(self) -> Group:
        """For a terminal: accuracy per field, then the rest, each with its 95 % interval."""
        return Group(
            self._accuracy(), self._overall(), self._reliability(), self._sureness(), self._times()
        )

    def _accuracy(self) -> Table:
        table = Table(title="Accuracy per field (95 % interval of normalised)")
        for name in ("field", "n", "strict", "normalised", "95 %"):
            table.add_column(name, justify="left" if name == "field" else "right")
        for name, item in self.figures.fields.items():
            table.add_row(name, *accuracy_cells(item))
        table.add_section()
        table.add_row("all values", *accuracy_cells(self.figures.micro))
        return table

    def _overall(self) -> Table:
        table = Table(title="Documents")
        for name in ("what", "figure", "95 %"):
            table.add_column(name, justify="left" if name == "what" else "right")
        for row in overall_rows(self):
            table.add_row(*row)
        return table

    def _reliability(self) -> Table:
        table = Table(title="Reliability: answers by confidence, all fields")
        for name in ("answers", "confidence", "right"):
            table.add_column(name, justify="right")
        for item in self.figures.reliability:
            table.add_row(str(item.n), f"{item.confidence:.3f}", f"{item.right:.3f}")
        return table

    def _sureness(self) -> Table:
        table = Table(title="Calibration per field (ECE in bins of equal mass)")
        for name in ("field", "answers", "confidence", "right", "ECE"):
            table.add_column(name, justify="left" if name == "field" else "right")
        for name, item in self.figures.sureness.items():
            row = item.answers
            table.add_row(
                name, str(row.n), f"{row.confidence:.3f}", f"{row.right:.3f}", f"{item.ece:.3f}"
            )
        return table

    def _times(self) -> Table:
        table = Table(title="Seconds per document")
        for name in ("stage", "median", "p90"):
            table.add_column(name, justify="left" if name == "stage" else "right")
        for stage, times in self.figures.seconds.items():
            table.add_row(stage, f"{times.median:.2f}", f"{times.p90:.2f}")
        return table


def accuracy_cells(item: Accuracy) -> tuple[str, str, str, str]:
    """n, strict, normalised and its interval."""
    return str(item.n), f"{item.strict_rate:.3f}", f"{item.rate:.3f}", interval_cell(item.interval)


def overall_rows(report: Report) -> list[tuple[str, str, str]]:
    """What, figure, interval: everything that is not per field."""
    found, accepted = report.figures, report.figures.auto_accept
    rows = [
        ("documents read", f"{found.n}", ""),
        _rate("type recognised", found.type_right, found.typed),
        _rate("all labelled values right", found.all_right, found.labelled),
        _rate("accepted without review", found.accepted_documents, found.n),
        _rate("values accepted: coverage", accepted.answered, accepted.labelled),
        (
            "values accepted: precision",
            f"{accepted.right}/{accepted.accepted} = {accepted.precision:.3f}",
            f"from {accepted.precision_lower:.3f}",
        ),
        (
            "calibration error (ECE, 10 bins of equal mass)",
            f"{found.ece:.3f}",
            f"by chance to {found.ece_by_chance:.3f}",
        ),
        ("set aside (quarantined)", f"{found.quarantined}", ""),
        ("files missing", f"{report.missing}", ""),
        ("throughput, seconds per document", f"{report.throughput:.2f}", ""),
        ("peak memory, MB", f"{report.peak_memory_mb:.0f}", ""),
    ]
    return rows


def interval_cell(interval: Interval) -> str:
    """``.84-.93``."""
    return f"{interval.low:.3f}-{interval.high:.3f}"


def _rate(what: str, right: int, n: int) -> tuple[str, str, str]:
    if n == 0:
        return what, "-", ""
    return what, f"{right}/{n} = {right / n:.3f}", interval_cell(wilson(right, n))


def _rates(item: Accuracy) -> dict[str, float | int]:
    return {
        "n": item.n,
        "strict": _rounded(item.strict_rate),
        "normalised": _rounded(item.rate),
    }


def _pair(interval: Interval) -> list[float]:
    return [_rounded(interval.low), _rounded(interval.high)]


def _rounded(value: float) -> float:
    return round(value, 4)
