"""Each approved document moves work to the rankers, without a command; erased ones are unlearnt."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance, Parts, build
from appliance.intake.sandboxed import SandboxedInspector
from appliance.service.quality.improvement import TaughtType
from appliance.service.quality.learning import TAUGHT, Learnt
from appliance.settings import load
from tests.service.conftest import House
from tests.service.fakes_service import ListQueue, SteppingClock, TextReader
from tests.service.test_losses import item, spoil

# no cue says where the total stands: only approvals can teach it
TYPE = """
title = "Fare slip"
description = "what a fare cost"

[[fields]]
name = "carrier"
kind = "name"
label = "carrier"

[[fields]]
name = "total"
kind = "amount"
label = "fare paid"
required = true
cues = ["zzz"]
"""


def slip(number: int) -> tuple[bytes, str]:
    """A slip among whose amounts only the word before it tells the total, and the total."""
    source = random.Random(number)
    total = f"{source.randint(100, 9999) / 100:.2f}"
    noise = [f"item {source.randint(1, 9)} {source.randint(100, 99999) / 100:.2f}" for _ in "1234"]
    card = f"Card {source.randint(100, 999999) / 100:.2f}"
    rows = [f"Quibblethorpe {number} Coaches", *noise, f"Settled {total}", card]
    return "\n".join(rows).encode(), total


@pytest.fixture
def fares(tmp_path: Path, inspector: SandboxedInspector) -> Iterator[Callable[[], House]]:
    """Processes of one installation with a type of its own."""
    folder = tmp_path / "types" / "fare_slip"
    folder.mkdir(parents=True)
    (folder / "doctype.toml").write_text(TYPE, encoding="utf-8")
    (folder / "prompt.txt").write_text("Find the fare.", encoding="utf-8")
    built: list[Appliance] = []

    def make() -> House:
        queue, clock, reader = ListQueue(), SteppingClock(), TextReader()
        parts = Parts(
            queue=queue, clock=clock, inspector=inspector, reader=reader, model=lambda: None
        )
        settings = load(state_dir=tmp_path / "state", doctypes_dir=tmp_path / "types")
        built.append(build(settings, parts))
        return House(built[-1], queue, clock, reader)

    yield make
    for appliance in built:
        appliance.close()


def read(house: House, number: int) -> str:
    """A slip handed in and read; its id."""
    content, _ = slip(number)
    document_id = house.appliance.desk.submit(
        SYSTEM, f"{number}.txt", content, doctype="fare_slip"
    ).id
    house.work()
    return document_id


def approve(house: House, number: int) -> str:
    document_id = read(house, number)
    review = house.appliance.review
    review.correct(SYSTEM, document_id, "total", slip(number)[1])
    review.approve(SYSTEM, document_id)
    return document_id


def total(house: House, number: int) -> str | None:
    extraction = house.view(read(house, number)).extraction
    field = extraction.first("total") if extraction else None
    return field.value if field else None


def right(house: House, numbers: range) -> int:
    return sum(total(house, number) == slip(number)[1] for number in numbers)


def numbers(tmp_path: Path) -> Path:
    return tmp_path / "state" / "taught" / "fare_slip" / "calibration.json"


def test_what_people_approve_is_learnt_without_a_command_or_a_restart(
    fares: Callable[[], House], tmp_path: Path
) -> None:
    worker, beat = fares(), fares()
    before = right(worker, range(100, 112))
    for number in range(4):
        approve(worker, number)
    assert beat.appliance.learning.run() == (), "four are too few"
    for number in range(4, 24):
        approve(worker, number)

    (learnt,) = beat.appliance.learning.run()

    assert (learnt.doctype, learnt.documents) == ("fare_slip", 24)
    proof = learnt.fields["total"]
    assert proof.labelled == 24
    assert proof.right >= max(20, proof.before + 4), "on slips that the ranker had not seen"
    assert right(worker, range(200, 212)) >= max(10, before + 4)
    assert "quibble" not in numbers(tmp_path).read_text(encoding="utf-8").lower()
    assert beat.appliance.learning.run() == (), "nothing new since"


def test_that_something_was_learnt_is_an_entry_and_changes_the_rules_version(
    fares: Callable[[], House],
) -> None:
    house = fares()
    first = read(house, 1)
    for number in range(8):
        approve(house, number)
    house.appliance.learning.run()
    second = read(house, 300)

    with house.appliance.processing.database.unit(readonly=True) as unit:
        (entry,) = [one for one in unit.ledger.of("fare_slip") if one.action == TAUGHT]
        rules = [
            {one.details["rules"] for one in unit.ledger.of(name) if "rules" in one.details}
            for name in (first, second)
        ]
    assert (entry.actor, entry.details["documents"]) == ("system", "8")
    assert all(rules)
    assert rules[0].isdisjoint(rules[1])


def test_people_are_told_what_was_learnt_how_right_it_is_and_what_is_lacking(
    fares: Callable[[], House], tmp_path: Path
) -> None:
    house = fares()

    def told() -> TaughtType:
        return house.appliance.improvement.types(SYSTEM)[0]

    approve(house, 0)
    assert told() == TaughtType(doctype="fare_slip", approved=1, lacking=4)
    for number in range(1, 8):
        approve(house, number)
    assert (told().lacking, told().taught_at) == (0, None)
    (learnt,) = house.appliance.learning.run()

    shown = told()
    assert (shown.approved, shown.documents, shown.taught_at) == (8, 8, house.clock.now())
    assert shown.fields == learnt.fields
    for proof in shown.fields.values():
        assert proof.labelled == 8
        assert proof.interval.low < proof.right / 8 <= proof.interval.high

    numbers(tmp_path).unlink()  # as after a restore: backups hold no fitted numbers
    assert told().fields == {}, "nothing is shown that is not in use"
    shipped = house.appliance.improvement.types(SYSTEM)[1:]
    assert "receipt" in {one.doctype for one in shipped}
    assert all(one.lacking is None for one in shipped)


def test_what_was_erased_is_unlearnt(fares: Callable[[], House], tmp_path: Path) -> None:
    house = fares()
    ids = [approve(house, number) for number in range(8)]
    house.appliance.learning.run()
    assert numbers(tmp_path).is_file()
    with house.appliance.processing.database.unit() as unit:
        for document_id in ids[:5]:
            unit.memories.forget(document_id)

    assert house.appliance.learning.run() == (Learnt(doctype="fare_slip", documents=3, fields={}),)
    assert not numbers(tmp_path).exists()
    assert total(house, 400) is not None, "the general prior answers again"


def test_a_document_that_rots_teaches_nothing_and_keeps_no_other_from_it(
    fares: Callable[[], House], tmp_path: Path
) -> None:
    house = fares()
    ids = [approve(house, number) for number in range(7)]
    spoil(item(tmp_path / "state", ids[0], "reading"))

    (learnt,) = house.appliance.learning.run()

    assert learnt.documents == 6


def test_numbers_that_do_not_fit_the_type_are_as_good_as_none(
    fares: Callable[[], House], tmp_path: Path
) -> None:
    house = fares()
    path = numbers(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text('{"card": {}, "rankers": {"gone": {"weights": {}}}}', encoding="utf-8")

    assert total(house, 500) is not None
