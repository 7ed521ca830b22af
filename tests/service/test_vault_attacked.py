"""Somebody with the database in hand: a vault that was swapped, moved or changed tells nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from appliance.errors import ApplianceError, ItemDamaged
from appliance.service.custody.eraser import Warrant
from appliance.service.reviewing.blackout import REDACTED
from appliance.service.reviewing.newest import MADE
from tests.privacy.test_release import Reads, _reading
from tests.service.conftest import House
from tests.service.test_blackout import ANN, BEA, made, read

__all__ = ["read"]


@pytest.fixture
def other(house: House, read: str) -> str:
    """A second document about another patient, redacted like the first."""
    rows = ("Patient: Ottoline Frobisher", "Seen on 04/07/2021.", "Frobisher was advised.")
    house.appliance.__dict__["_reader"] = Reads(_reading(rows=rows))
    one = house.submit(b"another scan")
    house.work()
    made(house, read)
    made(house, one)
    return one


def run(house: House, statement: str, **values: object) -> None:
    with house.appliance.processing.database.unit() as unit:
        unit.redactions.session.execute(sql(statement), values)


def vault(house: House, one: str) -> bytes:
    with house.appliance.processing.database.unit(readonly=True) as unit:
        row = unit.redactions.get(one)
    assert row is not None
    assert row.vault is not None
    return row.vault


def put(house: House, one: str, sealed: bytes) -> None:
    run(house, "UPDATE redactions SET vault = :v WHERE document_id = :d", v=sealed, d=one)


def test_the_vault_of_another_document_does_not_open(house: House, read: str, other: str) -> None:
    mine, theirs = vault(house, read), vault(house, other)
    put(house, read, theirs)
    put(house, other, mine)
    for one in (read, other):
        with pytest.raises(ItemDamaged) as told:
            house.appliance.blackout.reveal(BEA, one)
        assert "Lopez" not in str(told.value)
    put(house, read, mine)
    assert "Maria Lopez" in house.appliance.blackout.reveal(BEA, read)["<PERSON_1>"]


def test_nor_with_the_key_of_that_document_beside_it(house: House, read: str, other: str) -> None:
    """The wrapped key is moved with the vault: it is bound to its document, too."""
    put(house, other, vault(house, read))
    with house.appliance.processing.database.unit(readonly=True) as unit:
        session = unit.redactions.session
        key = session.execute(sql("SELECT data_key FROM documents WHERE id = :d"), {"d": read})
        wrapped = key.scalar_one()
    run(house, "UPDATE documents SET data_key = :k WHERE id = :d", k=wrapped, d=other)
    with pytest.raises(ItemDamaged):
        house.appliance.blackout.reveal(BEA, other)


@pytest.mark.parametrize("at", [0, 5, 12, 40, -1, -16])
def test_a_single_changed_bit_is_told(house: House, read: str, at: int) -> None:
    made(house, read)
    changed = bytearray(vault(house, read))
    changed[at] ^= 1
    put(house, read, bytes(changed))
    with pytest.raises(ItemDamaged):
        house.appliance.blackout.reveal(BEA, read)


@pytest.mark.parametrize("left", [0, 11, 12, 28])
def test_a_vault_cut_short_is_told(house: House, read: str, left: int) -> None:
    made(house, read)
    put(house, read, vault(house, read)[:left])
    with pytest.raises(ItemDamaged):
        house.appliance.blackout.reveal(BEA, read)


def test_a_copy_of_the_vault_is_worthless_once_its_document_is_erased(
    house: House, read: str, other: str
) -> None:
    """Kept by an attacker, put back into a row of its name or of another document."""
    kept = vault(house, read)
    house.appliance.eraser.erase(read, Warrant(reason="gdpr-17", by=BEA.id))
    with pytest.raises(ApplianceError):
        house.appliance.blackout.reveal(BEA, read)
    put(house, other, kept)
    with pytest.raises(ItemDamaged):
        house.appliance.blackout.reveal(BEA, other)
    with house.appliance.processing.database.unit(readonly=True) as unit:
        held = unit.redactions.session.execute(
            sql("SELECT data_key FROM documents WHERE id = :d"), {"d": read}
        ).scalar_one_or_none()
    assert not held


def test_an_older_vault_of_the_same_document_does_not_open(house: House, read: str) -> None:
    """It is genuine and under the right key; the ledger says which one was made last."""
    made(house, read)
    older = vault(house, read)
    made(house, read)
    newer = vault(house, read)
    put(house, read, older)
    with pytest.raises(ItemDamaged) as told:
        house.appliance.blackout.reveal(BEA, read)
    assert "Lopez" not in str(told.value)
    assert house.actions(read)[-1] == "vault.read"  # the try is an entry all the same
    put(house, read, newer)
    assert "Maria Lopez" in house.appliance.blackout.reveal(BEA, read)["<PERSON_1>"]


def test_an_older_file_is_not_given_out_as_the_newest(house: House, read: str) -> None:
    """Of before somebody blacked out more: its row, put back by hand."""
    made(house, read)
    word = next(w for w in _reading().document.pages[0].words if w.text == "advised")
    house.appliance.blackout.add(ANN, read, 1, word.box)
    made(house, read)
    assert house.appliance.blackout.file(ANN, read)
    remove = "DELETE FROM artifacts WHERE document_id = :d AND stage = :s AND revision = 1"
    run(house, remove, d=read, s=REDACTED)
    with pytest.raises(ItemDamaged):
        house.appliance.blackout.file(ANN, read)


def test_a_vault_made_before_the_ledger_held_its_digest_opens(house: House, read: str) -> None:
    made(house, read)
    run(house, "UPDATE entries SET details = :j WHERE action = :a", j="{}", a=MADE)
    assert "Maria Lopez" in house.appliance.blackout.reveal(BEA, read)["<PERSON_1>"]
