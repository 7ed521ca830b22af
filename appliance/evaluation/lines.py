"""Processing lines side by side: what a machine does at steady state, in one-thread processes."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import Protocol

from appliance.evaluation.manifest import Row
from appliance.types import Processed

TOTAL = "total"


class Process(Protocol):
    """The whole line on one file, without state: ``service.processor.Processor.process``."""

    def __call__(self, content: bytes, name: str, /) -> Processed:
        """The file as processed; never raises for a bad one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A row that was worked on: by which process, finished when (monotonic seconds).

    ``result`` is ``None`` where the row's file is not there.
    """

    row: Row
    result: Processed | None
    worker: int
    finished: float


Lines = Callable[[Sequence[Row]], Iterator[Done]]
"""Works on all rows and gives each when it is done."""


def alone(process: Process) -> Lines:
    """One document after the other, in this process."""

    def lines(rows: Sequence[Row]) -> Iterator[Done]:
        return (_done(row, process) for row in rows)

    return lines


def together(start: Callable[[], Process], jobs: int) -> Lines:
    """``jobs`` new processes, each with a line of its own.

    ``start`` is called once in each; it must be importable there (a module's function, or a
    ``partial`` of one). Errors that a line raises (a missing model) come out here.
    """

    def lines(rows: Sequence[Row]) -> Iterator[Done]:
        spawned = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, spawned, _begin, (start,)) as pool:
            try:
                for future in as_completed([pool.submit(_work, row) for row in rows]):
                    yield future.result()
            finally:
                pool.shutdown(cancel_futures=True)

    return lines


_line: list[Process] = []
"""The line of a worker process; empty everywhere else."""


def _begin(start: Callable[[], Process]) -> None:
    _line.append(start())


def _work(row: Row) -> Done:
    return _done(row, _line[0])


def _done(row: Row, process: Process) -> Done:
    result = _read(row, process)
    return Done(row=row, result=result, worker=os.getpid(), finished=time.monotonic())


def _read(row: Row, process: Process) -> Processed | None:
    if row.file is None:
        return None
    try:
        content = row.file.read_bytes()
    except OSError:
        return None
    started = time.perf_counter()
    result = process(content, row.name(content))
    spent = time.perf_counter() - started
    return replace(result, seconds={**result.seconds, TOTAL: spent})


def throughput(done: Sequence[Done], started: float) -> float:
    """Seconds per document at steady state: once every process has finished its first one.

    With no more documents than processes, the whole time since ``started`` is all there is.
    """
    read = sorted((item for item in done if item.result is not None), key=lambda d: d.finished)
    if not read:
        return 0.0
    firsts: dict[int, float] = {}
    for item in read:
        firsts.setdefault(item.worker, item.finished)
    warm = max(firsts.values())
    steady = sum(item.finished > warm for item in read)
    if steady == 0:
        return (read[-1].finished - started) / len(read)
    return (read[-1].finished - warm) / steady
