"""The list of documents, live: one line per document, a click opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from ui.widgets.assets import asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one line shows. Without an ``href`` it cannot be opened."""

    id: str
    name: str
    kind: str
    sent: str
    state: str
    tone: str
    progress: float | None = None
    note: str = ""
    detail: str = ""
    href: str = ""
    member: bool = False


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "appliance_table", html=asset("table.html"), css=asset("table.css"), js=asset("table.js")
    )


def table(lines: Sequence[Line], *, empty: str, key: str) -> str | None:
    """Show the lines; the id of the document that was just clicked, if any."""
    data = {"rows": [asdict(line) for line in lines], "empty": empty}
    result = _component()(key=key, data=data, on_opened_change=_rerun)
    opened = result.get("opened")
    return opened if isinstance(opened, str) else None


def _rerun() -> None:
    """A click needs no more than the rerun that follows it anyway."""
