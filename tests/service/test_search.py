"""Finding documents again: by words of the name, type, state and time; carrying them off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import NotFound
from appliance.records import names
from appliance.records.listing import Wanted
from appliance.service.custody.eraser import Warrant
from appliance.service.desk import Sought
from appliance.types import State
from tests.service.conftest import RECEIPT, UNSURE, House

ANN = actor("a" * 32, "ann", ("uploader",))
BEN = actor("b" * 32, "ben", ("uploader",))


def found(house: House, words: str, who=SYSTEM, **narrowed: object) -> list[str]:
    states = narrowed.pop("states", ())
    sought = Sought(words=words, **narrowed)
    return [row.name for row in house.appliance.desk.recent(who, sought=sought, states=states)]


@pytest.fixture
def full(house: House) -> House:
    for number, name in enumerate(("Lunch Müller 12.txt", "taxi_müller.txt", "Übersicht.txt")):
        house.appliance.desk.submit(ANN, name, RECEIPT + b"%d" % number)
        house.clock.step(days=1)
    house.work()
    return house


def test_documents_are_found_by_the_beginnings_of_words(full: House) -> None:
    assert found(full, "mül") == ["taxi_müller.txt", "Lunch Müller 12.txt"]
    assert found(full, "MÜLLER lun") == ["Lunch Müller 12.txt"]
    assert found(full, "über") == ["Übersicht.txt"]
    assert found(full, "12 txt") == ["Lunch Müller 12.txt"]
    assert found(full, "üller") == []
    assert len(found(full, " .-")) == 3


def test_nobody_finds_others_documents(full: House) -> None:
    assert found(full, "müller", ANN) == ["taxi_müller.txt", "Lunch Müller 12.txt"]
    assert found(full, "müller", BEN) == []


def test_what_is_shared_is_found_by_ones_own_name_for_it_only(full: House) -> None:
    full.appliance.desk.submit(BEN, "Dinner.jpg", RECEIPT + b"0")

    assert found(full, "dinner", BEN) == ["Dinner.jpg"]
    assert found(full, "lunch", BEN) == []
    assert found(full, "dinner") == []


def test_type_state_and_time_narrow_down(full: House) -> None:
    full.submit(UNSURE, "Lunch again.txt")
    full.work()
    start = full.clock.now()

    assert found(full, "lunch", since=start) == ["Lunch again.txt"]
    assert found(full, "", until=start - timedelta(days=2)) == ["Lunch Müller 12.txt"]
    assert found(full, "", doctype="invoice") == []
    assert len(found(full, "", doctype="receipt")) == 4
    assert found(full, "lunch", states=(State.REVIEW,)) == ["Lunch again.txt"]


def test_names_are_not_in_the_database_and_go_with_the_document(full: House) -> None:
    engine = full.appliance.processing.database.engine
    with full.appliance.processing.database.unit(readonly=True) as unit:
        (row,) = unit.listing.recent(_named(full, "taxi"), limit=5)
    full.appliance.eraser.erase(row.id, _warrant())

    with engine.connect() as connection:
        left = connection.exec_driver_sql("SELECT document_id, token FROM names").all()
    assert row.id not in {one for one, _ in left}
    assert not any(b"lunch" in token for _, token in left)


def test_what_came_before_the_index_gets_into_it(full: House) -> None:
    engine = full.appliance.processing.database.engine
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM names")
    assert found(full, "müller") == []

    assert full.appliance.indexing.complete() == 3
    assert full.appliance.indexing.complete() == 0
    assert len(found(full, "müller")) == 2


def test_finished_records_are_carried_off_in_every_form(full: House) -> None:
    exporting = full.appliance.exporting
    assert {"csv", "jsonl", "xlsx"} <= set(exporting.formats(SYSTEM))

    table = exporting.export(SYSTEM, "csv", Sought(words="taxi"))
    assert table.name == "records.csv"
    assert "taxi_müller.txt" in table.content.decode("utf-8-sig")
    assert "Lunch" not in table.content.decode("utf-8-sig")
    assert exporting.export(SYSTEM, "xlsx").content.startswith(b"PK")
    with pytest.raises(NotFound, match="csv"):
        exporting.export(SYSTEM, "pdf")


def _named(house: House, words: str):
    digest = house.appliance.desk.dossiers.archive.ring.digest
    return Wanted(words=names.sought(words, digest))


def _warrant():
    return Warrant(reason="test", by="system")
