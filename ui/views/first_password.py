"""First sign-in: the one-time password has to be replaced before anything else."""

from __future__ import annotations

import streamlit as st

from ui import session
from ui.widgets.password_form import password_form


def render() -> None:
    """Ask for a password of one's own."""
    actor = session.actor()
    _, middle, _ = st.columns([1, 1.1, 1])
    with middle:
        st.space("large")
        st.title("Choose your password", anchor=False)
        st.markdown(
            "You signed in with a password that was made for you. Choose one that only you know: "
            "a few words that do not belong together are easy to remember and hard to guess."
        )
        if password_form(actor, "One-time password"):
            st.rerun()
        if st.button("Sign out", icon=":material/logout:"):
            session.sign_out()
            st.rerun()
