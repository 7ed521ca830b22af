"""The record of where the language model helps counts what it was asked, with it and without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from appliance.doctypes.schema import Doctype
from deploy import model_help, unseen_receipts
from deploy.model_help import Measured, Tally
from tests.extraction.fakes_extraction import ToldModel, printed

SLIP = "Happy Moments\nTea 3.00\nCake 9.50\nTotal 12.50\n02/03/2024"
KNOWN = {"store_name": "Happy Moments", "grand_total": "12.50", "purchase_date": "2024-03-02"}


@pytest.fixture
def silent(tmp_path: Path) -> Doctype:
    """A type that says of each field that no model is asked."""
    declared = unseen_receipts.declared(tmp_path)
    fields = tuple(replace(spec, ask_model=False) for spec in declared.fields)
    return replace(declared, fields=fields)


def test_a_field_that_is_never_asked_about_is_asked_here_and_both_answers_are_judged(
    silent: Doctype,
) -> None:
    model = ToldModel({"store_name": "Cake 9.50"})

    found = model_help.measured("slips", [(printed(SLIP), KNOWN)], silent, model)

    assert "store_name" in [question.name for question in model.questions]
    assert found.fields["store_name"] == Tally(labelled=1, doubtful=1, without=1, helped=0)
    assert found.fields["grand_total"] == Tally(labelled=1)
    assert found.documents == 1
    assert found.questions == len(model.questions)


def test_the_table_has_a_row_for_each_doubtful_field_and_the_sums_of_a_set() -> None:
    fields = {"a": Tally(4, 3, 1, 2), "b": Tally(5, 0, 0, 0)}
    set_ = Measured(name="slips", documents=5, fields=fields, questions=7, seconds=1.25)

    table = model_help.table([set_], "small-model", "2026-01-01")

    assert "| slips | a | 4 | 3 | 1 | 2 |" in table
    assert "| slips | b |" not in table
    assert "| slips, n=5 | all; 7 questions, 1.2 s a document | 9 | 3 | 1 | 2 |" in table
    assert "small-model, 2026-01-01" in table
