"""Account: who is signed in, a new password, sign out."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from appliance.types import Actor
from ui import session
from ui.widgets import frame
from ui.widgets.password_form import password_form
from ui.widgets.wording import moment


def render() -> None:
    """Show the account with what its owner can do."""
    actor = session.actor()
    frame.heading("My account")
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Signed in", anchor=False)
        st.markdown(f"You are signed in as **{frame.plain(actor.name)}**.")
        if st.button("Sign out", icon=":material/logout:", type="primary"):
            session.sign_out()
            st.rerun()
        if st.button("Sign out everywhere", icon=":material/devices:"):
            session.sign_out(everywhere=True)
            st.rerun()
        st.caption("Everywhere means all browsers in which you are signed in, this one included.")
        _sessions(actor)
    with right:
        st.subheader("New password", anchor=False)
        if password_form(actor, "Present password"):
            st.success(
                "Your password was changed. Other browsers were signed out.",
                icon=":material/check_circle:",
            )


def _sessions(actor: Actor) -> None:
    """Where else this account is signed in."""
    others = [one for one in session.mine(actor) if not one.here]
    if not others:
        return
    st.subheader("Other sessions", anchor=False)
    now = datetime.now(UTC)
    for one in others:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"Signed in {moment(one.since, now)}&ensp;"
                f":gray[last used {moment(one.seen_at, now)}]"
            )
            if st.button("End", key=f"end-{one.id}"):
                session.end(actor, one.id)
                st.rerun()
