"""Our bars, held on the real documents for development: a change that loses one of them fails here.

Documents are read as a user's are: from pixels, pages or data, by the product's own line, under
neutral names. Bounds are those of ``appliance bench``; the figures themselves stand in
docs/figures.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance import bootstrap
from appliance.bench import receipts, typeset
from appliance.service.quality.evaluation import Evaluation
from appliance.settings import load

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]  # a busy machine is no failure

UNMET = "the same, with invoices that list nothing"
"""Values that an invoice holds as XML alone, and that nobody can read off its page: 0.898."""
HELD = tuple(one for one in typeset.BARS if one.bar.what != UNMET)
SAMPLE = {"invoices": 35, "C-CDA": 100, "notes": 190, "filings": 200, "EDGAR": 370}
"""Labelled values that each kind has at least: a bar that is met by three values holds nothing."""


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evaluation]:
    with bootstrap.build(load(state_dir=tmp_path_factory.mktemp("dev-bars"))) as appliance:
        yield appliance.evaluation


def test_receipts_of_unseen_vendors_are_read_from_pixels(
    evaluation: Evaluation, data_dir: Path
) -> None:
    """All of them, in as many one-thread processes as there are cores."""
    manifest = data_dir / "dev" / "receipts" / "manifest.jsonl"
    report = evaluation.evaluate(manifest, jobs=len(os.sched_getaffinity(0)))

    right = next(one for one in receipts.steady(report) if one.bar is receipts.MICRO)
    print(right.as_json())
    assert (report.missing, report.figures.n, right.n) == (0, 60, 240)
    assert right.as_json()["met"], right.as_json()


@pytest.mark.parametrize("held", HELD, ids=[one.bar.what.partition(":")[0] for one in HELD])
def test_documents_that_come_as_text_or_data_are_read(
    held: typeset.Typeset, evaluation: Evaluation, data_dir: Path
) -> None:
    manifest = data_dir / "dev" / held.klass / "manifest.jsonl"
    report = evaluation.evaluate(manifest, part=held.part)

    found = typeset.right(held, report)
    print(found.as_json())
    assert report.missing == 0
    assert found.n >= SAMPLE[held.bar.what.replace(":", "").split()[0]]
    assert found.as_json()["met"], found.as_json()
