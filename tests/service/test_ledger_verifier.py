"""What an auditor is told: nothing unsigned is believed, and nobody is accused falsely."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.errors import SettingsInvalid
from appliance.ledger import Checkpoint, Signer, bundle, signed
from appliance.ledger.proofs import Invalid
from appliance.records.unit import Database, Unit
from appliance.service.auditing.audit import Audit, Selection
from tests.service.carried_off import caught, check, export, put, tree
from tests.service.conftest import House


def told(files: Mapping[str, bytes], tmp_path: Path, *options: str) -> tuple[int, str]:
    """The command's exit code and what it prints."""
    put(files, tmp_path / "export")
    (tmp_path / "verify.py").write_text(bundle.verifier(), encoding="utf-8")
    command = [sys.executable, "-I", "-S", tmp_path / "verify.py", tmp_path / "export", *options]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_who_stops_listening_gets_the_exit_code_all_the_same(
    lived_in: House, tmp_path: Path
) -> None:
    told(export(lived_in), tmp_path)
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-I", "-S", tmp_path / "verify.py", tmp_path / "export"],
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_checked_file_is_not_the_one_that_an_unsigned_list_names(lived_in: House) -> None:
    """A changed table beside the true one under another name, which the proofs point to."""
    files = export(lived_in, form="csv")
    check(files)
    proofs = json.loads(files["proofs.json"])
    assert "file" not in proofs
    forged = {
        **files,
        "entries.csv": files["entries.csv"].replace(b"document.received", b"document.erased"),
        "original.csv": files["entries.csv"],
        "proofs.json": json.dumps({**proofs, "file": "original.csv"}).encode(),
    }
    with pytest.raises(Invalid, match=r"proofs\.json is damaged"):
        check(forged)
    forged["proofs.json"] = files["proofs.json"]
    with pytest.raises(Invalid, match=r"original\.csv"):
        check(forged)
    del forged["original.csv"]
    with pytest.raises(Invalid, match=r"entries\.csv is not what was exported"):
        check(forged)


def test_files_that_do_not_belong_are_named(lived_in: House, tmp_path: Path) -> None:
    files = {**export(lived_in), "entries.csv": b"1,forged", "z\x1b[2J": b""}

    code, said = told(files, tmp_path)
    assert (code, "Not part of the export" in said, "entries.csv" in said) == (1, True, True)
    assert "\x1b" not in said


