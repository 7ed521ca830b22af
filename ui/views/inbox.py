"""Send documents: drop files, see at once and then live what becomes of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from appliance.errors import NotSignedIn
from ui import session
from ui.address import open_document
from ui.boundary import attempt, boundary
from ui.widgets import frame, lines
from ui.widgets.table import Line, table
from ui.widgets.wording import count, moment
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.desk import Row, Submitted
    from appliance.types import Actor

REFRESH_SECONDS = 2.0
REMEMBERED = 100
_PASSWORD = "inbox_password"  # noqa: S105 - a key of the session state, no secret
KINDS = (
    "photographs and scans, PDF, Word, Excel, PowerPoint, web pages, e-mails with attachments, "
    "text, CSV, XML and XBRL (with its linkbases in a ZIP), and ZIP files with several of them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A file of this session: what was answered to it, or the sentence why it was refused."""

    name: str
    at: datetime
    submitted: Submitted | None
    refusal: str = ""


def render() -> None:
    """Show the drop area and what came of the files that were dropped."""
    session.actor()
    frame.heading("Send documents")
    key = f"inbox-{int(st.session_state.get('inbox_turn', 0))}"
    st.file_uploader(
        "Drop files here, as many as you like. They are read on this machine only.",
        accept_multiple_files=True,
        key=key,
        on_change=_take,
        args=(key,),
    )
    st.caption(f"What can be read: {KINDS}")
    with st.expander("Files with a password", icon=":material/lock:"):
        st.text_input(
            "Password of the files that you drop next",
            type="password",
            key=_PASSWORD,
            autocomplete="off",
            help="It is kept encrypted until each file has been read, then destroyed.",
        )
    _outcomes()


def _take(key: str) -> None:
    """Submit each dropped file; one that fails does not keep the others out.

    Runs before the screen is drawn: the next drop area is a new one, and the old one's bytes go.
    """
    try:
        actor = session.actor()
    except NotSignedIn:
        return  # the screen says so
    taken: set[str] = st.session_state.setdefault("inbox_taken", set())
    # the browser may name the old drop area's files once more, while the new one replaces it
    new = [file for file in st.session_state[key] or () if file.file_id not in taken]
    password = st.session_state.get(_PASSWORD) or None
    for file in new:
        taken.add(file.file_id)
        answer = _submit(actor, file.name, file.getvalue(), password)
        arrived: list[Arrived] = st.session_state.get("inbox_arrived", [])
        st.session_state["inbox_arrived"] = [answer, *arrived][:REMEMBERED]
    if new:
        st.session_state[_PASSWORD] = ""
        st.session_state["inbox_turn"] = int(st.session_state.get("inbox_turn", 0)) + 1


def _submit(actor: Actor, name: str, content: bytes, password: str | None) -> Arrived:
    now = datetime.now(UTC)
    submitted, refusal = attempt(
        lambda: appliance().unlocking.submit(actor, name, content, password=password)
    )
    return Arrived(name=name, at=now, submitted=submitted, refusal=refusal)


def _outcomes() -> None:
    """What became of the files of this session, followed until each is done."""
    if not st.session_state.get("inbox_arrived"):
        return
    st.subheader("What became of your files", anchor=False)
    st.fragment(_follow, run_every=REFRESH_SECONDS)()


def _follow() -> None:
    with boundary():
        actor = session.actor(watching=True)
        arrived: list[Arrived] = st.session_state.get("inbox_arrived", [])
        known = _rows(actor, arrived)
        now, titles = datetime.now(UTC), appliance().forms.titles(actor)
        shown = [line for item in arrived for line in _lines(item, known, now, titles)]
        opened = table(shown, empty="", key="inbox")
        if opened:
            open_document(opened)


def _rows(actor: Actor, arrived: Sequence[Arrived]) -> dict[str, Row]:
    ids = [one.id for item in arrived if item.submitted for one in _tree(item.submitted)]
    return {row.id: row for row in appliance().desk.rows(actor, ids)}


def _tree(submitted: Submitted) -> Iterator[Submitted]:
    yield submitted
    for member in submitted.members:
        yield from _tree(member)


def _lines(
    item: Arrived, known: Mapping[str, Row], now: datetime, titles: Mapping[str, str]
) -> Iterator[Line]:
    """The lines of one file: itself, then what was packed into it."""
    if item.submitted is None:
        yield Line(
            id="",
            name=item.name,
            kind="",
            sent=moment(item.at, now),
            state="Not taken in",
            tone="bad",
            note=item.refusal,
        )
        return
    for one in _tree(item.submitted):
        row = known.get(one.id)
        if row is not None:
            member = one.id != item.submitted.id
            yield lines.line(row, now, titles, note=_note(one, row, now), member=member)


def _note(submitted: Submitted, row: Row, now: datetime) -> str:
    """Duplicates are told when they came first; archives how much was in them."""
    if submitted.duplicate:
        return f"Sent before, {moment(row.received_at, now)}: nothing was stored twice."
    if submitted.members:
        return f"{count(len(submitted.members), 'file')} inside."
    return ""
