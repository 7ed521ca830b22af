"""A long log is carried off and checked in the memory of a short one; older exports still hold."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.ledger.proofs import Invalid
from appliance.ledger.verify import _checked
from appliance.service.auditing.audit import Selection, zipped
from tests.service.carried_off import caught, export, tree
from tests.service.conftest import House

SHORT, LONG = 1_200, 4_000
MORE = 300_000
"""Bytes that a long log may take beyond a short one: 0.1 kB per entry. Once it was 6.5."""
FOR_GAPS = 1_000_000
"""A part with many gaps has a subtree or two for each of them in its proof."""


def grown(house: House, size: int) -> None:
    """A log of so many entries; every third by another actor."""
    with house.appliance.processing.database.unit() as unit:
        (_, entry) = unit.ledger.chosen(Selection(), 1)[0]
        for number in range(unit.ledger.size(), size):
            unit.ledger.append(replace(entry, actor=str(number % 3)))


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("form", "asked"),
    [("jsonl", Selection()), ("csv", Selection(actor="0")), ("fhir-auditevent", Selection())],
)
def test_writing_and_checking_take_no_memory_for_an_entry(
    lived_in: House, tmp_path: Path, form: str, asked: Selection
) -> None:
    audit = lived_in.appliance.audit
    took = []
    for size in (100, SHORT, LONG):  # the first one for what is only built once
        grown(lived_in, size)
        folder, packed = tmp_path / str(size), tmp_path / f"{size}.zip"
        folder.mkdir()
        took.append(
            (
                peak(lambda at=folder: audit.export(SYSTEM, asked, form, folder=at)),
                peak(lambda at=folder, to=packed: zipped(at, to)),
                peak(lambda at=folder: _checked(at, None, None, None)),
                peak(lambda at=packed: _checked(at, None, None, None)),
            )
        )
    _, short, long = took
    more = MORE if asked == Selection() else FOR_GAPS
    assert all(after < before + more for before, after in zip(short, long, strict=True)), took

    proofs = json.loads((folder / "proofs.json").read_bytes())
    assert len(proofs["cover"]) < 64 * (40 if asked == Selection() else LONG)
    with (folder / "entries.jsonl").open("ab") as lines:
        lines.write(b"x" * 5_000_000)
    with pytest.raises(Invalid):
        _checked(folder, None, None, None)


def test_an_export_of_before_has_a_path_for_each_entry_and_still_holds(lived_in: House) -> None:
    files = export(lived_in, Selection(action="document.received"))
    proofs, whole = json.loads(files["proofs.json"]), tree(lived_in, files)
    lines = files["entries.jsonl"].splitlines(keepends=True)
    paths = [b"".join(whole.inclusion(json.loads(line)["sequence"])).hex() for line in lines]
    del proofs["cover"]

    def with_(paths: list[str], lines: list[bytes] = lines) -> dict[str, bytes]:
        told = json.dumps({**proofs, "inclusion": paths}).encode()
        return {**files, "proofs.json": told, "entries.jsonl": b"".join(lines)}

    assert len(paths) > 1
    assert not caught(with_(paths))
    for wrong_ in (paths[1:], [*paths, paths[0]], paths[::-1], [], ["00" * 32 for _ in paths]):
        assert caught(with_(wrong_))
    assert caught(with_(paths, lines[:-1]))
    assert caught({**files, "proofs.json": json.dumps(proofs).encode()})
