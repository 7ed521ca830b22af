"""Exports of the ledger, as files in memory that a test can spoil."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from appliance.access import SYSTEM
from appliance.ledger import Tree
from appliance.ledger.proofs import Invalid, claimed
from appliance.ledger.verify import verify
from appliance.service.auditing.audit import Selection, zipped
from tests.service.conftest import House

ALL = Selection()


def contents(write: Callable[[Path], object]) -> dict[str, bytes]:
    """File name -> content of what is written into a folder."""
    with TemporaryDirectory() as folder:
        write(Path(folder))
        return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def export(house: House, selection: Selection = ALL, *, form="jsonl", older=None, audit=None):
    audit = audit or house.appliance.audit
    return contents(lambda at: audit.export(SYSTEM, selection, form, older, folder=at))


def put(files: Mapping[str, bytes], target: Path) -> None:
    """A folder, or a zip, with these files."""
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        if target.suffix == ".zip":
            zipped(Path(folder), target)
        else:
            shutil.copytree(folder, target)


def check(files: Mapping[str, bytes], older: str | None = None, **keys: str | None):
    return verify(list(files), lambda name: io.BytesIO(files[name]), older, **keys)


def tree(house: House, files: Mapping[str, bytes]) -> Tree:
    """The log as the export's checkpoint covers it."""
    size = claimed(files["checkpoint.txt"].decode()).size
    with house.appliance.processing.database.unit(readonly=True) as unit:
        return Tree(islice(unit.ledger.leaves(), size))


def caught(files: Mapping[str, bytes], older: str | None = None) -> bool:
    try:
        check(files, older)
    except Invalid:
        return True
    return False
