"""Which answers are allowed, and how few questions it takes to choose one. No model involved:
scores come from a table of what "the model" would like to write."""

from __future__ import annotations

import numpy as np
import pytest

from appliance.models.paths import Spelling, openings
from appliance.models.shown import show
from appliance.models.walk import walk
from appliance.ports import Question
from appliance.types import Span
from tests.models.texts import spans

SIZE = 300
MERGED = 290
"""In this vocabulary a token is a byte, but for ``.`` with a newline, which is this one."""


def tokenise(text: str) -> list[int]:
    return [MERGED] if text == ".\n" else list(text.encode())


def piece(token: int) -> bytes:
    return bytes([token])


def wishing(text: str, question: Question, *, wish: str):
    """The choice of a model that wants to write ``wish``, and what it was asked to read."""
    shown = show(text, [Span(0, len(text))], tokenise, 10_000)
    going = walk(tokenise("x:"), openings(question, shown, Spelling(tokenise, piece)))
    wanted = [*tokenise("x:"), *wish.encode()]
    if wish.endswith(".\n"):
        wanted[-2:] = [MERGED]
    read, requests, rows = [], [], None
    while True:
        try:
            request = going.send(rows)
        except StopIteration as done:
            return done.value, requests
        requests.append(request)
        rows = []
        for index, token in enumerate(request.tokens):
            read.append(token)
            if index in request.wanted:
                row = np.zeros(SIZE, dtype=np.float32)
                if read == wanted[: len(read)] and len(read) < len(wanted):
                    row[wanted[len(read)]] = 10.0
                rows.append(row)


def text_of(text, choice):
    return text[slice(*choice.span)] if choice.span else None


TEXT = "ACME TOOLS LTD.\nUNIT 7\nEAST PARK\nACME TOOLS\nTOTAL 12.50\nTAX 12.05"


def test_a_free_answer_ends_where_the_model_ends_it():
    choice, _ = wishing(TEXT, Question(name="x", label="x"), wish=" ACME TOOLS\n")
    assert choice.span == Span(0, 10)


def test_the_end_may_be_a_token_that_holds_the_last_character_and_the_newline():
    choice, _ = wishing(TEXT, Question(name="x", label="x"), wish=" ACME TOOLS LTD.\n")
    assert text_of(TEXT, choice) == "ACME TOOLS LTD."


@pytest.mark.parametrize("wish", [" UNIT 7, EAST PARK\n", " UNIT 7 EAST PARK\n"])
def test_printed_rows_may_be_joined_by_a_comma_or_a_blank(wish):
    choice, _ = wishing(TEXT, Question(name="x", label="x", rows=2), wish=wish)
    assert text_of(TEXT, choice) == "UNIT 7\nEAST PARK"


def test_an_answer_never_runs_over_more_rows_than_allowed():
    choice, _ = wishing(TEXT, Question(name="x", label="x", rows=1), wish=" UNIT 7 EAST PARK\n")
    assert text_of(TEXT, choice) == "UNIT 7"


def test_a_blank_line_ends_an_answer():
    text = "ACME\n\nTOOLS"
    choice, _ = wishing(text, Question(name="x", label="x", rows=9), wish=" ACME TOOLS\n")
    assert text_of(text, choice) == "ACME"


def test_the_model_may_say_that_the_field_is_absent():
    choice, _ = wishing(TEXT, Question(name="x", label="x"), wish=" none\n")
    assert choice.span is None
    assert choice.probability > 0.9


def test_a_candidate_that_begins_another_one_can_be_chosen():
    candidates = (*spans("ACME TOOLS LTD.", TEXT), Span(0, 4))
    question = Question(name="x", label="x", candidates=candidates)
    assert text_of(TEXT, wishing(TEXT, question, wish=" ACME\n")[0]) == "ACME"
    assert text_of(TEXT, wishing(TEXT, question, wish=" ACME TOOLS LTD.\n")[0]) == "ACME TOOLS LTD."


def test_equal_candidates_count_as_one_and_the_first_place_is_given():
    candidates = spans("ACME TOOLS", TEXT)
    assert len(candidates) == 2
    question = Question(name="x", label="x", candidates=candidates)
    choice, _ = wishing(TEXT, question, wish=" ACME TOOLS\n")
    assert choice.span == candidates[0]
    assert choice.probability > 0.99


def test_of_two_places_the_shorter_run_may_end_where_the_longer_goes_on():
    text = "TEN RED\n\nTEN RED OLD NEW"
    choice, _ = wishing(text, Question(name="x", label="x"), wish=" TEN RED OLD NEW\n")
    assert text_of(text, choice) == "TEN RED OLD NEW"


def test_candidates_cost_one_question_per_difference():
    question = Question(name="x", label="x", candidates=spans(r"\d\d\.\d\d", TEXT))
    choice, requests = wishing(TEXT, question, wish=" 12.05\n")
    assert text_of(TEXT, choice) == "12.05"
    assert len(requests) == 2  # absent or not? then 12.5 or 12.0?


def test_a_model_that_does_not_care_gives_a_low_margin():
    question = Question(name="x", label="x", candidates=spans(r"\d\d\.\d\d", TEXT))
    choice, _ = wishing(TEXT, question, wish="?")
    assert choice.margin == 0
    assert choice.probability <= 0.5


def test_a_long_free_answer_is_read_in_few_passes():
    text = "ONE TWO SIX TEN OLD NEW RED"
    choice, requests = wishing(text, Question(name="x", label="x"), wish=f" {text}\n")
    assert text_of(text, choice) == text
    assert len(requests) <= 4


def test_what_exceeds_the_limit_of_tokens_is_not_offered():
    shown = show("A" * 50 + " B", [Span(0, 52)], tokenise, 1_000)
    found = openings(Question(name="x", label="x"), shown, Spelling(tokenise, piece, 20))
    spelled = [path for items in found.values() for item in items for path in item.spell()]
    assert {stop.span for path in spelled for stop in path.stops} == {Span(51, 52), None}


def test_a_window_is_cut_at_the_end_of_a_row():
    text = "first row\nsecond row\nthird row"
    shown = show(text, [Span(0, len(text))], tokenise, 24)
    assert shown.passages == (Span(0, len("first row\nsecond row")),)
    assert len(shown.tokens) <= 24
    assert shown.holds(Span(0, 5))
    assert not shown.holds(Span(text.index("third"), len(text)))


def test_passages_are_shown_in_the_window_s_order_up_to_the_room():
    text = "alpha\nbeta\ngamma"
    window = [Span(6, 10), Span(0, 5), Span(11, 16)]
    shown = show(text, window, tokenise, 11)
    assert bytes(shown.tokens).decode() == "beta\nalpha"
    assert shown.passages == (Span(6, 10), Span(0, 5))
