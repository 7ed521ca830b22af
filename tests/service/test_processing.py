"""How work moves: one stage per call, a lease, three attempts, nothing lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from appliance.access import SYSTEM
from appliance.errors import NotFound
from appliance.service.line import lease
from appliance.types import State
from tests.service.conftest import RECEIPT, UNSURE, House
from tests.service.fakes_service import MemoryBlobs


def test_a_document_goes_through_all_stages(house: House) -> None:
    one, two = house.submit(RECEIPT), house.submit(UNSURE)
    house.work()

    assert (house.state(one), house.state(two)) == (State.ACCEPTED, State.REVIEW)
    shown = house.view(one)
    assert shown.extraction is not None
    assert [field.value for field in shown.extraction.fields] == ["12.50"]
    assert set(shown.seconds) == {"reading", "classification", "extraction", "decisions", "total"}
    assert house.actions(one) == ["document.received", *["stage.done"] * 4]


def test_each_call_runs_one_stage_and_wakes_the_next_queue(house: House) -> None:
    document_id = house.submit(RECEIPT)
    advance = house.appliance.processing.advance

    seen = []
    for queue in ("reading", "inference", "inference", "inference"):
        assert list(house.queue.calls[queue]) == [document_id]
        house.queue.flush()
        seen.append(advance(document_id))

    assert seen == [State.READ, State.CLASSIFIED, State.EXTRACTED, State.ACCEPTED]
    assert house.queue.calls == {}


def test_a_call_delivered_twice_does_nothing_twice(house: House) -> None:
    document_id = house.submit(RECEIPT)
    house.work()
    before = house.actions(document_id)

    assert house.appliance.processing.advance(document_id) is State.ACCEPTED
    assert house.actions(document_id) == before
    assert house.reader.reads == 1


def test_an_unknown_id_is_told(house: House) -> None:
    with pytest.raises(NotFound):
        house.appliance.processing.advance("f" * 32)


def test_a_file_that_cannot_be_read_is_set_aside_at_once_with_its_sentence(house: House) -> None:
    document_id = house.submit(b"DAMAGED")
    house.work()

    row = house.appliance.desk.row(SYSTEM, document_id)
    assert (row.state, house.reader.reads) == (State.QUARANTINED, 1)
    assert row.problem is not None
    assert row.problem.code == "damaged"
    assert row.problem.message == "This file is damaged or incomplete. Scan or export it again."
    assert house.actions(document_id) == ["document.received", "document.quarantined"]


def test_a_surprise_is_tried_three_times_then_set_aside(house: House) -> None:
    document_id = house.submit(b"SURPRISE for Jane Roe")
    house.work()

    row = house.appliance.desk.row(SYSTEM, document_id)
    assert (row.state, house.reader.reads) == (State.QUARANTINED, 3)
    assert row.problem is not None
    assert row.problem.code == "processing_failed"
    assert "Jane" not in row.problem.message


def test_a_worker_that_dies_has_used_up_an_attempt(make_house: Callable[..., House]) -> None:
    """The attempt is counted before the bytes are touched, whoever dies over them."""
    house = make_house(lease_seconds=60)
    document_id = house.submit(RECEIPT)
    for _ in range(3):
        _die_over(house, document_id)
        house.clock.step(seconds=61)

    assert house.appliance.processing.advance(document_id) is State.QUARANTINED
    assert house.reader.reads == 0


def test_a_live_lease_keeps_others_away_until_it_runs_out(make_house: Callable[..., House]) -> None:
    house = make_house(lease_seconds=60)
    document_id = house.submit(RECEIPT)
    _die_over(house, document_id, owner="elsewhere/boot/1/1/1")

    house.clock.step(seconds=59)
    assert house.appliance.processing.advance(document_id) is State.RECEIVED
    assert house.appliance.processing.reconcile() == 0
    house.clock.step(seconds=2)
    assert house.appliance.processing.advance(document_id) is State.READ


def test_a_lease_is_renewed_while_pages_come(make_house: Callable[..., House]) -> None:
    """Given a scan that takes three leases to read, nobody else is given it meanwhile."""
    house = make_house(lease_seconds=60)
    document_id = house.submit(RECEIPT)
    house.queue.flush()
    processing = house.appliance.processing
    noticed: list[tuple[int, State]] = []

    def page() -> None:
        house.clock.step(seconds=20)
        noticed.append((processing.reconcile(), processing.advance(document_id)))

    house.reader.pages = [page] * 9
    assert processing.advance(document_id) is State.READ
    assert noticed == [(0, State.RECEIVED)] * 9
    assert house.reader.reads == 1


def test_who_lost_the_lease_is_told_with_the_next_page(make_house: Callable[..., House]) -> None:
    house = make_house(lease_seconds=60)
    document_id = house.submit(RECEIPT)
    advance, reader = house.appliance.processing.advance, house.reader
    read: list[int] = []

    def overtaken() -> None:
        reader.pages = ()
        house.clock.step(seconds=61)
        assert advance(document_id) is State.READ

    reader.pages = [overtaken, lambda: read.append(2)]
    advance(document_id)
    assert (reader.reads, read) == (2, [])
    assert house.state(document_id) is State.READ
    assert house.actions(document_id) == ["document.received", "stage.done"]


def test_a_dead_owner_on_this_machine_is_recognised_before_the_lease_ends(house: House) -> None:
    document_id = house.submit(RECEIPT)
    house.queue.flush()
    machine, boot, namespace, _, started = lease.here().split("/")
    _die_over(house, document_id, owner=f"{machine}/{boot}/{namespace}/{_dead_pid()}/{started}")

    assert house.appliance.processing.reconcile() == 1
    house.work()
    assert house.state(document_id) is State.ACCEPTED


def test_a_result_that_comes_too_late_is_dropped(house: House) -> None:
    """Given a worker that lost its lease while at work, its result changes nothing."""
    document_id = house.submit(RECEIPT)
    advance = house.appliance.processing.advance

    def overtake() -> None:
        house.clock.step(hours=1)
        assert advance(document_id) is State.READ

    house.reader.meanwhile = overtake
    advance(document_id)

    assert house.actions(document_id).count("stage.done") == 1
    house.work()
    assert house.state(document_id) is State.ACCEPTED


def test_a_missing_model_waits_for_the_administrator_and_costs_no_attempt(house: House) -> None:
    document_id = house.submit(b"UNCONFIGURED")
    for _ in range(5):
        assert house.appliance.processing.advance(document_id) is State.RECEIVED
        house.queue.flush()
        assert house.appliance.processing.reconcile() == 0
        house.clock.step(seconds=31)
        assert house.appliance.processing.reconcile() == 1

    assert house.appliance.desk.row(SYSTEM, document_id).attempts == 0


def test_a_lost_queue_is_filled_again_and_a_full_one_is_left_alone(house: House) -> None:
    ids = [house.submit(b"Receipt Total %d" % n) for n in range(4)]
    reconcile = house.appliance.processing.reconcile

    assert reconcile() == 0
    house.queue.calls["reading"].popleft()
    assert reconcile() == 1
    house.queue.flush()
    assert reconcile() == 4
    house.work()
    assert {house.state(one) for one in ids} == {State.ACCEPTED}
    assert reconcile() == 0


def test_an_absent_queue_neither_refuses_nor_loses_a_document(house: House) -> None:
    house.queue.broken = True
    document_id = house.submit(RECEIPT)
    assert house.appliance.processing.advance(document_id) is State.READ
    assert house.appliance.processing.reconcile() == 0

    house.queue.broken = False
    assert house.appliance.processing.reconcile() == 1
    house.work()
    assert house.state(document_id) is State.ACCEPTED


def test_a_full_disk_costs_no_attempt(make_house: Callable[..., House]) -> None:
    blobs = MemoryBlobs()
    house = make_house(blobs=blobs)
    document_id = house.submit(RECEIPT)

    blobs.full = True
    assert house.appliance.processing.advance(document_id) is State.RECEIVED
    assert house.appliance.desk.row(SYSTEM, document_id).attempts == 0

    blobs.full = False
    house.clock.step(seconds=31)
    house.work()
    assert house.state(document_id) is State.ACCEPTED


def test_a_destroyed_original_is_set_aside_and_nothing_else_stops(house: House) -> None:
    document_id, other = house.submit(UNSURE), house.submit(RECEIPT)
    blobs = house.appliance.processing.dossiers.archive.blobs
    for key in list(blobs.keys()):
        if key.startswith(document_id):
            blobs.delete(key)
    house.work()

    assert house.state(document_id) is State.QUARANTINED
    assert house.state(other) is State.ACCEPTED


def test_a_quarantined_document_can_be_sent_through_again(house: House) -> None:
    document_id = house.submit(b"Receipt SURPRISE Total 1.00")
    house.work()
    house.reader.mended = True

    assert house.appliance.desk.retry(SYSTEM, document_id) is State.RECEIVED
    house.work()
    assert house.state(document_id) is State.ACCEPTED
    assert house.view(document_id).problem is None


def _die_over(house: House, document_id: str, owner: str = "elsewhere/boot/1/1/1") -> None:
    """What a killed worker leaves: a claimed row and nothing else."""
    processing = house.appliance.processing
    with processing.database.unit() as unit:
        seen = unit.documents.get(document_id)
        assert seen is not None
        claimed = unit.documents.claim(seen, owner, house.clock.now(), processing._lease)
        assert claimed is not None
        assert replace(claimed, lease_owner=None) != seen


def _dead_pid() -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_worker_whose_clock_jumps_makes_no_second_result(
    make_house: Callable[..., House], hours: int
) -> None:
    """Given two workers, one of whose clocks jumps by two hours in mid-work, when both answer the
    same calls, then each stage has one result and the document ends."""
    house, other = make_house(), make_house()
    document_id = house.submit(RECEIPT)
    other.clock.step(hours=hours)

    def meanwhile() -> None:
        house.clock.step(hours=hours)
        other.appliance.processing.advance(document_id)

    house.reader.meanwhile = meanwhile
    for _ in range(6):
        for one in (house, other):
            one.appliance.processing.advance(document_id)
            one.clock.step(seconds=400)

    assert house.state(document_id) is State.ACCEPTED
    actions = house.actions(document_id)
    assert actions.count("stage.done") == 4
