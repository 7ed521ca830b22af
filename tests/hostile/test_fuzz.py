"""The short form of ``python -m tests.hostile.fuzz``."""

from __future__ import annotations

import pytest

from tests.hostile import fuzz

pytestmark = pytest.mark.slow


def test_mutants_of_the_samples_end_read_or_refused_in_words() -> None:
    found = fuzz.run(range(10), seed=7)

    assert sum(found[name] for name in found if name in {*fuzz.CODES, "read"}) == 10, found
    assert found["slowest"] < fuzz.SECONDS + 10
    assert found["MB"] < 3_000


def test_a_mutant_is_the_same_every_time() -> None:
    files = fuzz.samples()
    assert len(files) >= 10
    assert [fuzz.mutant(files, 3, n) for n in range(5)] == [
        fuzz.mutant(files, 3, n) for n in range(5)
    ]
