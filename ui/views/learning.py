"""Learning: what approvals have taught each kind of document, and how right that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from ui import session
from ui.widgets import frame
from ui.widgets.wording import count, doctype_label, moment, title
from ui.wiring import appliance

if TYPE_CHECKING:
    from appliance.service.quality.improvement import Proof, TaughtType


def render() -> None:
    """Show the kinds that learn by themselves one by one, then those that come fitted."""
    actor = session.actor()
    frame.heading("Learning", "What people's approvals have taught, kind by kind.")
    found, titles = appliance().improvement.types(actor), appliance().forms.titles(actor)
    own = [one for one in found if one.lacking is not None]
    for one in own:
        _own(one, titles)
    if not own:
        st.info(
            "No kind of document here learns its fields from approvals: all of them come fitted.",
            icon=":material/school:",
        )
    _fitted([one for one in found if one.lacking is None], titles)


def _own(one: TaughtType, titles: Mapping[str, str]) -> None:
    with st.container(border=True):
        number = count(one.approved, "approved document")
        st.markdown(f"**{frame.plain(doctype_label(one.doctype, titles))}**&ensp;:gray[{number}]")
        st.markdown(_sentence(one))
        if one.fields:
            st.table([_row(name, proof) for name, proof in one.fields.items()])
            st.caption(
                "Right: on approved documents that were held back while the others taught; in "
                "brackets the 95 % interval of the share. Before: found without being taught."
            )


def _sentence(one: TaughtType) -> str:
    if one.taught_at is None:
        if one.lacking:
            return f"It learns for the first time after {count(one.lacking, 'more approval')}."
        return "It learns for the first time within the hour."
    at = moment(one.taught_at, datetime.now(UTC))
    learnt = f"Learnt from {count(one.documents, 'approved document')} ({at})"
    if not one.fields:
        return f"{learnt}: no field is found better than before yet."
    return f"{learnt}: {count(len(one.fields), 'field is', 'fields are')} found that way now."


def _row(name: str, proof: Proof) -> dict[str, str]:
    low, high = proof.interval
    return {
        "Field": frame.plain(title(name)),
        "Right": f"{proof.right} of {proof.labelled} ({low * 100:.0f} to {high * 100:.0f} %)",
        "Before": f"{proof.before} of {proof.labelled}",
    }


def _fitted(found: Sequence[TaughtType], titles: Mapping[str, str]) -> None:
    if not found:
        return
    st.subheader("Kinds that come fitted", anchor=False)
    st.caption(
        "Their fields were fitted before they came here. Approvals teach them who sends documents: "
        "what was confirmed of a sender is known in the next one. Fields that nobody had counted "
        "are checked by a person until approvals show that they are right (98 %, and with 95 % "
        "certainty more than 96.5 %)."
    )
    st.table(
        [
            {
                "Kind": frame.plain(doctype_label(one.doctype, titles)),
                "Approved documents": str(one.approved),
                "Accepted unseen since": _trusted(one) or "–",
            }
            for one in found
        ]
    )


def _trusted(one: TaughtType) -> str:
    return ", ".join(
        f"{frame.plain(title(name))} ({proof.right} of {proof.labelled} right)"
        for name, proof in one.fields.items()
    )
