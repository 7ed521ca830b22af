"""How long documents stay, and that it is said before they go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from appliance.access import actor
from appliance.errors import NotFound
from appliance.service.custody.retention import Retention
from appliance.types import State
from tests.service.conftest import RECEIPT, House
from tests.service.test_erasure import archive

RITA = actor("r" * 32, "rita", ("reviewer",))
ADA = actor("a" * 32, "ada", ("administrator",))


def test_it_is_shown_before_it_acts(make_house: Callable[..., House]) -> None:
    house = make_house(retention={"receipt": 30}, retention_notice_days=7)
    one, other = house.submit(RECEIPT), house.submit(b"A letter")
    house.work()
    retention = house.appliance.retention
    assert retention.run() == 0
    assert retention.plan(RITA) == ()

    house.clock.step(days=24)
    assert retention.run() == 0
    (due,) = retention.plan(RITA)
    assert (due.document_id, due.doctype, due.held) == (one, "receipt", False)
    assert due.acts_at - house.clock.now() >= timedelta(days=6)
    house.clock.step(days=5)
    assert retention.run() == 0

    house.clock.step(days=2)
    assert retention.run() == 1
    assert house.actions(one)[-2:] == ["retention.announced", "document.erased"]
    assert house.state(other) is State.REVIEW
    assert retention.plan(RITA) == ()


def test_a_late_start_gives_notice_all_the_same(make_house) -> None:
    house = make_house(retention={"*": 1})
    house.submit(RECEIPT)
    house.work()
    house.clock.step(days=400)
    assert house.appliance.retention.run() == 0
    house.clock.step(days=8)
    assert house.appliance.retention.run() == 1


def test_a_hold_and_a_changed_rule_stop_it(make_house) -> None:
    house = make_house(retention={"receipt": 30})
    held, other = house.submit(RECEIPT), house.submit(b"Receipt\nTotal 2.00")
    house.work()
    house.clock.step(days=24)
    house.appliance.retention.run()
    house.appliance.erasure.hold(ADA, held, "case/1")
    house.clock.step(days=30)
    assert house.appliance.retention.run() == 1
    assert [due.held for due in house.appliance.retention.plan(RITA)] == [True]
    assert house.state(held) is State.ACCEPTED
    with pytest.raises(NotFound):
        house.state(other)

    longer = make_house(retention={"receipt": 3_000})
    longer.clock.moment = house.clock.moment
    assert longer.appliance.retention.run() == 0
    assert longer.appliance.retention.plan(RITA) == ()
    assert longer.actions(held)[-1] == "retention.withdrawn"


def test_those_that_are_held_keep_none_of_the_others_waiting(make_house) -> None:
    house = make_house(retention={"receipt": 30})
    held = [house.submit(RECEIPT + str(number).encode()) for number in range(3)]
    last = house.submit(b"Receipt\nTotal 9.00")
    house.work()
    for number, document_id in enumerate(held):
        house.appliance.erasure.hold(ADA, document_id, f"case/{number}")
    retention = Retention(
        database=house.appliance.processing.database,
        eraser=house.appliance.eraser,
        clock=house.clock,
        settings=house.appliance.settings,
        batch=2,
    )
    house.clock.step(days=25)
    for _ in range(3):
        retention.run()
    house.clock.step(days=10)

    assert retention.run() == 1
    with pytest.raises(NotFound):
        house.state(last)
    assert all(house.state(one) is State.ACCEPTED for one in held)


def test_an_archive_goes_when_the_last_of_its_parts_is_due(make_house) -> None:
    house = make_house(retention={"receipt": 10, "unknown": 100}, retention_notice_days=0)
    batch = house.submit(archive(RECEIPT, b"A letter"), "batch.zip")
    house.work()
    house.clock.step(days=20)
    assert house.appliance.retention.run() == 0
    assert house.state(batch) is State.UNPACKED
    house.clock.step(days=90)
    assert house.appliance.retention.run() == 3
    with pytest.raises(NotFound):
        house.state(batch)


def test_a_hold_on_a_part_is_shown_for_the_whole(make_house: Callable[..., House]) -> None:
    house = make_house(retention={"*": 10})
    batch = house.submit(archive(RECEIPT, b"A letter"), "batch.zip")
    house.work()
    house.appliance.erasure.hold(ADA, house.view(batch).members[0].id, "case/1")
    house.clock.step(days=9)
    house.appliance.retention.run()
    assert [(due.document_id, due.held) for due in house.appliance.retention.plan(RITA)] == [
        (batch, True)
    ]


def test_without_rules_nothing_is_ever_erased(house: House) -> None:
    one = house.submit(RECEIPT)
    house.work()
    house.clock.step(days=40_000)
    assert house.appliance.retention.run() == 0
    assert house.state(one) is State.ACCEPTED
