"""What the child is told at its start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from appliance.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """``models_dir`` is where docling looks for files of its own; nothing is ever fetched into it.

    ``layout`` and ``tables`` are the files of the networks for a page's layout and for tables in
    scans, hashed by whoever gives them; ``None`` for none.
    """

    models_dir: Path
    layout: Path | None = None
    tables: Path | None = None
    threads: int
    limits: Limits
