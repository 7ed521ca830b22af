"""What a text is made of is counted right, however it is counted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.extraction.choice.hashed import word_hash
from appliance.extraction.sheet.looks import Look

MIXED = st.text(st.sampled_from("aZéÅßсЖ٣²7 \t\xa0./,:()&-€漢ǅ"), max_size=40)


@given(st.one_of(MIXED, st.text(max_size=40)))
def test_the_characters_of_each_sort_are_counted(text: str) -> None:
    look = Look.of(text)

    assert look.letters == sum(ch.isalpha() for ch in text)
    assert look.digits == sum(ch.isdigit() for ch in text)
    assert look.uppers == sum(ch.isalpha() and ch.isupper() for ch in text)
    assert look.solid == sum(len(word) for word in text.split())
    assert (look.words, look.size) == (len(text.split()), len(text))
    longest = max((sum(ch.isalpha() for ch in word) for word in text.split()), default=0)
    assert look.longest == longest
    assert look.commas == text.count(",")


@given(MIXED)
def test_words_that_begin_in_lower_case_are_told_from_names(text: str) -> None:
    names = [word for word in text.split() if word[0].isalpha() and word.lower() not in ("a",)]

    look = Look.of(text.replace("a", "b"))

    assert look.lower <= look.named <= look.words
    assert look.named >= len([word for word in names if len(word) > 3])


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("43200 CHERAS", True),
        ("Jalan 5/43200", True),
        ("A43200", False),
        ("4320 CHERAS 12", False),
        ("No.43200", True),
        ("1234 5678 9", False),
    ],
)
def test_a_part_of_a_word_that_begins_with_five_digits_is_seen(text: str, there: bool) -> None:
    assert Look.of(text).five_digits is there


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("8010 Graz, Österreich", True),
        ("UNITED KINGDOM.", True),
        ("made in Germany for you", False),
        ("RUSA", False),
        ("Memphis, TN, USA)", True),
    ],
)
def test_a_row_that_ends_with_a_country_is_seen(text: str, there: bool) -> None:
    assert Look.of(text).country_last is there


@given(MIXED.filter(lambda text: not re.search(r"\s", text)))
def test_a_word_is_hashed_alike_in_any_case(word: str) -> None:
    assert re.fullmatch(r"[\da-f]{4}", word_hash(word))
    if word.isascii():
        assert word_hash(word) == word_hash(word.swapcase())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TOTAL", "T0TAL"),
        ("12.50", "98.31"),
        ("Bill", "BiII"),
        ("Café", "Cafe\u0301"),
        ("a1b", "a!b"),
    ],
)
def test_words_that_are_read_alike_have_one_hash(one: str, other: str) -> None:
    assert word_hash(one) == word_hash(other)
    assert word_hash(one) != word_hash(f"{one}x")
