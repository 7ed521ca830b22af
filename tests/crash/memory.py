"""Five hundred conversions in one worker: what its memory does after the warm-up.

    python -m tests.crash.memory [--documents 500] [--per-child N]

The samples, over and over, through the whole line with the real sandboxed reader. The reader's
child is not replaced on the way (``--per-child``: as often as that), so that the slope is the leak
itself. Memory is PSS (proc(5), smaps_rollup) of the child and of the worker, after each document;
the slope is a least-squares line over all documents after the first hundred.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from appliance.bootstrap import Parts, build
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import load
from tests.crash import report
from tests.hostile import fuzz

WARM_UP = 100
EVERY = 10
"""Documents between two points of the series in the report."""
BOUND = 0.1  # MB per document


def pss(pid: int | None) -> float:
    """Megabytes that a process has, pages shared with others counted in parts."""
    if pid is None:
        return 0.0
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(row for row in rows if row.startswith("Pss:")).split()[1]) / 1024


def run(documents: int, per_child: int) -> dict[str, object]:
    """The series of the child and of the worker, and how many children there were."""
    files = fuzz.samples()
    series: dict[str, list[float]] = {"child": [], "worker": []}
    children = set()
    with tempfile.TemporaryDirectory() as folder:
        settings = load(state_dir=Path(folder), threads=1)
        reader = SandboxedReader(settings, documents_per_child=per_child)
        reader.warm()
        with build(settings, Parts(reader=reader, model=lambda: None)) as house:
            for number in range(documents):
                suffix, content = files[number % len(files)]
                house.processor.process(content, f"file{suffix}")
                series["child"].append(round(pss(reader.child_id), 1))
                series["worker"].append(round(pss(os.getpid()), 1))
                children.add(reader.child_id)
                if number % 50 == 0:
                    said = {name: one[-1] for name, one in series.items()}
                    print(time.strftime("%H:%M:%S"), number, said, flush=True)
    return {
        "documents": documents,
        "kinds": len(files),
        "children": len(children - {None}),
        "most": {name: max(one) for name, one in series.items()},
        "slope": {name: slope(one) for name, one in series.items()},
        "series": {name: one[::EVERY] for name, one in series.items()},
    }


def slope(series: list[float]) -> float:
    """Megabytes per document after the warm-up."""
    after = series[min(WARM_UP, len(series) // 2) :]
    return round(float(np.polyfit(range(len(after)), after, 1)[0]), 4)


def line(found: dict) -> dict[str, str]:
    """Its row in docs/durability.md."""
    slopes, most = found["slope"], found["most"]
    return {
        "suite": "memory: conversions in one worker, all in one child of the reader",
        "command": "`python -m tests.crash.memory`",
        "run": f"{found['documents']} conversions of {found['kinds']} documents in turn",
        "wanted": "500",
        "result": f"slope after {WARM_UP}: reader's child {slopes['child']:+.3f} MB per document, "
        f"worker {slopes['worker']:+.3f} (bar {BOUND}); most {most['child']:.0f} and "
        f"{most['worker']:.0f} MB PSS; {found['children']} child(ren)",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--per-child", type=int, default=1_000_000)
    chosen = parser.parse_args()
    found = run(chosen.documents, chosen.per_child)
    report.save("memory", found, line(found))
    print(line(found)["result"])
    return int(max(found["slope"].values()) > BOUND)


if __name__ == "__main__":
    sys.exit(main())
