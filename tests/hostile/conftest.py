"""The whole line with the real sandboxed reader; a language model is not needed to refuse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.bootstrap import Appliance, Parts, build
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import Settings, load


@pytest.fixture(scope="session")
def roomy(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    state: Path = tmp_path_factory.mktemp("hostile")
    return load(state_dir=state, threads=2, limits={"reading_seconds": 60})


@pytest.fixture(scope="session")
def reader(roomy: Settings) -> Iterator[SandboxedReader]:
    reader = SandboxedReader(roomy)
    reader.warm()
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def house(roomy: Settings, reader: SandboxedReader) -> Appliance:
    return build(roomy, Parts(reader=reader, model=lambda: None))
