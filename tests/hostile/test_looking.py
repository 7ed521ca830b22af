"""A look at the door costs a file its limits, and nobody else anything."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance, Parts, build
from appliance.errors import (
    NeedsPerson,
    ProcessingFailed,
    ReaderDied,
    ReadingTimedOut,
    Transient,
)
from appliance.intake.members import Allowance
from appliance.intake.sandboxed import PLACES, SandboxedInspector
from appliance.settings import Limits, Settings
from appliance.types import State
from tests.conftest import ROOT
from tests.intake.made import archive
from tests.service.fakes_service import ListQueue, PlainRooms, TextReader

ONE_SECOND = Limits(looking_seconds=1)
MB = 300
BESIDE_LIMIT = 10.0
"""Seconds that a file may take beyond its limit."""


@pytest.fixture
def obedient(monkeypatch: pytest.MonkeyPatch) -> Iterator[SandboxedInspector]:
    """Its child does what the file says."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    inspector = SandboxedInspector(MB, module="tests.hostile.hostile_child")
    yield inspector
    inspector.close()


def look(inspector: SandboxedInspector, content: bytes, limits: Limits = ONE_SECOND) -> str:
    looked = inspector.look(content, "a.txt", None, 0, Allowance(limits=limits))
    return looked.media_type


@pytest.mark.parametrize(
    ("order", "error"),
    [
        (b"hang", ReadingTimedOut),
        (b"fault", ReaderDied),
        (b"grow", ReaderDied),
        (b"eat", ReaderDied),
        (b"native", ReaderDied),
        (b"call", ProcessingFailed),
        (b"peep /etc/passwd", ProcessingFailed),
        (b"lie", ReaderDied),
        (b"flood", ReaderDied),
    ],
)
def test_whatever_a_parser_does_it_ends_in_words_and_the_next_file_is_looked_at(
    obedient: SandboxedInspector, order: bytes, error: type[NeedsPerson]
) -> None:
    look(obedient, b"warm")
    limits = ONE_SECOND if order == b"hang" else Limits(unpacked_bytes=20_000_000)
    started = time.monotonic()
    with pytest.raises(error, match=r"^[A-Z].*\.$"):
        look(obedient, order, limits)
    assert time.monotonic() - started < limits.looking_seconds + BESIDE_LIMIT
    assert look(obedient, b"next", Limits()) == "text/plain"


def test_a_real_bomb_ends_at_the_memory_of_who_looks() -> None:
    bomb = archive({f"{n}.txt": bytes(50_000_000) for n in range(5)})
    inspector = SandboxedInspector(MB)
    try:
        with pytest.raises(ReaderDied):
            look(inspector, bomb, Limits())
        assert look(inspector, b"next", Limits()) == "text/plain"
    finally:
        inspector.close()


def test_a_child_that_died_of_something_else_costs_no_file_anything(
    obedient: SandboxedInspector,
) -> None:
    look(obedient, b"warm")
    (idle,) = obedient.child_ids
    os.kill(idle, signal.SIGKILL)
    assert look(obedient, b"next", Limits()) == "text/plain"
    assert obedient.child_ids != (idle,)


def test_a_child_that_is_killed_each_time_accuses_no_file(obedient: SandboxedInspector) -> None:
    """The kernel does so where the machine has no memory left."""
    with pytest.raises(Transient, match="memory"):
        look(obedient, b"killed")


def test_all_that_is_packed_into_a_file_shares_its_seconds(obedient: SandboxedInspector) -> None:
    allowance = Allowance(limits=ONE_SECOND)
    started = time.monotonic()
    for _ in range(20):
        with pytest.raises(ReadingTimedOut):
            obedient.look(b"hang", "a.txt", None, 0, allowance)
    assert time.monotonic() - started < ONE_SECOND.looking_seconds + BESIDE_LIMIT


def test_where_no_child_can_be_started_the_file_is_neither_taken_nor_refused(
    settings: Settings,
) -> None:
    inspector = SandboxedInspector(MB, module="tests.hostile.no_such_child")
    parts = Parts(queue=ListQueue(), inspector=inspector, reader=TextReader())
    with build(settings, parts) as house:
        with pytest.raises(Transient):
            house.desk.submit(SYSTEM, "a.txt", b"Receipt Total 1.00")
        assert house.desk.recent(SYSTEM) == ()


@pytest.fixture
def house(settings: Settings, obedient: SandboxedInspector) -> Iterator[Appliance]:
    """A console's house with a limit of one second at its door."""
    short = settings.model_copy(update={"limits": ONE_SECOND})
    parts = Parts(
        queue=ListQueue(),
        inspector=obedient,
        reader=TextReader(),
        rooms=PlainRooms(),
        model=lambda: None,
    )
    with build(short, parts) as made:
        yield made


def test_while_one_file_hangs_others_are_taken_in_and_the_list_answers(
    house: Appliance, obedient: SandboxedInspector
) -> None:
    """Sixty letters that a regular expression would try in 2 to the power of 60 ways: in this
    process it would hold the interpreter until the machine is switched off."""
    obedient.warm(2)
    refused: list[str] = []

    def hang() -> None:
        given = house.desk.submit(SYSTEM, "hang.txt", b"hang")
        refused.append(given.problem.code if given.problem else given.state.value)

    thread = threading.Thread(target=hang)
    thread.start()
    taken = 0
    while thread.is_alive():
        given = house.desk.submit(SYSTEM, "other.txt", b"Receipt Total %d.00" % taken)
        assert given.id in {row.id for row in house.desk.recent(SYSTEM)}
        taken += thread.is_alive()
    thread.join()
    assert refused == ["reading_timed_out"]
    assert taken


def test_more_hanging_files_than_places_keep_nobody_waiting_for_ever(
    obedient: SandboxedInspector,
) -> None:
    ends: list[str] = []

    def hang() -> None:
        try:
            look(obedient, b"hang")
        except (NeedsPerson, Transient) as error:
            ends.append(error.code)

    threads = [threading.Thread(target=hang) for _ in range(PLACES + 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert set(ends) <= {"reading_timed_out", "transient"}
    assert len(ends) == PLACES + 2


def test_a_member_that_hangs_is_refused_and_its_siblings_keep_their_place(
    house: Appliance,
) -> None:
    given = house.desk.submit(SYSTEM, "b.zip", archive({"a.txt": b"one", "b.txt": b"hang"}))
    assert given.state is State.UNPACKED
    assert [one.state for one in given.members] == [State.RECEIVED, State.QUARANTINED]
    assert given.members[1].problem is not None
    assert given.members[1].problem.code == "reading_timed_out"


def test_a_look_that_was_cut_short_can_be_taken_anew(
    house: Appliance, settings: Settings, inspector: SandboxedInspector
) -> None:
    one = house.desk.submit(SYSTEM, "hang.txt", b"hang").id
    packed = house.desk.submit(SYSTEM, "fault.txt", b"fault").id
    with pytest.raises(ReadingTimedOut):
        house.desk.retry(SYSTEM, one)
    parts = Parts(queue=ListQueue(), inspector=inspector)
    with build(settings, parts) as mended:
        assert mended.desk.retry(SYSTEM, one) is State.RECEIVED
        assert mended.desk.row(SYSTEM, one).problem is None
        assert mended.desk.retry(SYSTEM, packed) is State.RECEIVED


def test_the_child_reads_no_file_of_ours(obedient: SandboxedInspector, tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_bytes(b"secret")
    with pytest.raises(ProcessingFailed):
        look(obedient, b"peep " + str(secret).encode(), Limits())
