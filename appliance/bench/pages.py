"""How fast born-digital pages are read."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from appliance.bench.bars import Bar, Figure
from appliance.types import Reading

PAGES = Bar(what="born-digital PDF, one reader", bound=4.0, unit="pages/s")


def measure(files: Sequence[Path], read: Callable[[bytes, str], Reading]) -> Figure:
    """Read the PDFs one after the other; the first page of all warms up."""
    pages, spent = 0, 0.0
    for path in files:
        content = path.read_bytes()
        started = time.perf_counter()
        reading = read(content, "application/pdf")
        spent += time.perf_counter() - started
        pages += len(reading.document.pages)
    return Figure(bar=PAGES, value=pages / spent if spent else 0.0, n=pages, of="pages")
