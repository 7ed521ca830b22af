"""The words documents are made of, one file per country or subject."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon called ``name`` (``us``, ``words``, ``medicine``, ...)."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
