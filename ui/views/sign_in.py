"""Sign in: a name and a password."""

from __future__ import annotations

import streamlit as st

from appliance.errors import NotSignedIn, Refused
from ui import session
from ui.wiring import appliance

WRONG = "This name and password do not belong together. Check both and try again."


def render() -> None:
    """Show the form; a right password leads to the screen that was asked for."""
    _, middle, _ = st.columns([1, 1.1, 1])
    with middle:
        st.space("large")
        st.title("Sign in", anchor=False)
        st.markdown("Your documents are read on this machine and stay on it.")
        if session.ended():
            st.info("Your session has ended. Please sign in again.", icon=":material/lock_clock:")
        with st.form("sign-in", enter_to_submit=True):
            name = st.text_input("Name", autocomplete="username")
            password = st.text_input("Password", type="password", autocomplete="current-password")
            sent = st.form_submit_button("Sign in", type="primary", width="stretch")
        if sent:
            _try(name.strip(), password)
        if appliance().single_sign_on.provider:
            _provider()
        st.caption(
            "First time here? The one-time password of the administrator was printed when the "
            "appliance was started. Forgotten your password? Ask your administrator."
        )


def _provider() -> None:
    """The way through the house's identity provider."""
    if session.by_provider():
        st.warning(
            "You were signed in elsewhere, but there is no account of that name here, or the "
            "sign-in is too old. Try again, or ask your administrator.",
            icon=":material/person_off:",
        )
    if st.button("Sign in with your organisation", icon=":material/login:", width="stretch"):
        st.login()


def _try(name: str, password: str) -> None:
    if not name or not password:
        st.error("Enter your name and your password.", icon=":material/error:")
        return
    try:
        session.sign_in(name, password)
    except NotSignedIn:
        st.error(WRONG, icon=":material/error:")
        return
    except Refused as error:  # too many attempts: the sentence says how long to wait
        st.error(str(error), icon=":material/error:")
        return
    st.rerun()
