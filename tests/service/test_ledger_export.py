"""What an auditor carries off can be verified anywhere, and whatever was changed is found."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import NotFound
from appliance.ledger import Checkpoint, Signer, Tree, bundle, leaf, signed
from appliance.ledger.proofs import Invalid, claimed
from appliance.service.auditing.audit import Selection
from tests.service.carried_off import ALL, caught, check, contents, export, put, tree
from tests.service.conftest import House


def installed() -> set[str]:
    """The Pythons of this machine from 3.8 on, as far as they run."""
    found = {str(path) for path in Path("/usr/bin").glob("python3*[0-9]")}
    for minor in range(8, 15):
        name = shutil.which(f"python3.{minor}")
        if name and subprocess.run([name, "-c", ""], capture_output=True).returncode == 0:
            found.add(name)
    return found


@pytest.mark.parametrize("packed", ["folder", "export.zip"])
def test_one_file_and_any_python_suffice(lived_in: House, tmp_path: Path, packed: str) -> None:
    """As an auditor does it: no appliance, no libraries, an older checkpoint from elsewhere."""
    older = tmp_path / "older.txt"
    older.write_text(lived_in.appliance.audit.checkpoint(SYSTEM), encoding="utf-8")
    lived_in.submit(b"Receipt\nTotal 77")
    key_ = lived_in.appliance.audit.key(SYSTEM)
    files = export(lived_in, older=older.read_text(encoding="utf-8"))
    put(files, tmp_path / packed)
    alone = tmp_path / "verify.py"
    alone.write_bytes(files["verify.py"])

    def run(*options: str, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
        command = [python, "-I", "-S", str(alone), str(tmp_path / packed), *options]
        return subprocess.run(command, capture_output=True, text=True)

    done = run("--checkpoint", str(older), "--key", key_)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Verified." in done.stdout
    for python in installed() if packed == "folder" else ():  # the machine's own, old ones too
        done = run("--checkpoint", str(older), "--key", key_, python=python)
        assert done.returncode == 0, done.stdout + done.stderr
    other = str(Signer("ledger.example/1", bytes(32)).public)
    assert run("--key", other).returncode == 1


def test_changing_any_field_of_any_entry_is_found(lived_in: House) -> None:
    files = export(lived_in)
    lines = files["entries.jsonl"].splitlines(keepends=True)
    missed, tried = [], 0
    for at, line in enumerate(lines):
        entry = json.loads(line)
        fields = [(entry, name) for name in entry if name != "details"]
        for holder, name in [*fields, *((entry["details"], name) for name in entry["details"])]:
            kept = holder[name]
            holder[name] = kept + 1 if isinstance(kept, int) else kept + "0"
            changed = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() + b"\n"
            holder[name] = kept
            spoilt = {**files, "entries.jsonl": b"".join([*lines[:at], changed, *lines[at + 1 :]])}
            tried += 1
            if not caught(spoilt):
                missed.append((at, name))
    assert missed == []
    assert tried > 70


def test_dropping_reordering_and_truncating_are_found(lived_in: House) -> None:
    files = export(lived_in)
    lines = files["entries.jsonl"].splitlines(keepends=True)
    proofs = json.loads(files["proofs.json"])
    whole = tree(lived_in, files)

    def with_(chosen: list[int]) -> dict[str, bytes]:
        """The entries in this order, with the very proof that belongs to them."""
        told = json.dumps({**proofs, "cover": whole.cover(sorted(set(chosen))).hex()}).encode()
        return {
            **files,
            "entries.jsonl": b"".join(lines[at] for at in chosen),
            "proofs.json": told,
        }

    places = list(range(len(lines)))
    assert not caught(with_(places))
    assert all(caught(with_([p for p in places if p != at])) for at in places)
    assert all(caught(with_(places[:at])) for at in places)
    assert all(
        caught(with_([*places[:at], places[at + 1], places[at], *places[at + 2 :]]))
        for at in places[:-1]
    )
    assert caught(with_([*places, places[-1]]))


@pytest.mark.parametrize("form", ["csv", "ocsf", "cef", "fhir-auditevent"])
def test_a_changed_byte_in_any_form_is_found(lived_in: House, form: str) -> None:
    files = export(lived_in, form=form)
    (name,) = set(files) - {
        "entries.jsonl",
        "checkpoint.txt",
        "proofs.json",
        "key.txt",
        "verify.py",
    }

    check(files)
    assert caught({**files, name: files[name].replace(b"document.received", b"document.deceived")})
    assert caught({**files, name: files[name] + b"\n"})


def rewritten(house: House, change: Callable[[list], list]) -> tuple[dict[str, bytes], str]:
    """The log as a dishonest administrator leaves it: changed, hashed anew, signed with the very
    same key; with the checkpoint of before that an auditor kept."""
    older = house.appliance.audit.checkpoint(SYSTEM)
    export(house)
    checkpoints = house.appliance.audit.checkpoints
    with checkpoints.database().unit() as unit:
        entries = [entry for _, entry, _ in unit.ledger.after(0)]
        signer = checkpoints.signer(unit)
    entries = change(entries[:-1])
    leaves = [leaf(at, entry) for at, entry in enumerate(entries)]
    size = claimed(older).size

    def said(tree: Tree, size: int) -> str:
        return signed(Checkpoint(signer.name, size, tree.root(size)), signer)

    earlier = [said(Tree(leaves), size)] if size <= len(leaves) else []

    def write(folder: Path) -> None:
        chosen = bundle.choose(enumerate(entries), "jsonl", len(leaves), folder, earlier)
        own = replace(entries[0], action="ledger.exported", details=chosen.details)
        tree = Tree([*leaves, leaf(len(leaves), own)])
        note, key_ = said(tree, len(tree)), str(signer.public)
        bundle.pack(chosen, (len(leaves), own), tree, checkpoint=note, key=key_)

    return contents(write), older


def test_an_honest_log_continues_the_older_checkpoint(lived_in: House) -> None:
    files, older = rewritten(lived_in, lambda entries: entries)
    check(files, older)


@pytest.mark.parametrize("cut", [3, 8])
def test_a_log_cut_and_signed_again_is_found(lived_in: House, cut: int) -> None:
    files, older = rewritten(lived_in, lambda entries: entries[:-cut])

    check(files)  # by itself it looks well
    with pytest.raises(Invalid):
        check(files, older)


def test_a_log_rewritten_and_signed_again_is_found_wherever_it_was_changed(lived_in: House) -> None:
    number = len(export(lived_in)["entries.jsonl"].splitlines())
    for at in range(0, number - 1, 3):

        def change(entries: list, at: int = at) -> list:
            return [*entries[:at], replace(entries[at], subject="f" * 32), *entries[at + 1 :]]

        files, older = rewritten(lived_in, change)
        check(files)
        with pytest.raises(Invalid, match=r"changed|size"):
            check(files, older)


def test_entries_left_out_of_a_rewritten_log_are_found(lived_in: House) -> None:
    files, older = rewritten(lived_in, lambda entries: [*entries[:2], *entries[3:], entries[-1]])
    with pytest.raises(Invalid):
        check(files, older)


def test_a_selection_is_proven_too(lived_in: House) -> None:
    one = lived_in.submit(b"Receipt\nTotal 5")
    lived_in.work()
    lines = export(lived_in, Selection(subject=one))["entries.jsonl"].splitlines()

    assert {json.loads(line)["subject"] for line in lines} == {one}
    files = export(lived_in, Selection(action="document.received", actor="system"))
    assert len(files["entries.jsonl"].splitlines()) == 3
    check(files)
    late = Selection(since=lived_in.clock.now())
    since = export(lived_in, late)["entries.jsonl"].splitlines()
    assert since
    assert all(json.loads(line)["at"] >= lived_in.clock.now().isoformat()[:19] for line in since)
    assert export(lived_in, Selection(action="no.such"))["entries.jsonl"] == b""
    check(export(lived_in, Selection(action="no.such")))


def test_an_account_is_found_by_its_name(lived_in: House) -> None:
    lived_in.appliance.admin.create_account(SYSTEM, "ann", ("uploader",), "a password of hers")
    with pytest.raises(Exception, match="sign in"):
        lived_in.appliance.sessions.sign_in("ann", "wrong")

    lines = export(lived_in, Selection(actor="ann"))["entries.jsonl"].splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["session.refused"]
    assert b"ann" not in b"".join(lines)


def test_the_export_is_itself_an_entry(lived_in: House) -> None:
    auditor = actor("a" * 32, "aud", ("auditor",))
    contents(lambda at: lived_in.appliance.audit.export(auditor, ALL, "csv", folder=at))

    last = lived_in.appliance.audit.entries(auditor, limit=1)[0].entry
    assert (last.actor, last.action, last.details["format"]) == ("a" * 32, "ledger.exported", "csv")


def test_no_cell_of_the_table_is_a_formula(lived_in: House) -> None:
    """Entries may hold such tokens (base64, say); spreadsheets must not compute them."""
    database = lived_in.appliance.processing.database
    with database.unit() as unit:
        (_, entry) = unit.ledger.chosen(ALL, 1)[0]
        for token in ("=1+1", "+1", "-1"):
            unit.ledger.append(replace(entry, subject=token, details={}))
    rows = list(csv.reader(io.StringIO(export(lived_in, form="csv")["entries.csv"].decode())))

    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "'=1+1" in [row[4] for row in rows]


def test_the_forms_are_what_their_readers_expect(lived_in: House) -> None:
    number = len(lived_in.appliance.audit.entries(SYSTEM))
    events = [
        json.loads(line)
        for line in export(lived_in, form="ocsf")["entries.ocsf.jsonl"].splitlines()
    ]
    assert len(events) == number
    for event in events:
        assert event["type_uid"] == event["class_uid"] * 100 + event["activity_id"]
        assert {"time", "severity_id", "category_uid", "metadata"} <= set(event)
    lines = export(lived_in, form="cef")["entries.cef"].decode().splitlines()
    assert all(line.startswith("CEF:0|Appliance|Appliance|1|") for line in lines)
    bundle_ = json.loads(export(lived_in, form="fhir-auditevent")["entries.fhir.json"])
    assert {item["resource"]["resourceType"] for item in bundle_["entry"]} == {"AuditEvent"}
    for item in bundle_["entry"]:
        assert {"type", "recorded", "agent", "source"} <= set(item["resource"])
    with pytest.raises(NotFound):
        export(lived_in, form="pdf")


def test_the_zip_holds_what_the_folder_holds(lived_in: House, tmp_path: Path) -> None:
    files = export(lived_in)
    put(files, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == files


def test_a_zip_that_was_packed_in_another_way_accuses_nobody(
    lived_in: House, tmp_path: Path
) -> None:
    files = export(lived_in)
    (tmp_path / "verify.py").write_bytes(files["verify.py"])
    with zipfile.ZipFile(tmp_path / "e.zip", "w", zipfile.ZIP_LZMA) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    spoilt = bytearray((tmp_path / "e.zip").read_bytes())
    spoilt[200:-2_000:97] = bytes(len(spoilt[200:-2_000:97]))
    (tmp_path / "e.zip").write_bytes(spoilt)

    done = subprocess.run(
        [sys.executable, "verify.py", "e.zip"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (2, b"")
    assert b"unpack the zip" in done.stdout
