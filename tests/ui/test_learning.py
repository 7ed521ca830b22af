"""What approvals have taught is told in plain sentences, with n and an interval."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from appliance.access import ROLES, actor
from tests.ui.conftest import words
from ui.screens import allowed


def test_each_kind_says_what_it_was_taught_how_right_it_is_and_what_is_lacking(
    screen: Callable[..., AppTest],
) -> None:
    at = screen("learning")
    said = words(at)

    assert "Learnt from 24 approved documents (today" in said
    assert "1 field is found that way now" in said
    assert at.table[0].value.to_dict("records") == [
        {"Field": "Total", "Right": "22 of 24 (74 to 98 %)", "Before": "9 of 24"}
    ]
    assert "It learns for the first time after 4 more approvals." in said
    assert "Learnt from 8 approved documents" in said
    assert "no field is found better than before yet" in said


def test_kinds_that_come_fitted_tell_their_approvals_and_what_is_trusted_because_of_them(
    screen: Callable[..., AppTest],
) -> None:
    at = screen("learning")
    assert at.table[1].value.to_dict("records") == [
        {
            "Kind": "Receipt",
            "Approved documents": "120",
            "Accepted unseen since": "Currency (118 of 119 right)",
        },
        {"Kind": "Invoice", "Approved documents": "12", "Accepted unseen since": "–"},
    ]


def test_those_who_approve_and_those_who_look_on_have_the_screen() -> None:
    have = {
        role
        for role in ROLES
        if "learning" in {screen.address for screen in allowed(actor("a" * 32, role, (role,)))}
    }
    assert have == {"reviewer", "auditor", "administrator"}
