"""HTML, CSS and JavaScript of the components: sent inline, nothing comes from elsewhere."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def asset(name: str) -> str:
    """The text of one file of this folder."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def location(name: str) -> str:
    """The path of a picture of this folder, for Streamlit to serve."""
    return str(Path(__file__).with_name(name))
