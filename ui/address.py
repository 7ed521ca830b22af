"""Addresses of screens, for links and for jumps from one screen to another."""

from __future__ import annotations

from typing import NoReturn
from urllib.parse import quote

import streamlit as st

DOCUMENT = "document"
DOCUMENTS = "documents"
REDACTION = "redaction"
ID = "id"


def document_href(document_id: str) -> str:
    """The deep link to a document, relative to the console's root."""
    return f"{DOCUMENT}?{ID}={quote(document_id, safe='')}"


def open_document(document_id: str) -> NoReturn:
    """Go to a document's screen."""
    st.switch_page(_page(DOCUMENT), query_params={ID: document_id})


def open_redaction(document_id: str) -> NoReturn:
    """Go to the redaction of a document."""
    st.switch_page(_page(REDACTION), query_params={ID: document_id})


def open_list() -> NoReturn:
    """Go to the list of documents."""
    st.switch_page(_page(DOCUMENTS))


def asked_for() -> str:
    """The document named in the address, or an empty string."""
    return st.query_params.get(ID, "")


def _page(address: str) -> st.Page:
    """A page by its address: Streamlit knows pages by their address alone."""
    return st.Page(_nothing, title=address, url_path=address)


def _nothing() -> None:
    """Stands in for the view, which is registered by ``ui.screens``."""
