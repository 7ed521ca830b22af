"""Cards of what was fitted: what it is, made of what, under which licence, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def completed(card: Mapping[str, Any], weights: Path) -> dict[str, Any]:
    """The card with the size of the weights in bytes and their SHA-256."""
    content = weights.read_bytes()
    return {**card, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def write(card: Mapping[str, Any], path: Path) -> None:
    """As JSON."""
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")
