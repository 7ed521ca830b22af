"""Guessing passwords is slowed down, and nobody is locked out by it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from appliance.access.throttle import EVERYWHERE, FREE, SPRAY
from appliance.errors import NotSignedIn, TooManyAttempts
from appliance.service.people.admin import Admin
from appliance.service.people.sessions import Sessions
from tests.service.conftest import House
from tests.service.test_sessions import GOOD, account


def test_guessing_is_slowed_down_and_ends_with_the_pause(
    house: House, admin: Admin, sessions: Sessions
) -> None:
    account(admin, sessions, "anna", "uploader")
    for _ in range(FREE + 3):
        _fail(house, sessions, "anna", "203.0.113.5")

    with pytest.raises(TooManyAttempts, match="Wait 8 seconds"):
        sessions.sign_in("anna", GOOD, "203.0.113.5")
    assert sessions.sign_in("anna", GOOD, "10.0.0.7"), "her own place is not shut"
    house.clock.step(seconds=8)
    assert sessions.sign_in("anna", GOOD, "203.0.113.5")


def test_many_guesses_at_a_time_are_no_way_around_the_pause(
    house: House, admin: Admin, sessions: Sessions
) -> None:
    account(admin, sessions, "anna", "uploader")
    checked = 0

    def guess(number: int) -> bool:
        try:
            sessions.sign_in("anna", f"guess {number}", "203.0.113.5")
        except NotSignedIn:
            return True  # looked at
        except TooManyAttempts:
            return False
        raise AssertionError("guessed")

    with ThreadPoolExecutor(24) as pool:
        checked = sum(pool.map(guess, range(24)))

    assert checked == FREE


def test_a_right_password_leaves_others_failures_as_they_were(
    house: House, admin: Admin, sessions: Sessions
) -> None:
    """An office behind one address may sign in as often as it likes."""
    account(admin, sessions, "anna", "uploader")
    for _ in range(SPRAY.free + 5):
        sessions.sign_in("anna", GOOD, "198.51.100.7")
    _fail(house, sessions, "ben", "198.51.100.7")
    assert sessions.sign_in("anna", GOOD, "198.51.100.7")


def test_unknown_names_are_slowed_down_alike(house: House, sessions: Sessions) -> None:
    for _ in range(FREE + 3):
        _fail(house, sessions, "nobody", "203.0.113.5")

    with pytest.raises(TooManyAttempts, match="Wait 8 seconds"):
        sessions.sign_in("nobody", "x", "203.0.113.5")


@pytest.mark.parametrize("role", ["administrator", "uploader"])
def test_one_name_is_not_tried_from_everywhere(
    house: House, admin: Admin, sessions: Sessions, role: str
) -> None:
    """All places wait together, as long for every role. Whose account it is gets in where they
    were before, and at the machine itself."""
    account(admin, sessions, "anna", role)
    sessions.sign_in("anna", GOOD, "192.0.2.10")
    for number in range(EVERYWHERE.free + 12):
        house.clock.step(seconds=900)
        with pytest.raises(NotSignedIn):
            sessions.sign_in("anna", "wrong", f"2001:db8:0:{number:x}::1")

    with pytest.raises(TooManyAttempts, match="Wait 900 seconds"):
        sessions.sign_in("anna", "wrong", "2001:db8:0:ffff::1")
    assert sessions.sign_in("anna", GOOD, "192.0.2.10")
    assert sessions.sign_in("anna", GOOD)


def test_one_password_on_many_names_is_slowed_down_by_its_origin(
    house: House, admin: Admin, sessions: Sessions
) -> None:
    account(admin, sessions, "anna", "uploader")
    account(admin, sessions, "root", "administrator")
    sessions.sign_in("root", GOOD, "10.0.0.7")
    for number in range(SPRAY.free + 6):
        with pytest.raises(NotSignedIn):
            sessions.sign_in(f"name{number}", "Winter2026!!", "10.0.0.7")
        house.clock.step(seconds=16)
    with pytest.raises(NotSignedIn):
        sessions.sign_in("name", "Winter2026!!", "10.0.0.7")

    with pytest.raises(TooManyAttempts, match="Wait 15 seconds"):
        sessions.sign_in("anna", GOOD, "10.0.0.7")
    assert sessions.sign_in("anna", GOOD, "10.0.0.8"), "other places are not shut"
    assert sessions.sign_in("root", GOOD, "10.0.0.7"), "nor is this one to who is known here"
    house.clock.step(minutes=11)
    assert sessions.sign_in("anna", GOOD, "10.0.0.7")


@pytest.mark.parametrize("origin", ["", "192.0.2.10"])
def test_nobody_can_keep_the_administrator_out(
    house: House, sessions: Sessions, origin: str
) -> None:
    """Neither before the first sign-in nor later, not even from the administrator's own place."""
    password = sessions.ensure_administrator() or ""
    for known in (password, GOOD):
        for _ in range(40):
            _fail(house, sessions, "administrator", origin)
        house.clock.step(seconds=2)
        token = sessions.sign_in("administrator", known, origin)
        if known == password:
            sessions.change_password(sessions.actor(token), password, GOOD)


def _fail(house: House, sessions: Sessions, name: str, origin: str = "") -> None:
    """A wrong password, again as soon as one may."""
    try:
        sessions.sign_in(name, "wrong", origin)
    except TooManyAttempts as error:
        house.clock.step(seconds=int("".join(filter(str.isdigit, str(error)))))
        with pytest.raises(NotSignedIn):
            sessions.sign_in(name, "wrong", origin)
    except NotSignedIn:
        pass
