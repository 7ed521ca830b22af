"""Accounts: who may sign in and what they may do, for administrators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from ui import session
from ui.boundary import attempt
from ui.widgets import frame
from ui.widgets.wording import count, moment
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.people.admin import AccountRow
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
        notes = [roles, *_notes(account)]
        st.markdown(f"**{frame.plain(account.name)}**&ensp;{'&ensp;'.join(notes)}")
        if account.id == actor.id:
            st.caption("This is you.", width="content")
            return
        with st.popover("Change", icon=":material/edit:"):
            _change(actor, account)


def _notes(account: AccountRow) -> Iterator[str]:
    if account.disabled:
        yield ":red-badge[Locked]"
    if account.must_change:
        yield ":gray-badge[Has to choose a password]"
    if account.seen_at:
        last = moment(max(account.seen_at), datetime.now(UTC))
        yield f":gray[{count(len(account.seen_at), 'session')}, last used {last}]"


def _change(actor: Actor, account: AccountRow) -> None:
    """Roles, password, sessions, lock."""
    admin = appliance().admin
    chosen = st.multiselect(
        "May do",
        list(ROLES),
        default=[role for role in account.roles if role in ROLES],
        format_func=lambda role: ROLES[role].split(":")[0],
        key=f"roles-{account.id}",
    )
    roles = tuple(chosen)
    unchanged = set(roles) == set(account.roles) or not roles
    if st.button("Save roles", key=f"save-{account.id}", disabled=unchanged, type="primary"):
        _done(account, lambda: admin.change_account(actor, account.id, roles=roles))
    if st.button("New one-time password", key=f"reset-{account.id}", width="stretch"):
        _done(account, lambda: admin.reset_password(actor, account.id))
    if st.button(
        "End all sessions",
        key=f"end-{account.id}",
        disabled=not account.seen_at,
        width="stretch",
    ):
        _done(account, lambda: appliance().sessions.revoke(actor, account.id))
    lock = "Unlock" if account.disabled else "Lock"
    if st.button(lock, key=f"lock-{account.id}", width="stretch"):
        locked = not account.disabled
        _done(account, lambda: admin.change_account(actor, account.id, disabled=locked))


def _done(account: AccountRow, act: Callable[[], object]) -> None:
    """Do it; only a new password is worth showing."""
    result, wrong = attempt(act)
    password = result if isinstance(result, str) else ""
    st.session_state["accounts_told"] = (account.name, password, wrong)
    st.rerun()
