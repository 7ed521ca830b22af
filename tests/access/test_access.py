"""Permissions, passwords, session lifetimes and throttling: the rules by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from appliance.access import ROLES, SYSTEM, Permission, actor, require
from appliance.access.passwords import Passwords, one_time, weakness
from appliance.access.throttle import FREE, GUESSING, KNOWN, SPRAY, pause, place, wait
from appliance.access.tokens import Lifetime, new_token, token_hash
from appliance.errors import NotPermitted

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_what_is_not_granted_is_denied() -> None:
    nobody = actor("n", "nobody", ("no-such-role",))

    for permission in Permission:
        with pytest.raises(NotPermitted):
            require(nobody, permission)
        require(SYSTEM, permission)


def test_an_auditor_looks_and_changes_nothing() -> None:
    changing = {
        Permission.DOCUMENT_SUBMIT,
        Permission.DOCUMENT_RETRY,
        Permission.RECORD_CORRECT,
        Permission.RECORD_APPROVE,
        Permission.ACCOUNT_MANAGE,
    }

    assert not ROLES["auditor"] & changing
    assert Permission.LEDGER_READ in ROLES["auditor"]


def test_several_roles_add_up() -> None:
    both = actor("b", "both", ("uploader", "auditor"))

    require(both, Permission.DOCUMENT_SUBMIT)
    require(both, Permission.LEDGER_READ)


def test_only_the_right_password_matches() -> None:
    passwords = Passwords()
    stored = passwords.hashed("correct horse battery")

    assert stored.startswith("$argon2id$v=19$m=65536,t=3,")
    assert stored != passwords.hashed("correct horse battery")
    assert passwords.matches("correct horse battery", stored)
    assert not passwords.matches("correct horse batterz", stored)
    assert not passwords.matches("correct horse battery", None)
    assert not passwords.matches("x", "not a hash")


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaa", "my-anna-password", "x" * 201])
def test_weak_passwords_are_refused_with_a_sentence(password: str) -> None:
    assert (weakness(password, "Anna") or "").startswith("A password ")


def test_one_time_passwords_are_good_enough_and_never_the_same() -> None:
    made = {one_time() for _ in range(50)}

    assert len(made) == 50
    assert not any(weakness(password, "administrator") for password in made)


def test_a_token_is_long_and_not_what_is_stored() -> None:
    token = new_token()

    assert len(token) >= 43
    assert token.encode() not in token_hash(token)


def test_sessions_end_idle_or_old() -> None:
    lifetime = Lifetime(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
    minute = timedelta(minutes=1)

    assert not lifetime.over(NOW, NOW, NOW + 29 * minute)
    assert lifetime.over(NOW, NOW, NOW + 31 * minute)
    late = NOW + timedelta(hours=13)
    assert lifetime.over(NOW, late - minute, late)
    assert not lifetime.over(NOW, NOW, NOW - 29 * minute)
    assert lifetime.over(NOW, NOW, NOW - 31 * minute)  # else it would idle on for as long


def test_pauses_grow_and_are_bounded() -> None:
    assert [pause(n).seconds for n in range(FREE + 4)] == [
        *[0] * FREE, 1, 2, 4, 8,
    ]  # fmt: skip
    for patience in (GUESSING, SPRAY, KNOWN):
        assert pause(10_000, patience) == patience.longest


def test_a_clock_set_back_refuses_nobody() -> None:
    assert wait(50, NOW, NOW + timedelta(seconds=1))
    assert not wait(50, NOW, NOW - timedelta(hours=2))


def test_one_customer_s_addresses_are_one_place() -> None:
    assert place("2001:db8:1:2::1") == place("2001:db8:1:2:ffff::9") != place("2001:db8:1:3::1")
    assert place("::ffff:192.0.2.7") == place("192.0.2.7") != place("192.0.2.8")
    assert place("") == ""
