"""A bar is what is promised; a figure is what was measured against it, with its sample size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from appliance.evaluation.intervals import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """``what`` in words; ``bound`` is the least value, or the most where ``most``.

    A ``share`` is a rate from 0 to 1; else ``unit`` says what is counted.
    """

    what: str
    bound: float
    unit: str = ""
    most: bool = False

    @property
    def wanted(self) -> str:
        """The bar in words."""
        return f"{'<=' if self.most else '>='} {_number(self.bound, self.unit)}"

    def met(self, value: float) -> bool:
        """Whether a value reaches the bar."""
        return value <= self.bound if self.most else value >= self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``n`` observations (values, documents or pages: ``of``); ``interval`` is 95 %."""

    bar: Bar
    value: float
    n: int
    of: str
    interval: Interval | None = None
    remark: str = ""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "what": self.bar.what,
            "bar": self.bar.wanted,
            "value": round(self.value, 4),
            "interval": [round(end, 4) for end in self.interval] if self.interval else None,
            "n": self.n,
            "of": self.of,
            "met": self.bar.met(self.value),
            "remark": self.remark,
        }

    def cells(self) -> tuple[str, ...]:
        """For people: what, bar, measured, interval, sample, met."""
        unit = self.bar.unit
        ends = f"{self.interval.low:.3f} to {self.interval.high:.3f}" if self.interval else ""
        return (
            f"{self.bar.what} ({self.remark})" if self.remark else self.bar.what,
            self.bar.wanted,
            _number(self.value, unit),
            ends,
            f"{self.n} {self.of}",
            "yes" if self.bar.met(self.value) else "no",
        )


HEADINGS = ("what", "bar", "measured", "95 % interval", "sample", "met")


def table(figures: Sequence[Figure]) -> Table:
    """For a terminal."""
    drawn = Table(*HEADINGS)
    for figure in figures:
        drawn.add_row(*figure.cells())
    return drawn


def markdown(figures: Sequence[Figure]) -> str:
    """For docs/figures.md."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *(figure.cells() for figure in figures)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _number(value: float, unit: str) -> str:
    if not unit:
        return f"{value:.3f}"
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"
