"""What long runs found, kept in files: ``appliance train validate | replay | curve --report``.

Fitting anew for every part of the labels takes longer than a bench should. Such a run leaves its
figures, with date, machine and command, in a file that holds counts and rates only; the bench
reads them from there and says of when they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from appliance.bench.bars import Bar, Figure
from appliance.errors import SettingsInvalid
from appliance.evaluation.calibration import Bin
from appliance.evaluation.intervals import Interval
from appliance.learning.curve import Score
from appliance.learning.replay import Replay
from appliance.learning.validate import Validation

BARS: Mapping[str, Bar] = {
    "precision": Bar(what="accepted unseen, blindly: precision", bound=0.98),
    "precision from": Bar(what="accepted unseen, blindly: lower bound of precision", bound=0.965),
    "coverage": Bar(what="accepted unseen, blindly: coverage", bound=0.60),
    "calibration error": Bar(what="expected calibration error, blindly", bound=0.03, most=True),
    "all right": Bar(what="all labelled fields right, unseen vendors, blindly", bound=0.68),
    "remembered": Bar(what="values right, vendors confirmed twice before", bound=0.96),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``name`` is a key of ``BARS``; without bounds there is no interval."""

    name: str
    value: float
    n: int
    of: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Share of right answers after so many labels, with its 95 % interval.

    ``questions`` went to the language model; ``None`` where it had no part.
    """

    labels: int
    n: int
    share: float
    low: float
    high: float
    questions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Of which day a run is, on what it ran, and how it was called."""

    day: str
    machine: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run's figures; ``reliability`` of a validation, ``curve`` of a learning curve."""

    doctype: str
    around: Circumstances
    rates: tuple[Rate, ...] = ()
    reliability: tuple[Bin, ...] = ()
    curve: tuple[Point, ...] = ()

    def figures(self) -> Iterator[Figure]:
        """Against the bars, each with the day of its run."""
        for rate in self.rates:
            if (bar := BARS.get(rate.name)) is None:
                continue
            spread = Interval(rate.low, rate.high) if rate.low is not None and rate.high else None
            what = f"{self.doctype}: {bar.what}"
            yield Figure(
                bar=Bar(what=what, bound=bar.bound, unit=bar.unit, most=bar.most),
                value=rate.value, n=rate.n, of=rate.of, interval=spread,
                remark=f"run of {self.around.day}",
            )  # fmt: skip


def validated(doctype: str, around: Circumstances, found: Validation) -> Report:
    """What cross-validation showed."""
    sure, accepted, lower = found.accepted
    right, n, spread = found.right
    whole, documents, around_whole = found.all_right
    return Report(
        doctype=doctype,
        around=around,
        rates=(
            _rate("right", right, n, "values", spread),
            _rate("all right", whole, documents, "documents", around_whole),
            Rate(name="precision", value=sure / max(accepted, 1), n=accepted, of="values",
                 low=lower, high=1.0),
            Rate(name="precision from", value=lower, n=accepted, of="values"),
            Rate(name="coverage", value=accepted / max(n, 1), n=n, of="values"),
            Rate(name="calibration error", value=found.error, n=n, of="values"),
        ),
        reliability=found.reliability,
    )  # fmt: skip


def replayed(doctype: str, around: Circumstances, found: Replay) -> Report:
    """What the vendor memory was worth."""
    before, after, n, spread = found.totals
    rates = (
        Rate(name="unremembered", value=before / max(n, 1), n=n, of="values"),
        _rate("remembered", after, n, "values", spread),
    )
    return Report(doctype=doctype, around=around, rates=rates)


def learnt(doctype: str, around: Circumstances, found: Mapping[int, Score]) -> Report:
    """The learning curve."""
    points = (
        Point(labels=count, n=score.n, share=score.right / max(score.n, 1),
              low=score.interval.low, high=score.interval.high, questions=score.questions)
        for count, score in found.items()
    )  # fmt: skip
    return Report(doctype=doctype, around=around, curve=tuple(points))


def write(report: Report, path: Path) -> None:
    """Keep a run's figures."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(report), indent=1) + "\n", encoding="utf-8")


def load(folder: Path) -> tuple[Report, ...]:
    """All runs kept in a folder, by file name; raises ``SettingsInvalid`` for a file of others."""
    found: list[Report] = []
    for path in sorted(folder.glob("*.json")):
        try:
            found.append(TypeAdapter(Report).validate_json(path.read_bytes()))
        except ValidationError:
            raise SettingsInvalid(f"The file {path} holds no figures of a run.") from None
    return tuple(found)


def _rate(name: str, right: int, n: int, of: str, spread: Interval) -> Rate:
    return Rate(name=name, value=right / max(n, 1), n=n, of=of, low=spread.low, high=spread.high)
