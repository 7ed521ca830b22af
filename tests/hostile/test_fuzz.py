"""The short form of ``python -m tests.hostile.fuzz``."""

from __future__ import annotations

import pytest

from tests.hostile import fuzz

pytestmark = pytest.mark.slow


def test_mutants_of_the_samples_end_read_or_refused_in_words() -> None:
    found = fuzz.run(10, fuzz.Found(seed=7))

    assert found.good == found.next == 10, found
    assert found.slowest < fuzz.SECONDS + 10
    assert found.peak_mb < 3_000


def test_a_mutant_is_the_same_every_time() -> None:
    files = fuzz.samples()
    assert len(files) >= 10
    assert [fuzz.mutant(files, 3, n) for n in range(5)] == [
        fuzz.mutant(files, 3, n) for n in range(5)
    ]
