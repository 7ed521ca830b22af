"""A flood of uploads ends at a day's quota; the next day it goes on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.access import SYSTEM, actor
from appliance.errors import QuotaReached
from tests.service.conftest import House

ANNA = actor("anna", "anna", ("uploader",))
BERT = actor("bert", "bert", ("uploader",))
FOLDER = actor("folder", "folder", ("uploader",))


def receipt(number: int) -> bytes:
    return f"Receipt Total {number}.00".encode()


def packed(*contents: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.txt", content)
    return out.getvalue()


def test_who_has_handed_in_too_much_is_told_so_and_nothing_is_kept(
    make_house: Callable[..., House], tmp_path: Path
) -> None:
    house = make_house(daily_files=3)
    submit = house.appliance.desk.submit
    for number in range(3):
        submit(ANNA, "a.txt", receipt(number))
    before = sorted((tmp_path / "state" / "blobs").rglob("*"))

    with pytest.raises(QuotaReached, match="more than 3 files within a day"):
        submit(ANNA, "a.txt", receipt(3))

    assert sorted((tmp_path / "state" / "blobs").rglob("*")) == before
    assert len(house.appliance.desk.recent(SYSTEM)) == 3
    submit(BERT, "b.txt", receipt(4))
    house.clock.step(hours=25)
    submit(ANNA, "a.txt", receipt(3))


def test_the_files_of_an_archive_count_each(make_house: Callable[..., House]) -> None:
    house = make_house(daily_files=3)
    with pytest.raises(QuotaReached):
        house.appliance.desk.submit(ANNA, "a.zip", packed(*(receipt(n) for n in range(3))))
    assert house.appliance.desk.recent(SYSTEM) == ()
    house.appliance.desk.submit(ANNA, "a.zip", packed(*(receipt(n) for n in range(2))))


def test_bytes_count_too(make_house: Callable[..., House]) -> None:
    house = make_house(daily_bytes=3_000_000)
    house.appliance.desk.submit(ANNA, "a.txt", b"Receipt " + b"a " * 1_000_000)
    with pytest.raises(QuotaReached, match="more than 3 MB within a day"):
        house.appliance.desk.submit(ANNA, "a.txt", b"Receipt " + b"b " * 1_000_000)


def test_the_machine_itself_has_no_quota(make_house: Callable[..., House]) -> None:
    house = make_house(daily_files=1)
    for number, who in enumerate((SYSTEM, SYSTEM, FOLDER, FOLDER)):
        house.appliance.desk.submit(who, "a.txt", receipt(number))
    assert len(house.appliance.desk.recent(SYSTEM)) == 4
