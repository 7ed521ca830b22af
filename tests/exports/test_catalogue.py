"""A format is one file: copied in, it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.errors import Misconfigured
from appliance.exports import catalogue
from tests.exports import made

TOY = '''"""Ids only."""
NAME = "ids"
MEDIA_TYPE = "text/plain"
SUFFIX = ".txt"


def render(records):
    return "\\n".join(record.id for record in records).encode()
'''


def test_the_shipped_formats_are_found_and_render() -> None:
    formats = catalogue.discover()
    assert set(formats) == {"csv", "jsonl", "xlsx"}
    for export in formats.values():
        assert export.suffix == f".{export.name}"
        assert export.render([made.processed(("total", "1.00")), made.refused()])


def test_a_format_that_is_copied_in_is_found_with_no_other_edit(tmp_path: Path) -> None:
    (tmp_path / "ids.py").write_text(TOY, encoding="utf-8")
    toy = catalogue.discover(tmp_path)["ids"]
    assert toy.render([made.processed(), made.refused()]) == b"d1\nd2"
    assert (toy.media_type, toy.suffix) == ("text/plain", ".txt")


def test_a_format_of_ones_own_replaces_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(TOY.replace('"ids"', '"csv"'), encoding="utf-8")
    assert catalogue.discover(tmp_path)["csv"].render([made.processed()]) == b"d1"


def test_shared_parts_are_no_formats_and_a_half_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "_shared.py").write_text("", encoding="utf-8")
    assert set(catalogue.discover(tmp_path)) == {"csv", "jsonl", "xlsx"}
    (tmp_path / "half.py").write_text('NAME = "half"\n', encoding="utf-8")
    with pytest.raises(Misconfigured, match=r"half.*MEDIA_TYPE"):
        catalogue.discover(tmp_path)
