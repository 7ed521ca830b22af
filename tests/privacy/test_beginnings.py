"""Rules that are tried only where one of their words begins find what they find everywhere."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import regex

from appliance.privacy.beginnings import DEPTH, Words, beginnings, fold, matches
from appliance.privacy.recognizer import Recognizer, Rule, discover

RECOGNIZERS = discover()
TEXTS = [text for item in RECOGNIZERS for text in (*(t for t, _ in item.positive), *item.negative)]
ANCHORED = [rule for item in RECOGNIZERS for rule in item.rules if beginnings(rule.pattern)]
NAMES = [rule.name for rule in ANCHORED]
LOOK_AHEAD = regex.compile(r"\A(\(\?i\))?\(\?=[^()]*\)")


def test_most_rules_that_need_a_cue_are_tried_only_at_their_words() -> None:
    assert len(ANCHORED) > 50
    assert beginnings(r"(?i)\bcar(?:d|te)\b \d+") == {"card", "cart"}


@pytest.mark.parametrize(
    "pattern",
    [
        r"\d{3}-\d{4}",
        r"(?i)account \d+",
        r"(?<!\d)box \d+",
        r"\b\w+ \d+",
        r"(?<!\p{Lu})box",
        r"\b(?:box)? ?\d+",
        r"\b(?:№|box) \d",
    ],
)
def test_a_pattern_that_may_begin_otherwise_is_tried_everywhere(pattern: str) -> None:
    assert beginnings(pattern) == frozenset()


@pytest.mark.parametrize("rule", ANCHORED, ids=NAMES)
def test_no_match_begins_with_anything_else(rule: Rule) -> None:
    """Asks the engine itself: every word of up to four letters with which a match could begin."""
    pattern, known = _wider(rule), beginnings(rule.pattern)
    letters = sorted({sign for sign in fold(rule.pattern) if sign.isalpha()} | set("qъé"))
    for word in _possible(pattern, "", letters):
        assert any(word.startswith(one) or one.startswith(word) for one in known), word


@pytest.mark.parametrize("rule", ANCHORED, ids=NAMES)
def test_no_match_begins_within_a_word(rule: Rule) -> None:
    pattern = _wider(rule)
    for word in beginnings(rule.pattern):
        for before in "xÉя李":
            for written in (word, word.upper()):
                assert not pattern.match(before + written, 1, partial=True), written


def _wider(rule: Rule) -> regex.Pattern[str]:
    """The pattern without the look ahead it begins with, which any unfinished text satisfies."""
    return regex.compile(LOOK_AHEAD.sub(r"\1", rule.pattern))


def _possible(pattern: regex.Pattern[str], begun: str, letters: list[str]) -> Iterator[str]:
    """The words with which a match of the pattern could begin, in small letters and capitals."""
    for letter in letters if len(begun) < DEPTH else ():
        longer = begun + letter
        written = (longer, longer.upper(), longer.capitalize())
        if any(pattern.match(text, partial=True) for text in written):
            yield longer
            yield from _possible(pattern, longer, letters)


def _mixed(seed: int) -> str:
    """Examples of all recognizers in some order, in other letters, run together or apart."""
    rng = random.Random(seed)
    texts = rng.sample(TEXTS, 60)
    shaped = [rng.choice((str, str.upper, str.lower, str.title))(text) for text in texts]
    between = (" ", "\n", "", "ſ", " and the others went home. ")
    filled = "".join(text + rng.choice(between) for text in shaped)
    return filled.replace("K", "\u212a") if seed % 3 == 0 else filled


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=[item.name for item in RECOGNIZERS])
def test_the_same_is_found_as_everywhere(recognizer: Recognizer) -> None:
    for text in [*TEXTS, *map(_mixed, range(12))]:
        words = Words(text)
        for rule, pattern, _ in recognizer.compiled:
            everywhere = [match.span() for match in pattern.finditer(text)]
            places = words.where(rule.pattern)
            assert [match.span() for match in matches(pattern, text, places)] == everywhere
