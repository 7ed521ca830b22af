"""What the child is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from appliance.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """``models_dir`` holds the layout network; nothing is ever fetched into it."""

    models_dir: Path
    threads: int
    limits: Limits
