"""Accounts: who may sign in and what they may do, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from ui import session
from ui.boundary import attempt
from ui.widgets import frame
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.admin import AccountRow
    from appliance.types import Actor

ROLES = {
    "uploader": "Uploader: sends documents and sees their own",
    "reviewer": "Reviewer: sees all documents, corrects and approves",
    "auditor": "Auditor: sees everything and changes nothing",
    "administrator": "Administrator: may do everything",
}


def render() -> None:
    """Show the accounts, and the form for a new one."""
    actor = session.actor()
    frame.heading("Accounts", "Who may sign in, and what they may do.")
    _told()
    with st.expander("New account", icon=":material/person_add:"):
        _new(actor)
    for account in appliance().admin.accounts(actor):
        _account(actor, account)


def _told() -> None:
    """What the last action led to; a one-time password is shown this once."""
    name, password, wrong = st.session_state.pop("accounts_told", ("", "", ""))
    if wrong:
        st.error(wrong, icon=":material/error:")
    elif password:
        st.success(
            f"The one-time password of **{frame.plain(name)}** is shown only now. "
            "Hand it over; it has to be changed at the first sign-in.",
            icon=":material/key:",
        )
        st.code(password, language=None)


def _new(actor: Actor) -> None:
    with st.form("new-account", clear_on_submit=True, border=False):
        name = st.text_input("Name", help="Letters, digits and . @ + - _", max_chars=64)
        role = st.selectbox("May do", list(ROLES), format_func=ROLES.__getitem__)
        sent = st.form_submit_button("Create account", type="primary")
    if sent:
        password, wrong = attempt(
            lambda: appliance().admin.create_account(actor, name.strip(), (role,))
        )
        st.session_state["accounts_told"] = (name.strip(), password, wrong)
        st.rerun()


def _account(actor: Actor, account: AccountRow) -> None:
    """One account with what can be done about it."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        roles = ", ".join(ROLES.get(role, role).split(":")[0] for role in account.roles)
        notes = [roles]
        if account.disabled:
            notes.append(":red-badge[Locked]")
        if account.must_change:
            notes.append(":gray-badge[Has to choose a password]")
        st.markdown(f"**{frame.plain(account.name)}**&ensp;{'&ensp;'.join(notes)}")
        if account.id == actor.id:
            st.caption("This is you.", width="content")
            return
        if st.button("New one-time password", key=f"reset-{account.id}"):
            password, wrong = attempt(lambda: appliance().admin.reset_password(actor, account.id))
            st.session_state["accounts_told"] = (account.name, password, wrong)
            st.rerun()
        if st.button("Unlock" if account.disabled else "Lock", key=f"lock-{account.id}"):
            _, wrong = attempt(
                lambda: appliance().admin.change_account(
                    actor, account.id, disabled=not account.disabled
                )
            )
            st.session_state["accounts_told"] = ("", "", wrong)
            st.rerun()
