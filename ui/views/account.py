"""Account: who is signed in, a new password, sign out."""

from __future__ import annotations

import streamlit as st

from ui import session
from ui.widgets import frame
from ui.widgets.password_form import password_form


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
    with right:
        st.subheader("New password", anchor=False)
        if password_form(actor, "Present password"):
            st.success(
                "Your password was changed. Other browsers were signed out.",
                icon=":material/check_circle:",
            )
