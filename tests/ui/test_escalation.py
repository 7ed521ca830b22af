"""A larger model on the document's screen: why not, the exact text, and who lets it go."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from appliance.service.outward.escalation import Standing
from tests.ui.conftest import words
from tests.ui.documents_ui import REVIEWER
from tests.ui.fakes_escalation import TEXT


@pytest.fixture(autouse=True)
def may_ask(fake):
    """The reviewer of these tests may ask and approve, as reviewers may."""
    more = REVIEWER.permissions | {"escalation.request", "escalation.approve"}
    fake.sessions.account = replace(fake.sessions.account, permissions=more)


def labels(at):
    return [button.label for button in at.button]


def press(at, label):
    return next(button for button in at.button if button.label == label).click().run()


def test_what_speaks_against_asking_is_said(screen):
    at = screen("document", id="d1")
    assert "No larger model is configured" in words(at)
    assert "Prepare a question" not in labels(at)


def test_the_exact_text_is_shown_and_the_asker_cannot_approve_it(screen, fake):
    fake.escalations.reasons = ()
    at = press(screen("document", id="d1"), "Prepare a question")
    assert [code.value for code in at.get("code")] == [TEXT]
    assert "Served by <PERSON_1>" in [line.value for line in at.text]
    assert "Let this text leave" not in labels(at)
    press(at, "Take it back")
    assert fake.escalations.done == [("decline", "e1")]


def test_a_second_person_approves_the_text_that_was_shown(screen, fake):
    fake.escalations.reasons = ("open",)
    fake.escalations.waits_for("somebody else", "d1")
    at = screen("document", id="d1")
    assert [code.value for code in at.get("code")] == [TEXT]
    press(at, "Let this text leave")
    assert fake.escalations.done == [("approve", sha256(TEXT.encode()).hexdigest())]


def test_a_finished_document_has_no_such_part(screen):
    assert "No larger model" not in words(screen("document", id="d2"))


def test_a_reviewer_keeps_one_document_here_and_an_administrator_lets_it_go(screen, fake):
    fake.escalations.reasons = ()
    at = screen("document", id="d1")
    assert "Never, for this document" in labels(at)
    assert "Automatic, for this document" not in labels(at)
    press(at, "Never, for this document")
    more = fake.sessions.account.permissions | {"escalation.policy"}
    fake.sessions.account = replace(fake.sessions.account, permissions=more)
    press(screen("document", id="d1"), "Automatic, for this document")
    assert fake.escalations.done == [("policy", "never"), ("policy", "automatic")]


def test_without_a_larger_model_there_is_no_policy_to_set(screen):
    assert not [label for label in labels(screen("document", id="d1")) if "document" in label]


def test_a_text_that_has_not_left_is_not_shown_as_one_that_has(screen, fake):
    fake.escalations.reasons = ("open",)
    fake.escalations.waits_for("somebody else", "d1")
    (waiting,) = fake.escalations.asked
    fake.escalations.asked = [replace(waiting, tokens=1_355)]  # spent on another form
    assert "What would leave, byte for byte" in words(screen("document", id="d1"))
    fake.escalations.handed = 2
    at = screen("document", id="d1")
    assert "What left, byte for byte" in words(at)
    assert any("Handed over 2 times" in caption.value for caption in at.caption)


def test_beside_a_damaged_text_the_screen_goes_on_and_nothing_lets_it_leave(screen, fake):
    fake.escalations.reasons = ("open",)
    fake.escalations.waits_for("somebody else", "d1")
    (waiting,) = fake.escalations.asked
    fake.escalations.asked = [replace(waiting, standing=Standing.READY)]
    fake.escalations.damaged = True
    at = screen("document", id="d1")
    assert any("damaged" in error.value for error in at.error)
    assert "Take it back" in labels(at)
    assert "Let this text leave" not in labels(at)
