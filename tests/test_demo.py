"""The main job, end to end: real queue, real workers, real reading, real language model."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from appliance.cli.demo import SAMPLES

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
APPLIANCE = Path(sys.executable).with_name("appliance")


def run(*arguments: str, state: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "APPLIANCE_STATE_DIR": str(state), "COLUMNS": "160"}
    return subprocess.run(
        [APPLIANCE, *arguments], env=environment, capture_output=True, text=True, timeout=800
    )


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One demo for all tests of this module."""
    folder = tmp_path_factory.mktemp("demo")
    shown = run("demo", state=folder)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    (folder / "said").mkdir()
    (folder / "said" / "shown.txt").write_text(shown.stdout)
    (folder / "said" / "warned.txt").write_text(shown.stderr)
    return folder


def records(state: Path) -> list[dict]:
    return [json.loads(line) for line in run("status", "--json", state=state).stdout.splitlines()]


def test_every_sample_gets_its_type_and_a_route(state: Path) -> None:
    rows = records(state)

    assert len(rows) == len((SAMPLES / "demo.txt").read_text().split())
    assert {row["doctype"] for row in rows} == {
        "receipt", "invoice", "medical_record", "regulatory_filing",
    }  # fmt: skip
    assert all(row["state"] in ("accepted", "review") for row in rows)
    assert all(set(row["seconds"]) >= {"reading", "classification", "extraction"} for row in rows)


def test_the_demo_says_nothing_but_its_results(state: Path) -> None:
    assert (state / "said" / "warned.txt").read_text() == ""


def test_a_second_run_is_quick_and_processes_nothing_twice(state: Path) -> None:
    before = records(state)

    start = time.monotonic()
    again = run("demo", state=state)

    assert again.returncode == 0
    assert time.monotonic() - start < 15
    assert f"{len(before)} of them known already" in again.stdout
    assert records(state) == before


def test_logs_hold_no_word_of_any_document(state: Path) -> None:
    """Every log of the whole run against every name and longer value that was extracted."""
    exported = run("export", "--format", "jsonl", state=state).stdout
    shown = (state / "said" / "shown.txt").read_text()
    secrets = set((SAMPLES / "demo.txt").read_text().split())
    for line in (SAMPLES / "manifest.jsonl").read_text().splitlines():
        secrets |= set(_texts(json.loads(line)["truth"]))
    secrets = {text for text in secrets if len(text) >= 6 and not re.fullmatch(r"[\w-]*\d", text)}
    logs = list((state / "log").glob("*.log"))

    assert len(secrets) > 30
    assert {log.stem for log in logs} >= {"redis", "reading", "inference", "housekeeping"}
    assert any(text in exported + shown for text in secrets), "the search itself works"
    for log in logs:
        content = log.read_text(errors="replace")
        found = [text for text in secrets if text.casefold() in content.casefold()]
        assert not found, f"{log.name} holds {len(found)} texts"


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []


def test_worker_logs_are_json_lines(state: Path) -> None:
    for name in ("reading", "inference"):
        lines = (state / "log" / f"{name}.log").read_text().splitlines()
        assert lines
        for line in lines:
            if not re.fullmatch(
                r"worker: \w+ shutdown \(MainProcess\)|", line
            ):  # Celery's farewell
                assert isinstance(json.loads(line), dict)


def test_nothing_at_rest_is_readable(state: Path) -> None:
    """Database and blobs hold no value of a record in the clear."""
    values = [
        field["value"].encode()
        for line in run("export", "--format", "jsonl", state=state).stdout.splitlines()
        for field in json.loads(line)["fields"]
        if len(field["value"]) >= 8
    ]
    files = [
        path
        for path in state.rglob("*")
        if path.is_file() and path.parent.name not in ("log", "said")
    ]

    assert files
    for path in files:
        content = path.read_bytes()
        assert not [value for value in values if value in content], path.name
