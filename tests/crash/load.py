"""Many small documents: what one costs at the start and at the end.

    python -m tests.crash.load [--documents 10000]

Submitting and all four stages with the real database and real files, in this process; reading is
a fake that reads text, so that the figure is the cost of the books, not of a parser. All documents
are queued first, then worked off, as after a weekend. Beside the wall time stands the processor
time of this process (user and system), which other programs on the machine do not lengthen. Last,
the table is filled up to 100,000 documents, and the console's list is asked for.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.settings import load
from appliance.types import State
from tests.crash import report
from tests.service.crowd import fill
from tests.service.fakes_service import ListQueue, PlainRooms, TextReader

CROWD = 100_000
LOOKS = 20


def run(documents: int, crowd: int = 0) -> dict[str, float]:
    """Milliseconds per document (means of the first and the last tenth) and of the list."""
    queue = ListQueue()
    parts = Parts(queue=queue, reader=TextReader(), rooms=PlainRooms(), model=lambda: None)
    with (
        tempfile.TemporaryDirectory() as folder,
        build(load(state_dir=Path(folder)), parts) as house,
    ):
        came, went, busy = [], [], []
        for number in range(documents):
            came.append(_timed(lambda n=number: _submit(house, n)))
            _say(number, documents, "submitted")
        while document_id := queue.take():
            before = time.process_time()
            went.append(_timed(lambda one=document_id: house.processing.advance(one)))
            busy.append(time.process_time() - before)
            _say(len(went), documents, "stages done")
        counted = house.desk.count(SYSTEM)
        fill(house, documents, crowd)
        listed = [_timed(lambda: house.desk.recent(SYSTEM)) for _ in range(LOOKS)]
    # each queue is first in, first out: all documents are read, then all classified, ...
    tenths = {"submit wall": came, "work wall": _per_document(went, documents)}
    tenths["work processor"] = _per_document(busy, documents)
    means = {f"{name} ms, {at}": ms for name, one in tenths.items() for at, ms in _tenths(one)}
    return {
        "documents": documents,
        "accepted": counted[State.ACCEPTED],
        **means,
        "list of": max(documents, crowd),
        "list ms, slowest": _milliseconds(max(listed)),
    }


def _tenths(costs: list[float]) -> Iterator[tuple[str, float]]:
    tenth = max(1, len(costs) // 10)
    yield "first tenth", _milliseconds(statistics.mean(costs[:tenth]))
    yield "last tenth", _milliseconds(statistics.mean(costs[-tenth:]))


def _say(number: int, of: int, what: str) -> None:
    if of >= 1_000 and number % 1_000 == 0:
        print(time.strftime("%H:%M:%S"), number, what, flush=True)


def _per_document(costs: list[float], documents: int) -> list[float]:
    rounds = [costs[at : at + documents] for at in range(0, len(costs), documents)]
    return [sum(each) for each in zip(*rounds, strict=True)]


def _submit(house, number: int) -> None:
    house.desk.submit(SYSTEM, "a.txt", f"Receipt {number} Total {number}.00".encode())


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 2)


def line(found: dict[str, float]) -> dict[str, str]:
    """Its row in docs/durability.md."""

    def drift(name: str) -> str:
        first, last = (found[f"{name} ms, {at} tenth"] for at in ("first", "last"))
        return f"{last / first:.2f} ({first:.1f} to {last:.1f} ms)"

    return {
        "suite": "load: cost per document (submitting; all four stages with a fake reader)",
        "command": "`python -m tests.crash.load`",
        "run": f"{found['documents']:,} documents",
        "wanted": "10,000",
        "result": f"{found['accepted']:,} accepted; last tenth against first tenth: processor time "
        f"of the work {drift('work processor')}, wall time of the work {drift('work wall')}, of "
        f"submitting {drift('submit wall')}, on a machine where {found['load average']} processes "
        f"wanted 2 processors; the console's list at {found['list of']:,} documents "
        f"{found['list ms, slowest']:.0f} ms (slowest of {LOOKS})",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=10_000)
    chosen = parser.parse_args()
    found = run(chosen.documents, CROWD)
    found["load average"] = report.load_of_the_machine()
    report.save("load", found, line(found))
    print(line(found)["result"])
    return int(found["accepted"] != found["documents"] or found["list ms, slowest"] > 300)


if __name__ == "__main__":
    sys.exit(main())
