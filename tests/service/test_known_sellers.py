"""After two approvals the next invoice of a seller passes without a person; a new bank does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance, Parts, build
from appliance.decisions.route import ACCEPTED
from appliance.intake.sandboxed import SandboxedInspector
from appliance.settings import load
from appliance.types import State
from tests.extraction.test_known_sellers import BANK, OTHER_BANK, PAPER
from tests.service.fakes_service import ListQueue


@pytest.fixture
def line(tmp_path: Path, inspector: SandboxedInspector) -> Iterator[tuple[Appliance, ListQueue]]:
    """The real line without a language model."""
    queue = ListQueue()
    parts = Parts(queue=queue, inspector=inspector, model=lambda: None)
    with build(load(state_dir=tmp_path / "state"), parts) as built:
        yield built, queue


def arrive(
    line: tuple[Appliance, ListQueue], number: int, bank: str = BANK
) -> tuple[str, State, tuple[str, ...]]:
    """An invoice's id, its state and the reasons for it."""
    appliance, queue = line
    content = PAPER.format(number=number, buyer="Harbour Kitchen Ltd", bank=bank).encode()
    document_id = appliance.desk.submit(SYSTEM, f"{number}.txt", content, source="cli").id
    while waiting := queue.take():
        appliance.processing.advance(waiting)
    view = appliance.desk.view(SYSTEM, document_id)
    assert view.outcome is not None
    return document_id, view.state, view.outcome.decision.reasons


def test_the_third_invoice_of_a_seller_is_accepted(line: tuple[Appliance, ListQueue]) -> None:
    for number in (1, 2):
        document_id, state, doubts = arrive(line, number)
        assert state is State.REVIEW
        assert "Vendor name: always checked by a person." in doubts
        line[0].review.approve(SYSTEM, document_id)

    assert arrive(line, 3)[1:] == (State.ACCEPTED, (ACCEPTED,))

    _, state, doubts = arrive(line, 4, OTHER_BANK)
    assert state is State.REVIEW
    assert [doubt.partition(":")[0].casefold() for doubt in doubts] == ["iban", "bic"]
