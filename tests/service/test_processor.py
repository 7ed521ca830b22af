"""The whole line in one process: ``appliance process`` and the evaluation run on it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from appliance.bootstrap import Parts, build
from appliance.errors import ModelMissing, NotFound
from appliance.settings import Settings
from appliance.types import State
from tests.service.conftest import RECEIPT, House
from tests.service.fakes_service import ListQueue, PlainRooms, TextReader
from tests.service.test_desk import archive, mail


def test_a_document_is_processed_without_database_or_queue(
    settings: Settings, tmp_path: Path
) -> None:
    parts = Parts(
        queue=ListQueue(broken=True), reader=TextReader(), rooms=PlainRooms(), model=lambda: None
    )
    with build(settings, parts) as appliance:
        result = appliance.processor.process(RECEIPT, "scan.txt")

    assert (result.state, result.name, result.media_type) == (
        State.ACCEPTED,
        "scan.txt",
        "text/plain",
    )
    assert list(result.seconds) == [
        "reading",
        "classification",
        "extraction",
        "decisions",
        "total",
    ]
    assert result.seconds["total"] >= result.seconds["reading"]
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x7fELF" + bytes(range(256)), "unsupported_type"),
        (b"DAMAGED", "damaged"),
        (b"SURPRISE", "processing_failed"),
    ],
)
def test_a_bad_file_comes_back_quarantined_with_a_sentence(
    house: House, content: bytes, code: str
) -> None:
    result = house.appliance.processor.process(content, "x.txt")

    assert result.state is State.QUARANTINED
    assert result.problem is not None
    assert result.problem.code == code
    assert result.problem.message.endswith(".")


def test_members_are_nested_and_one_bad_one_harms_no_other(house: House) -> None:
    inner = archive(deep=RECEIPT)
    result = house.appliance.processor.process(
        archive(a=inner, b=b"DAMAGED", c=mail("Receipt", d=b"Receipt\nTotal 1.00\nbye")), "all.zip"
    )

    assert result.state is State.UNPACKED
    assert [one.state for one in result.members] == [
        State.UNPACKED,
        State.QUARANTINED,
        State.REVIEW,
    ]
    assert [one.state for one in result.members[0].members] == [State.ACCEPTED]
    assert [one.state for one in result.members[2].members] == [State.ACCEPTED]


def test_a_named_type_is_taken(house: House) -> None:
    process = house.appliance.processor.process

    assert process(b"Total 1.00", "x.txt").classification.doctype == "unknown"
    assert process(b"Total 1.00", "x.txt", doctype="receipt").classification.doctype == "receipt"
    with pytest.raises(NotFound):
        process(b"Total 1.00", "x.txt", doctype="no_such_type")


def test_a_broken_installation_is_not_blamed_on_the_document(house: House) -> None:
    with pytest.raises(ModelMissing):
        house.appliance.processor.process(b"UNCONFIGURED", "x.txt")


def test_a_surprise_is_logged_by_its_type_only(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        house.appliance.processor.process(b"SURPRISE for Wilhelmina", "wilhelmina.txt")

    assert [record.kind for record in caplog.records if hasattr(record, "kind")] == [
        "ZeroDivisionError"
    ]
    assert all(record.exc_info is None for record in caplog.records)
    assert "ilhelmina" not in caplog.text
