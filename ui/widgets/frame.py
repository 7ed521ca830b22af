"""What every screen has around it: title, style, the cookie keeper."""

from __future__ import annotations

from functools import cache

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from ui.widgets.assets import asset, location

NAME = "Appliance"
MARK, LOGO = location("mark.svg"), location("logo.svg")


def page() -> None:
    """Set the window's title and our few style rules."""
    # our own picture: Streamlit would have the browser fetch an icon by name from a font service
    st.set_page_config(page_title=NAME, page_icon=MARK, layout="wide")
    st.logo(LOGO, size="large")
    st.html(f"<style>{asset('frame.css')}</style>")


@cache
def _cookie_keeper() -> ComponentRenderer:
    return st.components.v2.component("appliance_cookie", js=asset("cookie.js"))


def keep_cookie(ticket: str | None, path: str) -> None:
    """Have the page exchange a ticket for the session cookie (or its removal)."""
    if ticket:
        _cookie_keeper()(key="cookie", data={"ticket": ticket, "path": path}, height=1)


def heading(title: str, sentence: str = "") -> None:
    """A screen's title with one sentence that says what it is for."""
    st.title(title, anchor=False)
    if sentence:
        st.markdown(sentence)


_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()<>#+-.!|~$:&"})


def plain(text: str) -> str:
    """Text from outside, for places that understand Markdown: shown letter by letter."""
    # a word joiner, which nobody sees, keeps addresses from becoming links
    return text.translate(_MARKDOWN).replace("@", "\u2060@").replace("\n", " ")
