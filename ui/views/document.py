"""Document: the page beside its values; correct, approve."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from appliance.types import Actor, Processed, State
from ui import session
from ui.address import asked_for, open_document, open_list, open_redaction
from ui.boundary import attempt, boundary
from ui.routes import picture_path
from ui.views import custody, escalation
from ui.widgets import frame, progress
from ui.widgets.cards import MORE, cards
from ui.widgets.desk import Correction, Sheet, desk
from ui.widgets.lines import member_line
from ui.widgets.table import table
from ui.widgets.wording import STAGES, badge, doctype_label, percent, seconds
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.forms import Blank

BUSY_SECONDS = 1.5
WORTH_A_TRY = ("processing_failed", "reading_timed_out", "reader_died")
FINISHED = (State.ACCEPTED, State.REVIEWED)
OPEN = (State.REVIEW, *FINISHED)


def render() -> None:
    """Show the document of the address, in whatever state it is."""
    actor = session.actor()
    if not asked_for():
        frame.heading("Document", "Choose a document from the list.")
        if st.button("To the list", icon=":material/arrow_back:"):
            open_list()
        return
    document = appliance().desk.view(actor, asked_for())
    _heading(actor, document)
    _notice()
    custody.told()
    if not document.state.terminal:
        st.fragment(_wait, run_every=BUSY_SECONDS)()
    elif document.problem is not None:
        _problem(actor, document)
    elif document.state is not State.UNPACKED:
        _desk(actor, document)
        escalation.part(actor, document, _act)
        _how(document)
    _members(actor, document)
    if document.state.terminal:
        custody.keep_or_erase(actor, document)


def _heading(actor: Actor, document: Processed) -> None:
    """Name, kind, state; what a reviewer can do stands at the right."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        st.title(frame.plain(document.name), anchor=False)
        words = [badge(document.state)]
        if document.classification:
            kind = doctype_label(document.classification.doctype, appliance().forms.titles(actor))
            sure = percent(document.classification.probability)
            words.append(f"**{frame.plain(kind)}**, {sure} sure")
        st.markdown("&ensp;".join(words))
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("To the list", icon=":material/arrow_back:"):
            open_list()
        may = document.state in OPEN and "redaction.make" in actor.permissions
        if may and st.button("Redact", icon=":material/ink_eraser:"):
            open_redaction(document.id)
        if document.state in OPEN and "record.correct" in actor.permissions:
            _other_kind(actor, document)
        if document.state is State.REVIEW and "record.approve" in actor.permissions:
            _approve(actor, document)
        elif document.state in FINISHED:
            _next(actor)


def _approve(actor: Actor, document: Processed) -> None:
    if st.button("Approve", icon=":material/check:", type="primary", shortcut="Alt+A"):
        _act(lambda: appliance().review.approve(actor, document.id), "Approved.")


def _other_kind(actor: Actor, document: Processed) -> None:
    """A document of another kind than the machine thought is read again as what it is."""
    titles = appliance().forms.titles(actor)
    present = document.classification.doctype if document.classification else ""
    with st.popover("Wrong kind?", icon=":material/category:"):
        others = [name for name in titles if name != present]
        chosen = st.selectbox("What is it?", others, format_func=lambda name: titles[name])
        if st.button("Find the values again", disabled=chosen is None):
            _act(
                lambda: appliance().review.classify(actor, document.id, chosen),
                "The values are being found again.",
            )


def _next(actor: Actor) -> None:
    """One click to the next document that waits for a person."""
    waiting = appliance().desk.recent(actor, limit=1, states=(State.REVIEW,))
    if waiting and st.button(
        "Next that needs a look", icon=":material/arrow_forward:", shortcut="Alt+N"
    ):
        open_document(waiting[0].id)


def _desk(actor: Actor, document: Processed) -> None:
    """The page and the values side by side, with why a person should look."""
    editable = "record.correct" in actor.permissions
    sheets = [
        Sheet(number=page, width=width, height=height, src=picture_path(document.id, page))
        for page, width, height in appliance().desk.sheets(actor, document.id)
    ]
    correction = desk(
        document.id,
        sheets,
        cards(document, _blanks(actor, document), editable=editable),
        reasons=_reasons(document),
        editable=editable,
        folded=MORE,
        empty="No values were found in this document.",
        turn=int(st.session_state.get("document_turn", 0)),
    )
    if correction and correction.document == document.id:
        _correct(actor, correction)


def _blanks(actor: Actor, document: Processed) -> tuple[Blank, ...]:
    known = document.classification
    return appliance().forms.fields(actor, known.doctype) if known else ()


def _reasons(document: Processed) -> tuple[str, ...]:
    """Why a person should look, while one is asked to."""
    asking = document.outcome and document.state is State.REVIEW
    return document.outcome.decision.reasons if document.outcome and asking else ()


def _correct(actor: Actor, correction: Correction) -> None:
    st.session_state["document_turn"] = int(st.session_state.get("document_turn", 0)) + 1
    _act(
        lambda: appliance().review.correct(
            actor,
            correction.document,
            correction.field,
            correction.value,
            index=correction.index,
        ),
        "Saved. The checks were run again.",
    )


def _act(action: Callable[[], object], done: str) -> None:
    """Run a reviewer's action, keep what there is to say for after the rerun, and rerun."""
    _, wrong = attempt(action)
    st.session_state["document_notice"] = ("bad", wrong) if wrong else ("good", done)
    st.rerun()


def _notice() -> None:
    """What the last action led to, told once."""
    tone, sentence = st.session_state.pop("document_notice", ("", ""))
    if tone == "good":
        st.toast(sentence, icon=":material/check_circle:")
    elif tone == "bad":
        st.error(sentence, icon=":material/error:")


def _wait() -> None:
    """Follow a document that is being worked on, until there is something to see."""
    with boundary():
        document = appliance().desk.view(session.actor(watching=True), asked_for())
        if document.state.terminal:
            st.rerun()
        progress.steps(document.state)


def _problem(actor: Actor, document: Processed) -> None:
    """Why the document was set aside, and another try where that may help."""
    if not document.problem:
        return
    st.error(document.problem.message, icon=":material/error:")
    st.caption(f"Code for your administrator: {document.problem.code}")
    custody.unlock(actor, document)
    custody.release(actor, document)
    worth = document.problem.code in WORTH_A_TRY and "document.retry" in actor.permissions
    if worth and st.button("Try again", icon=":material/refresh:"):
        _act(lambda: appliance().desk.retry(actor, document.id), "It is being read again.")


def _members(actor: Actor, document: Processed) -> None:
    """The files that were packed into this one."""
    if not document.members:
        return
    st.subheader("What was inside", anchor=False)
    titles = appliance().forms.titles(actor)
    shown = [member_line(member, titles) for member in document.members]
    opened = table(shown, empty="", key=f"members-{document.id}")
    if opened:
        open_document(opened)


def _how(document: Processed) -> None:
    """All checks and the time that each step took, for those who want to know."""
    with st.expander("How this was read", icon=":material/info:"):
        checks, times = st.columns(2, gap="large")
        with checks:
            st.markdown("**Checks**")
            for check in document.outcome.checks if document.outcome else ():
                sign = ":green[:material/check:]" if check.passed else ":red[:material/close:]"
                st.markdown(f"{sign} {frame.plain(check.message)}")
        with times:
            st.markdown("**Time**")
            for stage, spent in document.seconds.items():
                st.markdown(f"{STAGES.get(stage, stage)}: {seconds(spent)}")
            if document.extraction and document.extraction.model:
                st.caption(f"Language model: {frame.plain(document.extraction.model)}")
