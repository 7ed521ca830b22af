"""Progress as lines on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console


@dataclass(frozen=True, slots=True)
class Lines:
    """``ports.Progress``: one line when a step begins."""

    console: Console

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """Say the step."""
        self.console.print(f"  {label}", highlight=False, markup=False)
        yield
