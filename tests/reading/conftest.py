"""One real sandboxed reader for the whole folder: starting it takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import Settings


@pytest.fixture(scope="session")
def reader() -> Iterator[SandboxedReader]:
    """The real thing, with default limits."""
    real = SandboxedReader(Settings())
    yield real
    real.close()


@pytest.fixture(scope="session")
def documents(data_dir: Path) -> Path:
    """The real documents for development."""
    return data_dir / "dev"
