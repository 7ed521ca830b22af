"""Names that are plain words and that nobody labelled neither leave nor stay in a release."""

from __future__ import annotations

import json

import pytest

from appliance.privacy import release
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import capitals, leak, narrow
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.types import Document, Span

NAMES = ("Price", "Cash", "Page", "Reader")
SENTENCES = (
    "{} called the clinic about the dose.",
    "Today {} reports less pain.",
    "We discussed the plan with {} at length.",
    "{}'s daughter was told.",
    "Her uncle {} came with her.",
    "Okafor, {} and Lindqvist were there.",
    "Everybody calls him {}.",
    "{}, 54, came to the clinic.",
    "Examined by {} on arrival.",
    "Hello {}, how are you?",
    "With kind regards,\n{}",
    "Waiter {}",
    "Accompanied by: {}",
    "Paciente {} acude a consulta.",
    "Мы говорили с {} утром.",
)
BEFORE = "Discharge letter of the clinic for the visit\nThe results of the patient are normal.\n"
AFTER = "\nTotal 12.50\nThank you for your visit, please come again"


def _excerpt(row: str, detector: Detector) -> str:
    """What of the row and its neighbours would leave."""
    text = f"{BEFORE}{row}{AFTER}"
    asked = (Asked(name="f", label="v", kind="text", places=(Span(len(BEFORE), len(BEFORE) + 1),)),)
    question = clear(Document(text=text, pages=()), asked, Shape(model="big", tokens=100), detector)
    excerpt = json.loads(question.redacted.text)["messages"][1]["content"]
    return str(excerpt.partition("Excerpts:\n")[2])


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_name_that_is_a_plain_word_does_not_leave_without_a_label(
    detector: Detector, sentence: str
) -> None:
    for name in NAMES:
        assert name not in _excerpt(sentence.format(name), detector)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_name_that_is_a_plain_word_is_burned_without_a_label(
    detector: Detector, sentence: str
) -> None:
    for name in NAMES:
        text = f"{BEFORE}{sentence.format(name)}{AFTER}"
        at = text.index(name, len(BEFORE))
        spoken = "ru" if "говорили" in sentence else "es" if "acude" in sentence else "en"
        found = release.findings(text, detector, spoken, ())
        assert any(item.start <= at and at + len(name) <= item.end for item in found)


@pytest.mark.parametrize(
    "row",
    [
        "Item Price Total",
        "Date of Birth",
        "Amount due today",
        "Payment: Cash",
        "Card number ending",
        "The patient was seen again. He is well.",
        "Served by Teresa Kowalski",
        "Atendido por Teresa Kowalski",
    ],
)
def test_headings_and_the_words_of_grammar_keep_their_capitals(row: str) -> None:
    assert [row[start:end] for start, end in capitals.unexplained(row)] == []


def test_a_sentence_that_goes_on_in_the_next_row_is_one() -> None:
    text = "We discussed the plan at length with\nPrice"
    assert [text[start:end] for start, end in capitals.unexplained(text)] == ["Price"]


def test_a_row_of_capitals_that_is_a_sentence_keeps_no_word_that_may_be_a_name() -> None:
    text = "PRICE WAS SEEN BY PAGE"
    masked = [text[start:end] for start, end in capitals.unexplained(text)]
    assert {"PRICE", "PAGE"} <= set(masked)
    assert list(capitals.unexplained("PRICE TOTAL CASH")) == []


@pytest.mark.parametrize(
    "row", ["Guest 88 412 paid", "Call 555 01", "Order 447 1", "Patient 317 was discharged"]
)
def test_a_number_of_five_digits_in_two_groups_does_not_leave(detector: Detector, row: str) -> None:
    shown = leak.PSEUDONYM.sub("", _excerpt(row, detector).split("\n")[1])
    assert not any(map(str.isdigit, shown))


@pytest.mark.parametrize("row", ["guest 88 412 paid", "call 555 01", "order 447-1"])
def test_five_digits_in_two_groups_are_masked_and_seen_by_the_leak_check(row: str) -> None:
    masked = [row[one.start : one.end] for one in narrow.findings(row, [Span(0, len(row))], ())]
    assert len([one for one in masked if one.isdigit()]) == 2
    assert leak.numbers(row)


@pytest.mark.parametrize("row", ["pressure 120/80 today", "total 1234.50", "weight 98.6 kg"])
def test_pressures_and_amounts_are_no_numbers_that_tell(row: str) -> None:
    assert not leak.numbers(row)
    assert not [one for one in narrow.findings(row, [Span(0, len(row))], ()) if "chain" in one.why]


@pytest.mark.parametrize(
    "row", ["admitted on 12/31 with pain", "seen 10/12 again", "code 123456.789 here"]
)
def test_a_day_or_a_long_number_written_as_a_pressure_or_an_amount_is_seen(row: str) -> None:
    masked = [row[one.start : one.end] for one in narrow.findings(row, [Span(0, len(row))], ())]
    assert any(map(str.isdigit, "".join(masked)))
    assert leak.numbers(row)
