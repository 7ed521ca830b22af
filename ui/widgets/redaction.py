"""Redaction on the page: what is black and why; boxes to draw, values to let stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from appliance.types import Box
from ui.widgets.assets import asset
from ui.widgets.desk import Sheet

REASONS = (
    ("not-personal", "Not personal data"),
    ("consent", "The person agrees"),
    ("public", "Already public"),
    ("needed", "The recipient needs it"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One redaction: ``state`` is its colour, ``acts`` what may be done with it (what, label)."""

    key: str
    label: str
    why: str
    told: str
    state: str
    places: tuple[tuple[int, Box], ...]
    acts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a reviewer did: ``what`` is add, lift, confirm, decline or withdraw."""

    what: str
    key: str = ""
    reason: str = ""
    page: int = 0
    box: Box | None = None


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "appliance_redaction",
        html=asset("redaction.html"),
        css=asset("desk.css") + asset("redaction.css"),
        js=asset("viewer.js") + asset("redaction.js"),
    )


def redaction(
    document: str,
    sheets: Sequence[Sheet],
    regions: Sequence[Shown],
    *,
    editable: bool,
    turn: int,
) -> Wish | None:
    """Show the pages; what the reviewer just did, if anything."""
    data = {
        "document": document,
        "pages": [asdict(sheet) for sheet in sheets],
        "regions": [_plain(region) for region in regions],
        "reasons": [list(reason) for reason in REASONS],
        "editable": editable,
        "empty": "Nothing was found in the text. Draw a box to black something out.",
        "turn": turn,
    }
    result = _component()(key=f"redaction-{document}", data=data, on_wish_change=_rerun)
    return wish(result.get("wish"), document)


def _plain(region: Shown) -> dict[str, object]:
    return {
        "key": region.key,
        "label": region.label,
        "why": region.why,
        "told": region.told,
        "state": region.state,
        "places": [{"page": page, "box": list(box)} for page, box in region.places],
        "acts": [{"what": what, "label": label} for what, label in region.acts],
    }


def wish(sent: object, document: str) -> Wish | None:
    """What the page sent, checked: it comes from a browser."""
    if not isinstance(sent, Mapping) or sent.get("document") != document:
        return None
    what, key, reason = (str(sent.get(name) or "") for name in ("what", "key", "reason"))
    if what != "add":
        return Wish(what=what, key=key, reason=reason)
    page, box = sent.get("page"), sent.get("box")
    if not isinstance(page, int) or not isinstance(box, Sequence) or len(box) != 4:
        return None
    if not all(isinstance(side, int | float) for side in box):
        return None
    left, top, right, bottom = (float(side) for side in box)
    return Wish(what=what, page=page, box=Box(left, top, right, bottom))


def _rerun() -> None:
    """A wish needs no more than the rerun that follows it anyway."""
