"""Protected files: their passwords reach the reader, and are nowhere else and not for long."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import Conflict, NotFound, WrongPassword
from appliance.types import State
from tests.intake.made import archive, pdf
from tests.service.conftest import RECEIPT, House

CLERK = actor("c" * 32, "clerk", ("uploader",))
LOCKED = pdf(user="sesame")


def kept(house: House, document_id: str) -> list[str]:
    """The items of a document that are on the disk."""
    blobs = house.appliance.desk.dossiers.archive.blobs
    return sorted(key.partition("/")[2].partition(".")[0] for key in blobs.keys(document_id))


def test_a_password_that_comes_with_the_file_opens_it_and_is_gone(house: House) -> None:
    sent = house.appliance.unlocking.submit(CLERK, "letter.pdf", LOCKED, password="sesame")
    assert sent.state is State.RECEIVED
    assert kept(house, sent.id) == ["original", "password"]

    house.work()

    assert house.reader.passwords == ["sesame"]
    assert house.state(sent.id).terminal
    assert "password" not in kept(house, sent.id)
    with house.appliance.processing.database.unit(readonly=True) as unit:
        assert "password" not in unit.artifacts.latest(sent.id)


def test_it_is_never_in_the_clear_on_the_disk_nor_in_logs(
    house: House, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = house.appliance.unlocking.submit(
        CLERK, "letter.pdf", pdf(user="abracadabra"), password="abracadabra"
    )
    files = [path for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"abracadabra" in path.read_bytes()]

    house.work()  # the reader wants another one

    assert house.view(sent.id).problem.code == "wrong_password"
    assert "password" not in kept(house, sent.id)
    assert "abracadabra" not in caplog.text


def test_a_document_that_waits_for_its_password_gets_it_later(house: House) -> None:
    sent = house.appliance.desk.submit(CLERK, "letter.pdf", LOCKED)
    assert house.view(sent.id).problem.code == "password_required"

    with pytest.raises(WrongPassword):
        house.appliance.unlocking.unlock(CLERK, sent.id, "open")
    assert house.appliance.unlocking.unlock(CLERK, sent.id, "sesame") is State.RECEIVED
    with pytest.raises(Conflict):
        house.appliance.unlocking.unlock(CLERK, sent.id, "sesame")
    house.work()

    assert house.reader.passwords == ["sesame"]
    assert house.state(sent.id) is not State.QUARANTINED
    assert "document.unlocked" in house.actions(sent.id)


def test_sending_it_again_with_its_password_unlocks_what_is_there(house: House) -> None:
    first = house.appliance.unlocking.submit(CLERK, "letter.pdf", LOCKED)
    again = house.appliance.unlocking.submit(CLERK, "letter.pdf", LOCKED, password="sesame")

    assert (again.id, again.duplicate, again.state) == (first.id, True, State.RECEIVED)


def test_only_what_is_protected_keeps_it(house: House) -> None:
    batch = archive({"plain.txt": RECEIPT, "locked.pdf": LOCKED})
    sent = house.appliance.unlocking.submit(CLERK, "batch.zip", batch, password="sesame")
    plain, locked = sent.members

    assert kept(house, sent.id) == kept(house, plain.id) == ["original"]
    assert kept(house, locked.id) == ["original", "password"]


def test_others_cannot_unlock(house: House) -> None:
    sent = house.appliance.desk.submit(SYSTEM, "letter.pdf", LOCKED)

    with pytest.raises(NotFound):
        house.appliance.unlocking.unlock(CLERK, sent.id, "sesame")
