"""A file that is handed in again is not stored again, but the ledger says by whom and whence."""

from __future__ import annotations

from appliance.access import SYSTEM, actor
from appliance.types import Actor
from tests.service.conftest import RECEIPT, House

FOLDER = Actor(id="folder", name="hot folder", permissions=frozenset({"document.submit"}))
RITA = actor("r" * 32, "rita", ("reviewer",))
ANNA = actor("c" * 32, "anna", ("uploader",))


def again(house: House, document_id: str) -> list[tuple[str, str]]:
    """(who, from where) of each time that it came again."""
    with house.appliance.processing.database.unit(readonly=True) as unit:
        found = unit.ledger.of(document_id)
    acts = ("document.received_again", "document.shared")
    return [(one.actor, one.details["source"]) for one in found if one.action in acts]


def test_by_the_hot_folder_too(house: House) -> None:
    desk = house.appliance.desk
    one = desk.submit(FOLDER, "scan.txt", RECEIPT, source="folder").id
    assert again(house, one) == []
    house.work()
    house.clock.step(hours=2)
    given = desk.submit(FOLDER, "other name.txt", RECEIPT, source="folder")
    assert (given.id, given.duplicate) == (one, True)
    assert again(house, one) == [("folder", "folder")]


def test_a_file_that_cannot_be_moved_away_fills_no_ledger(house: House) -> None:
    """The hot folder tries it again every few seconds."""
    desk = house.appliance.desk
    one = desk.submit(FOLDER, "scan.txt", RECEIPT, source="folder").id
    for _ in range(10):
        house.clock.step(seconds=5)
        desk.submit(FOLDER, "scan.txt", RECEIPT, source="folder")
    assert again(house, one) == [("folder", "folder")]
    house.clock.step(hours=2)
    desk.submit(FOLDER, "scan.txt", RECEIPT, source="folder")
    assert len(again(house, one)) == 2


def test_each_time_by_each_person(house: House) -> None:
    desk = house.appliance.desk
    one = desk.submit(ANNA, "scan.txt", RECEIPT).id
    desk.submit(ANNA, "scan.txt", RECEIPT)
    desk.submit(RITA, "scan.txt", RECEIPT)
    desk.submit(RITA, "scan.txt", RECEIPT)
    desk.submit(SYSTEM, "scan.txt", RECEIPT, source="cli")
    told = [(ANNA.id, "console"), (RITA.id, "console"), (RITA.id, "console"), ("system", "cli")]
    assert again(house, one) == told
