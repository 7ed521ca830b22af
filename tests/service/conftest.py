"""The appliance on a real SQLite database and real files, with fakes for what is slow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from appliance.access import SYSTEM
from appliance.access.passwords import Passwords
from appliance.bootstrap import Appliance, Parts, build
from appliance.intake.sandboxed import SandboxedInspector
from appliance.privacy.detect import Detector
from appliance.service.documents.stages import Rooms
from appliance.service.people.admin import Admin
from appliance.service.people.sessions import Sessions
from appliance.settings import load
from appliance.types import Processed, State
from tests.service.fakes_service import (
    ListQueue,
    MemoryBlobs,
    PlainRooms,
    SteppingClock,
    TextReader,
)
from tests.service.larger import Larger
from tests.service.sending import sending, short_folder

RECEIPT = b"Receipt\nCorner Shop\nTotal 12.50"
UNSURE = b"Receipt\nCorner Shop\nTotal illegible"


@dataclass
class House:
    """An appliance with its fakes at hand."""

    appliance: Appliance
    queue: ListQueue
    clock: SteppingClock
    reader: TextReader

    def submit(self, content: bytes, name: str = "scan.txt") -> str:
        return self.appliance.desk.submit(SYSTEM, name, content, source="cli").id

    def work(self) -> None:
        """Answer wake-up calls until there are no more."""
        while document_id := self.queue.take():
            self.appliance.processing.advance(document_id)

    def state(self, document_id: str) -> State:
        return self.appliance.desk.row(SYSTEM, document_id).state

    def view(self, document_id: str) -> Processed:
        return self.appliance.desk.view(SYSTEM, document_id)

    def actions(self, document_id: str) -> list[str]:
        """What the ledger says happened to a document."""
        with self.appliance.processing.database.unit(readonly=True) as unit:
            return [entry.action for entry in unit.ledger.of(document_id)]


@pytest.fixture
def make_house(tmp_path: Path, inspector: SandboxedInspector) -> Iterator[Callable[..., House]]:
    """Houses over the same state folder: each stands for one process."""
    built: list[Appliance] = []

    def make(
        blobs: MemoryBlobs | None = None, rooms: Rooms | None = None, **options: object
    ) -> House:
        queue, clock, reader = ListQueue(), SteppingClock(), TextReader()
        parts = Parts(
            queue=queue,
            clock=clock,
            blobs=blobs,
            inspector=inspector,
            reader=reader,
            rooms=rooms or PlainRooms(),
            model=lambda: None,
            passwords=Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)),
        )
        appliance = build(load(state_dir=tmp_path / "state", **options), parts)
        built.append(appliance)
        return House(appliance, queue, clock, reader)

    yield make
    for appliance in built:
        appliance.close()


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()


@pytest.fixture
def lived_in(house: House) -> House:
    """Some documents went through."""
    for number in range(2):
        house.submit(RECEIPT + str(number).encode())
        house.clock.step(minutes=1)
        house.work()
    return house


@pytest.fixture
def asking_house(
    make_house: Callable[..., House], outside: Larger, detector: Detector
) -> Iterator[Callable[..., House]]:
    """Houses whose receipts may be asked about, by default after a second person's word.

    With ``sent=False`` nobody listens at the gateway's outer door; ``rooms`` are by default the
    plain ones, which label nothing but a total.
    """
    stack = ExitStack()

    def make(
        policy: str = "ask", *, sent: bool = True, rooms: Rooms | None = None, **options: object
    ) -> House:
        settings = {
            "endpoint": outside.url,
            "model": "big",
            "policies": {"receipt": policy},
            "socket": stack.enter_context(short_folder()) / "gateway.sock",
        }
        made = make_house(rooms=rooms, escalation={**settings, **options})
        if sent:
            stack.enter_context(sending(made.appliance.settings))
        privacy = made.appliance.privacy  # its detector is built once for all tests
        made.appliance.__dict__["privacy"] = replace(privacy, detector=detector)
        return made

    with stack:
        yield make


@pytest.fixture
def sessions(house: House) -> Sessions:
    return house.appliance.sessions


@pytest.fixture
def admin(house: House) -> Admin:
    return house.appliance.admin
