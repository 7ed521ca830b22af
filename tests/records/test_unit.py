"""One transaction: all or nothing, one claim at a time, a ledger without gaps."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from appliance.errors import Conflict
from appliance.ledger import leaf
from appliance.records import Database, Stored
from appliance.records.engine import connect
from appliance.types import Problem, Route, State
from tests.records.made import NOW, entry, record

LEASE = timedelta(seconds=60)


def test_a_row_comes_back_as_it_was_written(database: Database) -> None:
    full = record(
        2,
        parent=record().id,
        state=State.QUARANTINED,
        failed_in=State.READ,
        attempts=2,
        problem=Problem(code="damaged", message="It is."),
        hint="receipt",
        doctype="receipt",
        probability=0.5,
        route=Route.REVIEW,
        seconds={"reading": 1.5},
        lease_owner="somebody",
        lease_until=NOW + LEASE,
    )
    with database.unit() as unit:
        unit.documents.add(record())
        unit.documents.add(full)

    with database.unit(readonly=True) as unit:
        assert unit.documents.get(full.id) == full
        assert unit.documents.by_digest(full.digest) == full


def test_what_fails_in_the_middle_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.unit() as unit:
            unit.documents.add(record())
            unit.ledger.append(entry())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with database.unit(readonly=True) as unit:
        assert unit.documents.get(record().id) is None
        assert list(unit.ledger.leaves()) == []


def test_the_same_content_is_not_stored_twice(database: Database) -> None:
    with database.unit() as unit:
        unit.documents.add(record(1))

    with pytest.raises(Conflict), database.unit() as unit:
        unit.documents.add(replace(record(2), digest=record(1).digest))


def test_of_many_that_claim_at_once_one_gets_the_lease(database: Database) -> None:
    with database.unit() as unit:
        unit.documents.add(record())
    barrier, got = threading.Barrier(6), []

    def claim(name: str) -> None:
        barrier.wait()
        with database.unit() as unit:
            seen = unit.documents.get(record().id)
            assert seen is not None
            if unit.documents.claim(seen, name, NOW, LEASE):
                got.append(name)

    threads = [threading.Thread(target=claim, args=(f"w{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 1
    with database.unit(readonly=True) as unit:
        row = unit.documents.get(record().id)
    assert row is not None
    assert (row.attempts, row.fence, row.lease_owner) == (1, 1, got[0])


def test_a_lease_ends_by_the_clock_and_the_late_worker_cannot_save(database: Database) -> None:
    with database.unit() as unit:
        unit.documents.add(record())
        late = unit.documents.claim(record(), "late", NOW, LEASE)
    assert late is not None

    with database.unit() as unit:
        assert unit.documents.claim(late, "early", NOW + LEASE / 2, LEASE) is None
        taken = unit.documents.claim(late, "next", NOW + LEASE, LEASE)
    assert taken is not None

    with database.unit() as unit:
        assert not unit.documents.save(replace(late, state=State.READ))
        assert unit.documents.save(replace(taken, state=State.READ))


def test_a_lease_written_by_a_clock_far_ahead_does_not_hold_for_hours(database: Database) -> None:
    with database.unit() as unit:
        unit.documents.add(record())
        ahead = unit.documents.claim(record(), "ahead", NOW + timedelta(hours=2), LEASE)
        assert ahead is not None
        assert unit.documents.claim(ahead, "right", NOW, LEASE) is not None


def test_the_oldest_without_a_lease_wait_first(database: Database) -> None:
    rows = [record(n, received_at=NOW + timedelta(seconds=9 - n)) for n in range(1, 5)]
    with database.unit() as unit:
        for row in rows:
            unit.documents.add(row)
        unit.documents.claim(rows[3], "w", NOW, LEASE)
        unit.documents.add(record(9, state=State.REVIEW))

    with database.unit(readonly=True) as unit:
        number, ids = unit.documents.waiting([State.RECEIVED], NOW, LEASE, 2)
    assert number == 3
    assert ids == (rows[2].id, rows[1].id)


def test_ledger_entries_are_numbered_without_gaps_by_writers_at_once(database: Database) -> None:
    def append(name: str) -> None:
        for _ in range(5):
            with database.unit() as unit:
                unit.ledger.append(entry(name))

    threads = [threading.Thread(target=append, args=(f"d{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.unit(readonly=True) as unit:
        lines = list(unit.ledger.after(0))
        assert [sequence for sequence, _, _ in lines] == list(range(20))
        assert all(leaf(sequence, line) == stored for sequence, line, stored in lines)
        assert list(unit.ledger.leaves()) == [stored for _, _, stored in lines]


def test_the_newest_revision_of_an_artifact_counts_and_none_is_written_twice(
    database: Database,
) -> None:
    first = Stored(
        document_id=record().id, stage="extraction", version=1, blob="a/1", created_at=NOW
    )
    second = replace(first, revision=1, blob="a/2")
    with database.unit() as unit:
        unit.documents.add(record())
        unit.artifacts.add(first)
        unit.artifacts.add(second)

    with database.unit(readonly=True) as unit:
        assert unit.artifacts.latest(record().id) == {"extraction": second}
        assert unit.artifacts.history(record().id, "extraction") == (first, second)
    with pytest.raises(Conflict), database.unit() as unit:
        unit.artifacts.add(second)


def test_sqlite_is_set_to_survive_a_power_cut(tmp_path: Path) -> None:
    with connect(f"sqlite:///{tmp_path}/records.db").connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }

    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_readers_pass_beside_a_writer(database: Database) -> None:
    with database.unit() as writing:
        writing.documents.add(record())
        with database.unit(readonly=True) as reading:
            assert reading.documents.get(record().id) is None
