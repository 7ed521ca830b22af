"""Which screens there are, their addresses, and whose they are.

Leaving a screen out of somebody's menu is only manners: each use case asks for its permission.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from appliance.types import Actor
from ui.address import DOCUMENT, DOCUMENTS, REDACTION
from ui.views import (
    account,
    accounts,
    document,
    documents,
    inbox,
    learning,
    ledger,
    redaction,
    requests,
    retention,
    status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A screen; an empty ``permission`` means that everybody has it."""

    address: str
    render: Callable[[], None]
    title: str
    icon: str
    permission: str = ""
    in_menu: bool = True


SCREENS = (
    Screen(
        address="send",
        render=inbox.render,
        title="Send documents",
        icon=":material/upload_file:",
        permission="document.submit",
    ),
    Screen(
        address=DOCUMENTS,
        render=documents.render,
        title="Documents",
        icon=":material/folder_open:",
        permission="document.read",
    ),
    Screen(
        address=DOCUMENT,
        render=document.render,
        title="Document",
        icon=":material/description:",
        permission="document.read",
        in_menu=False,
    ),
    Screen(
        address="requests",
        render=requests.render,
        title="Requests",
        icon=":material/how_to_reg:",
        permission="escalation.approve",
    ),
    Screen(
        address="retention",
        render=retention.render,
        title="Retention",
        icon=":material/auto_delete:",
        permission="retention.read",
    ),
    Screen(
        address="learning",
        render=learning.render,
        title="Learning",
        icon=":material/school:",
        permission="learning.read",
    ),
    Screen(
        address="ledger",
        render=ledger.render,
        title="Ledger",
        icon=":material/account_tree:",
        permission="ledger.read",
    ),
    Screen(
        address=REDACTION,
        render=redaction.render,
        title="Redact",
        icon=":material/ink_eraser:",
        permission="redaction.make",
        in_menu=False,
    ),
    Screen(
        address="status",
        render=status.render,
        title="Status",
        icon=":material/monitor_heart:",
        permission="installation.check",
    ),
    Screen(
        address="accounts",
        render=accounts.render,
        title="Accounts",
        icon=":material/group:",
        permission="account.manage",
    ),
    Screen(address="account", render=account.render, title="My account", icon=":material/person:"),
)


def allowed(actor: Actor) -> tuple[Screen, ...]:
    """The screens that an actor can use, in the menu's order."""
    return tuple(
        screen
        for screen in SCREENS
        if not screen.permission or screen.permission in actor.permissions
    )


def navigation(actor: Actor | None) -> st.Page:
    """Register the screens and return the one that was asked for.

    Nobody is signed in: all addresses stay known, so that a deep link survives the sign-in,
    but no menu is shown.
    """
    screens = SCREENS if actor is None else allowed(actor)
    pages = [
        st.Page(
            screen.render,
            title=screen.title,
            icon=screen.icon,
            url_path=screen.address,
            visibility="visible" if screen.in_menu else "hidden",
        )
        for screen in screens
    ]
    # the page at the root has no other address: were it one of the screens, that one's own
    # address would be unknown, to some roles and not to others
    home = st.Page(
        lambda: st.switch_page(pages[0]),
        title="Start",
        url_path="start",
        default=True,
        visibility="hidden",
    )
    return st.navigation([home, *pages], position="hidden" if actor is None else "top")
