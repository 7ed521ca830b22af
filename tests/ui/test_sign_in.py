from __future__ import annotations

from tests.ui.conftest import words
from ui.tickets import Tickets


def fill(at, name, password):
    at.text_input[0].input(name)
    at.text_input[1].input(password)
    return at.button[0].click().run()


def test_a_right_password_opens_a_session(screen, fake):
    at = screen("sign_in", signed_in=False)

    at = fill(at, "Rita", "right")

    assert at.session_state["session_token"] in fake.sessions.live
    assert not at.error


def test_a_wrong_password_is_told_without_saying_what_was_wrong(screen, fake):
    at = fill(screen("sign_in", signed_in=False), "Rita", "wrong")

    assert "do not belong together" in at.error[0].value
    assert not fake.sessions.live


def test_nothing_typed_is_told_without_asking_the_service(screen, fake):
    at = fill(screen("sign_in", signed_in=False), " ", "")

    assert at.error[0].value == "Enter your name and your password."


def test_too_many_attempts_tell_how_long_to_wait(screen):
    at = fill(screen("sign_in", signed_in=False), "Rita", "locked")

    assert "Wait 30 seconds" in at.error[0].value


def test_the_one_time_password_must_be_replaced(screen, fake):
    fake.sessions.one_time = True
    at = screen("first_password")

    for field, text in zip(at.text_input, ("right", "short", "short"), strict=True):
        field.input(text)
    at = at.button[0].click().run()
    assert "at least 10 characters" in words(at)

    for field, text in zip(at.text_input, ("right", "four plain words", "typo"), strict=True):
        field.input(text)
    at = at.button[0].click().run()
    assert "differ" in words(at)
    assert fake.sessions.one_time

    for field, text in zip(
        at.text_input, ("right", "four plain words", "four plain words"), strict=True
    ):
        field.input(text)
    at.button[0].click().run()
    assert not fake.sessions.one_time


def test_a_wrong_present_password_does_not_sign_out(screen, fake):
    at = screen("account")

    for field, text in zip(
        at.text_input, ("wrong", "four plain words", "four plain words"), strict=True
    ):
        field.input(text)
    at = next(button for button in at.button if button.label == "Change password").click().run()

    assert "present password is not right" in words(at)
    assert fake.sessions.live


def test_signing_out_ends_the_session_in_the_table(screen, fake):
    at = screen("account")
    token = at.session_state["session_token"]

    next(button for button in at.button if button.label == "Sign out").click().run()

    assert token not in fake.sessions.live


def test_what_one_person_saw_is_gone_for_the_next(screen, fake):
    at = screen("account")
    at.session_state["inbox_arrived"] = ["something"]

    at = next(button for button in at.button if button.label == "Sign out").click().run()

    assert "inbox_arrived" not in at.session_state


def test_a_ticket_works_once_and_not_for_long():
    now = 100.0
    tickets = Tickets(clock=lambda: now)
    first, second = tickets.issue("token-a"), tickets.issue("token-b")

    assert tickets.redeem(first) == "token-a"
    assert tickets.redeem(first) is None
    now += 61
    assert tickets.redeem(second) is None
    assert tickets.redeem("invented") is None
