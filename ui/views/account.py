"""Account: who is signed in, a new password, sign out."""

from __future__ import annotations

import streamlit as st

from appliance.errors import ApplianceError
from ui import session
from ui.widgets import frame
from ui.wiring import appliance


def render() -> None:
    """Show the account with its two actions."""
    actor = session.actor()
    frame.heading("Account")
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Signed in", anchor=False)
        st.markdown(f"You are signed in as **{frame.plain(actor.name)}** on this browser.")
        if st.button("Sign out", icon=":material/logout:", type="primary"):
            session.sign_out()
            st.rerun()
    with right:
        st.subheader("New password", anchor=False)
        _password_form()


def _password_form() -> None:
    with st.form("password", clear_on_submit=True):
        old = st.text_input("Present password", type="password", autocomplete="current-password")
        new = st.text_input("New password", type="password", autocomplete="new-password")
        again = st.text_input("New password again", type="password", autocomplete="new-password")
        sent = st.form_submit_button("Change password")
    if not sent:
        return
    if new != again:
        st.error("The two new passwords differ. Nothing was changed.")
        return
    try:
        appliance().sessions.change_password(session.actor(), old, new)
    except ApplianceError as error:
        st.error(str(error))
        return
    st.success("Your password was changed.", icon=":material/check_circle:")
