"""Several ways to get values out of the same documents, in turns, in one run.

This machine or that one, loaded or idle: what is compared met the same conditions. Every way gets
the same text; the seconds of its reading are counted for each, since none can do without.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from appliance.evaluation import compare
from appliance.evaluation.intervals import Interval, clustered
from appliance.evaluation.manifest import Row
from appliance.evaluation.maps import ClassMap
from appliance.evaluation.truth import Label, labels
from appliance.types import Document

Way = Callable[[Document], Mapping[str, str]]
"""A document to values by field name."""


@dataclass(slots=True)
class Contestant:
    """What one way achieved, a figure per document."""

    n: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """Share of the labelled values that were right, normalised."""
        return sum(self.right) / sum(self.n) if sum(self.n) else 0.0

    @property
    def interval(self) -> Interval:
        """Of the accuracy; documents drawn again."""
        return clustered(self.right, self.n)

    @property
    def mean(self) -> float:
        """Seconds per document, reading included."""
        return sum(self.seconds) / len(self.seconds) if self.seconds else 0.0

    @property
    def own(self) -> float:
        """Seconds per document after its reading, which all ways share."""
        return self.mean - sum(self.reading) / len(self.reading) if self.reading else self.mean


def contest(
    rows: Sequence[Row],
    mapped: ClassMap,
    read: Callable[[Row], Document],
    ways: Mapping[str, Way],
) -> dict[str, Contestant]:
    """Send every row's document through every way, each going first in turn.

    A row without labels or file counts not.
    """
    found = {name: Contestant() for name in ways}
    for number, row in enumerate(rows):
        wanted = list(labels(row, mapped))
        if row.file is None or not wanted:
            continue
        started = time.perf_counter()
        document = read(row)
        reading = time.perf_counter() - started
        turns = list(ways.items())
        for name, way in turns if number % 2 == 0 else reversed(turns):
            started = time.perf_counter()
            values = way(document)
            result = found[name]
            result.seconds.append(reading + time.perf_counter() - started)
            result.reading.append(reading)
            result.n.append(len(wanted))
            result.right.append(sum(_right(label, values, row, mapped) for label in wanted))
    return found


def _right(label: Label, values: Mapping[str, str], row: Row, mapped: ClassMap) -> bool:
    """By the same comparison as the evaluation; a naive stack writes dates as they are printed."""
    day_first = mapped.day_first and not row.lang.endswith("-US")
    value = values.get(label.field, "")
    kind = label.how.kind
    return any(compare.same(truth, value, kind, day_first=day_first) for truth in label.normal)
