"""Many small documents: what one costs at the start and at the end.

    python -m tests.crash.load [--documents 10000] [--report FILE]

Submitting and all four stages with the real database and real files, in this process; reading is
a fake that reads text, so that the figure is the cost of the books, not of a parser. All documents
are queued first, then worked off, as after a weekend.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.settings import load
from appliance.types import State
from tests.service.fakes_service import ListQueue, PlainRooms, TextReader

STAGES = 4


def run(documents: int) -> dict[str, float]:
    """Milliseconds per document (medians of the first and the last tenth) and of the list."""
    queue = ListQueue()
    parts = Parts(queue=queue, reader=TextReader(), rooms=PlainRooms(), model=lambda: None)
    with (
        tempfile.TemporaryDirectory() as folder,
        build(load(state_dir=Path(folder)), parts) as house,
    ):
        came = [_timed(lambda n=n: _submit(house, n)) for n in range(documents)]
        went, busy = [], []
        while document_id := queue.take():
            before = time.process_time()
            went.append(_timed(lambda one=document_id: house.processing.advance(one)))
            busy.append(time.process_time() - before)
        listed = _timed(lambda: house.desk.recent(SYSTEM))
        counted = house.desk.count(SYSTEM)
    # each queue is first in, first out: all documents are read, then all classified, ...
    spent, worked = _per_document(went, documents), _per_document(busy, documents)
    tenth = max(1, documents // 10)
    return {
        "documents": documents,
        "accepted": counted[State.ACCEPTED],
        "submit first tenth ms": _median(came[:tenth]),
        "submit last tenth ms": _median(came[-tenth:]),
        "work first tenth ms": _median(spent[:tenth]),
        "work last tenth ms": _median(spent[-tenth:]),
        "processor first tenth ms": _median(worked[:tenth]),  # what other programs do not disturb
        "processor last tenth ms": _median(worked[-tenth:]),
        "list ms": round(listed * 1000, 1),
    }


def _per_document(costs: list[float], documents: int) -> list[float]:
    rounds = [costs[at : at + documents] for at in range(0, len(costs), documents)]
    return [sum(each) for each in zip(*rounds, strict=True)]


def _submit(house, number: int) -> None:
    house.desk.submit(SYSTEM, "a.txt", f"Receipt {number} Total {number}.00".encode())


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _median(seconds: list[float]) -> float:
    return round(statistics.median(seconds) * 1000, 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--report", type=Path, default=Path("var/crash/load.json"))
    chosen = parser.parse_args()
    found = run(chosen.documents)
    chosen.report.parent.mkdir(parents=True, exist_ok=True)
    chosen.report.write_text(json.dumps(found, indent=1))
    print(found)
    for kind in ("work", "processor"):
        slower = found[f"{kind} last tenth ms"] / found[f"{kind} first tenth ms"]
        print(f"{kind}, last tenth / first tenth: {slower:.2f}")
    return int(found["accepted"] != found["documents"])


if __name__ == "__main__":
    sys.exit(main())
