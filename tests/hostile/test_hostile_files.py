"""Other people's collections of hostile files: refused in words or read, never worse."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from appliance.bootstrap import Appliance
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.types import Processed, State

MEMORY_MB = 1_024
SECONDS = 10.0
REFUSED = {
    "malformed_image": {"damaged"},
    "image_bomb": {"damaged", "too_large"},
    "xml_bomb": {"damaged"},
    "disguised_file": {"unsupported_type"},
    "malformed_pdf_huge_mediabox": {"too_large"},
}


@pytest.fixture(scope="module")
def outcomes(
    house: Appliance, reader: SandboxedReader, data_dir: Path
) -> dict[str, list[tuple[dict[str, Any], Processed, float]]]:
    """Every file through the whole line, in one go, by category; seconds beside."""
    found: dict[str, list[tuple[dict[str, Any], Processed, float]]] = {}
    manifest = data_dir / "dev" / "hostile" / "manifest.jsonl"
    for row in map(json.loads, manifest.read_text(encoding="utf-8").splitlines()):
        content = (data_dir / "dev" / row["file"]).read_bytes()
        started = time.monotonic()
        result = house.processor.process(content, row["neutral_name"])
        spent = time.monotonic() - started
        found.setdefault(row["truth"]["category"], []).append((row, result, spent))
    return found


def test_each_ends_read_or_refused_with_a_sentence(outcomes) -> None:
    for rows in outcomes.values():
        for row, result, spent in rows:
            assert result.state.terminal
            refused = result.state is State.QUARANTINED
            assert refused == (result.problem is not None)
            if refused:
                assert spent < SECONDS, row["id"]
                assert result.problem.code != "processing_failed", row["id"]


def test_bombs_and_disguises_are_refused_by_their_kind(outcomes) -> None:
    for category, codes in REFUSED.items():
        for row, result, _ in outcomes[category]:
            assert result.problem is not None, row["id"]
            assert result.problem.code in codes


def test_a_locked_file_says_so_and_opens_with_its_password(
    outcomes, house: Appliance, data_dir: Path
) -> None:
    for row, result, _ in outcomes["encrypted_pdf"]:
        assert result.problem.code == "password_required"
        content = (data_dir / "dev" / row["file"]).read_bytes()
        opened = house.processor.process(content, "a.pdf", password=row["truth"]["password"])
        assert opened.problem is None
        wrong = house.processor.process(content, "a.pdf", password="not it")
        assert wrong.problem.code == "wrong_password"


def test_links_in_archives_are_never_followed(outcomes) -> None:
    for _, result, _ in outcomes["zip_symlink"]:
        assert result.members == ()
        assert "root:" not in repr(result)


def test_every_page_is_read_and_none_upside_down(house, reader, data_dir: Path) -> None:
    folder = data_dir / "dev" / "hostile"
    fax = reader.read((folder / "multipage.tiff").read_bytes(), "image/tiff")
    assert len(fax.document.pages) == 3
    turned = reader.read((folder / "orientation_rectangle.jpg").read_bytes(), "image/jpeg")
    (page,) = turned.document.pages
    assert page.width < page.height


def test_the_reader_stays_within_its_memory(outcomes, reader: SandboxedReader) -> None:
    status = Path(f"/proc/{reader.child_id}/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    assert int(peak.split()[1]) / 1024 < MEMORY_MB
