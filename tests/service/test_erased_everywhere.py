"""After erasing and restoring an old backup: disk, database, logs, temporary files hold nothing.

The scan looks at every byte of every file, for the erased values and name as they could be written
by anything on the way, and for the keys and keyed digests that could lead back to them.
"""

from __future__ import annotations

import base64
import json
import logging
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import Misconfigured
from appliance.records.redactions import Standing
from appliance.service import logs
from appliance.service.custody.eraser import Warrant
from tests.privacy.test_release import Blind, Reads, _reading
from tests.records import postgres
from tests.service.conftest import House
from tests.service.test_backup import bring_back
from tests.service.test_erasure import traces, wrapped_key

ADA = actor("a" * 32, "ada", ("administrator",))
BEA = actor("b" * 32, "bea", ("administrator",))
NAME = "quagmire-4711.txt"
SLIP = b"Receipt\nQuagmire Bakery Ltd\n17 Zephyr Lane\nTotal 8313.57"
OTHER = b"Receipt\nCorner Shop\nTotal 12.50"
VALUES = ("Quagmire Bakery Ltd", "Quagmire", "Zephyr Lane", "8313.57", NAME, "quagmire-4711")


@pytest.fixture(params=["sqlite", *(["postgresql"] if postgres.available() else [])])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path | None]]:
    """The database's URL, and where a server of its own keeps its files."""
    if request.param == "sqlite":
        yield "", None
        return
    with postgres.cluster() as url:
        yield url, Path(url.rpartition("host=")[2])


def written(value: str) -> set[bytes]:
    """A value as texts, databases, dumps and mails could hold it."""
    plain = value.encode()
    forms = {plain, plain.lower(), plain.upper(), value.encode("utf-16-le"), plain.hex().encode()}
    return forms | {base64.b64encode(plain).rstrip(b"=")[:-1]}


def digests(house: House, document_id: str) -> set[bytes]:
    """The keyed digests by which memory and index find a document."""
    found = set()
    for table, column in (("memory_keys", "digest"), ("names", "token")):
        with house.appliance.processing.database.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT {column} FROM {table} WHERE document_id = '{document_id}'"  # noqa: S608
            )
            found |= {bytes(row[0]) for row in rows}
    return found


def confirmed(house: House) -> str:
    """A document whose values a person put right and approved: they are remembered."""
    document_id = house.submit(SLIP, NAME)
    house.submit(OTHER, "other.txt")
    house.work()
    review = house.appliance.review
    review.correct(SYSTEM, document_id, "vendor_name", "Quagmire Bakery Ltd")
    review.approve(SYSTEM, document_id)
    return document_id


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where everything is logged, as in production; temporary files stay near too."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    root, handler = logging.getLogger(), logging.FileHandler(tmp_path / "appliance.log")
    handler.setFormatter(logs.JsonLines())
    before = root.level
    root.setLevel(logging.INFO)  # what loggers have cached of their levels goes with it
    root.addHandler(handler)
    yield tmp_path / "appliance.log"
    root.removeHandler(handler)
    root.setLevel(before)
    handler.close()


def test_nothing_of_an_erased_document_is_left_anywhere(
    make_house: Callable[..., House], tmp_path: Path, place: tuple[str, Path | None], log: Path
) -> None:
    url, server = place
    house = make_house(database_url=url, backup_keys_dir=tmp_path / "keys")
    one = confirmed(house)
    (other,) = [row.id for row in house.appliance.desk.recent(SYSTEM) if row.id != one]
    key, known = wrapped_key(house, one), digests(house, one) - digests(house, other)
    assert len(known) > 2
    house.appliance.backup.make(SYSTEM, tmp_path / "backup")

    house.appliance.eraser.erase(one, Warrant(reason="gdpr-17", by="system"))
    done, again = bring_back(tmp_path)

    assert (done.documents, done.erased) == (1, 1)
    assert log.read_bytes()
    for folder in (tmp_path, *([server] if server else [])):
        for value in VALUES:
            assert [f for form in written(value) for f in traces(folder, form)] == []
    for needle in (key, json.dumps(key.hex())[1:-1].encode(), base64.b64encode(key)):
        assert traces(tmp_path, needle) == []
    for digest in known:
        for folder in ("state", "elsewhere", "keys", "backup"):
            assert traces(tmp_path / folder, digest) == []
    assert digests(house, one) == digests(again, one) == set()
    again.appliance.close()
    house.appliance.rotation.rotate(ADA, BEA)
    _nothing_opens(house, key, one)


def _nothing_opens(house: House, key: bytes, document_id: str) -> None:
    """A server's own log may keep the wrapped key a while: once the wrapping key is gone, it is
    worth nothing."""
    from appliance.records import keys

    folder = house.appliance.settings.state_dir / "keys"
    keys.forget(keys.old(folder, float("inf")))
    with pytest.raises(Misconfigured):
        keys.open_ring(folder, create=False).unwrap(document_id, key)


def test_nor_of_its_pictures_redactions_vault_and_exports(
    make_house: Callable[..., House], tmp_path: Path, log: Path
) -> None:
    """All that was derived: the page's picture, the redacted file, which pseudonym stood for whom,
    the tables that were carried off. What people saved elsewhere is theirs."""
    house = make_house(backup_keys_dir=tmp_path / "keys")
    reading = _reading()
    house.appliance.__dict__["_reader"] = Reads(reading)
    one = house.submit(b"scan", NAME)
    house.work()
    house.appliance.__dict__["blackening"] = replace(house.appliance.blackening, ocr=Blind)
    house.appliance.blackout.ask(ADA, one)
    assert house.appliance.blackening.make(one) is Standing.READY
    assert house.appliance.blackout.file(ADA, one)[0]
    assert house.appliance.exporting.export(SYSTEM, "xlsx").content
    house.appliance.backup.make(SYSTEM, tmp_path / "backup")
    kept = list(house.appliance.eraser.archive.blobs.keys(one))

    house.appliance.eraser.erase(one, Warrant(reason="gdpr-17", by="system"))
    done, again = bring_back(tmp_path)

    assert (done.documents, done.erased) == (0, 1)
    assert len(kept) >= 4
    assert list(house.appliance.eraser.archive.blobs.keys()) == []
    assert list(again.appliance.eraser.archive.blobs.keys()) == []
    picture = reading.pictures[0].content[40:120]
    sought = [
        form for value in ("Lopez", "CLV-123456", "555-0142", NAME) for form in written(value)
    ]
    for needle in (*sought, picture):
        assert traces(tmp_path, needle) == []
    again.appliance.close()
