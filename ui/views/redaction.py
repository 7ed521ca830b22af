"""Redaction: what will be black, what a person adds or lets stand, the proven file."""

from __future__ import annotations

import streamlit as st

from appliance.service.reviewing.blackout import Blackening, Lift, Place
from appliance.types import Actor, Span
from ui import session
from ui.address import asked_for, open_document, open_list
from ui.boundary import attempt, boundary
from ui.routes import picture_path
from ui.widgets import frame
from ui.widgets.desk import Sheet
from ui.widgets.redaction import REASONS, Shown, Wish, redaction
from ui.wiring import appliance

BUSY_SECONDS = 1.5
BUSY = ("wanted", "at work")
STATES = {
    "wanted": "Waiting for a worker",
    "at work": "Being made",
    "ready": "Ready: the file proved itself",
    "refused": "Not released",
    "changed": "Changed: make the file anew",
}


def render() -> None:
    """Show the redaction of the document of the address."""
    actor = session.actor()
    if not asked_for():
        open_list()
    row = appliance().desk.row(actor, asked_for())
    state = appliance().blackout.view(actor, row.id)
    _heading(actor, row.id, row.name, state)
    _notice()
    if state is None:
        st.info("Nobody has had this document redacted yet.", icon=":material/visibility_off:")
    elif state.standing in BUSY:
        st.fragment(_wait, run_every=BUSY_SECONDS)()
    else:
        if state.problem:
            st.error(state.problem, icon=":material/error:")
        _pages(actor, row.id, state)


def _heading(actor: Actor, document_id: str, name: str, state: Blackening | None) -> None:
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        st.title(f"Redact {frame.plain(name)}", anchor=False)
        if state:
            st.markdown(f"**{STATES[state.standing]}** · {len(state.regions.found)} redactions")
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("To the document", icon=":material/arrow_back:"):
            open_document(document_id)
        standing = state.standing.value if state else ""
        if standing == "ready":
            _files(actor, document_id)
        elif standing not in BUSY:
            _make(actor, document_id)


def _make(actor: Actor, document_id: str) -> None:
    if st.button("Make the redacted file", icon=":material/ink_eraser:", type="primary"):
        _, wrong = attempt(lambda: appliance().blackout.ask(actor, document_id))
        _told(wrong)


def _files(actor: Actor, document_id: str) -> None:
    """Fetched at the click, since that is what the ledger notes."""
    if not st.button("Get the file", icon=":material/download:", type="primary"):
        return
    files, wrong = attempt(lambda: appliance().blackout.file(actor, document_id))
    if wrong or files is None:
        _told(wrong)
        return
    name = document_id[:8]
    st.download_button("Redacted PDF", files[0], f"redacted-{name}.pdf", "application/pdf")
    st.download_button("Certificate", files[1], f"redacted-{name}.json", "application/json")


def _pages(actor: Actor, document_id: str, state: Blackening) -> None:
    sheets = [
        Sheet(number=page, width=width, height=height, src=picture_path(document_id, page))
        for page, width, height in appliance().desk.sheets(actor, document_id)
    ]
    turn = int(st.session_state.get("redaction_turn", 0))
    wish = redaction(document_id, sheets, _shown(actor, state), editable=True, turn=turn)
    if wish:
        st.session_state["redaction_turn"] = turn + 1
        _, wrong = attempt(lambda: _do(actor, document_id, state, wish))
        _told(wrong)


def _shown(actor: Actor, state: Blackening) -> list[Shown]:
    """Found, agreed to stand, drawn by hand, seen on the picture only."""
    lifts = {lift.span: lift for lift in state.changes.lifts}
    found = {Span(region.start, region.end): region for region in state.regions.found}
    shown = [
        Shown(
            key=_key(span),
            label=region.label.replace("_", " ").capitalize(),
            why=region.why,
            told=_told_of(lifts.get(span)),
            state="asked" if span in lifts else "black",
            places=tuple((place.page, place.box) for place in region.places),
            acts=_acts(actor, lifts.get(span)),
        )
        for span, region in found.items()
    ]
    shown += [_standing(lift) for span, lift in lifts.items() if span not in found]
    shown += [_box(place) for place in state.changes.added]
    shown += [_only_seen(number, place) for number, place in enumerate(state.regions.only_seen)]
    return sorted(shown, key=lambda item: [(page, box.top) for page, box in item.places[:1]])


def _key(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _standing(lift: Lift) -> Shown:
    return Shown(
        key=_key(lift.span),
        label="Left standing",
        why=f"Reason: {_reason(lift)}",
        told=_told_of(lift),
        state="open",
        places=(),
        acts=(("decline", "Black it out again"),),
    )


def _drawn(place: Place) -> str:
    """By which a box is known, also after somebody else drew or took away another one."""
    return "-".join(("hand", str(place.page), *(f"{edge:.2f}" for edge in place.box)))


def _box(place: Place) -> Shown:
    return Shown(
        key=_drawn(place),
        label="Box drawn by hand",
        why="Burned in; the words under it are blacked out wherever they stand",
        told="",
        state="hand",
        places=((place.page, place.box),),
        acts=(("withdraw", "Take the box away"),),
    )


def _only_seen(number: int, place: Place) -> Shown:
    return Shown(
        key=f"seen-{number}",
        label="Seen on the picture only",
        why="Read by OCR where the text has nothing",
        told="",
        state="black",
        places=((place.page, place.box),),
        acts=(),
    )


def _told_of(lift: Lift | None) -> str:
    if lift is None:
        return ""
    if lift.confirmed_by:
        return "Two people let it stand"
    return f"Somebody wants this to stand ({_reason(lift)}): another person has to agree"


def _reason(lift: Lift) -> str:
    return dict(REASONS).get(lift.reason, lift.reason)


def _acts(actor: Actor, lift: Lift | None) -> tuple[tuple[str, str], ...]:
    if lift is None:
        return (("lift", "Let it stand"),)
    if lift.confirmed_by or lift.by == actor.id:
        return (("decline", "Keep it black"),)
    return (("confirm", "Agree"), ("decline", "Keep it black"))


def _do(actor: Actor, document_id: str, state: Blackening, wish: Wish) -> None:
    """The use case that a wish names."""
    desk = appliance().blackout
    if wish.what == "add" and wish.box is not None:
        desk.add(actor, document_id, wish.page, wish.box)
    elif wish.what == "withdraw":
        for place in state.changes.added:
            if _drawn(place) == wish.key:
                desk.withdraw(actor, document_id, place, wish.reason)
    else:
        start, _, end = wish.key.partition("-")
        span = Span(int(start), int(end))
        if wish.what == "lift":
            desk.lift(actor, document_id, span, wish.reason)
        elif wish.what == "confirm":
            desk.confirm(actor, document_id, span)
        elif wish.what == "decline":
            desk.decline(actor, document_id, span)


def _told(wrong: str | None) -> None:
    st.session_state["redaction_notice"] = wrong or ""
    st.rerun()


def _notice() -> None:
    sentence = st.session_state.pop("redaction_notice", "")
    if sentence:
        st.error(sentence, icon=":material/error:")


def _wait() -> None:
    """Follow the work until there is something to see."""
    with boundary():
        state = appliance().blackout.view(session.actor(watching=True), asked_for())
        if state is None or state.standing not in BUSY:
            st.rerun()
        st.info(STATES[state.standing], icon=":material/hourglass_empty:")
