"""Handing documents in and looking at them."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import Conflict, Misconfigured, NotFound
from appliance.types import State
from tests.service.conftest import RECEIPT, UNSURE, House

ANNA = actor("anna", "anna", ("uploader",))
BERT = actor("bert", "bert", ("uploader",))
REVIEWER = actor("rita", "rita", ("reviewer",))


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(f"{name}.txt"), content)  # the same bytes at any time
    return buffer.getvalue()


def mail(text: str, **attachments: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Bills"
    message.set_content(text)
    for name, content in attachments.items():
        message.add_attachment(content, maintype="text", subtype="plain", filename=f"{name}.txt")
    return message.as_bytes()


def test_the_same_content_is_taken_in_once_whatever_it_is_called(house: House) -> None:
    first = house.appliance.desk.submit(SYSTEM, "one.txt", RECEIPT)
    house.work()
    second = house.appliance.desk.submit(SYSTEM, "two.txt", RECEIPT)
    house.work()

    assert (second.id, second.duplicate, second.state) == (first.id, True, State.ACCEPTED)
    assert house.reader.reads == 1
    assert len(house.appliance.desk.recent(SYSTEM)) == 1


def test_a_refused_file_is_on_record_with_its_reason(house: House) -> None:
    submitted = house.appliance.desk.submit(SYSTEM, "nothing.pdf", b"")

    assert submitted.state is State.QUARANTINED
    assert submitted.problem is not None
    assert submitted.problem.code == "empty_file"
    assert house.queue.calls == {}
    row = house.appliance.desk.row(SYSTEM, submitted.id)
    assert (row.name, row.problem) == ("nothing.pdf", submitted.problem)


def test_an_archive_becomes_documents_of_their_own(house: House) -> None:
    submitted = house.appliance.desk.submit(SYSTEM, "a.zip", archive(x=RECEIPT, y=UNSURE, z=b""))
    house.work()

    shown = house.view(submitted.id)
    assert shown.state is State.UNPACKED
    assert [(one.name, one.state) for one in shown.members] == [
        ("x.txt", State.ACCEPTED),
        ("y.txt", State.REVIEW),
        ("z.txt", State.QUARANTINED),
    ]
    rows = house.appliance.desk.rows(SYSTEM, [one.id for one in submitted.members])
    assert {row.parent for row in rows} == {submitted.id}


def test_a_member_that_came_before_is_shown_there_but_not_read_again(house: House) -> None:
    known = house.submit(RECEIPT)
    house.work()
    submitted = house.appliance.desk.submit(SYSTEM, "a.zip", archive(x=RECEIPT, y=UNSURE, z=UNSURE))
    house.work()

    assert [(one.duplicate, one.id == known) for one in submitted.members] == [
        (True, True),
        (False, False),
        (True, False),
    ]
    assert house.reader.reads == 2
    assert [one.state for one in house.view(submitted.id).members] == [
        State.ACCEPTED,
        State.REVIEW,
        State.REVIEW,
    ]


def test_an_archive_sent_twice_brings_its_members_back(house: House) -> None:
    first = house.appliance.desk.submit(SYSTEM, "a.zip", archive(x=RECEIPT, y=UNSURE))
    again = house.appliance.desk.submit(SYSTEM, "b.zip", archive(x=RECEIPT, y=UNSURE))

    assert again.duplicate
    assert [one.id for one in again.members] == [one.id for one in first.members]


def test_an_email_is_read_itself_and_its_attachments_too(house: House) -> None:
    content = mail("Receipt Total 3.00", bill=b"Receipt\nTotal 4.00\nThank you")
    submitted = house.appliance.desk.submit(SYSTEM, "m.eml", content)
    house.work()

    shown = house.view(submitted.id)
    assert shown.state is State.ACCEPTED
    assert [(one.name, one.state) for one in shown.members] == [("bill.txt", State.ACCEPTED)]


def test_a_page_is_shown_with_its_size_and_picture(house: House) -> None:
    document_id = house.submit(RECEIPT)
    desk = house.appliance.desk
    with pytest.raises(NotFound):
        desk.picture(SYSTEM, document_id, 1)
    house.work()

    assert desk.sheets(SYSTEM, document_id) == ((1, 595, 842),)
    assert desk.picture(SYSTEM, document_id, 1).content == b"a picture of " + RECEIPT
    with pytest.raises(NotFound):
        desk.picture(SYSTEM, document_id, 2)


def test_the_list_is_newest_first_by_state_and_in_pages(house: House) -> None:
    ids = []
    for number in range(5):
        ids.append(house.submit(b"Receipt Total %d.00" % number))
        house.clock.step(seconds=1)
    ids.append(house.submit(UNSURE))
    house.work()
    recent = house.appliance.desk.recent

    assert [row.id for row in recent(SYSTEM)] == ids[::-1]
    assert [row.id for row in recent(SYSTEM, limit=2, offset=1)] == ids[4:2:-1]
    assert [row.id for row in recent(SYSTEM, states=(State.REVIEW,))] == ids[5:]
    counted = house.appliance.desk.count(SYSTEM)
    assert (counted[State.ACCEPTED], counted[State.REVIEW], counted[State.READ]) == (5, 1, 0)


def test_uploaders_see_their_own_documents_only(house: House) -> None:
    desk = house.appliance.desk
    mine = desk.submit(ANNA, "a.txt", RECEIPT).id
    theirs = desk.submit(BERT, "b.txt", UNSURE).id
    house.work()

    assert [row.id for row in desk.recent(ANNA)] == [mine]
    assert [row.id for row in desk.rows(ANNA, (mine, theirs))] == [mine]
    assert sum(desk.count(ANNA).values()) == 1
    assert {row.id for row in desk.recent(REVIEWER)} == {mine, theirs}
    for ask in (desk.view, desk.row, desk.sheets):
        with pytest.raises(NotFound):
            ask(ANNA, theirs)


def test_exports_get_what_is_accepted_or_approved(house: House) -> None:
    accepted, waiting = house.submit(RECEIPT), house.submit(UNSURE)
    house.work()

    assert [one.id for one in house.appliance.desk.accepted(SYSTEM)] == [accepted]
    house.appliance.review.approve(SYSTEM, waiting)
    assert {one.id for one in house.appliance.desk.accepted(SYSTEM)} == {accepted, waiting}


def test_only_what_is_quarantined_after_the_door_can_be_tried_again(house: House) -> None:
    done, refused = house.submit(RECEIPT), house.submit(b"")
    house.work()

    for one in (done, refused):
        with pytest.raises(Conflict):
            house.appliance.desk.retry(SYSTEM, one)


def test_nothing_of_a_document_stands_on_the_disk_in_the_clear(
    house: House, tmp_path: Path
) -> None:
    """Names, words and values are in no file of the state folder, the database included."""
    house.submit(b"Receipt\nWilhelmina Quistgaard\nTotal 7654.32", "quistgaard-2026.txt")
    house.work()
    house.appliance.close()

    everything = b"".join(
        path.read_bytes() for path in (tmp_path / "state").rglob("*") if path.is_file()
    )
    for secret in (b"Wilhelmina", b"Quistgaard", b"quistgaard-2026", b"7654.32"):
        assert secret not in everything
        assert secret.decode().encode("utf-16-le") not in everything


def test_with_other_keys_documents_do_not_open(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    make_house().submit(RECEIPT)
    for path in (tmp_path / "state" / "keys").iterdir():
        path.write_bytes(os.urandom(32))

    with pytest.raises(Misconfigured):
        make_house().appliance.desk.recent(SYSTEM)


def test_what_was_answered_accepted_survives_a_kill(tmp_path: Path) -> None:
    """Given a console that is killed the moment it has the answer, the document is there."""
    code = (
        "import os, signal, sys\n"
        "from appliance.access import SYSTEM\n"
        "from appliance.bootstrap import build\n"
        "from appliance.settings import load\n"
        "print(build(load()).desk.submit(SYSTEM, 'a.txt', b'Receipt Total 1.00').id, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "APPLIANCE_STATE_DIR": str(tmp_path / "state")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )

    assert done.returncode == -signal.SIGKILL
    house = _after(tmp_path)
    assert house.desk.row(SYSTEM, done.stdout.strip()).state is State.RECEIVED
    house.close()


def _after(tmp_path: Path):
    from appliance.bootstrap import build
    from appliance.settings import load

    return build(load(state_dir=tmp_path / "state"))


def test_a_second_uploader_sees_what_he_handed_in_under_his_own_name(house: House) -> None:
    """Content that somebody else handed in before is not stored again, but it is his too."""
    desk = house.appliance.desk
    first = desk.submit(ANNA, "annas scan.txt", RECEIPT)
    house.work()
    house.clock.step(hours=1)
    between = desk.submit(BERT, "other.txt", b"Receipt\nTotal 3.00").id
    house.clock.step(hours=1)

    again = desk.submit(BERT, "berts copy.txt", RECEIPT)

    assert (again.id, again.duplicate) == (first.id, True)
    rows = desk.recent(BERT)
    assert [(row.id, row.name) for row in rows] == [
        (first.id, "berts copy.txt"),
        (between, "other.txt"),
    ]
    assert desk.recent(BERT, limit=1, offset=1)[0].id == between
    assert rows[0].received_at == house.clock.now()
    assert desk.view(BERT, first.id).name == "berts copy.txt"
    assert desk.row(ANNA, first.id).name == "annas scan.txt"
    assert sum(desk.count(BERT).values()) == 2
    assert sum(desk.count(ANNA).values()) == 1
    assert house.actions(first.id).count("document.shared") == 1
    assert desk.submit(BERT, "again.txt", RECEIPT).id == first.id
    with pytest.raises(NotFound):
        desk.row(ANNA, between)


def test_what_is_in_anothers_archive_is_not_given_away_with_it(house: House) -> None:
    """Given an archive of Anna's, when Bert hands in one file of it, he sees that file only."""
    desk = house.appliance.desk
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one.txt", RECEIPT)
        archive.writestr("two.txt", UNSURE)
    batch = desk.submit(ANNA, "batch.zip", packed.getvalue())
    one, two = (member.id for member in batch.members)

    assert desk.submit(BERT, "mine.txt", RECEIPT).id == one

    assert desk.row(BERT, one).parent is None
    assert desk.row(ANNA, one).parent == batch.id
    for hidden in (two, batch.id):
        with pytest.raises(NotFound):
            desk.row(BERT, hidden)
    whole = desk.submit(BERT, "whole.zip", packed.getvalue())
    assert [member.id for member in whole.members] == [one, two]
    assert desk.view(BERT, two).name == "two.txt"
    assert len(desk.view(BERT, batch.id).members) == 2
