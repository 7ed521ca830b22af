"""Does a worker's memory stay flat over many documents?

One processing line of one thread, in a process of its own with its reader and the language model,
gets document after document. After each the two are looked at together; what they share counts
once (``evaluation.memory``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from statistics import linear_regression, median

from appliance.bench.bars import Bar, Figure
from appliance.evaluation.lines import Process, together
from appliance.evaluation.manifest import Row
from appliance.evaluation.memory import Family

DOCUMENTS = 500
ENOUGH = 100
"""Documents from which growth is told: among fewer, warming up is most of what is seen (the second
fifth of 24 documents are its fifth to ninth: a reader that is not at its level yet, or a model that
is loaded at the sixth, made slopes of -340 MB per 100 documents)."""
LARGEST = 200_000
"""Bytes of a file that takes part: what is measured is repetition, not a single large file."""
LEVEL = Bar(what="memory of a worker with its reader and model", bound=2000, unit="MB", most=True)
GROWTH = Bar(what="its growth from the second fifth of the documents to the last", bound=0.05,
             most=True)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Megabytes after each document, in order; ``own`` without the pages of files, which weigh
    less whenever another process maps the same model: growth is told by these."""

    mb: tuple[float, ...]
    own: tuple[float, ...]

    @property
    def highest(self) -> float:
        """The most ever seen."""
        return max(self.mb, default=0.0)

    @property
    def growth(self) -> float:
        """Of the median level, as a share; the first fifth warms up and is left out."""
        fifth = len(self.own) // 5
        if not fifth:
            return 0.0
        return median(self.own[-fifth:]) / median(self.own[fifth : 2 * fifth]) - 1

    @property
    def slope(self) -> float:
        """Megabytes per hundred documents after the first fifth (least squares)."""
        steady = self.own[len(self.own) // 5 :]
        if len(steady) < 2:
            return 0.0
        return 100 * linear_regression(range(len(steady)), steady).slope


def small(rows: Sequence[Row], count: int) -> list[Row]:
    """``count`` rows: the small files among these, over and over, the kinds in turns."""
    kinds: dict[str, list[Row]] = {}
    for row in rows:
        if row.file is not None and row.file.is_file() and row.file.stat().st_size <= LARGEST:
            kinds.setdefault(row.klass, []).append(row)
    turns = [cycle(group) for group in kinds.values()]
    return list(islice((next(turn) for turn in cycle(turns)), count)) if turns else []


def endure(rows: Sequence[Row], start: Callable[[], Process]) -> Levels:
    """Send the rows' documents through one line; ``start`` as for ``lines.together``."""
    families = (Family(done.worker) for done in together(start, 1)(rows))
    levels = [(family.now(), family.own()) for family in families]
    return Levels(mb=tuple(mb for mb, _ in levels), own=tuple(own for _, own in levels))


def figures(levels: Levels) -> Iterator[Figure]:
    """Against the bars; of growth nothing is said where too few documents show it."""
    n = len(levels.mb)
    if n < ENOUGH:
        few = f"growth is told from {ENOUGH} documents on"
        yield Figure(bar=LEVEL, value=levels.highest, n=n, of="documents", remark=few)
        return
    yield Figure(bar=LEVEL, value=levels.highest, n=n, of="documents")
    remark = f"slope {levels.slope:+.1f} MB per 100 documents"
    yield Figure(bar=GROWTH, value=levels.growth, n=n, of="documents", remark=remark)
