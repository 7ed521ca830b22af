"""Questions stay legible: grammar, labels, units and headings leave as they are, names do not."""

import json

import pytest

from appliance.privacy.detect import Detector
from appliance.privacy.escalation import capitals, leak, narrow
from appliance.privacy.escalation.harmless import is_harmless
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.types import Document, Span

HEAD = "Visit note of the clinic\nThe patient was seen again and the results are normal.\n"


def excerpt(row: str) -> str:
    text = f"{HEAD}{row}\nThank you for your visit, please come again"
    at = len(HEAD)
    asked = (Asked(name="f", label="a value", kind="text", places=(Span(at, at + 1),)),)
    cleared = clear(Document(text=text, pages=()), asked, Shape(model="m", tokens=9), Detector())
    content = json.loads(cleared.redacted.text)["messages"][1]["content"]
    return str(content).partition("Excerpts:\n")[2]


@pytest.mark.parametrize(
    "row",
    [
        "Right knee injury and her sugar was good.",
        "Blood pressure 128/82 mmHg",
        "REASON FOR VISIT",
        "She felt good and her temperature and heart rate were measured 3 times.",
        "Temperature 98.6 F, sodium 4.1 mmol/L",
        "Subtotal 40.97 RM",
        "REASON FOR ADMISSION: cough and fever",
    ],
)
def test_a_row_without_any_name_leaves_as_it_is(row: str) -> None:
    assert row in excerpt(row)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Price denies chest pain.", "Price"),
        ("SALES denies chest pain.", "SALES"),
        ("Room was seen with a fever.", "Room"),
        ("Спасибо, Стол", "Стол"),
        ("Results to Page.", "Page"),
        ("Cashier: Cash", "Cash"),
    ],
)
def test_a_name_that_is_a_plain_word_is_masked_all_the_same(row: str, name: str) -> None:
    assert name not in excerpt(row).split("visit, please")[0].replace("Cashier", "")


@pytest.mark.parametrize(
    "word", ["Okafor", "Thorvaldsen", "Ng", "Garcia", "Weeks", "q", "XKQ", "More", "How"]
)
def test_a_word_on_a_list_of_names_or_on_none_is_not_harmless(word: str) -> None:
    assert not is_harmless(word)


def test_little_words_of_grammar_make_no_name_of_two_words() -> None:
    text = "seen by the day and her son"
    told = [why for *_, why in narrow_why(text)]
    assert "narrowing: name of plain words" not in told
    assert not leak.likeness.names("and her")


def narrow_why(text: str) -> list[tuple[int, int, str]]:
    found = narrow.findings(text, [Span(0, len(text))], ())
    return [(item.start, item.end, item.why) for item in found]


def test_a_thing_of_two_words_is_no_persons_and_one_word_of_it_may_be() -> None:
    def names(text: str) -> list[str]:
        return [text[start:end] for start, end in capitals.unexplained(text)]

    assert names("we took Blood Pressure today") == []
    assert names("we took Blood home") == ["Blood"]
