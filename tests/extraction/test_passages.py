"""Long documents cost bounded time and a bounded part of them is looked at."""

from __future__ import annotations

import random
import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.extraction.questions import passages
from appliance.types import Document, Span
from tests.extraction.fakes_extraction import ToldModel

FILING = catalogue.load().get("regulatory_filing")


def long_text(characters: int) -> str:
    """Prose that holds every cue often, with one cover line in the middle."""
    source = random.Random(7)
    words = ["the", "company", "shares outstanding", "period ended", "form", "value", "registrant"]
    rows: list[str] = []
    size = 0
    while size < characters:
        rows.append(" ".join(source.choices(words, k=12)))
        size += len(rows[-1]) + 1
    rows.insert(len(rows) // 2, "Commission file number 1-23456 and Central Index Key 0001234567")
    return "\n".join(rows)


def test_a_short_document_is_searched_whole() -> None:
    assert passages.searched("one\ntwo", FILING.fields) == (Span(0, 7),)


def test_a_megabyte_is_narrowed_quickly_to_beginning_end_and_what_matters() -> None:
    text = long_text(1_000_000)
    began = time.process_time()
    found = passages.searched(text, FILING.fields)
    spent = time.process_time() - began

    assert sum(span.end - span.start for span in found) <= passages.BUDGET
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert any("1-23456" in text[a:b] for a, b in found)
    assert spent < 3.0  # seconds of this process, whoever else is busy; 0.3 s of them alone


def test_a_long_document_is_extracted_in_bounded_time_and_little_is_shown() -> None:
    text = long_text(400_000)
    model = ToldModel({})
    began = time.process_time()
    found = extract(Document(text=text, pages=()), FILING, model)
    spent = time.process_time() - began

    assert found.first("file_number") is not None
    assert sum(span.end - span.start for span in model.shown) <= passages.SHOWN
    assert spent < 10.0


@given(st.text(alphabet=st.sampled_from("ab \n.1"), max_size=3000), st.integers(200, 900))
def test_passages_are_in_order_apart_and_within_budget(text: str, budget: int) -> None:
    found = passages.searched(text, FILING.fields, whole=500, budget=budget)
    assert all(one.end < other.start for one, other in pairwise(found))
    if len(text) > 500:
        assert sum(span.end - span.start for span in found) <= max(budget, 0) + len(found)
