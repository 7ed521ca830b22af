"""Approvals of a shipped type: what nobody had counted is asked for until it has proven itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.intake.sandboxed import SandboxedInspector
from appliance.service.quality.improvement import Proof
from appliance.service.quality.learning import TAUGHT
from appliance.settings import load
from tests.service.conftest import House
from tests.service.fakes_service import ListQueue, SteppingClock, TextReader

NAMES = tuple("ABCDEFGHIJKL")


@pytest.fixture
def house(tmp_path: Path, inspector: SandboxedInspector) -> Iterator[House]:
    """A house that classifies and extracts as the real one does."""
    queue, clock, reader = ListQueue(), SteppingClock(), TextReader()
    parts = Parts(queue=queue, clock=clock, inspector=inspector, reader=reader, model=lambda: None)
    with build(load(state_dir=tmp_path / "state"), parts) as appliance:
        yield House(appliance, queue, clock, reader)


def receipt(number: int) -> bytes:
    """A slip of one of twelve shops; its currency stands in its mark alone."""
    price = 100 + 7 * number
    name = NAMES[number % len(NAMES)]
    rows = [
        f"{name}lder Hardware Store", f"{number % 12 + 1} Harbour Street", "Receipt",
        f"Date: {number % 27 + 1:02d}/03/2025",
        f"Total RM {price // 100}.{price % 100:02d}", "Thank you",
    ]  # fmt: skip
    return "\n".join(rows).encode()


def read(house: House, number: int) -> str:
    name = f"{number}.txt"
    document_id = house.appliance.desk.submit(SYSTEM, name, receipt(number), doctype="receipt").id
    house.work()
    return document_id


def doubts_currency(house: House, document_id: str) -> bool:
    decision = house.view(document_id).outcome
    assert decision is not None
    return any(reason.startswith("Currency:") for reason in decision.decision.reasons)


def approve(house: House, numbers: range) -> list[str]:
    done = [read(house, number) for number in numbers]
    for document_id in done:
        house.appliance.review.approve(SYSTEM, document_id)
    return done


def trust(house: House) -> Mapping[str, Proof]:
    """What the screen Learning says of receipts."""
    types = house.appliance.improvement.types(SYSTEM)
    return next(one.fields for one in types if one.doctype == "receipt")


def test_a_field_that_people_left_as_it_was_needs_no_look_until_they_correct_it(
    house: House,
) -> None:
    learning = house.appliance.learning
    done = approve(house, range(50))
    assert learning.run()
    assert trust(house) == {}
    before = read(house, 1000)
    assert doubts_currency(house, before), "fifty are too few"
    done += approve(house, range(50, 120))

    (learnt,) = learning.run()

    assert (learnt.doctype, learnt.documents) == ("receipt", 120)
    proof = learnt.fields["currency"]
    assert proof.right == proof.labelled >= 104
    after = read(house, 2000)
    assert not doubts_currency(house, after)
    assert names(house, before) == names(house, after), "what came fitted is in force"
    with house.appliance.processing.database.unit(readonly=True) as unit:
        entry = [one for one in unit.ledger.of("receipt") if one.action == TAUGHT][-1]
    assert entry.details["right.currency"] == f"{proof.right}/{proof.labelled}"
    assert trust(house)["currency"] == proof

    house.clock.step(minutes=1)
    for document_id in done[:30]:
        house.appliance.review.correct(SYSTEM, document_id, "currency", "USD")
        house.appliance.review.approve(SYSTEM, document_id)
    learning.run(now=True)

    assert "currency" not in trust(house)


def names(house: House, document_id: str) -> list[str]:
    extraction = house.view(document_id).extraction
    assert extraction is not None
    return [field.name for field in extraction.fields]
