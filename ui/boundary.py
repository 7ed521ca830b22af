"""The error boundary of the screens: a sentence for people, a type name for the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from appliance.errors import ApplianceError, Misconfigured, NotSignedIn

log = logging.getLogger("appliance.console")


def explain(error: Exception) -> str:
    """What to tell a person. An unforeseen error gets an id that stands in the log as well.

    Its message is neither shown nor logged: it may hold document text.
    """
    if isinstance(error, Misconfigured):
        return f"{error} Please tell your administrator."
    if isinstance(error, ApplianceError):
        return str(error)
    number = secrets.token_hex(4)
    log.error("screen failed: error_id=%s error_type=%s", number, type(error).__name__)
    return (
        "Something went wrong on this screen. Your documents are safe. "
        f"If it happens again, tell your administrator this number: {number}."
    )


def show(error: Exception) -> bool:
    """Show an error that left a screen; ``True`` tells Streamlit to show nothing itself."""
    st.error(explain(error), icon=":material/error:")
    return True


@contextmanager
def boundary() -> Iterator[None]:
    """Around every screen. A session that ended leads to the sign-in screen."""
    try:
        yield
    except NotSignedIn:
        st.rerun()
    except Exception as error:  # noqa: BLE001 - the one place where a screen's errors end
        show(error)
