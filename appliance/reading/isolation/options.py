"""What the child is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from appliance.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """``models_dir`` is where docling looks for files of its own; nothing is ever fetched into it.

    ``layout`` is the layout network's file, hashed by whoever gives it; ``None`` for none.
    """

    models_dir: Path
    layout: Path | None = None
    threads: int
    limits: Limits
