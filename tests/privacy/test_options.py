"""What may be answered where the value itself is hidden: tags to choose from, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from appliance.privacy.context import Known
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import answer, around, options, question
from appliance.privacy.escalation.options import Options
from appliance.privacy.escalation.question import Cleared, Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.finding import Finding, Group
from appliance.privacy.redact import redact
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span
from tests.service.larger import completion

SHAPE = Shape(model="big", tokens=100, answer_format="json_schema")
SHOP, STREET, TOWN = "Kowalski Bakery Ltd", "12 Lindenhurst Avenue", "Springfield, IL 62704"
PHONE, NUMBER, DAY, CLERK = "(217) 555-0142", "AB-4711-2299", "03/14/2019", "Teresa Okafor"
TEXT = f"""{SHOP}
{STREET}
{TOWN}
Phone {PHONE}
Receipt no. {NUMBER}
Date {DAY}
Served by {CLERK}
Total 12.50"""
TAG = re.compile(r"<[A-Z]+_\d+>")


def at(value: str) -> Span:
    start = TEXT.index(value)
    return Span(start, start + len(value))


def asked(name: str, kind: str, *values: tuple[str, ...], firm: bool = False) -> Asked:
    rows = tuple(tuple(at(row) for row in rows) for rows in values)
    places = tuple(row for value in rows for row in value)
    return Asked(
        name=name, label=f"the {kind}", kind=kind, places=places, values=rows, firm=firm, longest=90
    )


FIELDS = (
    asked("shop", "name", (SHOP,), firm=True),
    asked("clerk", "name", (CLERK,)),
    asked("address", "address", (STREET, TOWN), (STREET,), (SHOP, STREET, TOWN)),
    asked("telephone", "phone", (PHONE,)),
    asked("number", "code", (NUMBER,)),
    asked("day", "date", (DAY,)),
    replace(asked("total", "amount"), places=(at("12.50"),)),
)


def cleared(detector: Detector, shape: Shape = SHAPE) -> Cleared:
    known = (
        Known(value=SHOP, group=Group.PERSON, label="PERSON", why="field", bent=True),
        Known(value=CLERK, group=Group.PERSON, label="PERSON", why="field", bent=True),
    )
    return clear(Document(text=TEXT, pages=()), FIELDS, shape, detector, known)


def properties(text: str) -> dict[str, Any]:
    schema = json.loads(text)["response_format"]["json_schema"]["schema"]
    return dict(schema["properties"])


def choices(told: object) -> Iterator[object]:
    """Whatever stands in any list of choices of a request, however deep."""
    if isinstance(told, dict):
        for key, inner in told.items():
            yield from inner if key == "enum" else choices(inner)
    elif isinstance(told, list):
        for inner in told:
            yield from choices(inner)


def test_firms_people_places_days_and_numbers_have_tags_of_their_own(detector: Detector) -> None:
    text = json.loads(cleared(detector).redacted.text)["messages"][1]["content"]
    assert text.partition("Excerpts:\n")[2].split("\n") == [
        "<ORGANISATION_1>",
        "<LOCATION_1>",
        "<LOCATION_2>",
        "Phone <PHONE_1>",
        "Receipt no. <IDENTIFIER_1>",
        "Date <DATE_1>",
        "Served by <PERSON_1>",
        "Total 12.50",
    ]


def test_a_field_lists_the_tags_that_may_be_its_value_and_an_amount_is_free(
    detector: Detector,
) -> None:
    told = properties(cleared(detector).redacted.text)
    one_of = {
        name: next((kind["enum"] for kind in rule.get("anyOf", ()) if "enum" in kind), None)
        for name, rule in told.items()
    }
    assert one_of == {
        "shop": ["<ORGANISATION_1>"],
        "clerk": ["<PERSON_1>"],
        "address": ["<LOCATION_1> <LOCATION_2>"],  # neither a part of it, nor the shop with it
        "telephone": ["<PHONE_1>"],
        "number": ["<IDENTIFIER_1>"],
        "day": ["<DATE_1>"],
        "total": None,
    }
    assert told["total"] == {"type": ["string", "null"]}


def test_a_chosen_tag_comes_back_as_the_value_also_without_its_brackets(
    detector: Detector,
) -> None:
    made = cleared(detector)
    said = {
        "shop": "ORGANISATION_1",
        "clerk": "<PERSON_1>",
        "address": "<LOCATION_1> <LOCATION_2>",
        "telephone": "<PHONE_1>",
        "number": None,
        "day": "DATE_1",
        "total": "12.50",
    }
    told = answer.read(completion(said)[1], FIELDS, made.vault, made.offered).values
    assert told == {
        "shop": SHOP,
        "clerk": CLERK,
        "address": f"{STREET} {TOWN}",
        "telephone": PHONE,
        "number": None,
        "day": DAY,
        "total": "12.50",
    }


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("shop", "<PERSON_1>"), ("shop", "Total"), ("clerk", "<DATE_1>"), ("clerk", "Date"),
        ("clerk", "<PERSON_1> Date"), ("clerk", "<PERSON_2>"), ("address", "<LOCATION_1>"),
        ("telephone", "<IDENTIFIER_1>"), ("number", "<DATE_1>"), ("number", "12.50"),
        ("day", "<PERSON_1>"),
    ],
)  # fmt: skip
def test_an_answer_that_was_not_offered_is_refused(
    detector: Detector, name: str, told: str
) -> None:
    made = cleared(detector)
    said = {one.name: None for one in FIELDS} | {name: told}
    read = answer.read(completion(said)[1], FIELDS, made.vault, made.offered)
    assert read.refused == {name}
    assert set(read.values.values()) == {None}


def test_where_a_value_may_stand_as_it_is_no_tag_of_another_field_is_taken() -> None:
    one = Options(tags=("<IDENTIFIER_1>",), only=False)
    assert one.holds("<IDENTIFIER_1>")
    assert one.holds("AB-4711")
    assert not one.holds("<PERSON_1>")


@pytest.mark.parametrize("form", ["json_schema", "json_object_schema", "json_object", "none"])
def test_choices_are_tags_of_the_excerpt_and_nothing_else(detector: Detector, form: str) -> None:
    text = cleared(detector, replace(SHAPE, answer_format=form)).redacted.text
    body = json.loads(text)
    head, _, excerpt = body["messages"][1]["content"].partition("\n\nExcerpts:\n")
    listed = [str(one) for one in choices(body)]
    listed += [line.partition("; options: ")[2] for line in head.split("\n") if "options" in line]
    assert len(listed) >= 6
    for one in listed:
        assert set(TAG.findall(one)) <= set(TAG.findall(excerpt))
        assert not re.search(r"\w", TAG.sub("", one)), one
    for value in (SHOP, STREET, TOWN, PHONE, NUMBER, DAY, CLERK):
        assert value not in text


@pytest.mark.parametrize(
    "wrong", ["Teresa Okafor", "<PERSON_1> Teresa", "<PERSON_9>", "4711", "Ⓣeresa", "é"]
)
@pytest.mark.parametrize("form", ["json_schema", "none"])
def test_anything_else_among_the_options_stops_the_question(
    detector: Detector, monkeypatch: pytest.MonkeyPatch, wrong: str, form: str
) -> None:
    """The part that makes options is broken: the leak check is left alone with what it made."""
    made = {"clerk": Options(tags=("<PERSON_1>", wrong), only=True)}
    monkeypatch.setattr(options, "offered", lambda *_: made)
    with pytest.raises(Blocked) as refusal:
        cleared(detector, replace(SHAPE, answer_format=form))
    assert refusal.value.code in ("options", "values")


def test_a_look_around_the_excerpt_that_sees_nothing_blocks(
    detector: Detector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around, "foreign", lambda *_: 0)
    with pytest.raises(Blocked) as refusal:
        cleared(detector)
    assert refusal.value.code == "control"


def test_around_the_excerpt_stand_the_fixed_words_and_its_tags_only() -> None:
    excerpt = 'Served by "<PERSON_1>"\nTotal 12.50'
    field = (asked("clerk", "name", (CLERK,)),)
    frame = question.body("", field, SHAPE)
    offered = {"clerk": Options(tags=("<PERSON_1>",), only=True)}
    body = question.body(excerpt, field, SHAPE, offered)
    assert around.foreign(body, frame, excerpt) == 0
    assert around.foreign(body.replace("null", "Served"), frame, excerpt) > 0


def _found(value: str, group: Group) -> Finding:
    place = at(value)
    return Finding(start=place.start, end=place.end, group=group, label="X", score=1, why="t: t")


def test_all_letters_and_digits_that_were_found_stay_covered_when_values_become_tags() -> None:
    whole = f"{SHOP}\n{STREET}"
    found = (_found(whole, Group.PERSON), _found(f"no. {NUMBER}", Group.IDENTIFIER))
    inner = asked("shop", "name", ("Bakery",), firm=True), asked("number", "code", ("4711-2299",))
    typed = options.typed(TEXT, found, inner)
    before = {place for one in found for place in range(one.start, one.end)}
    after = {place for one in typed for place in range(one.start, one.end)}
    assert all(not TEXT[place].isalnum() for place in before - after)
    redacted, _ = redact(TEXT, typed, worded=options.worded)
    assert redacted.text.startswith("<TERM_1> <ORGANISATION_1> <TERM_2>\nSpringfield")


def test_a_value_of_which_nothing_was_found_may_be_copied_as_it_stands() -> None:
    row = asked("number", "code", ("12.50",), (NUMBER,))
    typed = options.typed(TEXT, [_found(NUMBER, Group.IDENTIFIER)], [row])
    redacted, _ = redact(TEXT, typed, worded=options.worded)
    told = options.offered(TEXT, redacted, [row], [Span(0, len(TEXT))])
    assert told == {"number": Options(tags=("<IDENTIFIER_1>",), only=False)}
    assert "12.50" in redacted.text


@pytest.mark.parametrize("said", [f"the {CLERK} field", f"copy of {NUMBER}"])
def test_a_type_whose_own_words_name_somebody_of_the_document_is_not_asked_about(
    detector: Detector, said: str
) -> None:
    known = (Known(value=CLERK, group=Group.PERSON, label="PERSON", why="field", bent=True),)
    fields = (replace(FIELDS[1], label=said), *FIELDS[2:])
    with pytest.raises(Blocked) as blocked:
        clear(Document(text=TEXT, pages=()), fields, SHAPE, detector, known)
    assert blocked.value.code == "values"
