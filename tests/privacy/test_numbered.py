"""Rules that begin with a number are tried only at numbers that could be theirs."""

from __future__ import annotations

import random
from typing import Any

import pytest

from appliance.privacy.beginnings import Words, matches
from appliance.privacy.hints import needed
from appliance.privacy.numbered import Lead, lead
from appliance.privacy.recognizer import Rule, discover

RULES = [row for item in discover() for row in item.compiled]
LED = [(rule, pattern) for rule, pattern, _ in RULES if lead(rule.pattern)]
NOTE = (
    "The patient was seen on 3/14 for a cough that began 4 weeks ago and takes 5 mg of lisinopril "
    "daily. Blood pressure 128/76, pulse 82, weight 71.5 kg. Labs of 12.03.2024 were normal. Call "
    "212-555-0142 with questions; the next visit is at 10:30 in room 12. "
)
EVERYWHERE, TRIES = 60, 1.0
"""Rules of one part that may be tried at each sign of it; places per sign where all others are."""


def _told(pattern: str) -> Lead:
    told = lead(pattern)
    assert told is not None
    return told


def test_a_day_is_looked_for_at_short_numbers_before_its_stroke_only() -> None:
    told = _told(r"(?<![\d./-])\d{1,2}/\d{4}(?!\d)")
    assert [told.befores((figures, "/", " ")) for figures in (1, 2, 3)] == [(0,), (0,), ()]
    assert told.befores((2, " ", " ")) == told.befores((2, "/", ".")) == ()
    assert _told(r"\b[A-Z]{2}-?\d{3,4}(?!\d)").befores((4, "x", "-")) == (2, 3)
    assert _told(r"(?<!\d)\d{1,3}(?=[- ]?years)").befores((2, "y", "")) == (0,)
    assert _told(r"(?<!\d)\d{8}").befores((11, "", "x")) == (0,)


@pytest.mark.parametrize("pattern", [r"\d{3}", r"\w+ \d", r"[A-Z]{9}\d", r"(?<!\d)(?:\d|x)?y", "x"])
def test_a_pattern_that_may_begin_otherwise_is_tried_everywhere(pattern: str) -> None:
    assert lead(pattern) is None


def test_a_sign_that_each_match_has_is_asked_for_first() -> None:
    assert needed(r"\w+@\w+") == (frozenset("@"),)
    assert needed(r"(?:№|#)? ?\d+(?:/|x)") == (frozenset("\ue002"),)
    assert Words("a text without figures").where(r"(?<!\w)\w+: \d{4}") == []


@pytest.mark.parametrize(("rule", "pattern"), LED, ids=[rule.name for rule, _ in LED])
def test_no_match_in_a_mess_of_figures_is_missed(rule: Rule, pattern: Any) -> None:
    """Figures of three scripts, the signs of the pattern and of dates, in any order."""
    rng = random.Random(rule.name)
    signs = [*"0123456789" * 3, *"١۵", *" \n./-:,()'", *"xXmMyYаг年月日", *rule.pattern]
    for _ in range(12):
        text = "".join(rng.choices(signs, k=1_000))
        everywhere = [match.span() for match in pattern.finditer(text)]
        places = Words(text).where(rule.pattern)
        assert [match.span() for match in matches(pattern, text, places)] == everywhere


def test_few_rules_are_tried_at_every_sign_of_a_note() -> None:
    text = NOTE * 20
    words = Words(text)
    places = [words.where(rule.pattern) for rule, _, _ in RULES]
    assert places.count(None) <= EVERYWHERE
    assert sum(map(len, filter(None, places))) <= TRIES * len(text)
