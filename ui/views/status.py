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
    for finding in sorted(findings, key=lambda item: item.ok):
        with st.container(border=True):
            sign = ":green[:material/check_circle:]" if finding.ok else ":red[:material/error:]"
            st.markdown(f"{sign} **{frame.plain(finding.part)}**")
            st.caption(frame.plain(finding.detail))
            if not finding.ok:
                st.markdown(f"How to mend it: {frame.plain(finding.mend)}")
    st.button("Check again", icon=":material/refresh:")
