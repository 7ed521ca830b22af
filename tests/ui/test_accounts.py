from __future__ import annotations

from tests.ui.conftest import words
from tests.ui.test_document import labels, press


def test_a_new_account_gets_a_password_that_is_shown_once(screen, fake):
    at = screen("accounts")

    at.text_input[0].input("Olga")
    at.selectbox[0].select("reviewer")
    at = press(at, "Create account")

    assert fake.admin.rows[-1].roles == ("reviewer",)
    assert at.code[0].value == "abcd-efgh-ijkl-mnop"
    assert not at.run().code


def test_a_name_in_use_is_told(screen):
    at = screen("accounts")

    at.text_input[0].input("Uwe")
    at = press(at, "Create account")

    assert "There is an account of this name." in words(at)


def test_an_account_is_locked_and_unlocked(screen, fake):
    at = press(screen("accounts"), "Lock")
    assert fake.admin.rows[1].disabled
    assert "Locked" in words(at)

    press(at, "Unlock")
    assert not fake.admin.rows[1].disabled


def test_nobody_locks_themselves_out(screen):
    assert labels(screen("accounts")).count("Lock") == 1
