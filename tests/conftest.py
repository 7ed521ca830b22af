"""What all tests share: an isolated state folder, and where the real documents are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from appliance.intake.sandboxed import SandboxedInspector
from appliance.privacy.detect import Detector
from appliance.settings import Limits, Settings, load
from tests.service.larger import Larger, larger

ROOT = Path(__file__).resolve().parent.parent
hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("house")


@pytest.fixture(autouse=True)
def isolated_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees this machine's configuration, or writes into the checkout's ``var/``."""
    for name in list(os.environ):
        if name.startswith("APPLIANCE_") and name != "APPLIANCE_DATA":
            monkeypatch.delenv(name)
    monkeypatch.setenv("APPLIANCE_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("APPLIANCE_STATE_DIR", str(tmp_path / "state"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings over a fresh state folder, with the models of this machine."""
    return load(state_dir=tmp_path / "state")


@pytest.fixture(scope="session")
def inspector() -> Iterator[SandboxedInspector]:
    """Of all tests: its children keep nothing of what they have looked at."""
    inspector = SandboxedInspector(Limits().looking_memory_mb)
    yield inspector
    inspector.close()


@pytest.fixture(scope="session")
def detector() -> Detector:
    """Of all tests: it takes seconds to build, and keeps nothing of what it has looked at."""
    return Detector()


@pytest.fixture
def outside() -> Iterator[Larger]:
    """A larger model's server, on this machine."""
    with larger() as told:
        yield told


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Real documents with truth; required where the folder exists, else the test says so."""
    folder = Path(os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the folder of real documents (APPLIANCE_DATA) is not on this machine")
    return folder
