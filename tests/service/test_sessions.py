"""Signing in and out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from appliance.access import SYSTEM, Permission
from appliance.errors import (
    Conflict,
    NotFound,
    NotPermitted,
    NotSignedIn,
    PasswordUnfit,
    SettingsInvalid,
)
from appliance.service.people.admin import Admin
from appliance.service.people.sessions import Sessions
from tests.service.conftest import House

GOOD = "a password of some length"


def account(admin: Admin, sessions: Sessions, name: str, *roles: str) -> str:
    """An account that has chosen its password; gives its id."""
    first = admin.create_account(SYSTEM, name, roles)
    token = sessions.sign_in(name, first)
    asking = sessions.actor(token)
    sessions.change_password(asking, first, GOOD, token)
    sessions.sign_out(token)
    return asking.id


def test_the_first_start_makes_one_administrator_and_says_its_password_once(
    sessions: Sessions, make_house: Callable[..., House]
) -> None:
    password = sessions.ensure_administrator()

    assert password is not None
    assert sessions.ensure_administrator() is None
    assert make_house().appliance.sessions.ensure_administrator() is None
    assert sessions.sign_in("administrator", password)


def test_there_is_no_default_password(sessions: Sessions) -> None:
    sessions.ensure_administrator()

    for guess in ("", "administrator", "admin", "password"):
        with pytest.raises(NotSignedIn):
            sessions.sign_in("administrator", guess)


def test_before_the_one_time_password_is_changed_nothing_is_allowed(sessions: Sessions) -> None:
    first = sessions.ensure_administrator() or ""
    token = sessions.sign_in("administrator", first)
    asking = sessions.actor(token)
    assert asking.permissions == frozenset()
    assert sessions.must_change(asking)

    sessions.change_password(asking, first, GOOD, token)

    assert sessions.actor(token).permissions == frozenset(Permission)
    assert not sessions.must_change(asking)
    with pytest.raises(NotSignedIn):
        sessions.sign_in("administrator", first)
    assert sessions.sign_in("administrator", GOOD)


def test_a_new_password_has_to_be_good_and_the_present_one_known(sessions: Sessions) -> None:
    first = sessions.ensure_administrator() or ""
    token = sessions.sign_in("administrator", first)
    asking = sessions.actor(token)

    with pytest.raises(NotSignedIn):
        sessions.change_password(asking, "wrong", GOOD)
    for new in ("short", first):
        with pytest.raises(PasswordUnfit):
            sessions.change_password(asking, first, new)


def test_changing_the_password_ends_the_other_sessions(admin: Admin, sessions: Sessions) -> None:
    account(admin, sessions, "anna", "uploader")
    elsewhere, here = sessions.sign_in("anna", GOOD), sessions.sign_in("anna", GOOD)
    sessions.change_password(sessions.actor(here), GOOD, "another " + GOOD, here)

    assert sessions.actor(here).name == "anna"
    with pytest.raises(NotSignedIn):
        sessions.actor(elsewhere)


def test_signing_out_works_on_the_next_click(admin: Admin, sessions: Sessions) -> None:
    account(admin, sessions, "anna", "uploader")
    one, two = sessions.sign_in("anna", GOOD), sessions.sign_in("anna", GOOD)
    sessions.sign_out(one)

    with pytest.raises(NotSignedIn):
        sessions.actor(one)
    asking = sessions.actor(two)
    assert sessions.revoke(asking, asking.id) == 1
    with pytest.raises(NotSignedIn):
        sessions.actor(two)
    for unknown in ("", "x", one):
        with pytest.raises(NotSignedIn):
            sessions.actor(unknown)


def test_only_who_manages_accounts_ends_other_peoples_sessions(
    admin: Admin, sessions: Sessions
) -> None:
    bert = account(admin, sessions, "bert", "uploader")
    account(admin, sessions, "anna", "uploader")
    anna = sessions.actor(sessions.sign_in("anna", GOOD))
    berts = sessions.sign_in("bert", GOOD)

    with pytest.raises(NotPermitted):
        sessions.revoke(anna, bert)
    assert sessions.actor(berts)
    assert sessions.revoke(SYSTEM, bert) == 1


def test_a_session_ends_idle_old_or_while_only_a_screen_refreshes_itself(
    house: House, admin: Admin, sessions: Sessions
) -> None:
    account(admin, sessions, "anna", "uploader")
    busy, watched = sessions.sign_in("anna", GOOD), sessions.sign_in("anna", GOOD)
    for _ in range(3):
        house.clock.step(minutes=11)
        assert sessions.actor(busy)
        if house.clock.now().minute < 30:
            sessions.actor(watched, present=False)

    with pytest.raises(NotSignedIn):
        sessions.actor(watched, present=False)
    for _ in range(36):
        house.clock.step(minutes=20)
        try:
            sessions.actor(busy)
        except NotSignedIn:
            break
    else:
        pytest.fail("twelve hours are over")


def test_tidying_leaves_live_sessions_only(house: House, admin: Admin, sessions: Sessions) -> None:
    account(admin, sessions, "anna", "uploader")
    sessions.sign_in("anna", GOOD)
    house.clock.step(hours=1)
    live = sessions.sign_in("anna", GOOD)
    sessions.tidy()

    assert sessions.actor(live)
    with house.appliance.processing.database.unit(readonly=True) as unit:
        assert unit.accounts.sessions() == 1


def test_accounts_are_made_changed_and_disabled(admin: Admin, sessions: Sessions) -> None:
    anna = account(admin, sessions, "anna", "uploader")
    token = sessions.sign_in("anna", GOOD)
    sessions.ensure_administrator()
    account(admin, sessions, "chief", "administrator")

    admin.change_account(SYSTEM, anna, roles=("reviewer",))
    with pytest.raises(NotSignedIn):
        sessions.actor(token)
    assert Permission.RECORD_APPROVE in sessions.actor(sessions.sign_in("anna", GOOD)).permissions

    admin.change_account(SYSTEM, anna, disabled=True)
    with pytest.raises(NotSignedIn):
        sessions.sign_in("anna", GOOD)
    admin.change_account(SYSTEM, anna, disabled=False)
    again = admin.reset_password(SYSTEM, anna)
    assert sessions.must_change(sessions.actor(sessions.sign_in("anna", again)))
    assert [(one.name, one.roles) for one in admin.accounts(SYSTEM)] == [
        ("anna", ("reviewer",)),
        ("chief", ("administrator",)),
    ]


def test_the_last_administrator_stays(admin: Admin, sessions: Sessions) -> None:
    chief = account(admin, sessions, "chief", "administrator")

    with pytest.raises(Conflict):
        admin.change_account(SYSTEM, chief, disabled=True)
    with pytest.raises(Conflict):
        admin.change_account(SYSTEM, chief, roles=("uploader",))


def test_wrong_names_roles_and_passwords_are_told(admin: Admin) -> None:
    admin.create_account(SYSTEM, "anna", ("uploader",))

    for name in ("anna", "Anna", "\uff41nna", "ann\u00aa"):  # alike to whoever reads them
        with pytest.raises(Conflict):
            admin.create_account(SYSTEM, name, ("uploader",))
    with pytest.raises(SettingsInvalid):
        admin.create_account(SYSTEM, "a name with blanks", ("uploader",))
    with pytest.raises(SettingsInvalid):
        admin.create_account(SYSTEM, "bert", ("king",))
    with pytest.raises(PasswordUnfit):
        admin.create_account(SYSTEM, "bert", ("uploader",), "short")
    with pytest.raises(NotFound):
        admin.reset_password(SYSTEM, "f" * 32)


def test_the_ledger_knows_accounts_by_pseudonym_only(
    house: House, admin: Admin, sessions: Sessions
) -> None:
    anna = account(admin, sessions, "anna", "uploader")
    with pytest.raises(NotSignedIn):
        sessions.sign_in("anna", "wrong")

    with house.appliance.processing.database.unit(readonly=True) as unit:
        entries = unit.ledger.of(anna)
    assert [entry.action for entry in entries] == [
        "account.created",
        "session.opened",
        "account.password_changed",
        "session.closed",
        "session.refused",
    ]
    assert "'anna'" not in repr(entries)
