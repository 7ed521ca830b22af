"""Passwords that are changed while something else happens: nothing of it is undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from appliance.access import SYSTEM
from appliance.access.passwords import Passwords
from appliance.access.throttle import FREE
from appliance.errors import Conflict, NotSignedIn, TooManyAttempts
from appliance.service.auditing.audit import Selection
from appliance.service.people.admin import Admin
from appliance.service.people.sessions import Sessions
from appliance.types import Actor
from tests.service.conftest import House
from tests.service.test_sessions import GOOD, account


class Slow(Passwords):
    """Something else happens while a password is hashed or compared, once."""

    def __init__(self, happens: Callable[[], object]) -> None:
        super().__init__(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self._happens: list[Callable[[], object]] = [happens]

    def hashed(self, password: str) -> str:
        self._happen()
        return super().hashed(password)

    def matches(self, password: str, stored: str | None) -> bool:
        self._happen()
        return super().matches(password, stored)

    def _happen(self) -> None:
        while self._happens:
            self._happens.pop()()


def signed_in(admin: Admin, sessions: Sessions, name: str) -> Actor:
    account(admin, sessions, name, "uploader")
    return sessions.actor(sessions.sign_in(name, GOOD))


def slowly(sessions: Sessions, happens: Callable[[], object]) -> Sessions:
    return replace(sessions._cases, passwords=Slow(happens))


def test_a_new_password_does_not_undo_what_administrators_do_meanwhile(
    admin: Admin, sessions: Sessions
) -> None:
    sessions.ensure_administrator()
    anna = signed_in(admin, sessions, "anna")
    late = slowly(sessions, lambda: admin.change_account(SYSTEM, anna.id, disabled=True))
    late.change_password(anna, GOOD, "another " + GOOD)
    assert [one.disabled for one in admin.accounts(SYSTEM) if one.id == anna.id] == [True]

    bert = signed_in(admin, sessions, "bert")
    given: list[str] = []
    late = slowly(sessions, lambda: given.append(admin.reset_password(SYSTEM, bert.id)))
    with pytest.raises(Conflict):
        late.change_password(bert, GOOD, "another " + GOOD)
    assert sessions.sign_in("bert", given[0])


def test_an_old_password_opens_nothing_once_it_was_changed(
    admin: Admin, sessions: Sessions
) -> None:
    """Not even where it was typed a moment before, and is still being compared."""
    anna = signed_in(admin, sessions, "anna")
    new = "another " + GOOD
    late = slowly(sessions, lambda: sessions.change_password(anna, GOOD, new))
    with pytest.raises(NotSignedIn):
        late.sign_in("anna", GOOD)
    assert sessions.sign_in("anna", new)


def test_the_present_password_is_not_guessed_by_whoever_finds_a_session_open(
    house: House, admin: Admin, sessions: Sessions
) -> None:
    anna = signed_in(admin, sessions, "anna")
    for _ in range(FREE):
        with pytest.raises(NotSignedIn):
            sessions.change_password(anna, "wrong", GOOD)
    with pytest.raises(TooManyAttempts):
        sessions.change_password(anna, GOOD, "another " + GOOD)
    refused = house.appliance.audit.entries(SYSTEM, Selection(action="account.password_refused"))
    assert [line.entry.actor for line in refused] == [anna.id] * FREE
    house.clock.step(minutes=15)
    sessions.change_password(anna, GOOD, "another " + GOOD)
