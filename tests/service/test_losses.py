"""What is damaged costs itself: other documents come back, are listed and processed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import build
from appliance.errors import Conflict, ItemDamaged, Misconfigured
from appliance.settings import load
from appliance.types import State
from tests.intake.made import pdf
from tests.service.conftest import RECEIPT, UNSURE, House
from tests.service.test_backup import WARRANT, bring_back, full
from tests.service.test_memory import confirm

__all__ = ["full"]


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def item(folder: Path, document_id: str, name: str) -> Path:
    (path,) = folder.rglob(f"{document_id}/{name}.*")
    return path


@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_backup_with_a_damaged_original_gives_all_else_back(
    full: House, tmp_path: Path, how: str
) -> None:
    one, other = full.submit(b"Receipt\nTotal 1.00"), full.submit(b"Receipt\nTotal 2.00")
    full.work()
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    path = item(tmp_path / "backup", one, "original")
    spoil(path) if how == "changed" else path.unlink()

    done, again = bring_back(tmp_path)

    assert (done.documents, dict(done.damaged)) == (5, {one: "original"})
    assert again.state(other) is State.ACCEPTED
    row = again.appliance.desk.row(SYSTEM, one)
    assert (row.state, row.problem.code) == (State.QUARANTINED, "item_damaged")
    assert again.actions(one)[-1] == "document.damaged"
    again.appliance.close()


def test_what_was_read_is_read_anew(full: House, tmp_path: Path) -> None:
    one = full.submit(b"Receipt\nTotal 1.00")
    full.work()
    before = full.view(one)
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    spoil(item(tmp_path / "backup", one, "picture-1"))

    done, again = bring_back(tmp_path)

    assert dict(done.damaged) == {one: "results"}
    assert again.state(one) is State.RECEIVED
    again.appliance.processing.reconcile()
    again.work()
    assert again.view(one).extraction == before.extraction
    again.appliance.close()


def test_a_password_that_is_burnt_while_the_backup_is_made_costs_nothing(
    full: House, tmp_path: Path
) -> None:
    locked = pdf(user="sesame")
    sent = full.appliance.unlocking.submit(SYSTEM, "a.pdf", locked, password="sesame")
    blobs = full.appliance.backup.blobs

    class Busy:
        """The document is read between the database's moment and the blobs."""

        def get(self, key: str) -> bytes:
            return blobs.get(key)

        def keys(self, folder: str = ""):
            full.work()
            return blobs.keys(folder)

    backup = full.appliance.backup
    replace(backup._cases, blobs=Busy()).make(SYSTEM, tmp_path / "backup")
    assert full.state(sent.id).terminal

    done, again = bring_back(tmp_path)

    assert (done.documents, dict(done.damaged)) == (5, {})
    assert again.state(sent.id) is State.RECEIVED
    again.appliance.close()


def test_a_killed_restore_leaves_the_place_closed_and_is_run_again(
    full: House, tmp_path: Path
) -> None:
    full.appliance.backup.make(SYSTEM, tmp_path / "backup")
    elsewhere = tmp_path / "elsewhere"
    killed = (
        "import os, signal, sys\n"
        "from appliance.service.custody import restore\n"
        "restore._fill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from appliance.cli.main import main\n"
        "main()\n"
    )
    places = ("restore", str(tmp_path / "backup"), "--keys", str(tmp_path / "keys"))
    run = subprocess.run(
        [sys.executable, "-c", killed, *places],
        env={**os.environ, "APPLIANCE_STATE_DIR": str(elsewhere)},
        check=False,
        capture_output=True,
    )
    assert run.returncode == -signal.SIGKILL
    assert list((elsewhere / "blobs").iterdir())

    with pytest.raises(Misconfigured, match="cut short"):
        build(load(state_dir=elsewhere)).desk.recent(SYSTEM)
    with pytest.raises(Conflict, match="another database"):  # whose tables it would clear away
        bring_back(tmp_path, database_url=full.appliance.settings.database)
    assert len(full.appliance.desk.recent(SYSTEM)) == 4
    done, again = bring_back(tmp_path)
    assert (done.documents, dict(done.damaged)) == (4, {})
    again.appliance.close()
    with pytest.raises(Conflict):
        bring_back(tmp_path)
    assert again.appliance.desk.recent(SYSTEM)
    again.appliance.close()


def test_an_original_that_rots_before_it_is_read_ends_in_words(house: House) -> None:
    one, other = house.submit(RECEIPT), house.submit(UNSURE)
    spoil(item(house.appliance.settings.state_dir, one, "original"))

    house.work()

    assert house.state(one) is State.QUARANTINED
    assert house.appliance.desk.row(SYSTEM, one).problem.code == "item_damaged"
    assert house.state(other) is State.REVIEW


def test_an_approved_document_that_rots_keeps_no_other_from_being_remembered(house: House) -> None:
    one, other = confirm(house, 1), confirm(house, 2)
    with house.appliance.processing.database.unit() as unit:
        for document_id in (one, other):
            unit.memories.forget(document_id)
    spoil(item(house.appliance.settings.state_dir, one, "reading"))

    assert house.appliance.lessons.complete() == 1


def test_an_export_says_which_document_is_damaged_instead_of_leaving_it_out(house: House) -> None:
    one, _ = house.submit(RECEIPT), house.submit(RECEIPT + b" again")
    house.work()
    spoil(item(house.appliance.settings.state_dir, one, "extraction"))

    with pytest.raises(ItemDamaged, match=one):
        house.appliance.exporting.export(SYSTEM, "csv")

    house.appliance.eraser.erase(one, WARRANT)
    assert house.appliance.exporting.export(SYSTEM, "csv").content.count(b"\n") == 2


def test_a_row_that_does_not_open_costs_its_name_in_the_list(
    make_house: Callable[..., House],
) -> None:
    house = make_house()
    one, other = house.submit(RECEIPT, "one.txt"), house.submit(UNSURE, "other.txt")
    with house.appliance.processing.database.unit() as unit:
        record = unit.documents.get(one)
        unit.governance.rekey(
            one, record.data_key, record.sealed[:-1] + bytes([record.sealed[-1] ^ 1])
        )

    rows = {row.id: row.name for row in house.appliance.desk.recent(SYSTEM)}

    assert rows == {one: "", other: "other.txt"}
