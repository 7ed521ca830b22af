"""A reviewer has a document redacted, adds, lets stand with a second person, takes the file."""

from __future__ import annotations

import errno
import json
from dataclasses import replace

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import Conflict, NotFound, NotPermitted, SettingsInvalid
from appliance.ports import Blobs
from appliance.privacy import proof
from appliance.privacy.marks import BY_HAND
from appliance.records.redactions import Standing
from appliance.service.auditing.audit import Selection
from appliance.service.custody.eraser import Warrant
from appliance.service.reviewing.blackout import REDACTED, Blackening
from appliance.types import Span
from tests.privacy.test_broken_steps import STEPS, breaks
from tests.privacy.test_release import Blind, BrokenDetector, BrokenOcr, Reads, _reading
from tests.service.conftest import House
from tests.service.test_pairs import given

ANN = actor("a" * 32, "ann", ("reviewer",))
BEA = actor("b" * 32, "bea", ("administrator",))
ROOM = 16_384  # bytes, less than a page with its picture has


@pytest.fixture
def read(house: House) -> str:
    """A document that was read: a page about a patient, with its picture."""
    house.appliance.__dict__["_reader"] = Reads(_reading())
    one = house.submit(b"scan")
    house.work()
    house.appliance.__dict__["blackening"] = replace(house.appliance.blackening, ocr=Blind)
    return one


def made(house: House, one: str) -> Standing | None:
    house.appliance.blackout.ask(ANN, one)
    return house.appliance.blackening.make(one)


def seen(house: House, one: str) -> Blackening:
    state = house.appliance.blackout.view(ANN, one)
    assert state is not None
    return state


def text(house: House, one: str) -> str:
    content, _ = house.appliance.blackout.file(ANN, one)
    return " ".join(proof._opened(content)[0])


def test_the_file_is_made_by_a_worker_and_taken_with_its_certificate(
    house: House, read: str
) -> None:
    assert house.appliance.blackout.view(ANN, read) is None
    assert made(house, read) is Standing.READY

    labels = {region.label for region in seen(house, read).regions.found}
    assert {"PERSON", "MEDICAL_RECORD_NUMBER", "DATE_TIME", "PHONE_NUMBER"} <= labels
    assert all(region.places for region in seen(house, read).regions.found)
    content, certificate = house.appliance.blackout.file(ANN, read)
    assert b"Lopez" not in content
    assert "<PERSON_1>" in text(house, read)
    assert json.loads(certificate)["removed"]["PERSON"] == 2
    assert house.actions(read)[-4:] == [
        "redaction.asked",
        "redaction.made",
        "redaction.taken",
        "redaction.taken",
    ]
    assert house.appliance.blackening.make(read) is None  # nobody asked again


def test_a_value_stands_once_two_people_want_it(house: House, read: str) -> None:
    made(house, read)
    blackout = house.appliance.blackout
    day = next(r for r in seen(house, read).regions.found if r.label == "DATE_TIME")
    span = Span(day.start, day.end)
    blackout.lift(ANN, read, span, "needed")
    with pytest.raises(Conflict):
        blackout.file(ANN, read)  # of the document as it now stands there is no file yet
    with pytest.raises(NotPermitted):
        blackout.confirm(ANN, read, span)
    made(house, read)
    assert "02/05/2023" not in text(house, read)

    blackout.confirm(BEA, read, span)
    made(house, read)

    assert "02/05/2023" in text(house, read)
    assert "Lopez" not in text(house, read)
    actions = house.actions(read)
    assert actions.index("redaction.lift_proposed") < actions.index("redaction.lifted")

    blackout.decline(BEA, read, span)
    made(house, read)
    assert "02/05/2023" not in text(house, read)


def test_two_who_let_a_value_stand_by_the_same_hands_are_told(house: House, read: str) -> None:
    given(house, ANN, BEA)
    made(house, read)
    day = next(r for r in seen(house, read).regions.found if r.label == "DATE_TIME")
    house.appliance.blackout.lift(ANN, read, Span(day.start, day.end), "needed")
    house.appliance.blackout.confirm(BEA, read, Span(day.start, day.end))
    (lifted,) = house.appliance.audit.entries(SYSTEM, Selection(action="redaction.lifted"))
    assert lifted.entry.details["same_hands"] == ANN.id


