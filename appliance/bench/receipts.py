"""The receipts' bars, from one evaluation of unseen vendors."""

from __future__ import annotations

from collections.abc import Iterator

from appliance.bench.bars import Bar, Figure
from appliance.evaluation.intervals import wilson
from appliance.evaluation.report import Report

MICRO = Bar(what="receipts from pixels, unseen vendors: values right", bound=0.84)
ALL = Bar(what="receipts: all labelled fields right", bound=0.68)
THROUGHPUT = Bar(what="receipts: pixels to decision, steady state", bound=1.2, unit="s", most=True)
LATENCY = Bar(what="receipts: a single one, median", bound=2.5, unit="s", most=True)
RANKING = Bar(
    what="receipts: extraction and checks without the model, median",
    bound=0.05,
    unit="s",
    most=True,
)
MEMORY = Bar(what="peak memory of one process with its reader", bound=2000, unit="MB", most=True)


def steady(report: Report) -> Iterator[Figure]:
    """Of an evaluation with as many one-thread processes as there are cores."""
    found = report.figures
    micro = found.micro
    yield Figure(bar=MICRO, value=micro.rate, n=micro.n, of="values", interval=micro.interval)
    share = found.all_right / found.labelled if found.labelled else 0.0
    yield Figure(
        bar=ALL,
        value=share,
        n=found.labelled,
        of="receipts",
        interval=wilson(found.all_right, found.labelled),
    )
    yield Figure(bar=THROUGHPUT, value=report.throughput, n=found.n, of="receipts")


def single(report: Report) -> Iterator[Figure]:
    """Of an evaluation one after the other, with all threads."""
    found = report.figures
    yield Figure(bar=LATENCY, value=found.seconds["total"].median, n=found.n, of="receipts")
    yield Figure(bar=RANKING, value=found.deciding, n=found.n, of="receipts")
    yield Figure(bar=MEMORY, value=report.peak_memory_mb, n=found.n, of="receipts")
