"""How values are replaced: by labels, shifted days, numbers in shape."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a value is replaced."""

    LABEL = "label"  # <PERSON_1>
    SHIFT = "shift"  # dates: moved by the document's own number of days
    SHAPE = "shape"  # numbers: other digits and letters, joints kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How values of the groups are replaced; ``seed`` is the document's own secret number."""

    dates: Style = Style.LABEL
    numbers: Style = Style.LABEL
    month_first: bool = False
    seed: int = 0

    @classmethod
    def of(cls, *, dates: bool, numbers: bool, seed: int | None = None) -> Policy:
        """With days shifted or numbers kept in shape, by a number of the document's own."""
        return cls(
            dates=Style.SHIFT if dates else Style.LABEL,
            numbers=Style.SHAPE if numbers else Style.LABEL,
            seed=secrets.randbits(63) if seed is None else seed,
        )
