"""The part of a document's screen about a larger model: why not, the exact text, who lets it go."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256

import streamlit as st

from appliance.service.outward.escalation import (
    AGAINST,
    Escalation,
    Policy,
    Possible,
    Standing,
    told,
)
from appliance.types import Actor, Processed, State
from ui.boundary import attempt
from ui.widgets import frame
from ui.widgets.wording import title
from ui.wiring import appliance

Act = Callable[[Callable[[], object], str], None]

POLICIES = {
    "never": "nothing leaves",
    "ask": "a second person decides",
    "automatic": "sent by itself after the checks",
}
JUDGED = {
    "same": "says the same",
    "proposed": "proposed another value, found in the document",
    "absent": "says it is not there",
    "ungrounded": "answer stands nowhere in the document: not taken",
    "unfit": "answer is no such value: not taken",
    "settled": "a person has decided meanwhile",
}


def part(actor: Actor, document: Processed, act: Act) -> None:
    """Everything about asking outside, folded unless somebody has to decide."""
    if document.state is not State.REVIEW:
        return
    service = appliance().escalations
    possible, asked = service.possible(actor, document.id), service.of(actor, document.id)
    last = asked[-1] if asked else None
    waiting = last is not None and last.standing is Standing.WAITING
    with st.expander("Larger model outside", icon=":material/outbound:", expanded=waiting):
        _policy(actor, document, possible, act)
        if last is not None:
            _question(actor, last, possible, act)
        if last is None or last.standing.over:
            _offer(actor, document, possible, act)


def _policy(actor: Actor, document: Processed, possible: Possible, act: Act) -> None:
    """What holds for this document; looser only for whoever may decide that."""
    holding = possible.policy.value
    st.caption(f"Policy: {holding} ({POLICIES[holding]}).")
    if "off" in possible.reasons or "escalation.request" not in actor.permissions:
        return
    names = list(POLICIES)
    offered = names if "escalation.policy" in actor.permissions else names[: names.index(holding)]
    others = [name for name in offered if name != holding]
    keep = partial(appliance().escalations.set_policy, actor, document.id)
    with st.container(horizontal=True):
        for name in others:
            if st.button(f"{name.capitalize()}, for this document", key=f"policy-{name}"):
                act(partial(keep, Policy(name)), f"For this document: {POLICIES[name]}.")


def _offer(actor: Actor, document: Processed, possible: Possible, act: Act) -> None:
    """Why it is not possible, or the button."""
    for code in possible.reasons:
        st.markdown(f":material/block: {AGAINST[code]}")
    if possible.reasons or "escalation.request" not in actor.permissions:
        return
    names = ", ".join(title(name) for name in possible.fields)
    st.markdown(f"In doubt: **{frame.plain(names)}**")
    if st.button("Prepare a question", icon=":material/edit_note:"):
        act(
            lambda: appliance().escalations.request(actor, document.id),
            "The text is being prepared. Nothing has left.",
        )


def _question(actor: Actor, one: Escalation, possible: Possible, act: Act) -> None:
    st.markdown(told(one))
    if one.payload is not None:
        payload(actor, one, possible.endpoint, act)
    for name, judged in one.judged.items():
        st.markdown(f"{frame.plain(title(name))}: {JUDGED[judged]}")
    stoppable = one.standing is Standing.READY and "escalation.request" in actor.permissions
    if stoppable and st.button("Take it back", key=f"stop-{one.id}", icon=":material/block:"):
        act(
            lambda: appliance().escalations.decline(actor, one.id),
            "Taken back: it does not leave any more.",
        )
    busy = one.standing in (Standing.ASKED, Standing.READY, Standing.ANSWERED)
    if busy and st.button("Look again", icon=":material/refresh:"):
        st.rerun()


def payload(actor: Actor, one: Escalation, endpoint: str, act: Act) -> None:
    """The exact text of a question that was prepared, and who may let it go."""
    service = appliance().escalations
    text, wrong = attempt(lambda: service.preview(actor, one.id))
    if text is None:  # a damaged file ends here, not the screen
        st.error(wrong, icon=":material/error:")
        return
    tries = service.tries(actor, one.id)
    st.markdown("**What the larger model is asked, in plain lines**")
    with st.container(border=True, height=240):
        st.text(_lines(text))
    st.markdown("**What left, byte for byte**" if tries else "**What would leave, byte for byte**")
    st.code(text, language=None, wrap_lines=True, height=320)
    st.caption(f"To {frame.plain(endpoint)} SHA-256 {one.digest}")
    if tries > 1:
        st.caption(f"Handed over {tries} times: a try without an answer may have arrived as well.")
    if one.standing is Standing.WAITING:
        _decide(actor, one, text, act)


def _lines(payload: str) -> str:
    """The question and the document's rows out of the very text that leaves."""
    messages = json.loads(payload)["messages"]
    return "\n".join(said["content"] for said in messages if said["role"] == "user")


def _decide(actor: Actor, one: Escalation, text: str, act: Act) -> None:
    """Approve or decline; whoever asked can only take the request back."""
    service, own = appliance().escalations, one.requested_by == actor.id
    digest = sha256(text.encode()).hexdigest()
    may_approve = not own and "escalation.approve" in actor.permissions
    may_decline = "escalation.request" in actor.permissions
    leave, stay = "Let this text leave", "Take it back" if own else "Decline"
    with st.container(horizontal=True):
        if may_approve and st.button(
            leave, key=f"leave-{one.id}", icon=":material/outbound:", type="primary"
        ):
            act(lambda: service.approve(actor, one.id, digest), "Approved; it is being sent.")
        if may_decline and st.button(stay, key=f"stay-{one.id}", icon=":material/block:"):
            act(lambda: service.decline(actor, one.id), "Nothing was sent.")
    if own:
        st.caption("Somebody else has to approve what you asked for.")
