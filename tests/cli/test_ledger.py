"""The command line's export: what is asked for wrongly is said in a sentence, before any entry."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from appliance.cli.main import app
from appliance.errors import Misconfigured, SettingsInvalid


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("APPLIANCE_STATE_DIR", str(tmp_path / "state"))
    return lambda *given: CliRunner().invoke(app, ["ledger", *map(str, given)])


def test_what_cannot_be_exported_is_told_and_leaves_no_entry(run, tmp_path: Path) -> None:
    noise = tmp_path / "noise.txt"
    noise.write_bytes(bytes(range(128, 256)))
    wrong = (
        ("export", tmp_path / "no" / "folder" / "a.zip"),
        ("export", tmp_path / "a", "--from", "2026-02-01", "--to", "2026-01-01"),
        ("export", tmp_path / "a", "--checkpoint", noise),
        ("export", tmp_path / "a", "--checkpoint", tmp_path / "nobody"),
        ("cosign", noise),
    )
    for given in wrong:
        error = run(*given).exception
        assert isinstance(error, (SettingsInvalid, Misconfigured)), given
        assert str(error).endswith(".")
    assert not (tmp_path / "a").exists()
    assert run("verify").stdout.startswith("0 entries")


def test_that_nothing_fits_is_said(run, tmp_path: Path) -> None:
    done = run("export", tmp_path / "a", "--user", "nobody")
    assert done.exit_code == 0
    assert "No entry fits" in done.stderr
    assert "No entry fits" not in run("export", tmp_path / "b.zip").stderr
