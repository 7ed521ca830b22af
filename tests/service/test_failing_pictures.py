"""Pages are opened while values are held against them, after the inputs of the stage."""

from __future__ import annotations

import errno
from collections.abc import Callable

import pytest

from appliance.access import SYSTEM
from appliance.service.documents.stages import Pictured, Sought
from appliance.service.line import lease
from appliance.types import Document, Extraction, State
from tests.service.conftest import RECEIPT, House
from tests.service.fakes_service import MemoryBlobs, PlainRooms


class FailingBlobs(MemoryBlobs):
    """Reads nothing while its disk is ``broken``."""

    broken = False

    def get(self, key: str) -> bytes:
        if self.broken:
            raise OSError(errno.EIO, "Input/output error")
        return super().get(key)


class LookingRooms(PlainRooms):
    """Looks at the first page, with a disk that breaks then if ``failing``."""

    failing = True

    def __init__(self, blobs: FailingBlobs) -> None:
        self.blobs = blobs
        self.seen: list[bytes] = []

    def compare(
        self,
        document: Document,
        extraction: Extraction,
        picture: Pictured,
        sight: Sought,
    ) -> Extraction | None:
        self.blobs.broken = self.failing
        shown = picture(1)
        self.seen += [shown.content] if shown else []
        return None


def test_a_disk_that_fails_under_a_picture_costs_no_attempt(
    make_house: Callable[..., House],
) -> None:
    blobs = FailingBlobs()
    rooms = LookingRooms(blobs)
    house = make_house(blobs=blobs, rooms=rooms)
    document_id = house.submit(RECEIPT)
    house.work()
    row = house.appliance.desk.row(SYSTEM, document_id)
    assert (row.state, row.attempts, rooms.seen) == (State.CLASSIFIED, 0, [])

    blobs.broken = rooms.failing = False
    house.clock.step(seconds=31)
    assert house.appliance.processing.reconcile() == 1
    house.work()
    assert house.state(document_id) is State.ACCEPTED
    assert rooms.seen == [b"a picture of " + RECEIPT]


def test_the_lease_is_renewed_while_pages_are_looked_at(
    make_house: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = FailingBlobs()
    rooms = LookingRooms(blobs)
    rooms.failing = False
    calls: list[int] = []
    monkeypatch.setattr(lease, "renewal", lambda *_: lambda: calls.append(len(rooms.seen)))
    house = make_house(blobs=blobs, rooms=rooms)
    document_id = house.submit(RECEIPT)
    house.work()
    assert house.state(document_id) is State.ACCEPTED
    assert calls == [0]
