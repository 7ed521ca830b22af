"""Restoring after what people did since: erased members, lost copies of keys, forged ledgers."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import Conflict, LedgerDamaged, Misconfigured, NotPermitted
from appliance.ledger import leaf
from appliance.ledger.proofs import claimed
from appliance.records.keys import KEK_FILE
from appliance.service.auditing.audit import Selection
from appliance.types import Entry
from tests.service.conftest import RECEIPT, UNSURE, House
from tests.service.test_backup import ADA, BEA, WARRANT, bring_back, full
from tests.service.test_erasure import archive

__all__ = ["full"]


def test_an_archive_that_lost_a_member_since_comes_back_without_its_bytes(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    """Its key is another since: what the backup holds of it under the old one opens no more."""
    full = make_house(backup_keys_dir=tmp_path / "keys")
    anna = actor("c" * 32, "anna", ("uploader",))
    content = archive(UNSURE, b"Receipt\nTotal 5.00")
    full.submit(RECEIPT, "first.txt")
    batch = full.submit(content, "batch.zip")
    full.appliance.desk.submit(anna, "mine.zip", content)
    full.work()
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    gone, stays = (member.id for member in full.view(batch).members)

    full.appliance.eraser.erase(gone, WARRANT)
    assert full.appliance.desk.row(anna, batch).name == "mine.zip"
    done, again = bring_back(tmp_path)

    assert (done.documents, done.erased) == (3, 1)
    view = again.view(batch)
    assert (view.name, [member.id for member in view.members]) == ("batch.zip", [stays])
    assert again.appliance.desk.row(anna, batch).name == "mine.zip"
    assert not list((tmp_path / "elsewhere" / "blobs").rglob(f"{batch}/*"))
    again.appliance.close()


def test_wherever_the_keys_were_written_an_erasure_reaches_them(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    house = make_house()
    one, _ = house.submit(RECEIPT), house.submit(UNSURE)
    house.work()
    appliance = house.appliance
    with pytest.raises(Misconfigured, match="Name a folder"):
        appliance.backup.make(SYSTEM, tmp_path / "without")
    with pytest.raises(NotPermitted, match="Two people"):
        appliance.backup.make(SYSTEM, tmp_path / "backup", tmp_path / "keys")
    for folder in ("keys", "stick"):
        appliance.backup.hand_out(ADA, BEA, tmp_path / folder)
    appliance.backup.make(SYSTEM, tmp_path / "backup", tmp_path / "keys")
    appliance.backup.make(SYSTEM, tmp_path / "later", tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "elsewhere-stick")

    appliance.eraser.erase(one, WARRANT)

    assert appliance.key_copies.stale() == (tmp_path / "stick",)
    found = {finding.part: finding for finding in appliance.admin.doctor(SYSTEM)}
    assert not found["copies of the keys"].ok
    (tmp_path / "elsewhere-stick").rename(tmp_path / "stick")
    assert appliance.key_copies.stale() == (tmp_path / "stick",)
    assert appliance.key_copies.renew() == ()
    assert appliance.key_copies.stale() == ()
    (tmp_path / "stick" / "keys.json").unlink()
    appliance.key_copies.renew()
    assert appliance.key_copies.folders() == (tmp_path / "keys",)
    done, again = bring_back(tmp_path)
    assert (done.documents, done.erased) == (1, 1)
    assert again.appliance.key_copies.folders() == (tmp_path / "keys",), "it was brought from there"
    assert again.appliance.key_copies.whole()
    (tmp_path / "elsewhere" / "keys" / KEK_FILE).unlink()
    assert not again.appliance.key_copies.whole(), "as where a unit's credentials hold it"
    again.appliance.close()


@pytest.mark.parametrize("name", ["../../pwned", "/tmp/pwned", ".hidden", ""])
def test_names_in_a_copy_of_the_keys_are_never_paths(
    full: House, tmp_path: Path, name: str
) -> None:
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    kept = json.loads((tmp_path / "keys" / "keys.json").read_text())
    kept["files"][name] = "eA=="
    (tmp_path / "keys" / "keys.json").write_text(json.dumps(kept))
    with pytest.raises(Misconfigured, match="outside"):
        bring_back(tmp_path)
    assert not list(tmp_path.rglob("pwned"))


def laundered(backup: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Change the saved ledger as somebody without any key can: digests made anew."""
    database, told = backup / "database.db", backup / "manifest.json"
    with sqlite3.connect(database) as saved:
        change(saved)
        saved.execute("DELETE FROM checkpoints")
    manifest = json.loads(told.read_text())
    manifest["database"] = sha256(database.read_bytes()).hexdigest()
    told.write_text(json.dumps(manifest, indent=0, sort_keys=True))