def test_what_a_person_boxes_goes_with_the_words_under_it(house: House, read: str) -> None:
    made(house, read)
    word = next(w for w in _reading().document.pages[0].words if w.text == "advised")
    house.appliance.blackout.add(ANN, read, 1, word.box)
    made(house, read)

    assert "advised" not in text(house, read)
    state = seen(house, read)
    assert BY_HAND in {region.label for region in state.regions.found}

    box = state.changes.added[0]
    with pytest.raises(SettingsInvalid):
        house.appliance.blackout.withdraw(ANN, read, box, "")  # not without a reason
    house.appliance.blackout.withdraw(ANN, read, box, "not-personal")
    (taken,) = house.appliance.audit.entries(SYSTEM, Selection(action="redaction.withdrawn"))
    assert taken.entry.details["reason"] == "not-personal"
    made(house, read)
    assert "advised" in text(house, read)


def test_reading_the_vault_takes_a_permission_and_leaves_an_entry(house: House, read: str) -> None:
    made(house, read)
    with pytest.raises(NotPermitted):
        house.appliance.blackout.reveal(ANN, read)

    assert "Maria Lopez" in house.appliance.blackout.reveal(BEA, read)["<PERSON_1>"]
    assert house.actions(read)[-1] == "vault.read"
    with house.appliance.processing.database.unit(readonly=True) as unit:
        row = unit.redactions.get(read)
    assert row is not None
    assert row.vault is not None
    assert b"Lopez" not in row.vault


def test_the_vault_goes_with_its_document(house: House, read: str) -> None:
    made(house, read)
    house.appliance.eraser.erase(read, Warrant(reason="gdpr-17", by=BEA.id))

    with house.appliance.processing.database.unit(readonly=True) as unit:
        assert unit.redactions.get(read) is None
    with pytest.raises(NotFound):
        house.appliance.blackout.reveal(BEA, read)


@pytest.mark.parametrize("broken", ["detector", "ocr", *STEPS])
def test_a_broken_step_leaves_no_file_and_says_so(
    house: House, read: str, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = house.appliance.blackening
    if broken == "detector":
        work = replace(work, detector=BrokenDetector())
    elif broken == "ocr":
        work = replace(work, ocr=BrokenOcr)
    else:
        monkeypatch.setattr(*STEPS[broken], breaks)
    house.appliance.__dict__["blackening"] = work
    assert made(house, read) is Standing.REFUSED

    assert "Nothing was released" in str(seen(house, read).problem)
    with pytest.raises(Conflict):
        house.appliance.blackout.file(ANN, read)
    with house.appliance.processing.database.unit(readonly=True) as unit:
        assert REDACTED not in unit.artifacts.latest(read)
    (entry,) = house.appliance.audit.entries(SYSTEM, Selection(action="redaction.made"))
    assert entry.entry.details["standing"] == "refused"
    assert "file" not in entry.entry.details


class Full:
    """A disk that takes what is small, and no file of a page."""

    def __init__(self, disk: Blobs) -> None:
        self.disk = disk

    def put(self, key: str, content: bytes) -> None:
        if len(content) > ROOM:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.disk.put(key, content)

    def __getattr__(self, name: str) -> object:
        return getattr(self.disk, name)


def test_a_full_disk_leaves_no_file_and_it_is_made_once_there_is_room(
    house: House, read: str
) -> None:
    work = house.appliance.blackening
    archive = work.dossiers.archive
    full = replace(archive, blobs=Full(archive.blobs))  # type: ignore[arg-type]
    house.appliance.__dict__["blackening"] = replace(
        work, dossiers=replace(work.dossiers, archive=full)
    )
    house.appliance.blackout.ask(ANN, read)
    with pytest.raises(OSError, match="No space left on device"):
        house.appliance.blackening.make(read)
    with pytest.raises(Conflict):
        house.appliance.blackout.file(ANN, read)
    with house.appliance.processing.database.unit(readonly=True) as unit:
        assert REDACTED not in unit.artifacts.latest(read)
    house.clock.step(minutes=10)
    assert work.make(read) is Standing.READY


def test_a_worker_that_died_is_followed_by_another(house: House, read: str) -> None:
    house.appliance.blackout.ask(ANN, read)
    work = house.appliance.blackening
    assert work._claim(read) is not None  # and is never heard of again
    assert work.make(read) is None
    house.clock.step(minutes=10)
    house.queue.take()

    assert work.reconcile() == 1
    assert house.queue.take() == read
    assert work.make(read) is Standing.READY
