"""What tells who in ordinary words and numbers stays here, and the leak check sees it by itself."""

from __future__ import annotations

import json
import re

import pytest

from appliance.privacy.detect import Detector
from appliance.privacy.escalation import leak, likeness, question
from appliance.privacy.escalation.canaries import invented
from appliance.privacy.escalation.leak import PSEUDONYM
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.redact import redact
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span

BEFORE = "Chief complaint: follow up of high blood pressure."
AFTER = "Assessment: diabetes without complications, stable."
ASKED = Asked(name="total", label="amount paid", kind="amount")


def shown(row: str, detector: Detector) -> str:
    """What of a row leaves, without its pseudonyms."""
    text = "\n".join((BEFORE, row, AFTER))
    asked = Asked(
        name="total", label="amount paid", kind="amount", places=(Span(len(BEFORE) + 1, 60),)
    )
    shape = Shape(model="big", tokens=100)
    sent = clear(Document(text=text, pages=()), (asked,), shape, detector).redacted.text
    excerpt = json.loads(sent)["messages"][1]["content"].partition("Excerpts:")[2]
    return PSEUDONYM.sub(" ", excerpt).replace(BEFORE, "").replace(AFTER, "")


@pytest.mark.parametrize(
    ("row", "never"),
    [
        ("Bill Price", "Bill|Price"),
        ("Seen with Iris Sales, as agreed.", "Iris|Sales"),
        ("with bill ward, his brother", "bill|ward"),
        ("my name is grace", "grace"),
        ("signed: art", "art"),
        ("Plate AB 12 CD", "AB|12|CD"),
        ("?who=%4a%6f%68%6e", "4a|6f|68|6e"),
        ("4a 6f 68 6e wrote", "4a|6f|68|6e"),
        ("codes B1 C2 D3 E4 F5 on file", "[BCDEF][1-5]|[1-5]"),
        ("Born 1985 in the north", "1985"),
        ("Year of birth: 1929", "1929"),
        ("The form of 1931 is on file", "1931"),
        ("Card ending 42", "42"),
        ("seen by \u24bf\u24de\u24d7\u24dd today", "[\u24b6-\u24e9]"),
        ("seen by \U0001f1ef\U0001f1f4\U0001f1ed\U0001f1f3 today", "[\U0001f1e6-\U0001f1ff]"),
    ],
)
def test_who_is_meant_in_ordinary_dress_stays_here(
    detector: Detector, row: str, never: str
) -> None:
    left = shown(row, detector)
    assert not re.search(never, left), left


@pytest.mark.parametrize(
    "left",
    ["Bill Price", "bill ward", "AB 12 CD", "born in 1985", "in 1931", "\u24d9\u24de", "<TERM_1>4"],
)
def test_the_leak_check_alone_sees_it(left: str) -> None:
    body = question.body(left, (ASKED,), Shape(model="big", tokens=100))
    frame = question.body("", (ASKED,), Shape(model="big", tokens=100))
    with pytest.raises(Blocked):
        leak.check(left, body, frame, (), invented(""))


@pytest.mark.parametrize("look", ["names", "codes", "framed", "years", "halves"])
def test_a_look_that_sees_nothing_any_more_stops_the_question(
    detector: Detector, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, look, lambda _: 0)
    with pytest.raises(Blocked) as blocked:
        shown("Total 12.50", detector)
    assert blocked.value.code == "control"


@pytest.mark.parametrize(
    "harmless", ["Total price 12.50 in 2019", "twice daily for 3 days", "BP 120/80, pulse 72"]
)
def test_ordinary_rows_leave_as_they_are(detector: Detector, harmless: str) -> None:
    assert harmless in shown(harmless, detector)


def test_values_without_letters_have_pseudonyms_of_their_own() -> None:
    from appliance.privacy.finding import Finding, Group

    text = "\u24d0 and \u24d1"
    found = [
        Finding(start=at, end=at + 1, group=Group.TERM, label="X", score=1.0, why="")
        for at in (0, 6)
    ]
    redacted, vault = redact(text, found)
    assert vault.restored(redacted.text) == text
