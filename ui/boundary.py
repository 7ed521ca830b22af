"""The error boundary of the screens: a sentence for people, a type name for the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from appliance.errors import ApplianceError, Misconfigured, NotSignedIn

T = TypeVar("T")

log = logging.getLogger(__name__)


def explain(error: Exception) -> str:
    """What to tell a person. An unforeseen error gets an id that stands in the log as well.

    Its message is neither shown nor logged: it may hold document text.
    """
    if isinstance(error, Misconfigured):
        return f"{error} Please tell your administrator."
    if isinstance(error, ApplianceError):
        return str(error)
    number = secrets.token_hex(4)
    log.error("screen failed", extra={"number": number, "kind": type(error).__name__})
    return (
        "Something went wrong on this screen. Your documents are safe. "
        f"If it happens again, tell your administrator this number: {number}."
    )


def show(error: Exception) -> bool:
    """Show an error that left a screen; ``True`` tells Streamlit to show nothing itself."""
    st.error(explain(error), icon=":material/error:")
    return True


def attempt(action: Callable[[], T]) -> tuple[T | None, str]:
    """The result of one action and an empty sentence, or nothing and the sentence to show.

    For screens that go on after a failure: one bad file must not keep the others out.
    """
    try:
        return action(), ""
    except NotSignedIn:
        raise
    except Exception as error:  # noqa: BLE001 - see the module: where a screen's errors end
        return None, explain(error)


@contextmanager
def boundary() -> Iterator[None]:
    """Around every screen. A session that ended leads to the sign-in screen."""
    try:
        yield
    except NotSignedIn:
        st.rerun()
    except Exception as error:  # noqa: BLE001 - see the module: where a screen's errors end
        show(error)
