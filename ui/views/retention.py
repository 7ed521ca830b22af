"""Retention: how long documents stay, what goes next, what is held, what is gone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from ui import session
from ui.boundary import attempt
from ui.widgets import frame
from ui.widgets.wording import count, doctype_label
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.custody.erasure import Hold
    from appliance.types import Actor

SHOWN = 200
_TOLD = "retention_told"


def render() -> None:
    """Show what will be erased before it is, then holds and what has gone."""
    actor = session.actor()
    frame.heading("Retention", "How long documents stay, and what will be erased before it is.")
    wrong = st.session_state.pop(_TOLD, "")
    if wrong:
        st.error(wrong, icon=":material/error:")
    titles = appliance().forms.titles(actor)
    _rules(actor, titles)
    _plan(actor, titles)
    _holds(actor)
    if "ledger.read" in actor.permissions:
        _gone(actor, titles)


def _rules(actor: Actor, titles: Mapping[str, str]) -> None:
    rules = appliance().retention.rules(actor)
    if not rules.days:
        st.info(
            "Documents stay for ever. An administrator can set a time for each kind "
            "(`retention` in the settings file).",
            icon=":material/all_inclusive:",
        )
        return
    kinds = (
        f"{'all others' if one == '*' else doctype_label(one, titles)}: {count(days, 'day')}"
        for one, days in rules.days.items()
    )
    st.markdown(
        f"{frame.plain('; '.join(kinds))}. "
        f"What is due is shown here {count(rules.notice_days, 'day')} before it is erased."
    )


def _plan(actor: Actor, titles: Mapping[str, str]) -> None:
    st.subheader("Will be erased", anchor=False)
    plan = appliance().retention.plan(actor)
    if not plan:
        st.caption("Nothing is due.")
        return
    names = _names(actor, [one.document_id for one in plan[:SHOWN]])
    st.table(
        [
            {
                "Document": names.get(one.document_id, one.document_id),
                "Kind": frame.plain(doctype_label(one.doctype, titles)),
                "Erased on": "not while it is held" if one.held else f"{one.acts_at:%Y-%m-%d}",
            }
            for one in plan[:SHOWN]
        ]
    )
    if len(plan) > SHOWN:
        st.caption(f"And {len(plan) - SHOWN} more after these.")


def _holds(actor: Actor) -> None:
    st.subheader("Legal holds", anchor=False)
    holds = appliance().erasure.holds(actor)
    if not holds:
        st.caption("No document is held. A hold is placed on a document's own screen.")
    names = _names(actor, [one.document_id for one in holds[:SHOWN]])
    for one in holds[:SHOWN]:
        _held(actor, one, names.get(one.document_id, one.document_id))


def _held(actor: Actor, hold: Hold, name: str) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        why = f"{frame.plain(hold.reason)}, since {hold.placed_at:%Y-%m-%d}"
        st.markdown(f"**{name}**&ensp;:gray[{why}]")
        if "hold.place" in actor.permissions and st.button("Lift", key=f"lift-{hold.document_id}"):
            _, wrong = attempt(lambda: appliance().erasure.release(actor, hold.document_id))
            st.session_state[_TOLD] = wrong
            st.rerun()


def _gone(actor: Actor, titles: Mapping[str, str]) -> None:
    st.subheader("Erased", anchor=False)
    stones = appliance().erasure.tombstones(actor)[::-1]
    if not stones:
        st.caption("Nothing has been erased.")
        return
    for one in stones[:SHOWN]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            kind = doctype_label(one.doctype, titles) or "Document"
            st.markdown(
                f"{frame.plain(kind)}, erased {one.erased_at:%Y-%m-%d %H:%M} UTC"
                f"&ensp;:gray[{frame.plain(one.reason)}]"
            )
            certificate = appliance().erasure.certificate(actor, one.document_id)
            st.download_button(
                "Certificate",
                json.dumps(certificate, indent=2),
                f"erased-{one.document_id}.json",
                "application/json",
                key=f"certificate-{one.document_id}",
                icon=":material/download:",
            )


def _names(actor: Actor, ids: Sequence[str]) -> dict[str, str]:
    return {row.id: frame.plain(row.name) for row in appliance().desk.rows(actor, ids)}
