"""Short known values in other spellings: found where they stand, and nothing else for them."""

from __future__ import annotations

import random

import pytest

from appliance.privacy.context import Known
from appliance.privacy.finding import Group
from appliance.privacy.spelling import alike
from tests.privacy import bent

LEAST = {  # of a class; set before it was measured with this seed
    "look-alikes": 0.90,
    "one edit": 0.80,
    "number": 0.70,
    "code": 0.95,
    "Russian case": 0.95,
    "Persian": 0.90,
}


def _burned(
    value: str, text: str, group: Group = Group.PERSON, *, labelled: bool = True
) -> list[str]:
    known = Known(value=value, group=group, label="X", why="context: x", bent=labelled)
    return [text[one.start : one.end] for one in bent.sought(text, (known,))]


@pytest.mark.parametrize(
    ("value", "text", "group"),
    [
        ("Ana Cruz", "we told cru2 so", Group.PERSON),
        ("Ana Cruz", "we told Cruy so", Group.PERSON),
        ("Bo Kim", "Mr Kirn came", Group.PERSON),
        ("4711", "see 471l there", Group.IDENTIFIER),
        ("4711", "see 4771 there", Group.IDENTIFIER),
        ("4711", "see ۴۷۱۱ there", Group.IDENTIFIER),
        ("CLV-123456", "see CIV-123456 there", Group.IDENTIFIER),
        ("(212) 555-0142", "call 212 555 0147", Group.IDENTIFIER),
        ("SUN MART", "thanks, 5UN MART", Group.ORGANISATION),
        ("Ким", "мы сказали Киму, что", Group.PERSON),
        ("Лев Шац", "говорил со Львом вчера", Group.PERSON),
        ("Анна Белая", "видели Анну там", Group.PERSON),
        ("Пётр", "письмо Петру отдано", Group.PERSON),
        ("Павел", "письмо Павлу отдано", Group.PERSON),
        ("Кузнецов", "видел Кузиецов там", Group.PERSON),
        ("احمدی", "خانواده احمدیان آمدند", Group.PERSON),
        ("علی", "آقای علي آمد", Group.PERSON),
    ],
)
def test_a_short_value_is_found_misread_and_inflected(value: str, text: str, group: Group) -> None:
    assert _burned(value, text, group)


@pytest.mark.parametrize(
    ("value", "text", "group"),
    [
        ("Ali Rezaei", "All is well and all of it is done", Group.PERSON),
        ("Ann Lee", "ALT and AST are high, see the led", Group.PERSON),
        ("Maria Tom", "the dress was torn", Group.PERSON),
        ("Bob", "room 808 and B08", Group.PERSON),
        ("4711", "471 of 1,711 and 47.11, in 2011 $4771", Group.IDENTIFIER),
        ("2010", "in 2011 and 2019", Group.IDENTIFIER),
        ("25/12/2018", "25/12/2019", Group.DATE),
        ("THE SHOP", "come to the stop", Group.ORGANISATION),
        ("Лена", "от лени и во льне", Group.PERSON),
        ("Ким", "белый кит и кино", Group.PERSON),
    ],
)
def test_other_words_are_left_alone(value: str, text: str, group: Group) -> None:
    assert _burned(value, text, group) == []


def test_one_edit_of_a_short_word_is_believed_only_of_what_extraction_labelled() -> None:
    assert _burned("Ana Cruz", "we told Cruy so", labelled=False) == []
    assert _burned("Ana Cruz", "we told Cru2 so", labelled=False) == ["Cru2"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("лев", "льва", True),
        ("илья", "ильеи", True),
        ("зоя", "зою", True),
        ("лев", "леса", False),
        ("808", "bob", False),
        ("4716", "4718", False),
        ("cruz", "crux", False),
    ],
)
def test_short_spellings_that_are_one_word(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same


def test_most_short_values_are_found_however_they_are_spelt() -> None:
    right, _ = bent.recall(100, random.Random(5))
    assert {kind: right[kind] / 100 >= least for kind, least in LEAST.items()} == dict.fromkeys(
        LEAST, True
    )