def test_what_never_ends_is_not_read(lived_in: House, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, content in export(lived_in).items():
        (folder / name).write_bytes(content)
    (folder / "entries.jsonl").unlink()
    os.mkfifo(folder / "entries.jsonl")
    verifier = [sys.executable, "verify.py", "."]
    done = subprocess.run(verifier, cwd=folder, capture_output=True, check=False, timeout=60)
    assert (done.returncode, b"entries.jsonl is missing" in done.stdout) == (1, True)


def test_each_file_is_needed_and_none_is_there_twice(lived_in: House) -> None:
    files = export(lived_in, form="cef")
    for name in files:
        with pytest.raises(Invalid, match=rf"^{name} is missing"):
            check({other: files[other] for other in files if other != name})
    key = files["key.txt"].decode()
    other = Signer("another.example/1", bytes(32)).public
    assert caught({**files, "key.txt": str(other).encode()})
    with pytest.raises(Invalid, match="noted down"):
        check({**files, "key.txt": str(other).encode()}, trusted=key)
    with pytest.raises(Invalid, match=r"verify\.py"):
        check({**files, "verify.py": files["verify.py"] + b"print('Verified.')"})


def wrong(value: object) -> Iterator[object]:
    """Every way to spoil one part of a JSON value: left out, changed, of another kind."""
    yield from (None, 7, "", [], {}, "0" * 64, [["00" * 32]], {"3": ["00" * 32]})
    match value:
        case list():
            yield from (value[1:], value[:-1], [*value, "00" * 32], value[::-1])
            for at, one in enumerate(value):
                yield from ([*value[:at], each, *value[at + 1 :]] for each in wrong(one))
        case dict():
            for name, one in value.items():
                yield {other: value[other] for other in value if other != name}
                yield from ({**value, name: each} for each in wrong(one))
        case str():
            yield from (value[:-1], f"{value} ", value.replace("1", "2"))


def test_whatever_is_forged_in_the_proofs_is_found(lived_in: House) -> None:
    """Each field of proofs.json, each path in it, each hash of each path: wrong in every way.

    Nobody brings an older checkpoint along: what the export holds is checked all the same.
    """
    for number in range(2):
        lived_in.appliance.audit.checkpoint(SYSTEM)
        lived_in.submit(b"Receipt\nTotal 4.2%d" % number)
    files = export(lived_in, Selection(action="document.received"), form="csv")
    assert "continues 2 earlier checkpoints" in "\n".join(check(files))
    proofs = json.loads(files["proofs.json"])
    missed = [
        json.dumps(one)[:200]
        for one in (*wrong(proofs), {**proofs, "more": []})
        if one != proofs and not caught({**files, "proofs.json": json.dumps(one).encode()})
    ]
    assert missed == []


class Busy:
    """A database in which something is written after each look."""

    def __init__(self, database: Database, happens: Callable[[], object]) -> None:
        self._database, self._happens = database, happens

    @contextmanager
    def unit(self, *, readonly: bool = False) -> Iterator[Unit]:
        with self._database.unit(readonly=readonly) as unit:
            yield unit
        if readonly:
            self._happens()


def test_work_goes_on_while_an_export_is_made(lived_in: House) -> None:
    """Writing a long ledger down takes a minute: nobody's document waits for it."""
    audit, came = lived_in.appliance.audit, list[str]()

    def work() -> None:
        came.append(lived_in.submit(b"Receipt\nTotal 7.1%d" % len(came)))

    busy = Busy(audit.database(), work)
    before = len(audit.entries(SYSTEM))
    beside = Audit(database=lambda: busy, checkpoints=audit.checkpoints, clock=audit.clock)
    files = export(lived_in, audit=beside)
    assert len(came) == 2
    assert f"All {before} entries that there were then" in "\n".join(check(files))
    own = json.loads(json.loads(files["proofs.json"])["export"]["entry"])
    assert own["sequence"] == before + 1


def test_an_earlier_checkpoint_left_out_with_its_proof_is_missed(lived_in: House) -> None:
    older = lived_in.appliance.audit.checkpoint(SYSTEM)
    lived_in.submit(b"Receipt\nTotal 4.20")
    files = export(lived_in)
    check(files, older)
    proofs = {**json.loads(files["proofs.json"]), "checkpoints": [], "consistency": []}
    with pytest.raises(Invalid, match="earlier checkpoints are not the ones"):
        check({**files, "proofs.json": json.dumps(proofs).encode()})


def test_nothing_is_proven_for_a_checkpoint_of_another_log(lived_in: House) -> None:
    other = Signer("another.example/1", bytes(32))
    note = signed(Checkpoint(other.name, 3, bytes(32)), other)
    with pytest.raises(SettingsInvalid, match="not one of this ledger"):
        export(lived_in, older=note)


def test_the_entry_of_another_export_does_not_vouch_for_this_one(lived_in: House) -> None:
    part = export(lived_in, Selection(action="document.received"))
    files = export(lived_in)
    proofs, others = json.loads(files["proofs.json"]), json.loads(part["proofs.json"])
    line = next(one for one in files["entries.jsonl"].splitlines() if b"ledger.exported" in one)
    assert line.decode() == others["export"]["entry"]
    path = tree(lived_in, files).inclusion(json.loads(line)["sequence"])
    proofs["export"] = {"entry": line.decode(), "path": b"".join(path).hex()}
    with pytest.raises(Invalid, match="more or fewer"):
        check({**files, "proofs.json": json.dumps(proofs).encode()})


def test_it_says_what_was_asked_for(lived_in: House) -> None:
    everything = "\n".join(check(export(lived_in)))
    assert "entries that there were then were asked for." in everything
    now = lived_in.clock.now()
    asked = Selection(actor="system", action="document.received", until=now)
    files = export(lived_in, asked)
    own = json.loads(json.loads(files["proofs.json"])["export"]["entry"])

    assert own["details"]["selection"] == "part"
    said = "\n".join(check(files))
    told_ = (
        f"Only a part was asked for: to {now.isoformat()}, user system, action document.received"
    )
    assert told_ in said
    assert "Exported " in said


def test_a_name_that_was_typed_to_search_does_not_get_into_the_log(lived_in: House) -> None:
    files = export(lived_in, Selection(actor="Erika Mustermann", subject="mustermann.pdf"))

    assert "mustermann" not in files["proofs.json"].decode().casefold()
    assert "user unknown, document unknown" in "\n".join(check(files))


def test_what_cannot_be_checked_accuses_nobody(lived_in: House, tmp_path: Path) -> None:
    code, said = told(export(lived_in), tmp_path, "--checkpoint", str(tmp_path / "mistyped.txt"))
    assert code == 2
    assert said.startswith("Not checked: ")
    assert "NOT VERIFIED" not in said


def test_a_witness_who_must_have_signed_has(lived_in: House) -> None:
    witness = Signer("witness.example/w1", bytes(range(32)), kind=4)
    files = export(lived_in)
    note = files["checkpoint.txt"].decode()
    line = witness.cosignature(note.rpartition("\n\n")[0] + "\n", lived_in.clock.now())
    signed = {**files, "checkpoint.txt": (note + line).encode()}

    said = check(signed, witness=str(witness.public))
    assert f"Signed by the witness {witness.public}." in said
    with pytest.raises(Invalid, match="The witness"):
        check(files, witness=str(witness.public))


def test_the_verifier_is_one_file_of_the_standard_library() -> None:
    tree = ast.parse(bundle.verifier())
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported <= set(sys.stdlib_module_names)


NEWER = {"removeprefix", "removesuffix", "bit_count", "batched", "pairwise", "is_relative_to"}
"""Methods and functions that came after Python 3.8, as far as one might use them here."""


def test_the_verifier_runs_on_python_3_8() -> None:
    """Its grammar, no later method or option, and no annotation that is computed as it starts.

    ``test_one_file_and_any_python_suffice`` runs it on each Python of the machine besides.
    """
    source = bundle.verifier()
    tree = ast.parse(source, feature_version=(3, 8))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    options = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword)}
    assert used & NEWER == set()
    assert options & {"strict", "slots", "kw_only", "usedforsecurity"} == set()
    assert source.startswith('"""')
    assert "from __future__ import annotations" in source
    generic = {"list", "dict", "tuple", "set", "type", "Callable", "Sequence", "Collection"}
    for node in executed(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            assert node.value.id not in generic, ast.unparse(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            assert not isinstance(node.right, ast.Constant), ast.unparse(node)


def executed(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but annotations and what is for the type checker only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
            continue  # if TYPE_CHECKING
        for child in ("annotation", "returns"):
            if getattr(node, child, None) is not None:
                setattr(node, child, None)
        yield node
        yield from executed(node)
