"""The settings file that we ship names every setting, and only settings."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from appliance.settings import Escalation, Limits, Settings, load
from tests.conftest import ROOT

SHIPPED = ROOT / "deploy" / "appliance.toml"


def everything() -> str:
    """The file with the settings that are shown but not set."""
    return re.sub(r"(?m)^#(\w+ = )", r"\1", SHIPPED.read_text(encoding="utf-8"))


def test_every_setting_stands_in_the_file_and_nothing_else() -> None:
    shown = tomllib.loads(everything())
    assert set(shown) == set(Settings.model_fields)
    assert set(shown["limits"]) == set(Limits.model_fields)
    assert set(shown["escalation"]) == set(Escalation.model_fields)


@pytest.mark.parametrize("text", [SHIPPED.read_text(encoding="utf-8"), everything()])
def test_the_file_can_be_used(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "appliance.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("APPLIANCE_CONFIG", str(path))
    monkeypatch.delenv("APPLIANCE_STATE_DIR")
    assert load().state_dir == Path("/var/lib/appliance")


def test_the_limits_in_the_file_are_the_defaults() -> None:
    assert tomllib.loads(everything())["limits"] == Limits().model_dump()
