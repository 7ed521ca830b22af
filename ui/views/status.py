"""Status: what the appliance says about its own parts, for administrators and auditors."""

from __future__ import annotations

import streamlit as st

from ui import session
from ui.widgets import frame
from ui.widgets.wording import count
from ui.wiring import appliance


def render() -> None:
    """Show every finding, broken parts first, with how to mend them."""
    frame.heading("Status", "Every part of the appliance was just checked.")
    with st.spinner("Checking every part …"):
        findings = appliance().admin.doctor(session.actor())
    broken = [finding for finding in findings if not finding.ok]
    if broken:
        st.error(f"{count(len(broken), 'part needs', 'parts need')} attention.")
    else:
        st.success("Everything works.", icon=":material/check_circle:")
    for finding in broken:
        with st.container(border=True):
            st.markdown(f":red[:material/error:] **{frame.plain(finding.part)}**")
            st.markdown(frame.plain(finding.detail))
            st.markdown(f"**How to mend it:** {frame.plain(finding.mend)}")
    with st.container(border=True):
        for finding in findings:
            if finding.ok:
                st.markdown(
                    f":green[:material/check_circle:] **{frame.plain(finding.part)}**&ensp;"
                    f":gray[{frame.plain(finding.detail)}]"
                )
    st.button("Check again", icon=":material/refresh:")
