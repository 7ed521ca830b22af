"""Keys are replaced, destroyed and handed out by two people, and the ledger knew it before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.access import SYSTEM, actor
from appliance.cli.main import app
from appliance.errors import DatabaseUnavailable, NotPermitted
from appliance.records.unit import Database, Unit
from appliance.service.auditing.audit import Selection
from tests.service.conftest import RECEIPT, House
from tests.service.test_backup import ADA, BEA


def told(house: House) -> list[tuple[str, str]]:
    """(actor, action) of everything about keys and backups."""
    lines = house.appliance.audit.entries(SYSTEM, Selection())
    found = [(one.entry.actor, one.entry.action) for one in lines]
    return [one for one in found if one[1].startswith(("key.", "backup."))]


def test_keys_go_to_another_place_by_two_peoples_word(house: House, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    for second in (ADA, actor("r" * 32, "rita", ("reviewer",))):
        with pytest.raises(NotPermitted):
            house.appliance.backup.hand_out(ADA, second, place)
        with pytest.raises(NotPermitted):
            house.appliance.backup.disown(ADA, second, place)
    assert not place.exists()

    house.appliance.backup.hand_out(ADA, BEA, place)
    assert (place / "keys.json").is_file()
    assert dict(house.appliance.backup.renew(SYSTEM)) == {place: True}
    house.appliance.backup.disown(ADA, BEA, place)
    assert dict(house.appliance.backup.renew(SYSTEM)) == {}

    assert told(house) == [
        (ADA.id, "key.handed_out"),
        ("system", "key.copies_renewed"),
        (ADA.id, "key.copy_destroyed"),
        ("system", "key.copies_renewed"),
    ]


def test_the_command_says_that_it_takes_two(
    make_house: Callable[..., House], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_house().submit(RECEIPT)
    monkeypatch.setenv("APPLIANCE_STATE_DIR", str(tmp_path / "state"))
    asked = ["backup", str(tmp_path / "backup"), "--keys", str(tmp_path / "stick")]

    refused = CliRunner().invoke(app, asked, input="")

    assert isinstance(refused.exception, NotPermitted)
    assert not (tmp_path / "stick").exists()
    assert not (tmp_path / "backup").exists()


class FullLedger:
    """A database whose ledger takes no entry."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def unit(self, *, readonly: bool = False) -> Iterator[Unit]:
        with self._database.unit(readonly=readonly) as unit:
            yield replace(unit, ledger=self)

    def append(self, entry: object) -> int:
        raise DatabaseUnavailable

    def scrub(self) -> None:
        self._database.scrub()


def test_no_key_goes_without_its_entry(house: House) -> None:
    """The ledger has it before anything is destroyed or replaced: else nothing happens."""
    house.submit(RECEIPT)
    folder = house.appliance.settings.state_dir / "keys"
    house.appliance.rotation.rotate(ADA, BEA)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    house.clock.moment = datetime.now(UTC) + timedelta(hours=2)

    rotation = house.appliance.rotation
    broken = replace(rotation._cases, database=FullLedger(house.appliance.eraser.database))
    for act in (broken.rotate, broken.finish):
        with pytest.raises(DatabaseUnavailable):
            act(ADA, BEA)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    rotation.finish(ADA, BEA)
    assert told(house)[-2:] == [(ADA.id, "key.destroying"), (ADA.id, "key.destroyed")]


def test_a_backup_that_failed_is_not_called_made(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    house = make_house(backup_keys_dir=tmp_path / "keys")
    house.submit(RECEIPT)

    class Full:
        def keys(self, folder: str = "") -> object:
            raise OSError(28, os.strerror(28))

    with pytest.raises(OSError, match="space"):
        replace(house.appliance.backup._cases, blobs=Full()).make(SYSTEM, tmp_path / "broken")
    assert house.appliance.backup.last(ADA).made_at is None

    house.appliance.backup.make(SYSTEM, tmp_path / "backup")
    assert house.appliance.backup.last(ADA).made_at == house.clock.now()
    assert [action for _, action in told(house)] == ["backup.begun", "backup.begun", "backup.made"]
