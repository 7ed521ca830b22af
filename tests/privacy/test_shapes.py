"""Numbers kept in shape are the document's own: the same each time, others with another secret."""

from __future__ import annotations

from appliance.privacy.finding import Finding, Group
from appliance.privacy.naming import Naming
from appliance.privacy.policy import Policy

VALUES = ("MRN 4471-09", "AB 77", "0161 496 0123")


def shapes(seed: int) -> list[str]:
    found = [
        Finding(start=0, end=len(v), group=Group.IDENTIFIER, label="ID", score=1.0, why="test")
        for v in VALUES
    ]
    policy = Policy.of(dates=False, numbers=True, seed=seed)
    naming = Naming(policy, list(zip(VALUES, found, strict=True)), "")
    return [naming.pseudonym(v, one) for v, one in zip(VALUES, found, strict=True)]


def test_the_same_secret_gives_the_same_numbers_again() -> None:
    assert shapes(2**63 - 1) == shapes(2**63 - 1)
    assert len({tuple(shapes(seed)) for seed in range(50)}) == 50


def test_digits_stay_digits_and_joints_stay() -> None:
    for value, made in zip(VALUES, shapes(11), strict=True):
        assert made != value
        assert [("9" if c.isdigit() else "A" if c.isalpha() else c) for c in made] == [
            ("9" if c.isdigit() else "A" if c.isalpha() else c) for c in value
        ]
