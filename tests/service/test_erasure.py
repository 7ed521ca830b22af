"""Erasing: two people, nothing left that opens, and the ledger still holds."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import Conflict, NotFound, NotPermitted, SettingsInvalid
from appliance.service.custody.eraser import Warrant
from appliance.service.custody.erasure import Erasure
from appliance.types import Actor, State
from tests.service.carried_off import check, export
from tests.service.conftest import RECEIPT, UNSURE, House

RITA = actor("r" * 32, "rita", ("reviewer",))
ADA = actor("a" * 32, "ada", ("administrator",))
BEA = actor("b" * 32, "bea", ("administrator",))
ANNA = actor("c" * 32, "anna", ("uploader",))
WARRANT = Warrant(reason="test", by="system")


def traces(folder: Path, needle: bytes) -> list[str]:
    """Files anywhere below that hold these bytes."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path.name for path in files if needle in path.read_bytes()]


def wrapped_key(house: House, document_id: str) -> bytes:
    with house.appliance.processing.database.unit(readonly=True) as unit:
        record = unit.documents.get(document_id)
    assert record is not None
    assert record.data_key is not None
    return record.data_key


def archive(*contents: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for number, content in enumerate(contents):
            made.writestr(f"{number}.txt", content)
    return packed.getvalue()


def test_after_erasing_neither_key_nor_bytes_are_on_the_disk(house: House, tmp_path: Path) -> None:
    one, other = house.submit(RECEIPT), house.submit(UNSURE)
    house.work()
    key = wrapped_key(house, one)
    assert traces(tmp_path, key)

    proposal = house.appliance.erasure.propose(RITA, one, "gdpr-17")
    assert house.appliance.erasure.confirm(ADA, proposal) == (one,)

    assert traces(tmp_path, key) == []
    assert list((tmp_path / "state" / "blobs").rglob(f"*{one}*/*")) == []
    with pytest.raises(NotFound):
        house.view(one)
    assert house.state(other) is State.REVIEW
    (stone,) = house.appliance.erasure.tombstones(ADA)
    assert (stone.document_id, stone.erased_by, stone.confirmed_by) == (one, RITA.id, ADA.id)
    assert house.actions(one)[-2:] == ["erasure.proposed", "document.erased"]
    assert check(export(house))


def test_nobody_confirms_his_own_proposal(house: House) -> None:
    one = house.submit(RECEIPT)
    house.work()
    proposal = house.appliance.erasure.propose(ADA, one, "gdpr-17")

    with pytest.raises(NotPermitted, match="Somebody else"):
        house.appliance.erasure.confirm(ADA, proposal)
    with pytest.raises(NotPermitted):
        house.appliance.erasure.confirm(RITA, proposal)
    assert house.state(one) is State.ACCEPTED
    assert [item.id for item in house.appliance.erasure.proposals(BEA)] == [proposal]
    house.appliance.erasure.confirm(BEA, proposal)
    with pytest.raises(NotFound):
        house.appliance.erasure.confirm(BEA, proposal)


def test_a_declined_proposal_is_gone_and_a_reason_is_a_code(house: House) -> None:
    one = house.submit(RECEIPT)
    house.work()
    with pytest.raises(SettingsInvalid):
        house.appliance.erasure.propose(RITA, one, "Mrs Roe asked us to")
    proposal = house.appliance.erasure.propose(RITA, one, "gdpr-17")

    house.appliance.erasure.decline(ADA, proposal)

    with pytest.raises(NotFound):
        house.appliance.erasure.confirm(ADA, proposal)
    assert house.state(one) is State.ACCEPTED


def test_what_is_declined_while_it_is_being_confirmed_is_not_erased(house: House) -> None:
    """Whoever is told that it was declined can rely on it."""
    one = house.submit(RECEIPT)
    house.work()
    erasure = house.appliance.erasure
    proposal = erasure.propose(RITA, one, "gdpr-17")

    class Meanwhile:
        def require(self, asking: Actor, first: str) -> Mapping[str, str]:
            erasure.decline(BEA, proposal)
            return house.appliance._pairs.require(asking, first)

    late = Erasure(
        database=erasure.database,
        eraser=house.appliance.eraser,
        clock=house.clock,
        pairs=Meanwhile(),
        copies=house.appliance.key_copies,
    )
    with pytest.raises(NotFound):
        late.confirm(ADA, proposal)
    assert house.state(one) is State.ACCEPTED
    assert house.actions(one)[-1] == "erasure.declined"


def test_a_legal_hold_prevents_erasing_until_it_is_lifted(house: House) -> None:
    one = house.submit(RECEIPT)
    house.work()
    house.appliance.erasure.hold(ADA, one, "case/4711")
    proposal = house.appliance.erasure.propose(RITA, one, "gdpr-17")
    with pytest.raises(Conflict, match="legal hold"):
        house.appliance.erasure.confirm(ADA, proposal)

    house.appliance.erasure.release(ADA, one)
    assert house.appliance.erasure.confirm(ADA, proposal) == (one,)
    with pytest.raises(NotFound):
        house.appliance.erasure.release(ADA, one)


def test_a_hold_on_an_archive_keeps_its_bytes(house: House) -> None:
    """Erasing a file that came in it would take them."""
    batch = house.submit(archive(RECEIPT, UNSURE), "batch.zip")
    house.work()
    house.appliance.erasure.hold(ADA, batch, "case/4711")
    proposal = house.appliance.erasure.propose(RITA, house.view(batch).members[0].id, "gdpr-17")

    with pytest.raises(Conflict, match="legal hold"):
        house.appliance.erasure.confirm(ADA, proposal)

    house.appliance.erasure.release(ADA, batch)
    assert house.appliance.erasure.confirm(ADA, proposal)


def test_a_document_at_work_is_not_erased_under_the_worker(house: House) -> None:
    one = house.submit(RECEIPT)
    with pytest.raises(Conflict, match="still being processed"):
        house.appliance.eraser.erase(one, WARRANT)


def test_what_was_erased_may_come_again_as_a_new_document(house: House) -> None:
    one = house.submit(RECEIPT)
    house.work()
    house.appliance.eraser.erase(one, WARRANT)

    again = house.submit(RECEIPT)
    assert again != one
    house.work()
    assert house.state(again) is State.ACCEPTED
    house.appliance.processing.reconcile()


def test_an_archive_goes_with_all_that_came_in_it(house: House, tmp_path: Path) -> None:
    batch = house.submit(archive(RECEIPT, UNSURE), "batch.zip")
    house.work()
    ids = {member.id for member in house.view(batch).members}

    assert set(house.appliance.eraser.erase(batch, WARRANT)) == {batch, *ids}
    assert not list(house.appliance.eraser.archive.blobs.keys())


def test_one_file_of_an_archive_takes_the_archives_bytes_with_it(
    house: House, tmp_path: Path
) -> None:
    """The archive still held the file: its bytes go, its key is another, the rest stays."""
    batch = house.submit(archive(RECEIPT, UNSURE), "batch.zip")
    house.work()
    gone, stays = (member.id for member in house.view(batch).members)
    key = wrapped_key(house, batch)

    assert house.appliance.eraser.erase(gone, WARRANT) == (gone,)

    assert traces(tmp_path, key) == []
    view = house.view(batch)
    assert (view.name, [member.id for member in view.members]) == ("batch.zip", [stays])
    assert house.view(stays).extraction is not None
    keys = list(house.appliance.eraser.archive.blobs.keys())
    assert not [key for key in keys if key.startswith((gone, f"{batch}/original"))]


def test_a_file_that_another_archive_holds_too_stays_with_that_one(house: House) -> None:
    first = house.submit(archive(RECEIPT, UNSURE), "first.zip")
    second = house.submit(archive(RECEIPT, b"Receipt\nTotal 7.00"), "second.zip")
    house.work()
    shared, alone = (member.id for member in house.view(first).members)

    assert set(house.appliance.eraser.erase(first, WARRANT)) == {first, alone}
    row = house.appliance.desk.row(SYSTEM, shared)
    assert row.parent == second


def test_a_share_goes_with_its_document(house: House) -> None:
    one = house.submit(RECEIPT)
    house.appliance.desk.submit(ANNA, "mine.txt", RECEIPT)
    house.work()
    house.appliance.eraser.erase(one, WARRANT)
    assert house.appliance.desk.recent(ANNA) == ()


def test_what_was_derived_is_told_to_forget(house: House) -> None:
    told: list[str] = []
    eraser = house.appliance.eraser
    forgetful = type(eraser)(
        database=eraser.database,
        archive=eraser.archive,
        clock=eraser.clock,
        derived=(told.extend,),
    )
    one = house.submit(RECEIPT)
    house.work()
    forgetful.erase(one, WARRANT)
    assert told == [one]


def test_blobs_that_a_killed_writer_left_are_swept(make_house: Callable[..., House]) -> None:
    house = make_house()
    one = house.submit(RECEIPT)
    house.work()
    blobs = house.appliance.eraser.archive.blobs
    kept = set(blobs.keys())
    blobs.put(f"{one}/reading.0123456789ab", b"no row speaks of it")
    blobs.put(f"{'d' * 32}/original.0123456789ab", b"its document was never registered")
    folder = house.appliance.settings.state_dir / "blobs"
    draft = folder / one[:2] / one / ".draft-0123"
    draft.write_bytes(b"half")
    house.clock.moment = house.clock.now().replace(year=2020)
    assert house.appliance.eraser.sweep() == 0  # they might belong to somebody at work
    now = max(path.stat().st_mtime for path in folder.rglob("*") if path.is_file())
    for path in folder.rglob("*"):
        os.utime(path, (now - 200_000, now - 200_000))
    house.clock.moment = house.clock.moment.fromtimestamp(now, tz=house.clock.moment.tzinfo)

    assert house.appliance.eraser.sweep() == 2
    assert set(blobs.keys()) == kept
    assert not draft.exists()
    assert house.view(one).extraction is not None


def test_copies_in_the_hot_folder_go_with_their_documents(make_house, tmp_path: Path) -> None:
    hot = tmp_path / "hot"
    (hot / "taken" / "sub").mkdir(parents=True)
    house = make_house(hot_folder=hot)
    one = house.submit(RECEIPT)
    house.work()
    copy, same_size = hot / "taken" / "sub" / "scan.txt", hot / "taken" / "other.txt"
    copy.write_bytes(RECEIPT)
    same_size.write_bytes(RECEIPT[::-1])
    house.clock.moment = house.clock.moment.fromtimestamp(
        copy.stat().st_mtime, tz=house.clock.moment.tzinfo
    )
    assert house.appliance.taken.tidy() == 0

    house.appliance.eraser.erase(one, WARRANT)
    assert house.appliance.taken.tidy() == 1
    assert (copy.exists(), same_size.exists()) == (False, True)
    house.clock.step(days=31)
    assert house.appliance.taken.tidy() == 1
    assert not same_size.exists()


def test_an_archives_copy_in_the_hot_folder_goes_with_an_erased_member(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    taken = tmp_path / "hot" / "taken"
    taken.mkdir(parents=True)
    house = make_house(hot_folder=tmp_path / "hot")
    content = archive(RECEIPT, UNSURE)
    batch = house.submit(content, "batch.zip")
    house.work()
    (taken / "batch.zip").write_bytes(content)
    (taken / "other.zip").write_bytes(archive(UNSURE, b"A letter"))
    moment = (taken / "other.zip").stat().st_mtime
    house.clock.moment = house.clock.moment.fromtimestamp(moment, tz=house.clock.moment.tzinfo)

    house.appliance.eraser.erase(house.view(batch).members[0].id, WARRANT)

    assert house.appliance.taken.tidy() == 1
    assert [path.name for path in taken.iterdir()] == ["other.zip"]
