"""Over all medical documents and 500 invented ones: no byte of a planted identifier leaves."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from appliance.privacy.detect import Detector
from tests.privacy.planting import planted, values
from tests.privacy.wire import Figures, measured, medical
from tests.service.larger import Larger

pytestmark = pytest.mark.slow

PARTS, INVENTED = 10, 50  # a part by itself, so that each ends in time on a busy machine, too
MOST_BLOCKED = 0.20  # of a set: what is always blocked proves nothing


def nothing_left(figures: Figures) -> None:
    """Many were sent, and no byte of what was planted was among them."""
    assert figures.sent >= (1 - MOST_BLOCKED) * figures.documents, figures.blocked
    assert figures.bytes > 1_000 * figures.sent
    assert +figures.leaked == {}
    assert figures.leaks == 0


@pytest.mark.parametrize("part", range(PARTS))
def test_no_byte_of_an_identifier_of_any_class_leaves_500_invented_documents(
    detector: Detector, outside: Larger, part: int
) -> None:
    rng = random.Random(f"invented {part}")
    figures = measured([planted(rng) for _ in range(INVENTED)], detector, part, outside)
    nothing_left(figures)
    assert set(figures.sought) >= set(values(rng)) - {"digit"}  # a part of an age


def test_no_byte_of_a_planted_identifier_leaves_any_medical_document(
    detector: Detector, outside: Larger, data_dir: Path
) -> None:
    listed = (data_dir / "dev" / "medical" / "manifest.jsonl").read_text("utf-8").splitlines()
    documents = medical(data_dir, random.Random(7))
    assert len(documents) == len(listed)
    nothing_left(measured(documents, detector, 7, outside))
