"""People whose names are ordinary words: nobody's surname stays because forms have such a word."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from appliance.privacy import named, proof, release
from appliance.privacy.context import Known
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import likeness
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.finding import Finding, Group
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span

SURNAMES = ("Price", "Card", "Street", "Doctor", "Room", "Sales", "Date", "Lot", "Fee", "Ng")


def _person(value: str, *, bent: bool = False) -> Known:
    return Known(value=value, group=Group.PERSON, label="PERSON", why="context: x", bent=bent)


def _note(name: str) -> str:
    return (
        f"Patient name: Mary {name}\n"
        "Chief complaint: follow up of high blood pressure.\n"
        f"In the clinic again today {name} was seen and is doing well.\n"
        "Assessment: diabetes without complications, stable."
    )


def _burned(text: str, found: tuple[Finding, ...]) -> list[str]:
    return [text[item.start : item.end] for item in found]


@pytest.mark.parametrize("name", SURNAMES)
def test_a_surname_that_is_a_plain_word_is_burned_where_it_stands_alone(
    detector: Detector, name: str
) -> None:
    text = _note(name)
    found = release.findings(text, detector, "en", [_person(f"Mary {name}", bent=True)])
    at = text.index(f"{name} was")
    assert any(item.start <= at < item.end for item in found)


@pytest.mark.parametrize("name", SURNAMES)
def test_a_surname_that_is_a_plain_word_does_not_leave(detector: Detector, name: str) -> None:
    text = _note(name)
    at = text.index(f"{name} was")
    asked = (Asked(name="f", label="a value", kind="text", places=(Span(at, at + 1),)),)
    question = clear(
        Document(text=text, pages=()),
        asked,
        Shape(model="big", tokens=100),
        detector,
        [_person(f"Mary {name}")],
    )
    request = json.loads(question.redacted.text)["messages"][1]["content"]
    assert "was seen" in request
    assert f"{name} was" not in request


def test_words_of_names_are_sought_as_names_are_written() -> None:
    text = "Price PRICE price Pri\u00adce Pri-\nce Price-list priced at a price. Van Go LI"
    found, told = named.completed(text, (), [_person("Dr. John van Price"), _person("Li Go")])
    assert set(told) == {"john", "price", "li", "go"}
    burned = ["Price", "PRICE", "Pri\u00adce", "Pri-\nce", "Price", "Go", "LI"]
    assert _burned(text, found) == burned


def test_a_title_before_a_name_is_not_the_name() -> None:
    assert set(named.words([_person("Doctor Mary Price")])) == {"mary", "price"}
    assert set(named.words([_person("DOCTOR, MARY")])) == {"mary", "doctor"}
    assert set(named.words([_person("Mary Doctor")])) == {"mary", "doctor"}


def test_only_words_of_people_are_sought_alone() -> None:
    vendor = Known(value="Price Room", group=Group.ORGANISATION, label="X", why="x", bent=True)
    assert named.words([vendor]) == {}


def test_the_leak_check_stops_a_surname_that_redaction_left(
    detector: Detector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search is broken after it told what it seeks: the leak check is left alone with it, in a
    row of headings, where nothing but the name's owner makes the word a name."""
    told, whole = {"price": _person("Mary Price")}, named.completed
    text = "Patient name: Mary Price\nShe is doing well again.\nItem Price Total\nIron 1 tablet"

    def completed(
        seen: str, found: Sequence[Finding], known: Sequence[Known]
    ) -> tuple[tuple[Finding, ...], dict[str, Known]]:
        return (tuple(found), told) if seen == text else whole(seen, found, known)

    monkeypatch.setattr(named, "completed", completed)  # its control sees it work
    at = text.index("Iron")
    asked = (Asked(name="f", label="a value", kind="text", places=(Span(at, at + 1),)),)
    shape = Shape(model="big", tokens=100)
    with pytest.raises(Blocked) as refusal:
        clear(Document(text=text, pages=()), asked, shape, detector, [_person("Mary Price")])
    assert refusal.value.code == "values"


def test_a_look_for_single_words_that_sees_nothing_blocks(
    detector: Detector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "alone", lambda *_: 0)
    asked = (Asked(name="f", label="a value", kind="text", places=(Span(0, 1),)),)
    shape = Shape(model="big", tokens=100)
    with pytest.raises(Blocked) as refusal:
        clear(Document(text=_note("Price"), pages=()), asked, shape, detector)
    assert refusal.value.code == "control"


def test_the_proof_seeks_single_words_of_names_less_what_a_person_let_stand() -> None:
    single = proof.parts([_person("Mary Price")], ["mary"])
    assert single == {"price"}
    assert named.seen("at no price", single) == 0
    assert named.seen("PRICE came", single) == 1
