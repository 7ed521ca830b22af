"""A filing in a ZIP through the whole appliance: one document, its linkbases within it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance, Parts, build
from appliance.errors import NotFound
from appliance.intake.sandboxed import SandboxedInspector
from appliance.service.custody.eraser import Warrant
from appliance.settings import load
from appliance.types import State
from samples.generator.filing.linked import Filing, filing
from tests.service.fakes_service import ListQueue


@pytest.fixture
def appliance(tmp_path: Path, inspector: SandboxedInspector) -> Iterator[Appliance]:
    parts = Parts(queue=ListQueue(), inspector=inspector, model=lambda: None)
    with build(load(state_dir=tmp_path / "state"), parts) as built:
        yield built


def drawn(*, wrong: bool) -> Filing:
    """The first drawn ZIP, with a mistake that rounding cannot explain."""
    seeds = (filing(seed, wrong=wrong) for seed in range(100))
    return next(f for f in seeds if f.packing == "zip" and (not wrong or f.statements.off > 5))


def worked(appliance: Appliance, sent: Filing) -> str:
    submitted = appliance.desk.submit(SYSTEM, sent.name, sent.content)
    assert submitted.members == ()
    for _ in range(4):
        appliance.processing.advance(submitted.id)
    return submitted.id


def test_one_document_comes_of_it_and_its_wrong_sum_goes_to_a_person(appliance: Appliance) -> None:
    one = worked(appliance, drawn(wrong=True))
    assert len(appliance.desk.recent(SYSTEM)) == 1
    seen = appliance.desk.view(SYSTEM, one)
    assert seen.state is State.REVIEW
    assert seen.outcome is not None
    assert any("calculation links" in reason for reason in seen.outcome.decision.reasons)


def test_it_is_exported_once_and_erased_with_its_linkbases(
    appliance: Appliance, tmp_path: Path
) -> None:
    sent = drawn(wrong=False)
    one = worked(appliance, sent)
    if appliance.desk.row(SYSTEM, one).state is State.REVIEW:
        appliance.review.approve(SYSTEM, one)
    lines = appliance.exporting.export(SYSTEM, "jsonl").content.decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [one]

    appliance.eraser.erase(one, Warrant(reason="test", by="system"))

    with pytest.raises(NotFound):
        appliance.desk.view(SYSTEM, one)
    assert list((tmp_path / "state" / "blobs").rglob(f"*{one}*/*")) == []
    again = appliance.desk.submit(SYSTEM, sent.name, sent.content)
    assert not again.duplicate
