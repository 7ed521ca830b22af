"""The wire between the appliance and a real OpenAI-compatible server: llama-cpp-python's own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.privacy.detect import Detector
from tests.privacy.planting import Planted, planted
from tests.privacy.test_wire_whole import nothing_left
from tests.privacy.wire import REAL, behind, measured, medical
from tests.service.larger import Larger

LONG = 1_500  # seconds, on a machine with other work
EACH = 6  # documents of a kind
pytestmark = [pytest.mark.slow, pytest.mark.timeout(LONG)]


@pytest.fixture(scope="module")
def real() -> Iterator[Larger]:
    """A recorder before the larger model of the catalogue."""
    with behind() as outside:
        yield outside


def chosen(kind: str, data: Path) -> list[Planted]:
    """A fixed sample."""
    rng = random.Random(f"real {kind}")
    if kind == "invented":
        return [planted(rng) for _ in range(EACH)]
    documents = medical(data, rng)
    return documents[:: -(-len(documents) // EACH)]


@pytest.mark.parametrize("kind", ["medical", "invented"])
def test_nothing_private_goes_to_a_real_server_and_no_answer_is_taken_without_proof(
    detector: Detector, real: Larger, data_dir: Path, kind: str
) -> None:
    figures = measured(chosen(kind, data_dir), detector, 11, real, REAL)
    nothing_left(figures)
    assert figures.answers["none"] == 0
    assert figures.answers["unproven"] == 0
    assert sum(figures.answers.values()) >= figures.sent
