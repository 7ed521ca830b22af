"""Requests: what one person asked for and another one has to decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from ui import session
from ui.address import document_href
from ui.boundary import attempt
from ui.views import escalation
from ui.widgets import frame
from ui.widgets.wording import count, moment
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.custody.erasure import Proposal
    from appliance.service.outward.escalation import Escalation
    from appliance.types import Actor

    Agree = Callable[[Actor, Proposal], str]

_TOLD = "requests_told"


def render() -> None:
    """Show what waits; nobody decides on what they asked for themselves."""
    actor = session.actor()
    frame.heading("Requests", "What one person asked for is done when another one agrees.")
    _told()
    may = actor.permissions
    erasures = appliance().erasure.proposals(actor) if "erasure.confirm" in may else ()
    releases = appliance().release.proposals(actor) if "release.confirm" in may else ()
    questions = appliance().escalations.waiting(actor)
    if not erasures and not releases and not questions:
        st.info(
            "Nothing waits for a decision. Documents are erased or released from their own screen.",
            icon=":material/inbox:",
        )
    for one in erasures:
        _card(actor, one, "Erase for ever", "Erase", _erase)
    for one in releases:
        _card(actor, one, "Read although the virus scanner objects", "Release", _release)
    for question in questions:
        _question(actor, question)


def _told() -> None:
    good, wrong = st.session_state.pop(_TOLD, ("", ""))
    if wrong:
        st.error(wrong, icon=":material/error:")
    elif good:
        st.success(good, icon=":material/check_circle:")


def _card(actor: Actor, one: Proposal, what: str, verb: str, agree: Agree) -> None:
    rows = appliance().desk.rows(actor, (one.subject,))
    name = frame.plain(rows[0].name) if rows else one.subject
    asked = moment(one.proposed_at, datetime.now(UTC))
    mine = one.proposed_by == actor.id
    with st.container(border=True):
        st.markdown(f"**{what}:** [{name}]({document_href(one.subject)})")
        st.caption(
            f"Asked by {_who(actor, one.proposed_by)}, {asked}. Reason: {frame.plain(one.reason)}"
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            sure = not mine and st.checkbox("I have looked at it", key=f"sure-{one.id}")
            if st.button(
                verb,
                key=f"agree-{one.id}",
                type="primary",
                disabled=not sure,
                help="Somebody else has to agree" if mine else None,
            ):
                _decide(lambda: agree(actor, one))
            if st.button("Withdraw" if mine else "Decline", key=f"decline-{one.id}"):
                _decide(lambda: _decline(actor, one))


def _who(actor: Actor, asked_by: str) -> str:
    """A name for whoever may see names; to others an account's number says nothing."""
    if asked_by == actor.id:
        return "you"
    people = appliance().audit.people(actor) if "ledger.read" in actor.permissions else {}
    return frame.plain(people.get(asked_by, "a colleague"))


def _question(actor: Actor, one: Escalation) -> None:
    """A question to a larger model, with the exact text that would leave."""
    rows = appliance().desk.rows(actor, (one.document_id,))
    name = frame.plain(rows[0].name) if rows else one.document_id
    with st.container(border=True):
        st.markdown(f"**Ask a larger model outside:** [{name}]({document_href(one.document_id)})")
        asked = moment(one.requested_at, datetime.now(UTC))
        values = count(len(one.fields), "value", "values")
        st.caption(f"Asked by {_who(actor, one.requested_by)}, {asked}, about {values}.")
        endpoint = appliance().escalations.possible(actor, one.document_id).endpoint
        escalation.payload(actor, one, endpoint, _act)


def _act(act: Callable[[], object], done: str) -> None:
    def both() -> str:
        act()
        return done

    _decide(both)


def _decide(act: Callable[[], str]) -> None:
    good, wrong = attempt(act)
    st.session_state[_TOLD] = (good, wrong)
    st.rerun()


def _erase(actor: Actor, one: Proposal) -> str:
    gone = appliance().erasure.confirm(actor, one.id)
    number = count(len(gone), "document was", "documents were")
    return f"{number} erased. The certificate is on the screen Retention."


def _release(actor: Actor, one: Proposal) -> str:
    appliance().release.confirm(actor, one.id)
    return "The document is being read."


def _decline(actor: Actor, one: Proposal) -> str:
    decide = appliance().erasure if one.kind == "erasure" else appliance().release
    decide.decline(actor, one.id)
    return "The request is closed. Nothing was changed."
