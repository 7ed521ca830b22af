"""Single sign-on: a proxy vouches for people, accounts and roles stay ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from appliance.access import SYSTEM
from appliance.errors import NotSignedIn
from tests.service.conftest import House

SECRET = "only the proxy knows this"


@pytest.fixture
def behind(make_house: Callable[..., House]) -> House:
    return make_house(identity_header="X-Remote-User", identity_secret=SECRET)


def test_whom_the_proxy_names_is_signed_in_with_our_roles(behind: House) -> None:
    sessions = behind.appliance.sessions
    first = behind.appliance.admin.create_account(SYSTEM, "ann@example.org", ("reviewer",))

    who = sessions.actor(behind.appliance.single_sign_on.enter("ann@example.org", SECRET))

    assert "record.approve" in who.permissions
    assert "account.manage" not in who.permissions
    with pytest.raises(NotSignedIn):  # the one-time password is void
        sessions.sign_in("ann@example.org", first)
    entries = behind.appliance.audit.entries(SYSTEM)
    details = entries[-2].entry.details
    assert (details["by"], details["session"]) == ("proxy", who.session)


@pytest.mark.parametrize("proof", ["", "guess", SECRET + " ", SECRET[:-1]])
def test_without_the_proxys_secret_nobody_gets_in(behind: House, proof: str) -> None:
    behind.appliance.admin.create_account(SYSTEM, "ann", ("administrator",))
    with pytest.raises(NotSignedIn):
        behind.appliance.single_sign_on.enter("ann", proof)


def test_who_has_no_account_here_does_not_get_in_and_none_is_made(behind: House) -> None:
    with pytest.raises(NotSignedIn):
        behind.appliance.single_sign_on.enter("stranger", SECRET)
    assert behind.appliance.admin.accounts(SYSTEM) == ()


def test_a_disabled_account_stays_out_and_its_session_ends_at_the_next_click(behind: House) -> None:
    sessions, admin = behind.appliance.sessions, behind.appliance.admin
    admin.create_account(SYSTEM, "boss", ("administrator",))
    admin.create_account(SYSTEM, "ann", ("reviewer",))
    token = behind.appliance.single_sign_on.enter("ann", SECRET)
    ann = sessions.actor(token)
    admin.change_account(SYSTEM, ann.id, disabled=True)

    with pytest.raises(NotSignedIn):
        sessions.actor(token)
    with pytest.raises(NotSignedIn):
        behind.appliance.single_sign_on.enter("ann", SECRET)


def test_without_a_secret_no_header_counts(make_house: Callable[..., House]) -> None:
    house = make_house(identity_header="X-Remote-User")
    house.appliance.admin.create_account(SYSTEM, "ann", ("reviewer",))
    assert house.appliance.single_sign_on.header == ""
    with pytest.raises(NotSignedIn):
        house.appliance.single_sign_on.enter("ann", "")
