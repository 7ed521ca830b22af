"""The house looks after its own ledger: tampering, copies elsewhere, witnesses."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text, update

from appliance.access import SYSTEM, actor
from appliance.errors import Conflict, LedgerDamaged, NotPermitted, SettingsInvalid
from appliance.ledger import Signer
from appliance.ledger.proofs import key
from appliance.models import catalogue
from appliance.records.tables import EntryRow
from appliance.service.auditing.audit import Selection
from appliance.service.documents.provenance import Provenance
from appliance.types import UNKNOWN, Document, Extraction, Origin, Page, Reading
from tests.service.carried_off import check, export
from tests.service.conftest import RECEIPT, House
from tests.service.test_backup import bring_back

PASSWORD = "another secret of theirs"


def test_tampering_with_the_database_is_found_by_the_house(lived_in: House) -> None:
    lived_in.appliance.audit.checkpoint(SYSTEM)
    database = lived_in.appliance.processing.database
    assert lived_in.appliance.audit.examine(SYSTEM) > 0
    with database.engine.begin() as connection:
        connection.execute(update(EntryRow).where(EntryRow.sequence == 1).values(actor="x" * 32))
    with pytest.raises(LedgerDamaged):
        lived_in.appliance.audit.examine(SYSTEM)


def test_a_changed_entry_gets_no_checkpoint(lived_in: House) -> None:
    database = lived_in.appliance.processing.database
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE entries SET subject = 'x' WHERE sequence = 2"))
    with pytest.raises(LedgerDamaged):
        lived_in.appliance.audit.checkpoint(SYSTEM)


def test_checkpoints_are_copied_to_another_place(make_house, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    house = make_house(checkpoint_dir=elsewhere)
    house.submit(RECEIPT)
    note = house.appliance.audit.checkpoint(SYSTEM)
    assert house.appliance.audit.checkpoint(SYSTEM) == note  # nothing new, nothing signed

    (copy,) = elsewhere.iterdir()
    assert copy.read_text(encoding="utf-8") == note


def test_a_copy_of_another_checkpoint_of_the_same_size_is_not_in_the_way(
    make_house, tmp_path: Path
) -> None:
    """After a restore that lost entries others take their places; both notes stay."""
    house = make_house(checkpoint_dir=tmp_path)
    house.submit(RECEIPT)
    lost = tmp_path / "checkpoint-000000000001.txt"
    lost.write_text("what a lost one said", encoding="utf-8")
    note = house.appliance.audit.checkpoint(SYSTEM)

    assert lost.read_text(encoding="utf-8") == "what a lost one said"
    assert [path.read_text("utf-8") for path in tmp_path.glob("*1-*.txt")] == [note]


def test_a_witness_s_signature_is_kept_with_the_checkpoint(make_house) -> None:
    witness = Signer("witness.example/w1", bytes(range(32)), kind=4)
    house = make_house(witness_keys=(str(witness.public),))
    house.submit(RECEIPT)
    note = house.appliance.audit.checkpoint(SYSTEM)
    body = note.rpartition("\n\n")[0] + "\n"

    line = witness.cosignature(body, house.clock.now())
    house.appliance.audit.cosign(SYSTEM, note + line)

    assert house.appliance.audit.checkpoint(SYSTEM) == note + line
    with pytest.raises(Conflict):
        house.appliance.audit.cosign(SYSTEM, note)
    assert key(str(witness.public)).kind == 4


def test_only_known_witnesses_add_to_a_checkpoint(make_house) -> None:
    """Whatever is handed in, the ledger still verifies, and no checkpoint holds a strange line."""
    witness = Signer("witness.example/w1", bytes(range(32)), kind=4)
    stranger = Signer("stranger.example/w1", bytes(reversed(range(32))), kind=4)
    alone = make_house()
    alone.submit(RECEIPT)
    note = alone.appliance.audit.checkpoint(SYSTEM)
    body = note.rpartition("\n\n")[0] + "\n"
    by_witness, by_stranger = (
        one.cosignature(body, alone.clock.now()) for one in (witness, stranger)
    )
    garbage = "garbage line that is no signature\n"
    for more in (garbage, by_witness, by_stranger, ""):
        with pytest.raises(Conflict):  # no witness in the settings
            alone.appliance.audit.cosign(SYSTEM, note + more)

    house = make_house(witness_keys=(str(witness.public),))
    spoilt = by_witness.replace("A", "B", 3)
    for more in (garbage, by_witness + garbage, by_stranger, spoilt, by_witness + "\n", ""):
        with pytest.raises(Conflict):
            house.appliance.audit.cosign(SYSTEM, note + more)
    house.appliance.audit.cosign(SYSTEM, note + by_stranger + by_witness)
    assert house.appliance.audit.checkpoint(SYSTEM) == note + by_witness
    assert house.appliance.audit.examine(SYSTEM) > 0


def test_an_entry_says_which_versions_made_a_result(make_house) -> None:
    house = make_house(language_model="a-model")
    one = house.submit(RECEIPT)
    house.work()
    with house.appliance.processing.database.unit(readonly=True) as unit:
        done = {
            entry.details["stage"]: entry.details
            for entry in unit.ledger.of(one)
            if entry.action == "stage.done"
        }
    assert len(done["extraction"]["rules"]) == 16
    assert done["decisions"]["rules"] == done["extraction"]["rules"]
    assert len(done["classification"]["rules"]) == 16  # of all types together
    assert done["reading"]["release"]
    assert "model" not in done["extraction"]  # none was asked, whatever the settings name


def test_versions_are_those_of_what_was_used(house: House) -> None:
    """A network is named with the start of its sha256, and only where it had a part."""
    provenance = Provenance(
        stages=house.appliance.processing.stages(),
        models_dir=house.appliance.settings.models_dir,
    )
    pinned = catalogue.load().get("qwen2.5-coder-0.5b-instruct")
    asked = Extraction(doctype="receipt", fields=(), model=pinned.name)
    told = provenance.of(asked, "receipt")
    assert (told["model"], told["model_sha256"]) == (pinned.name, pinned.sha256[:16])
    assert "model" not in provenance.of(replace(asked, model=""), "receipt")
    assert set(provenance.of(Extraction(doctype=UNKNOWN, fields=()), UNKNOWN)) == {"release"}

    def read(origin: Origin) -> set[str]:
        page = Page(number=1, width=1, height=1, words=(), origin=origin)
        return set(provenance.of(Reading(document=Document(text="", pages=(page,))), None))

    assert read(Origin.TYPESET) == {"release"}
    assert {"layout", "layout_sha256"} <= read(Origin.TEXT_LAYER)
    assert read(Origin.OCR) - read(Origin.TEXT_LAYER) == {
        "ocr", "spelling_sha256", "tables", "tables_sha256",
    }  # fmt: skip


def test_where_each_act_of_a_person_comes_from_is_in_its_entry(house: House) -> None:
    """Two open sessions of one account are told apart, and so are two places."""
    sessions, admin = house.appliance.sessions, house.appliance.admin
    admin.create_account(SYSTEM, "rita", ("reviewer",), "a password of hers")
    admin.create_account(SYSTEM, "vera", ("administrator",), "a password of hers")
    one = house.submit(RECEIPT)
    house.work()
    for name in ("rita", "vera"):
        first = sessions.sign_in(name, "a password of hers")
        sessions.change_password(sessions.actor(first), "a password of hers", PASSWORD)
        sessions.sign_out(first)
    before = len(house.appliance.audit.entries(SYSTEM))
    tokens = [sessions.sign_in("rita", PASSWORD, "192.0.2.7") for _ in range(2)]
    first = sessions.actor(tokens[0], origin="192.0.2.7")
    second = sessions.actor(tokens[1], origin="198.51.100.1")
    house.appliance.desk.view(first, one)
    house.clock.step(hours=2)
    list(house.appliance.desk.accepted(second))
    vera = sessions.actor(sessions.sign_in("vera", PASSWORD), origin="192.0.2.9")
    erasure = house.appliance.erasure
    erasure.confirm(vera, erasure.propose(first, one, "subject_request"))
    with pytest.raises(NotPermitted):
        house.appliance.audit.examine(second)

    entries = [line.entry for line in house.appliance.audit.entries(SYSTEM)]
    done = {entry.action: entry for entry in entries}
    acts = {"document.viewed": first, "record.exported": second}
    for action, who in {**acts, "erasure.proposed": first, "access.refused": second}.items():
        told = done[action].details
        assert (told["session"], told["origin"]) == (who.session, who.origin), action
    erased = done["document.erased"].details
    assert (erased["confirmed_session"], erased["confirmed_origin"]) == (vera.session, vera.origin)
    opened = [e.details["session"] for e in entries[before:] if e.action == "session.opened"]
    assert opened == [first.session, second.session, vera.session]
    assert len({first.session, second.session, first.origin, second.origin, ""}) == 5
    assert done["document.received"].details["origin"] == "this_machine"


def test_where_somebody_came_from_is_told_apart_but_not_told(house: House) -> None:
    sessions = house.appliance.sessions
    password = sessions.ensure_administrator()
    assert password is not None
    for origin in ("192.0.2.7", "192.0.2.7", "198.51.100.1"):
        sessions.sign_in("administrator", password, origin)

    files = export(house, Selection(action="session.opened"))
    lines = files["entries.jsonl"].decode().splitlines()
    first, second, third = (json.loads(line)["details"]["origin"] for line in lines)
    assert first == second != third
    assert "192.0.2.7" not in files["entries.jsonl"].decode()


def test_a_persons_look_is_an_entry_once_an_hour(house: House) -> None:
    one = house.submit(RECEIPT)
    house.work()
    rita = actor("r" * 32, "rita", ("reviewer",))
    for _ in range(3):
        house.appliance.desk.view(rita, one)
    house.appliance.desk.view(SYSTEM, one)
    assert house.actions(one).count("document.viewed") == 1
    house.clock.step(hours=2)
    house.appliance.desk.view(rita, one)
    assert house.actions(one).count("document.viewed") == 2
    list(house.appliance.desk.accepted(rita))
    assert house.appliance.audit.entries(rita_auditor())[-1].entry.action == "record.exported"


def test_an_export_says_in_which_form_and_which_documents_left(house: House) -> None:
    one, other = house.submit(RECEIPT), house.submit(RECEIPT + b" again")
    waiting = house.submit(b"A letter")
    house.work()
    house.appliance.exporting.export(SYSTEM, "csv")

    lines = [line.entry for line in house.appliance.audit.entries(SYSTEM)]
    left = [entry for entry in lines if entry.action == "record.exported"]
    assert left[0].subject == "records"
    assert sorted(entry.subject for entry in left[1:]) == sorted([one, other])
    assert {entry.details["format"] for entry in left} == {"csv"}
    assert len({entry.details["export"] for entry in left}) == 1
    assert "record.exported" not in house.actions(waiting)


def rita_auditor():
    return actor("s" * 32, "sam", ("auditor",))


def test_the_ledger_keeps_the_name_of_its_first_checkpoint(
    make_house: Callable[..., House],
) -> None:
    """Under another one, all that was signed before would look like a stranger's."""
    first = make_house()
    older = first.appliance.audit.checkpoint(SYSTEM)
    named = make_house(ledger_origin="example.org/log")
    named.submit(RECEIPT)
    assert named.appliance.audit.checkpoint(SYSTEM).partition("\n")[0] == older.partition("\n")[0]
    assert named.appliance.audit.examine(SYSTEM)
    check(export(named), older)


def test_a_backup_comes_back_where_the_settings_do_not_name_the_ledger(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    house = make_house(ledger_origin="example.org/log", backup_keys_dir=tmp_path / "keys")
    house.submit(RECEIPT)
    house.appliance.backup.make(SYSTEM, tmp_path / "backup")
    done, again = bring_back(tmp_path)
    assert (done.documents, done.lost) == (1, 0)
    check(export(again))
    again.appliance.close()


@pytest.mark.parametrize("name", ["a practice", "a+b", "a\nb", "a\u00a0b"])
def test_a_name_that_no_verifier_reads_is_refused(
    make_house: Callable[..., House], name: str
) -> None:
    with pytest.raises(SettingsInvalid):
        make_house(ledger_origin=name)
