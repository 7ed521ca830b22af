"""Measures that leave out what no reading could find, and filings that lose their tags."""

from __future__ import annotations

import json
from pathlib import Path

from appliance.evaluation import standing, tags, told
from appliance.evaluation.maps import FieldMap
from appliance.evaluation.run import evaluate
from appliance.types import Field, Processed, Source, State

TEXT = FieldMap.model_validate({"from": ["a"], "kind": "text"})
FLAG = FieldMap.model_validate({"from": ["a"], "kind": "flag"})

TAGGED = (
    b'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">'
    b"<body><ix:header><ix:hidden>0000123456</ix:hidden></ix:header><p>Name: "
    b'<ix:nonNumeric name="dei:Name">Gear Co</ix:nonNumeric>, Ohio</p>'
    b"</body></html>"
)


def test_a_page_without_its_tags_keeps_what_it_prints_and_loses_what_it_hides() -> None:
    bare = tags.without(TAGGED)
    assert b"ix:" not in bare
    assert b"Name: Gear Co, Ohio" in bare
    assert b"0000123456" not in bare
    assert tags.without(b"plain text") == b"plain text"


def test_a_value_stands_by_its_letters_and_digits() -> None:
    stands = standing.of(tags.without(TAGGED))
    assert stands(TEXT, "GEAR CO.")
    assert not stands(TEXT, "0000123456")
    assert stands(FLAG, "☒")
    assert not stands(FLAG, "true")


def test_only_standing_values_are_measured_where_asked_for(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Seen for back pain.")
    truth = {"chief_complaint": "back pain", "patient_name": "Ada Nowhere"}
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(json.dumps({"file": "note.txt", "class": "medical", "truth": truth}))

    def process(content: bytes, name: str, /) -> Processed:
        return Processed(id="", name=name, sha256="", media_type="", state=State.REVIEW)

    whole = evaluate(manifest, process)
    fair = evaluate(manifest, process, standing=standing.of)
    assert set(whole.figures.fields) == {"patient_name", "chief_complaint"}
    assert set(fair.figures.fields) == {"chief_complaint"}


def test_a_fact_is_right_as_a_whole_row() -> None:
    columns = {"name": "concept|@key", "value": "value|@value", "period": "start/end"}
    facts = [{"concept": "Assets", "value": 5000000, "start": None, "end": "2023-12-31"}]
    form = {"form/date[0]": "03-26-2024", "form/date[1]": "04-01-2024"}

    def cell(name: str, value: str, row: int) -> Field:
        return Field(
            name=name, value=value, text="", spans=(), page=1, boxes=(), confidence=1.0,
            source=Source.READER, row=row,
        )  # fmt: skip

    found = (
        cell("facts.name", "us-gaap:Assets", 1),
        cell("facts.value", "5000000", 1),
        cell("facts.period", "2023-12-31", 1),
        cell("facts.name", "form/date", 2),
        cell("facts.value", "2024-03-26", 2),
    )
    rows = list(told.rows(found, "facts", columns))
    assert told.labels({"facts": facts}, "facts[]", columns) == rows[:1]
    assert told.labels({"fields": form}, "fields", columns)[0] == rows[1]
    assert told.labels({"fields": form}, "fields", columns)[1] not in rows


def test_a_paragraph_is_the_same_whatever_became_of_its_escaped_signs() -> None:
    columns = {"name": "@key", "value": "@value"}
    wording = "The holder certifies that nothing was acquired to change the control of the issuer. "
    rows = [
        told.labels({"fields": {"form/item": wording * 3 + sign}}, "fields", columns)
        for sign in ("under &#167; 240", "under #167; 240", "under &#167; 241")
    ]
    assert rows[0] == rows[1] != rows[2]
