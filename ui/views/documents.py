"""Documents: the live list, what needs a look first at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from appliance.types import State
from ui import session
from ui.address import open_document
from ui.boundary import boundary
from ui.widgets import frame, lines
from ui.widgets.table import table
from ui.wiring import appliance

PAGE = 50
REFRESH_SECONDS = 2.0
WORKING = tuple(state for state in State if not state.terminal)
FILTERS: dict[str, tuple[State, ...]] = {
    "Needs a look": (State.REVIEW,),
    "In progress": WORKING,
    "Done": (State.ACCEPTED, State.REVIEWED, State.UNPACKED),
    "Could not be read": (State.QUARANTINED,),
    "All": (),
}
EMPTY = {
    "Needs a look": "Nothing needs a look. Well done.",
    "In progress": "Nothing is being worked on right now.",
    "Done": "No document is finished yet.",
    "Could not be read": "Every document could be read.",
    "All": "No documents yet. Send some, and they appear here within a second.",
}


def render() -> None:
    """Show the list, again and again.

    Nothing in the refreshing part may ask for a rerun of its own accord: it could swallow the
    click of somebody who is just leaving the screen.
    """
    frame.heading("Documents")
    st.fragment(_live, run_every=REFRESH_SECONDS)()


def _live() -> None:
    with boundary():
        actor = session.actor(watching=True)
        counts = appliance().desk.count(actor)
        chosen = _filter(counts)
        offset = _offset(chosen)
        rows = appliance().desk.recent(actor, limit=PAGE + 1, offset=offset, states=FILTERS[chosen])
        now, titles = datetime.now(UTC), appliance().forms.titles(actor)
        shown = [lines.line(row, now, titles) for row in rows[:PAGE]]
        opened = table(shown, empty=EMPTY[chosen], key="documents")
        _turn_pages(chosen, offset, more=len(rows) > PAGE)
        if opened:
            open_document(opened)


def _filter(counts: Mapping[State, int]) -> str:
    """Which documents to show; the numbers stand beside the choice."""
    names = list(FILTERS)

    def label(name: str) -> str:
        states = FILTERS[name] or tuple(State)
        return f"{name} ({sum(counts.get(state, 0) for state in states)})"

    st.session_state.setdefault("documents_filter", "All")
    chosen = st.segmented_control(
        "Show",
        names,
        key="documents_filter",
        format_func=label,
        label_visibility="collapsed",
        on_change=session.clicked,
    )
    return str(chosen or "All")


def _offset(chosen: str) -> int:
    """The first row to show; another filter starts from its newest again."""
    held, offset = st.session_state.get("documents_offset", (chosen, 0))
    return int(offset) if held == chosen else 0


def _turn_pages(chosen: str, offset: int, *, more: bool) -> None:
    """Buttons to newer and older documents, where there are any."""
    if not more and not offset:
        return
    newer, older, _ = st.columns([1, 1, 4])
    newer.button(
        "Newer",
        icon=":material/chevron_left:",
        disabled=not offset,
        on_click=_turn,
        args=(chosen, max(0, offset - PAGE)),
    )
    older.button(
        "Older",
        icon=":material/chevron_right:",
        disabled=not more,
        on_click=_turn,
        args=(chosen, offset + PAGE),
    )


def _turn(chosen: str, offset: int) -> None:
    session.clicked()
    st.session_state["documents_offset"] = (chosen, offset)
