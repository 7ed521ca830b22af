"""The part of a document's screen about whether it may be read, stays, or goes."""

from __future__ import annotations

import streamlit as st

from appliance.types import Actor, Processed
from ui.boundary import attempt
from ui.widgets import frame
from ui.wiring import appliance

LOCKED = ("password_required", "wrong_password")
INFECTED = "infected"
CODE = "Letters, digits and . _ : / - only, for example gdpr-17 or case/4711: the ledger shows it."
_TOLD = "custody_told"


def told() -> None:
    """What the last action on this part led to."""
    good, wrong = st.session_state.pop(_TOLD, ("", ""))
    if wrong:
        st.error(wrong, icon=":material/error:")
    elif good:
        st.success(good, icon=":material/check_circle:")


def unlock(actor: Actor, document: Processed) -> None:
    """A protected file's password: used once, by the reader on this machine."""
    if document.problem is None or document.problem.code not in LOCKED:
        return
    if "document.submit" not in actor.permissions:
        return
    with st.form("unlock", clear_on_submit=True):
        password = st.text_input("Password of this file", type="password", autocomplete="off")
        st.caption("It is kept encrypted until the file has been read, then destroyed.")
        sent = st.form_submit_button("Open the file", type="primary", icon=":material/lock_open:")
    if sent and password:
        _, wrong = attempt(lambda: appliance().unlocking.unlock(actor, document.id, password))
        st.session_state[_TOLD] = ("", wrong)
        st.rerun()


def release(actor: Actor, document: Processed) -> None:
    """Ask that what the virus scanner set aside be read all the same."""
    infected = document.problem is not None and document.problem.code == INFECTED
    if not infected or "release.propose" not in actor.permissions:
        return
    with st.form("release", clear_on_submit=True):
        st.markdown("Is the scanner wrong? Somebody else has to agree before the file is read.")
        reason = st.text_input("Reason, as a code", help=CODE, max_chars=64)
        sent = st.form_submit_button("Ask for its release")
    if sent:
        _, wrong = attempt(lambda: appliance().release.propose(actor, document.id, reason.strip()))
        st.session_state[_TOLD] = ("Asked. It waits for a second person.", wrong)
        st.rerun()


def keep_or_erase(actor: Actor, document: Processed) -> None:
    """A legal hold, and the request to erase."""
    may_hold = "hold.place" in actor.permissions
    may_ask = "erasure.propose" in actor.permissions
    if not (may_hold or may_ask) or "retention.read" not in actor.permissions:
        return
    standing = appliance().erasure.standing(actor, document.id)
    if standing.hold:
        st.warning(
            f"Legal hold ({frame.plain(standing.hold.reason)}): nothing erases this document.",
            icon=":material/gavel:",
        )
    elif standing.asked:
        st.warning(
            "Somebody asked that this document be erased. It waits for a second person.",
            icon=":material/hourglass_top:",
        )
    with st.expander("Keep or erase", icon=":material/policy:"):
        left, right = st.columns(2, gap="large")
        with left:
            if may_hold and not standing.hold:
                _hold(actor, document)
            elif standing.hold:
                st.caption("The hold is lifted on the screen Retention.")
        with right:
            if may_ask and not standing.asked and not standing.hold:
                _ask(actor, document)


def _hold(actor: Actor, document: Processed) -> None:
    with st.form("hold", clear_on_submit=True, border=False):
        st.markdown("**Legal hold**: neither people nor retention can erase it.")
        reason = st.text_input("Reason, as a code", help=CODE, max_chars=64, key="hold-reason")
        sent = st.form_submit_button("Place the hold", icon=":material/gavel:")
    if sent:
        _, wrong = attempt(lambda: appliance().erasure.hold(actor, document.id, reason.strip()))
        st.session_state[_TOLD] = ("The document is held.", wrong)
        st.rerun()


def _ask(actor: Actor, document: Processed) -> None:
    with st.form("erase", clear_on_submit=True, border=False):
        st.markdown("**Erase for ever**: with all that came in it, once somebody else agrees.")
        reason = st.text_input("Reason, as a code", help=CODE, max_chars=64, key="erase-reason")
        sent = st.form_submit_button("Ask for erasure", icon=":material/delete_forever:")
    if sent:
        _, wrong = attempt(lambda: appliance().erasure.propose(actor, document.id, reason.strip()))
        st.session_state[_TOLD] = ("Asked. It waits for a second person.", wrong)
        st.rerun()
