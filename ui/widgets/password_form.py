"""The form for a new password, for the account screen and for the first sign-in."""

from __future__ import annotations

import streamlit as st

from appliance.errors import NotSignedIn, Refused
from appliance.types import Actor
from ui import session


def password_form(actor: Actor, present: str) -> bool:
    """Show the form; whether the password was just changed.

    ``present`` is what the old password is called here.
    """
    with st.form("password"):
        old = st.text_input(present, type="password", autocomplete="current-password")
        new = st.text_input("New password", type="password", autocomplete="new-password")
        again = st.text_input("New password again", type="password", autocomplete="new-password")
        sent = st.form_submit_button("Change password", type="primary")
    if not sent:
        return False
    wrong = _change(actor, old, new, again, present)
    if wrong:
        st.error(wrong, icon=":material/error:")
    return not wrong


def _change(actor: Actor, old: str, new: str, again: str, present: str) -> str:
    """What stands in the way, or an empty string once it is done."""
    if new != again:
        return "The two new passwords differ. Nothing was changed."
    try:
        session.change_password(actor, old, new)
    except NotSignedIn:
        return f"The {present.lower()} is not right. Nothing was changed."
    except Refused as error:
        return str(error)
    return ""
