"""Backups of a working appliance, restored into an empty place, without what was erased since."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from appliance.access import SYSTEM, actor
from appliance.bootstrap import Parts, build
from appliance.errors import Conflict, Misconfigured, NotPermitted
from appliance.service.custody.backup import Backup
from appliance.service.custody.eraser import Warrant
from appliance.service.custody.restore import Restored, restore
from appliance.settings import load
from appliance.types import State
from tests.records import postgres
from tests.service.carried_off import check, export
from tests.service.conftest import RECEIPT, UNSURE, House
from tests.service.fakes_service import ListQueue, PlainRooms, TextReader
from tests.service.test_erasure import archive, traces, wrapped_key

ADA = actor("a" * 32, "ada", ("administrator",))
BEA = actor("b" * 32, "bea", ("administrator",))
WARRANT = Warrant(reason="gdpr-17", by="system")


@pytest.fixture
def full(make_house: Callable[..., House], tmp_path: Path) -> House:
    house = make_house(backup_keys_dir=tmp_path / "keys")
    house.submit(RECEIPT, "first.txt")
    house.submit(archive(UNSURE, b"Receipt\nTotal 5.00"), "batch.zip")
    house.work()
    return house


def bring_back(tmp_path: Path, **options: object) -> tuple[Restored, House]:
    settings = load(state_dir=tmp_path / "elsewhere", **options)
    queue, reader = ListQueue(), TextReader()
    parts = Parts(queue=queue, reader=reader, rooms=PlainRooms(), model=lambda: None)
    done = restore(
        SYSTEM, tmp_path / "backup", tmp_path / "keys", settings, lambda: build(settings, parts)
    )
    return done, House(build(settings, parts), queue, None, reader)


def test_everything_comes_back_as_it_was(full: House, tmp_path: Path) -> None:
    made = full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    done, again = bring_back(tmp_path)

    assert (made.documents, done.documents, done.erased, done.lost) == (4, 4, 0, 0)
    assert made.seconds > 0
    assert done.seconds > 0
    for row in full.appliance.desk.recent(SYSTEM):
        assert again.view(row.id) == full.view(row.id)
    assert again.submit(RECEIPT) == full.submit(RECEIPT)  # recognised: the same installation
    older = json.loads((tmp_path / "backup" / "manifest.json").read_text())["checkpoint"]
    assert check(export(again, older=older), older, trusted=full.appliance.audit.key(SYSTEM))
    again.appliance.close()


def test_work_goes_on_while_a_backup_is_made(full: House, tmp_path: Path) -> None:
    """What comes in meanwhile is either whole in the backup or not in it at all."""
    one = full.submit(b"Receipt\nTotal 8.00")
    blobs = full.appliance.backup.blobs
    original = blobs.get

    class Busy:
        """Each blob that is read for the backup moves the other work on."""

        def get(self, key: str) -> bytes:
            full.work()
            full.submit(b"Receipt\nTotal 9.00")
            return original(key)

        def keys(self, folder: str = ""):
            return blobs.keys(folder)

    backup = full.appliance.backup
    Backup(
        database=backup.database,
        blobs=Busy(),
        checkpoints=backup.checkpoints,
        clock=backup.clock,
        settings=backup.settings,
        copies=backup.copies,
        pairs=backup.pairs,
    ).make(SYSTEM, tmp_path / "backup")

    done, again = bring_back(tmp_path)
    assert done.documents == 5
    assert again.state(one) is State.RECEIVED
    again.appliance.processing.reconcile()
    again.work()
    assert again.state(one) is State.ACCEPTED
    again.appliance.close()


def test_what_was_erased_since_does_not_come_back(full: House, tmp_path: Path) -> None:
    """The old backup still holds the ciphertext; no key to it is left anywhere."""
    (one,) = [row.id for row in full.appliance.desk.recent(SYSTEM) if row.name == "first.txt"]
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    key = wrapped_key(full, one)
    assert traces(tmp_path / "backup", key) == []

    full.appliance.eraser.erase(one, WARRANT)
    done, again = bring_back(tmp_path)

    assert (done.documents, done.erased) == (3, 1)
    assert done.lost > 0  # the entries since the backup, said and not hidden
    text_key = json.dumps(key.hex())[1:-1].encode()
    for needle in (key, text_key, b"Corner Shop", b"12.50", b"first.txt"):
        assert traces(tmp_path, needle) == []
    kept = (tmp_path / "keys" / "keys.json").read_text()
    assert one not in json.loads(kept)["documents"]
    (stone,) = again.appliance.erasure.tombstones(ADA)
    assert (stone.document_id, stone.reason) == (one, "gdpr-17")
    assert not list((tmp_path / "elsewhere" / "blobs").rglob(f"{one}/*"))
    actions = [line.entry.action for line in again.appliance.audit.entries(SYSTEM)]
    assert actions[-1] == "backup.restored"
    told = again.appliance.erasure.certificate(ADA, one)
    assert (told["erased"], told["reason"]) == (stone.erased_at.isoformat(), "gdpr-17")
    entries = {line.sequence: line.entry for line in again.appliance.audit.entries(SYSTEM)}
    proof = entries[int(told["ledger entry"])]
    assert (proof.action, proof.subject) == ("document.erased", one)
    assert proof.details["erased"] == told["erased"]
    again.appliance.close()


def test_an_erased_archive_stays_erased_with_its_members(full: House, tmp_path: Path) -> None:
    (batch,) = [row.id for row in full.appliance.desk.recent(SYSTEM) if row.name == "batch.zip"]
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    full.appliance.eraser.erase(batch, WARRANT)
    done, again = bring_back(tmp_path)
    assert (done.documents, done.erased) == (1, 3)
    again.appliance.close()


@pytest.mark.parametrize("spoilt", ["database.db", "manifest.json", "keys.json"])
def test_a_damaged_backup_is_not_restored(full: House, tmp_path: Path, spoilt: str) -> None:
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    path = tmp_path / ("keys" if spoilt == "keys.json" else "backup") / spoilt
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content[:-3]))

    with pytest.raises(Misconfigured):
        bring_back(tmp_path)


def test_keys_of_another_installation_do_not_open_it(
    full: House, tmp_path: Path, make_house: Callable[..., House]
) -> None:
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    path = tmp_path / "keys" / "keys.json"
    kept = json.loads(path.read_text())
    kept["files"]["key-encryption-key"] = "A" * 43 + "="
    path.write_text(json.dumps(kept))
    with pytest.raises(Misconfigured):
        bring_back(tmp_path)


def test_a_place_that_is_taken_is_left_alone(full: House, tmp_path: Path) -> None:
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    with pytest.raises(Conflict):
        full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    _, again = bring_back(tmp_path)
    again.appliance.close()
    with pytest.raises(Conflict):
        bring_back(tmp_path)
    shutil.rmtree(tmp_path / "elsewhere" / "blobs")
    shutil.rmtree(tmp_path / "elsewhere" / "keys")
    with pytest.raises(Conflict):
        bring_back(tmp_path)


def test_a_backup_moves_between_the_databases(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    """PostgreSQL -> backup -> SQLite, and back: the copy is the same form.

    PostgreSQL gives rows in the order of their last change: a container after what is in it.
    """
    with postgres.cluster() as url:
        house = make_house(backup_keys_dir=tmp_path / "keys", database_url=url)
        one = house.submit(RECEIPT)
        for number in range(8):
            house.submit(archive(archive(b"Letter %d" % number, b"Note %d" % number)), "all.zip")
        house.work()
        house.appliance.rotation.rotate(ADA, BEA)
        house.appliance.backup.make(SYSTEM, tmp_path / "backup")
        view = house.view(one)
        house.appliance.close()
        _, again = bring_back(tmp_path)
        assert again.view(one) == view
        again.appliance.close()
    shutil.rmtree(tmp_path / "elsewhere")
    with postgres.cluster() as url:
        done, again = bring_back(tmp_path, database_url=url)
        assert (done.documents, again.view(one)) == (1 + 8 * 4, view)
        again.appliance.close()


class TestRotation:
    def test_keys_are_wrapped_anew_and_no_blob_is_touched(
        self, full: House, make_house: Callable[..., House], tmp_path: Path
    ) -> None:
        blobs = full.appliance.eraser.archive.blobs
        before = {key: blobs.get(key) for key in blobs.keys()}  # noqa: SIM118 - not a mapping
        worker = make_house()  # another process, with the old key in its memory
        ids = [row.id for row in worker.appliance.desk.recent(SYSTEM)]
        old = wrapped_key(full, ids[0])
        public = full.appliance.audit.key(SYSTEM)

        assert full.appliance.rotation.rotate(ADA, BEA) == len(ids)

        assert {key: blobs.get(key) for key in blobs.keys()} == before  # noqa: SIM118 - likewise
        assert old not in [wrapped_key(full, one) for one in ids]
        assert [worker.view(one).name for one in ids] == [full.view(one).name for one in ids]
        new = worker.submit(b"Receipt\nTotal 44.00")
        assert full.appliance.rotation.finish(ADA, BEA) == 0  # too early to forget
        assert wrapped_key(full, new)[:8] == wrapped_key(full, ids[0])[:8]
        assert full.appliance.audit.key(SYSTEM) == public
        fresh = make_house()
        assert fresh.view(ids[0]) == full.view(ids[0])
        folder = full.appliance.settings.state_dir / "keys"
        (retired,) = folder.glob("key-encryption-key.*")
        gone = base64.b64encode(retired.read_bytes())
        assert traces(tmp_path / "keys", gone)
        full.clock.moment = datetime.now(UTC) + timedelta(hours=2)
        assert full.appliance.rotation.finish(ADA, BEA) == 1
        assert traces(tmp_path, gone) == []  # in the copy of the keys neither
        last = full.appliance.audit.entries(SYSTEM, limit=1)[0].entry
        assert (last.action, last.details) == (
            "key.destroyed",
            {"keys": "1", "confirmed": BEA.id},
        )

    def test_it_takes_two(self, full: House) -> None:
        with pytest.raises(NotPermitted):
            full.appliance.rotation.finish(ADA, ADA)
        with pytest.raises(NotPermitted):
            full.appliance.rotation.rotate(ADA, ADA)
        with pytest.raises(NotPermitted):
            full.appliance.rotation.rotate(ADA, actor("c" * 32, "c", ("auditor",)))

    def test_killed_half_way_it_is_finished_later(self, full: House, make_house) -> None:
        from appliance.records import keys

        folder = full.appliance.settings.state_dir / "keys"
        keys.rotate(folder)  # and here the power goes
        again = make_house()
        ids = [row.id for row in again.appliance.desk.recent(SYSTEM)]
        assert all(again.view(one) for one in ids)
        again.appliance.rotation.finish(ADA, BEA)
        old = keys.old(folder, float("inf"))
        keys.forget(old)
        assert len(old) == 1
        last = make_house()
        assert all(last.view(one) for one in ids)
