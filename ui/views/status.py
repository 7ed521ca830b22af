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
    _backup()
    st.button("Check again", icon=":material/refresh:")


def _backup() -> None:
    """When the last backup was made, and what would be lost without another one."""
    last = appliance().backup.last(session.actor())
    st.subheader("Backup", anchor=False)
    if last.made_at is None:
        st.warning(
            "No backup was ever made here. `appliance backup` makes one; a timer can do so daily.",
            icon=":material/backup:",
        )
        return
    since = count(last.entries_since, "entry", "entries")
    st.markdown(f"The last one was made {last.made_at:%Y-%m-%d %H:%M} UTC; {since} since.")
    if last.keys_at is not None:
        st.markdown(f"Its keys were last written {last.keys_at:%Y-%m-%d %H:%M} UTC.")
    elif last.keys_named:
        st.error("Its keys are not where the settings say. Nothing opens without them.")
    else:
        st.caption("`backup_keys_dir` in the settings file names a place where keys are kept.")
