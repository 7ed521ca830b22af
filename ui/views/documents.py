"""Documents: the live list, what needs a look first at hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from appliance.types import State
from ui import session
from ui.address import open_document
from ui.boundary import attempt, boundary
from ui.widgets import frame, lines
from ui.widgets.table import table
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.desk import Sought
    from appliance.types import Actor

PAGE = 50
REFRESH_SECONDS = 2.0
NOTHING = "No document fits. Names are found by the beginnings of their words."
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
    actor = session.actor()
    _search(actor)
    st.fragment(_live, run_every=REFRESH_SECONDS)()


def _live() -> None:
    with boundary():
        actor = session.actor(watching=True)
        sought = _sought()
        counts = {} if sought else appliance().desk.count(actor)
        chosen = _filter(counts)
        place = f"{chosen} {sought}"
        offset = _offset(place)
        rows = appliance().desk.recent(
            actor, limit=PAGE + 1, offset=offset, states=FILTERS[chosen], sought=sought
        )
        now, titles = datetime.now(UTC), appliance().forms.titles(actor)
        shown = [lines.line(row, now, titles) for row in rows[:PAGE]]
        empty = NOTHING if sought else EMPTY[chosen]
        opened = table(shown, empty=empty, key="documents")
        _turn_pages(place, offset, more=len(rows) > PAGE)
        if opened:
            open_document(opened)


def _search(actor: Actor) -> None:
    """Narrowing the list down, and carrying off what is finished."""
    titles = appliance().forms.titles(actor)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Find by name",
            key="documents_words",
            placeholder="beginnings of words",
            icon=":material/search:",
            width=300,
        )
        st.selectbox(
            "Kind",
            list(titles),
            index=None,
            key="documents_kind",
            placeholder="all kinds",
            format_func=lambda name: titles[name],
            width=200,
        )
        st.date_input("Sent from", value=None, key="documents_from", width=150)
        st.date_input("to, inclusive", value=None, key="documents_to", width=150)
        if "export.read" in actor.permissions:
            _export(actor)


def _sought() -> Sought | None:
    """What the fields ask for; ``None`` while they are empty."""
    from appliance.service.desk import Sought

    words = str(st.session_state.get("documents_words") or "").strip()
    since, until = (st.session_state.get(key) for key in ("documents_from", "documents_to"))
    sought = Sought(
        words=words,
        doctype=st.session_state.get("documents_kind"),
        since=_start(since) if isinstance(since, date) else None,
        until=_start(until + timedelta(days=1)) if isinstance(until, date) else None,
    )
    return None if sought == Sought() else sought


def _start(day: date) -> datetime:
    """The beginning of a day where the server stands."""
    return datetime.combine(day, time()).astimezone()


def _export(actor: Actor) -> None:
    """What is finished and fits the fields, as a file."""
    with st.popover("Export", icon=":material/download:"):
        st.markdown("Accepted and checked documents that fit the fields beside.")
        formats = appliance().exporting.formats(actor)
        form = st.selectbox("Format", list(formats), format_func=str.upper)
        if not st.button("Prepare the file", type="primary"):
            return
        file, wrong = attempt(lambda: appliance().exporting.export(actor, form, _sought()))
        if file is None:
            st.error(wrong, icon=":material/error:")
            return
        st.download_button(
            "Download", file.content, file.name, file.media_type, icon=":material/save_alt:"
        )


def _filter(counts: Mapping[State, int]) -> str:
    """Which documents to show; the numbers stand beside the choice, while nothing is sought."""
    names = list(FILTERS)

    def label(name: str) -> str:
        if not counts:
            return name
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
