"""What is found in part is found whole, and a person's name wherever it stands."""

from __future__ import annotations

import pytest

from appliance.privacy import language
from appliance.privacy.detect import Detector
from appliance.privacy.finding import Finding, Group
from appliance.privacy.whole import completed


def _covered(detector: Detector, text: str) -> str:
    """The text with all that was found as ``#``."""
    places = {at for item in detector.findings(text) for at in range(item.start, item.end)}
    return "".join("#" if at in places and sign.isalnum() else sign for at, sign in enumerate(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("We confirm that April May Summers has paid.", "May"),
        ("Tobias lives in Stoke-on-Trent now.", "Stoke-on-Trent"),
        (
            "We met her in Ashby-de-la-Zouch and later",
            "Ashby-de-la-Zouch",
        ),
        ("Their lawyer is Tariq bin Salman Al-Fayed.", "bin"),
        ("Patient DE LA CRUZ, MARIA-JOSE was seen", "DE LA CRUZ"),
        ("Bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa was paid", "5QGefi2DMPTfTL5SLmv7DivfNa"),
        ("Passport of Fatima El Amrani, No. X4RTBPFW4, issued 2019", "X4RTBPFW4"),
        ("病历号A0038812。", "A0038812"),
    ],
)
def test_the_rest_of_a_name_a_place_a_code_goes_with_it(
    detector: Detector, text: str, value: str
) -> None:
    at = text.index(value)
    assert not any(map(str.isalnum, _covered(detector, text)[at : at + len(value)]))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Line manager: Bill Frost. Rating 4.", 14),
        ("Seen by J. Frost today", 8),
        ("Seen by Rate Frost today", 13),  # no given name
    ],
)
def test_a_given_name_or_an_initial_goes_with_the_surname_that_was_found(
    text: str, start: int
) -> None:
    at = text.index("Frost")
    surname = Finding(
        start=at, end=at + 5, group=Group.PERSON, label="PERSON", score=0.9, why="tagger"
    )
    assert min(item.start for item in completed(text, [surname])) == start


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Follow-up: Dr Li reviewed the MRI. Li thinks it is a palsy.", "Li"),
        ('Pt "Bud" Lankford slept well. Family (the Lankfords) was told.', "Lankfords"),
    ],
)
def test_a_name_that_was_found_once_is_found_where_it_is_said_again(
    detector: Detector, text: str, word: str
) -> None:
    assert word not in _covered(detector, text)


@pytest.mark.parametrize(
    "text",
    [
        "Paper A4 500 sheets 5 4.20 21.00 Stapler 1 12.00 12.00",
        "Bell's palsy rather than Guillain-Barre was suspected.",
        "Circle of Willis patent. Ligament of Treitz normal. Kerley B lines absent.",
        "患者一般情况良好,无发热,无咳嗽,血压正常。",
    ],
)
def test_columns_eponyms_and_chinese_prose_are_left_alone(detector: Detector, text: str) -> None:
    assert [item for item in detector.findings(text) if item.group.value != "organisation"] == []


def test_a_short_german_letter_is_not_taken_for_english() -> None:
    letter = "Sehr geehrter Herr Öztürk, Ihr Termin bei Dr. Klein ist um 9 Uhr in Kiel."
    assert language.detect(letter) == "de"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("F. Nac.: 28/02/1940 (81 años)", "81 años"),
        ("Женщина, 67 лет, поступила", "67 лет"),
        ("задержали 34-летнего мужчину", "34-летнего"),
        ("ей 93 года.", "93 года"),
        ("بیمار خانم ۹۲ ساله", "۹۲ ساله"),
        ("李国强今年93岁。", "93岁"),
        ("a 93-year-old man", "93"),  # what is left is "years old", which says no age
    ],
)
def test_an_age_goes_with_its_unit(detector: Detector, text: str, age: str) -> None:
    ages = [one for one in detector.findings(text) if one.group is Group.AGE]
    assert [text[one.start : one.end] for one in ages] == [age]
