"""JSON Lines: one object per document in the published shape."""

from __future__ import annotations

import json
from dataclasses import replace

from appliance.exports import jsonl
from appliance.types import Source
from tests.exports import made

SHAPE = [
    "id",
    "file",
    "sha256",
    "state",
    "doctype",
    "doctype_probability",
    "fields",
    "checks",
    "decision",
    "seconds",
    "error",
]


def test_a_document_has_the_published_shape() -> None:
    item = jsonl.as_object(made.processed(("total", "12.50")))
    assert list(item) == SHAPE
    assert item["fields"] == [
        {
            "name": "total",
            "value": "12.50",
            "text": "12.50",
            "page": 1,
            "boxes": [[10.0, 20.12, 30.0, 40.0]],
            "confidence": 0.9877,
            "source": "ranker",
        }
    ]
    assert item["checks"] == [
        {"rule": "sums", "passed": True, "message": "It adds up.", "fields": ["total"]}
    ]
    assert item["decision"] == {"route": "accepted", "reasons": ["all sure"]}
    assert item["seconds"] == {
        "reading": 1.235,
        "classification": 0.01,
        "extraction": 2.0,
        "decisions": 0.1,
        "total": 3.345,
    }
    assert item["error"] is None


def test_holding_values_against_the_page_is_told_where_it_was_done() -> None:
    processed = made.processed(("total", "12.50"))
    held = replace(processed, seconds={**processed.seconds, "comparison": 0.25})
    assert jsonl.as_object(held)["seconds"]["comparison"] == 0.25


def test_a_remembered_value_names_the_documents_that_it_was_confirmed_in() -> None:
    processed = made.processed(("total", "12.50"))
    assert processed.extraction is not None
    known = replace(processed.extraction.fields[0], source=Source.MEMORY, confirmed_in=("a", "b"))
    told = replace(processed, extraction=replace(processed.extraction, fields=(known,)))
    assert jsonl.as_object(told)["fields"][0]["confirmed_in"] == ["a", "b"]


def test_a_refused_document_has_the_same_shape_with_its_error() -> None:
    item = jsonl.as_object(made.refused())
    assert list(item) == SHAPE
    assert item["state"] == "quarantined"
    assert item["error"] == {
        "code": "unsupported_type",
        "message": "Programs are never opened here.",
    }
    assert (item["doctype"], item["fields"], item["decision"]) == (None, [], None)


def test_members_stand_within_their_archive_and_nowhere_else() -> None:
    item = jsonl.as_object(made.archive(made.processed(), made.refused()))
    assert [member["id"] for member in item["members"]] == ["d1", "d2"]
    assert "members" not in item["members"][0]
    assert jsonl.as_object(made.archive())["members"] == []


def test_every_record_is_one_line_of_utf_8() -> None:
    tricky = made.processed(("company", "Café\n\u2028 „X“"))
    lines = jsonl.render([tricky, made.refused()]).decode("utf-8").split("\n")
    assert len(lines) == 3
    assert lines[2] == ""
    assert json.loads(lines[0])["fields"][0]["value"] == "Café\n\u2028 „X“"
