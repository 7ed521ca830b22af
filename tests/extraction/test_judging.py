"""A field declared as inferred is one of its choices and marked so, whatever words are printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from appliance.doctypes.catalogue import load
from appliance.doctypes.schema import Doctype
from appliance.extraction.extract import extract
from appliance.models.fake import FakeLanguageModel
from appliance.ports import Answer, Exemplar, Question
from appliance.types import Document, Source, Span

SLIP = """
title = "Expense slip"
cues = [ { pattern = '\\bexpense slip\\b', weight = 6.0 } ]

[[fields]]
name = "category"
kind = "choice"
label = "category of the expense"
inferred = true
[fields.choices]
food = ["food"]
travel = ["travel"]
office_supplies = ["office supplies"]
"""


def slip(folder: Path) -> Doctype:
    (folder / "expense_slip").mkdir()
    (folder / "expense_slip" / "doctype.toml").write_text(SLIP, encoding="utf-8")
    (folder / "expense_slip" / "prompt.txt").write_text("You read expense slips.", encoding="utf-8")
    return load(folder).get("expense_slip")


class Fond(FakeLanguageModel):
    """Takes whatever the sheet names, "travel" only where a train is mentioned."""

    def answer(
        self,
        instructions: str,
        document: Document,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar] = (),
    ) -> tuple[Answer, ...]:
        self._absent = frozenset() if "train" in document.text else frozenset({"travel"})
        return super().answer(instructions, document, window, questions, examples)


def test_a_judgement_is_one_of_the_choices_and_marked_as_inferred(tmp_path: Path) -> None:
    text = "Expense slip\nTicket for the train to York. No food was taken."
    (field,) = extract(Document(text=text, pages=()), slip(tmp_path), Fond()).fields
    assert (field.value, field.source, field.spans) == ("travel", Source.INFERRED, ())
    assert field.confidence <= 0.8


def test_what_a_model_says_of_every_paper_is_no_evidence(tmp_path: Path) -> None:
    found = extract(Document(text="Expense slip", pages=()), slip(tmp_path), FakeLanguageModel())
    (field,) = found.fields
    assert field.confidence < 0.4  # a third each


def test_without_a_model_a_printed_word_is_no_judgement(tmp_path: Path) -> None:
    text = "Expense slip\nNo food was taken."
    assert extract(Document(text=text, pages=()), slip(tmp_path), None).fields == ()
