"""Files that we made to do harm: read or refused in words, and none shows what is not in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from appliance.bootstrap import Appliance
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.types import Processed, State
from tests.hostile import fuzz
from tests.hostile.attacks import ATTACKS

SECRET = "what only the machine knows 4711"
REFUSED = {
    "pdf_page_tree_loop": {"damaged", "no_pages", "too_large"},
    "xml_file_entity": {"damaged"},
    "xml_parameter_entity": {"damaged"},
    "xml_laughs": {"damaged"},
    "xml_quadratic": {"damaged"},
    "word_with_entities": {"damaged"},
}


def problems(result: Processed) -> list[str]:
    """The codes of a file and of all that is in it."""
    own = [result.problem.code] if result.problem else []
    return own + [code for member in result.members for code in problems(member)]


@pytest.mark.parametrize("name", ATTACKS)
def test_it_ends_in_words_and_shows_nothing_of_the_machine(
    house: Appliance, reader: SandboxedReader, tmp_path: Path, name: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    suffix, make = ATTACKS[name]
    content = make(str(secret))

    started = time.monotonic()
    result = house.processor.process(content, f"file{suffix}")

    assert time.monotonic() - started < house.settings.limits.reading_seconds + 10
    assert result.state.terminal
    assert set(problems(result)) <= fuzz.CODES
    assert SECRET not in repr(result)
    assert fuzz.peak_mb(reader) < house.settings.limits.reading_memory_mb
    if name in REFUSED:
        assert result.state is State.QUARANTINED
        assert set(problems(result)) <= REFUSED[name]


def test_names_in_an_archive_are_never_paths(house: Appliance) -> None:
    result = house.processor.process(ATTACKS["zip_slip"][1](""), "file.zip")
    names = [member.name for member in result.members]
    assert len(names) == 4
    assert all(not set("/\\:") & set(name) for name in names)
    assert not Path("/tmp/slipped.txt").exists()


def test_an_archive_whose_files_overlap_ends_at_the_allowance(house: Appliance) -> None:
    """150 files of 10 MB each out of 10 kB."""
    content = ATTACKS["zip_overlapping"][1]("")
    assert len(content) < 50_000
    result = house.processor.process(content, "file.zip")
    codes = problems(result)
    assert "too_large" in codes or codes.count("damaged") >= 149
