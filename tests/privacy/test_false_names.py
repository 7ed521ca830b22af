"""Words of the dictionary that a recognizer takes for names: they stop no question."""

from __future__ import annotations

import pytest

from appliance.privacy.context import Known
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import leak
from appliance.privacy.escalation.leak import Secret
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.finding import Finding, Group
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span


@pytest.mark.parametrize(
    ("value", "row", "seen"),
    [
        ("Actual", "the actual weight", 0),
        ("Actual", "told Actual so", 1),
        ("Actual", "told ACTUAI so", 1),
        ("weeks", "in a week", 0),
        ("weeks", "in two weeks", 1),
        ("esta", "está bien", 0),
    ],
)
def test_an_ordinary_word_that_was_found_is_sought_as_it_stands(
    value: str, row: str, seen: int
) -> None:
    assert leak.values(row, [Secret(value=value, group=Group.PERSON, ordinary=True)]) == seen
    assert leak.values(row, [Secret(value=value, group=Group.PERSON)]) == 1


class Hasty(Detector):
    """Takes a word of the dictionary for a person, as a tagger does at the head of a column."""

    def findings(self, text: str, spoken: str | None = None) -> tuple[Finding, ...]:
        at = text.find("Susceptible")
        if at < 0:
            return super().findings(text, spoken)
        false = Finding(
            start=at,
            end=at + len("Susceptible"),
            group=Group.PERSON,
            label="PERSON",
            score=0.9,
            why="tagger",
        )
        return (*super().findings(text, spoken), false)


@pytest.mark.parametrize("labelled", [False, True])
def test_a_false_name_stops_no_question_and_a_labelled_one_does(labelled: bool) -> None:
    text = "Chief complaint: pain\nSusceptible\nThe patient is not susceptible to it"
    at = text.index("The patient")
    asked = (Asked(name="f", label="a value", kind="text", places=(Span(at, at + 1),)),)
    known = Known(value="Susceptible", group=Group.PERSON, label="PERSON", why="context: field x")
    if labelled:
        with pytest.raises(Blocked) as refusal:
            clear(
                Document(text=text, pages=()),
                asked,
                Shape(model="big", tokens=100),
                Hasty(),
                [known],
            )
        assert refusal.value.code == "values"
    else:
        sent = clear(
            Document(text=text, pages=()), asked, Shape(model="big", tokens=100), Hasty()
        ).redacted.text
        assert "is not susceptible" in sent


@pytest.mark.parametrize(
    "text",
    [
        "The knee joint was stable and no carotid bruits were heard.",
        "i take the melatonin at night , and i wan na go ahead and stop it",
        "Joint pain.\n\nThe pain in the joint is worse at night.",
        "RESULTS\n\nX-ray of the left wrist shows no fracture.",
        "REVIEW OF SYSTEMS\n\n• Musculoskeletal: Denies stiffness.\n• Genitourinary: No dysuria.",
    ],
)
def test_words_of_a_note_that_the_tagger_doubts_are_nobody(text: str) -> None:
    assert Detector().findings(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("okay raymond it looks like you are doing better", {"raymond"}),
        ("so , my name is raymond and i live in denver", {"raymond", "denver"}),
    ],
)
def test_names_typed_in_small_letters_are_found(text: str, names: set[str]) -> None:
    assert {text[one.start : one.end] for one in Detector().findings(text)} == names
