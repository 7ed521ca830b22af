"""Who is looking at the screen. Every rerun asks the session table again."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st

from appliance.errors import NotFound, NotSignedIn
from appliance.types import Actor
from ui.tickets import SIGNED_OUT, tickets
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.people.sessions import Open

COOKIE = "appliance_session"
PROOF = "X-Appliance-Proxy"
_TOKEN = "session_token"  # noqa: S105 - a key of the session state, no secret
_TICKET = "session_ticket"
_ENDED = "session_ended"
_CLICKED = "session_clicked"


def actor(*, watching: bool = False) -> Actor:
    """The signed-in actor; raises ``NotSignedIn`` as soon as the session is ended or revoked.

    ``watching`` is for parts of a screen that run again by themselves: unless somebody clicked
    in them they do not keep the session from idling out.
    """
    token = _token()
    if not token:
        raise NotSignedIn
    present = bool(st.session_state.pop(_CLICKED, False)) or not watching
    try:
        return appliance().sessions.actor(token, present=present, origin=_origin())
    except NotSignedIn:
        _forget(ended=True)
        raise


def clicked() -> None:
    """Callback of widgets within a watching part: a person is there."""
    st.session_state[_CLICKED] = True


def sign_in(name: str, password: str) -> None:
    """Open a session for this browser; raises ``NotSignedIn`` for a wrong name or password."""
    token = appliance().sessions.sign_in(name, password, _origin())
    st.session_state.clear()
    st.session_state[_TOKEN] = token
    st.session_state[_TICKET] = tickets.issue(token)


def change_password(asking: Actor, old: str, new: str) -> None:
    """Set one's own password; the account's sessions in other browsers end.

    Raises ``NotSignedIn`` where the present password is wrong.
    """
    appliance().sessions.change_password(asking, old, new, _token())


def mine(asking: Actor) -> tuple[Open, ...]:
    """The live sessions of one's account."""
    return appliance().sessions.mine(asking, _token())


def end(asking: Actor, session_id: str) -> None:
    """End another session of one's account; one that is over already is none."""
    with suppress(NotFound):
        appliance().sessions.end(asking, session_id)


def sign_out(*, everywhere: bool = False) -> None:
    """End this session, or all of the account, and take its traces off this browser."""
    token = _token()
    if token and everywhere:
        sessions = appliance().sessions
        asking = sessions.actor(token)
        sessions.revoke(asking, asking.id)
    elif token:
        appliance().sessions.sign_out(token)
    _forget(ended=False)


def ended() -> bool:
    """Whether a session of this browser ended without its user's doing; asked once."""
    return bool(st.session_state.pop(_ENDED, False))


def ticket() -> str | None:
    """What the page posts to set or remove the cookie, if there is something to do."""
    value = st.session_state.get(_TICKET)
    return value if isinstance(value, str) else None


def _origin() -> str:
    """Where a request comes from, for throttling and the ledger; of a proxy on this machine, its
    word."""
    direct = st.context.ip_address  # None for the loopback interface
    if isinstance(direct, str) and direct:
        return direct
    return str(st.context.headers.get("X-Forwarded-For", "")).rpartition(",")[2].strip()


def _token() -> str:
    """This tab's token, at first the one in the browser's cookie."""
    if _TOKEN not in st.session_state:
        st.session_state[_TOKEN] = _brought()
    return str(st.session_state[_TOKEN])


def _brought() -> str:
    """What a new tab comes with: the cookie's session, or in place of one that has ended, or is
    of the person before, another one on the word of the proxy or the provider."""
    token = st.context.cookies.get(COOKIE, "")
    try:
        owner = appliance().sessions.actor(token, present=False)
    except NotSignedIn:
        return _vouched() or token
    single = appliance().single_sign_on
    name = st.context.headers.get(single.header) if single.header else None
    if name and single.replaced(name, st.context.headers.get(PROOF) or "", owner):
        appliance().sessions.sign_out(token)
        return _vouched()
    return token


def _vouched() -> str:
    """A session for whom the proxy or the provider names, once per tab: one that ended stays
    ended."""
    single = appliance().single_sign_on
    try:
        if single.header and (name := st.context.headers.get(single.header)):
            token = single.enter(name, st.context.headers.get(PROOF) or "", _origin())
        elif single.provider and st.user.is_logged_in:
            token = single.vouched(st.user.to_dict(), _origin())
        else:
            return ""
    except NotSignedIn:
        return ""
    st.session_state[_TICKET] = tickets.issue(token)
    return str(token)


def by_provider() -> bool:
    """Whether the browser holds a provider's word for somebody, good or not."""
    return appliance().single_sign_on.provider and bool(st.user.is_logged_in)


def _forget(*, ended: bool) -> None:
    """Drop everything that the screens remember: the next person may be another one."""
    st.session_state.clear()
    st.session_state[_TOKEN] = ""
    st.session_state[_TICKET] = tickets.issue(SIGNED_OUT)
    st.session_state[_ENDED] = ended
