"""The review desk: the page with a box around each value, beside the values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from appliance.types import Box
from ui.widgets.assets import asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: its size in points and where its picture is served."""

    number: int
    width: float
    height: float
    src: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One card of the list. ``key`` is unique, ``name`` is the field's, ``level`` its colour.

    ``index`` counts the fields of the same name from 0; ``hint`` says what belongs there.
    """

    key: str
    name: str
    index: int
    label: str
    hint: str
    value: str
    page: int
    boxes: tuple[Box, ...]
    level: str
    sure: str
    how: str
    group: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a reviewer typed; an empty value means that the document does not have it."""

    document: str
    field: str
    index: int
    value: str


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "appliance_desk",
        html=asset("desk.html"),
        css=asset("desk.css"),
        js=asset("viewer.js") + asset("desk.js"),
    )


def desk(
    document: str,
    sheets: Sequence[Sheet],
    values: Sequence[Value],
    *,
    reasons: Sequence[str],
    editable: bool,
    folded: str,
    empty: str,
    turn: int,
) -> Correction | None:
    """Show the desk; the correction that was just sent, if any.

    The group of values called ``folded`` is shut until somebody opens it.
    ``turn`` changes after every correction, so that the page leaves its waiting state even when
    the values stayed as they were.
    """
    data = {
        "document": document,
        "pages": [asdict(sheet) for sheet in sheets],
        "fields": [asdict(value) for value in values],
        "reasons": list(reasons),
        "editable": editable,
        "folded": folded,
        "empty": empty,
        "turn": turn,
    }
    result = _component()(key=f"desk-{document}", data=data, on_correction_change=_rerun)
    return correction(result.get("correction"))


def correction(sent: object) -> Correction | None:
    """What the page sent, checked: it comes from a browser."""
    if not isinstance(sent, Mapping):
        return None
    document, field, value = (sent.get(name) for name in ("document", "field", "value"))
    index = sent.get("index")
    if not (isinstance(document, str) and isinstance(field, str) and isinstance(value, str)):
        return None
    if not isinstance(index, int) or index < 0:
        return None
    return Correction(document=document, field=field, index=index, value=value)


def _rerun() -> None:
    """A correction needs no more than the rerun that follows it anyway."""
