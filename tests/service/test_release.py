"""What the virus scanner set aside is read only when two people want it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.access import actor
from appliance.errors import Conflict, Infected, NotFound, NotPermitted
from appliance.types import State
from tests.intake.made import archive
from tests.service.conftest import RECEIPT, House

ANN = actor("a" * 32, "ann", ("reviewer",))
BEA = actor("b" * 32, "bea", ("administrator",))


@pytest.fixture
def guarded(house: House) -> House:
    """A house whose scanner objects to whatever it is shown (``tests/hostile`` asks a real one)."""

    def object_to(content: bytes) -> None:
        if content:
            raise Infected

    appliance = house.appliance
    appliance.__dict__["_arrivals"] = replace(appliance._arrivals, scan=object_to)
    return house


def test_two_people_release_a_document(guarded: House) -> None:
    one = guarded.submit(RECEIPT)
    assert guarded.state(one) is State.QUARANTINED
    release = guarded.appliance.release
    proposal = release.propose(ANN, one, "false/1")
    assert [item.id for item in release.proposals(BEA)] == [proposal]

    assert release.confirm(BEA, proposal) is State.RECEIVED
    guarded.work()

    assert guarded.state(one) is State.ACCEPTED
    assert guarded.actions(one)[:4] == [
        "document.received",
        "release.proposed",
        "document.released",
        "stage.done",
    ]
    assert release.proposals(BEA) == ()


def test_nobody_releases_alone(guarded: House) -> None:
    one = guarded.submit(RECEIPT)
    proposal = guarded.appliance.release.propose(BEA, one, "false/1")

    with pytest.raises(NotPermitted):
        guarded.appliance.release.confirm(BEA, proposal)
    with pytest.raises(NotPermitted):
        guarded.appliance.release.confirm(ANN, proposal)
    assert guarded.state(one) is State.QUARANTINED

    guarded.appliance.release.decline(BEA, proposal)
    with pytest.raises(NotFound):
        guarded.appliance.release.confirm(BEA, proposal)


def test_only_what_the_scanner_set_aside_and_no_archive(guarded: House) -> None:
    batch = guarded.submit(archive({"a.txt": RECEIPT}), "batch.zip")
    proposal = guarded.appliance.release.propose(ANN, batch, "false/1")
    with pytest.raises(Conflict, match="archive"):
        guarded.appliance.release.confirm(BEA, proposal)

    broken = guarded.submit(b"", "empty.txt")
    with pytest.raises(Conflict, match="scanner"):
        guarded.appliance.release.propose(ANN, broken, "false/1")