@pytest.mark.parametrize("change", ["rewritten", "cut"])
def test_a_ledger_that_was_changed_in_the_backup_is_not_taken_back(
    full: House, tmp_path: Path, change: str
) -> None:
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    shutil.copytree(tmp_path / "backup", tmp_path / "kept")

    def rewritten(saved: sqlite3.Connection) -> None:
        entry = Entry(
            actor="0" * 32, action="document.erased", subject="d" * 32, at=full.clock.now()
        )
        row = ("0" * 32, "document.erased", "d" * 32, leaf(2, entry))
        saved.execute(
            "UPDATE entries SET actor=?, action=?, subject=?, leaf=? WHERE sequence=2", row
        )

    def cut(saved: sqlite3.Connection) -> None:
        saved.execute("DELETE FROM entries WHERE sequence > 5")

    laundered(tmp_path / "backup", {"rewritten": rewritten, "cut": cut}[change])
    with pytest.raises(LedgerDamaged):
        bring_back(tmp_path)

    shutil.rmtree(tmp_path / "backup")
    shutil.move(tmp_path / "kept", tmp_path / "backup")
    done, again = bring_back(tmp_path)  # the place is empty again
    assert done.documents == 4
    again.appliance.close()


def test_what_was_to_be_erased_is_announced_anew_after_a_restore(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    """A hold of which no copy of the keys knows is lost: there must be time for another."""
    rules = {"retention": {"*": 1}}
    house = make_house(backup_keys_dir=tmp_path / "keys", **rules)
    house.submit(RECEIPT)
    house.work()
    house.clock.step(days=10)
    house.appliance.retention.run()
    assert house.appliance.retention.plan(ADA)
    house.appliance.backup.make(SYSTEM, tmp_path / "backup")

    _, again = bring_back(tmp_path, **rules)

    assert again.appliance.retention.plan(ADA) == ()
    told = again.appliance.audit.entries(SYSTEM, Selection(action="backup.restored"))
    assert told[-1].entry.details["notices_withdrawn"] == "1"
    again.appliance.close()


def test_a_legal_hold_that_was_placed_since_the_backup_stands_after_a_restore(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    house = make_house(backup_keys_dir=tmp_path / "keys")
    one, other = house.submit(RECEIPT), house.submit(UNSURE)
    house.work()
    house.appliance.erasure.hold(ADA, other, "case/1")
    house.appliance.backup.make(SYSTEM, tmp_path / "backup")
    house.appliance.erasure.hold(ADA, one, "case/4711")
    house.appliance.erasure.release(ADA, other)
    assert house.appliance.key_copies.stale() == ()

    _, again = bring_back(tmp_path)

    standing = {hold.document_id: hold.reason for hold in again.appliance.erasure.holds(ADA)}
    assert standing == {one: "case/4711", other: "case/1"}, "lifted since: nothing goes for that"
    with pytest.raises(Conflict):
        again.appliance.eraser.erase(one, WARRANT)
    placed = Selection(action="hold.placed", subject=one)
    (told,) = again.appliance.audit.entries(SYSTEM, placed)
    assert (told.entry.details["reason"], told.entry.details["by"]) == ("case/4711", ADA.id)
    again.appliance.close()


def test_a_restored_ledger_names_the_checkpoint_that_it_does_not_continue(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    """Who kept that one sees why: it was not a rewriting in silence."""
    house = make_house(backup_keys_dir=tmp_path / "keys")
    one, _ = house.submit(RECEIPT), house.submit(UNSURE)
    house.work()
    house.appliance.backup.make(SYSTEM, tmp_path / "backup")
    house.submit(b"Receipt\nTotal 7.00")
    kept = claimed(house.appliance.audit.checkpoint(SYSTEM))
    house.appliance.eraser.erase(one, WARRANT)  # the keys' copy is renewed

    done, again = bring_back(tmp_path)

    told = again.appliance.audit.entries(SYSTEM, Selection(action="backup.restored"))
    assert done.lost
    details = told[-1].entry.details
    assert (details["lost_size"], details["lost_head"]) == (str(kept.size), kept.head.hex())
    again.appliance.close()
