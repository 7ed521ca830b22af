"""The steps of a document on its way, with the present one marked."""

from __future__ import annotations

import streamlit as st

from appliance.types import State

STEPS = {
    State.RECEIVED: "Reading the pages",
    State.READ: "Finding out what it is",
    State.CLASSIFIED: "Finding the values",
    State.EXTRACTED: "Checking the values",
}


def steps(state: State) -> None:
    """Show which steps are behind, which one is at work, which are to come."""
    st.info("This document is being worked on. The page follows by itself.")
    order = list(STEPS)
    present = order.index(state) if state in STEPS else len(order)
    for index, label in enumerate(STEPS.values()):
        if index < present:
            st.markdown(f":green[:material/check_circle:] {label}")
        elif index == present:
            st.markdown(f":blue[:material/autorenew:] **{label} …**")
        else:
            st.markdown(f":gray[:material/radio_button_unchecked: {label}]")
