"""Two who change the same thing at once, on PostgreSQL: neither undoes what the other was told."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text

from appliance.access import SYSTEM
from appliance.errors import Conflict, NotFound
from appliance.records.accounts import Account
from appliance.records.keys import Keyring
from appliance.records.unit import Database
from appliance.service.people.sessions import ADMINISTRATOR
from tests.records import postgres
from tests.service.conftest import RECEIPT, UNSURE, House
from tests.service.test_backup import ADA, BEA, WARRANT
from tests.service.test_erasure import archive

_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
_LONGEST = 60.0


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgres.cluster() as found:
        yield found


class Meanwhile:
    """A keyring that has something else happen each time a new key is made."""

    def __init__(self, ring: Keyring, happens: Callable[[], object]) -> None:
        self._ring, self._happens = ring, happens

    def new(self, document_id: str) -> object:
        self._happens()
        return self._ring.new(document_id)

    def __getattr__(self, name: str) -> object:
        return getattr(self._ring, name)


def started(work: Callable[[], object], database: Database) -> threading.Thread:
    """A thread that has either done its work or waits for somebody's lock."""
    thread = threading.Thread(target=work)
    thread.start()
    until = time.monotonic() + _LONGEST
    with database.engine.connect() as connection:
        while thread.is_alive() and not connection.scalar(_WAITING):
            connection.rollback()
            assert time.monotonic() < until
            thread.join(0.02)
    return thread


def batch_of_two(house: House) -> tuple[str, str]:
    """An archive and its first member, both settled."""
    batch = house.submit(archive(RECEIPT, UNSURE), "batch.zip")
    house.work()
    return batch, house.view(batch).members[0].id


def test_a_rotation_beside_an_erasure_keeps_the_archives_new_key(
    make_house: Callable[..., House], url: str
) -> None:
    house = make_house(database_url=url)
    batch, member = batch_of_two(house)
    database, ring = house.appliance.eraser.database, house.appliance.eraser.archive.ring
    with database.unit() as unit:
        record = unit.documents.get(batch)
        assert record is not None
        key, wrapped = ring.new(batch)
        identity = house.appliance.eraser.archive.identity(record)
        sealed = house.appliance.eraser.archive.seal_identity(key, identity)
        unit.governance.rekey(batch, wrapped, sealed)  # as an erasure does, not committed yet
        rotating = started(lambda: house.appliance.rotation.rotate(ADA, BEA), database)
        assert rotating.is_alive()
    rotating.join()

    assert house.view(batch).name == "batch.zip"
    house.appliance.eraser.erase(batch, WARRANT)
    with pytest.raises(NotFound):
        house.view(member)


def test_a_hold_is_refused_or_holds(make_house: Callable[..., House], url: str) -> None:
    """Placed while an erasure is under way: whoever asks never hears "placed" of what is gone."""
    house = make_house(database_url=url)
    batch, member = batch_of_two(house)
    eraser = house.appliance.eraser
    told: list[str] = []
    asking: list[threading.Thread] = []

    def hold() -> None:
        try:
            house.appliance.erasure.hold(ADA, member, "case/1")
        except (Conflict, NotFound) as error:
            told.append(error.code)
        else:
            told.append("placed")

    def meanwhile() -> None:
        asking.append(started(hold, eraser.database))

    ring = Meanwhile(eraser.archive.ring, meanwhile)
    replace(eraser, archive=replace(eraser.archive, ring=ring)).erase(member, WARRANT)
    asking[0].join()

    assert told == ["conflict"]
    assert house.appliance.erasure.holds(ADA) == ()
    house.appliance.eraser.erase(batch, WARRANT)


def test_of_two_first_starts_at_once_one_makes_the_administrator(
    make_house: Callable[..., House], url: str
) -> None:
    """The other one starts as well, and has no password to print."""
    house, printed = make_house(database_url=url), []
    database = house.appliance.eraser.database
    with database.unit() as unit:
        unit.accounts.add(
            Account(
                id="e" * 32,
                name=ADMINISTRATOR,
                password="",
                roles=(ADMINISTRATOR,),
                must_change=True,
                created_at=house.clock.now(),
            )
        )
        other = started(
            lambda: printed.append(house.appliance.sessions.ensure_administrator()), database
        )
    other.join(_LONGEST)
    assert printed == [None]


def test_two_administrators_who_disable_each_other_leave_one(
    make_house: Callable[..., House], url: str
) -> None:
    house = make_house(database_url=url)
    admin, refused = house.appliance.admin, []
    for name in ("one", "other"):
        admin.create_account(SYSTEM, name, (ADMINISTRATOR,))
    first, second = sorted(
        (row for row in admin.accounts(SYSTEM) if row.name != ADMINISTRATOR),
        key=lambda row: row.name,
    )
    for row in admin.accounts(SYSTEM):
        if row.id not in (first.id, second.id):
            admin.change_account(SYSTEM, row.id, disabled=True)

    def disable() -> None:
        try:
            admin.change_account(SYSTEM, second.id, disabled=True)
        except Conflict:
            refused.append(second.id)

    class Meanwhile:
        """Before the first change is committed, the second one begins."""

        thread: threading.Thread

        def now(self) -> datetime:
            self.thread = started(disable, house.appliance.eraser.database)
            return house.clock.now()

    clock = Meanwhile()
    replace(admin._cases, clock=clock).change_account(SYSTEM, first.id, disabled=True)
    clock.thread.join(_LONGEST)
    assert refused == [second.id]
    assert [row.disabled for row in admin.accounts(SYSTEM) if row.id == second.id] == [False]
