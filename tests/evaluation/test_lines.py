"""Documents are worked on side by side, and time is taken at steady state."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from appliance.errors import ModelMissing
from appliance.evaluation.lines import Done, Process, throughput, together
from appliance.evaluation.manifest import Row, rows
from appliance.evaluation.run import evaluate
from appliance.types import Processed
from tests.evaluation.fakes_evaluation import DOCTYPES, Line, field, manifest, processed

LABEL = {"class": "receipts", "truth": {"company": "ACME"}}


def scripted() -> Process:
    """A line that finds the name on even documents only; made anew in each process."""
    found, lost = processed("receipt", field("vendor_name", "ACME")), processed("receipt")
    return Line({str(n).encode(): lost if n % 2 else found for n in range(6)})


def unprepared() -> Process:
    def process(content: bytes, name: str, /) -> Processed:
        raise ModelMissing("ranker", "/nowhere")

    return process


def made(folder: Path) -> Path:
    return manifest(folder, *({"id": str(n), "file": f"{n}.txt", **LABEL} for n in range(6)))


def test_two_processes_give_the_figures_of_one(tmp_path: Path) -> None:
    path = made(tmp_path)
    alone = evaluate(path, scripted(), doctypes=DOCTYPES).as_json()
    both = evaluate(path, scripted(), doctypes=DOCTYPES, lines=together(scripted, 2)).as_json()

    assert alone["micro"] == both["micro"] == {"n": 6, "strict": 0.5, "normalised": 0.5}
    assert both["peak_memory_mb"] > alone["peak_memory_mb"]


def test_the_work_is_done_in_other_processes(tmp_path: Path) -> None:
    done = list(together(scripted, 2)(list(rows(made(tmp_path)))))
    assert {item.row.id for item in done} == {str(n) for n in range(6)}
    assert os.getpid() not in {item.worker for item in done}


def test_a_line_that_lacks_a_part_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        list(together(unprepared, 2)(list(rows(made(tmp_path)))))


def done(worker: int, finished: float, result: Processed | None) -> Done:
    row = Row(id="1", klass="", lang="", file=None, neutral_name="")
    return Done(row=row, result=result, worker=worker, finished=finished)


def test_loading_does_not_count_as_throughput() -> None:
    a = processed("receipt")
    # the second process is ready at 10 s; from then on four documents in four seconds
    items = [done(1, 5, a), done(1, 7, a), done(2, 10, a), *(done(1, 10 + n, a) for n in (1, 3))]
    items += [done(2, 12, a), done(2, 14, a), done(1, 99, None)]
    assert throughput(items, 0.0) == pytest.approx(1.0)
    assert throughput([done(1, 5, a)], 1.0) == pytest.approx(4.0)
    assert throughput([], 0.0) == 0.0
