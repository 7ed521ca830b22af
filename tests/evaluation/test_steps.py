"""Each step of the cascade by itself: what could be right, what is, what is left after checks."""

from __future__ import annotations

from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import FieldSpec, Kind, RuleSpec
from appliance.evaluation.manifest import Row
from appliance.evaluation.steps import steps
from appliance.types import Document
from tests.extraction.fakes_extraction import ToldModel, doctype, printed

TOTAL = FieldSpec(name="total", kind=Kind.AMOUNT, label="total", cues=(r"\btotal\b",))
NAME = FieldSpec(name="vendor_name", kind=Kind.NAME, label="name")
RULE = RuleSpec(rule="range", fields=("total",), options={"least": "0", "most": "100"})
RECEIPT = doctype(NAME, TOTAL, name="receipt", rules=(RULE,), thresholds={"*": 0.1})
TEXTS = {
    "plain": "Corner Bakery Ltd\nTea 3.00\nTotal 12.50",
    "beyond": "Corner Bakery Ltd\nTea 3.00\nTotal 250.00",  # a check fails
    "unread": "C0m3r 8ak\nTea 3.00\nTotal I2.5O",  # reading lost both values
}
TRUE = {"plain": "12.50", "beyond": "250.00", "unread": "12.50"}


def row(name: str) -> Row:
    truth = {"company": "Corner Bakery Ltd", "total": TRUE[name]}
    return Row(id=name, klass="receipts", lang="en", file=None, neutral_name="", truth=truth)


def read(one: Row) -> Document:
    return printed(TEXTS[one.id])


def test_what_is_lost_is_seen_where_it_is_lost() -> None:
    found = steps([row(name) for name in TEXTS], read, Doctypes(all=(RECEIPT,)), None)
    totals = {one.step: one for one in found if one.field == "total"}

    assert totals["reading"].right == totals["candidates"].right == 2 / 3
    assert totals["ranker"].right == 2 / 3
    assert totals["checks"].right == 1 / 3  # 250.00 is right, but beyond what the rule allows
    assert totals["accepted"].coverage == 2 / 3  # the price of the tea among them: 0.1 is enough
    assert "language model" not in totals
    assert all(one.n == 3 and one.seconds >= 0 for one in totals.values())
    assert {one.n for one in found if one.field == ""} == {6}


def test_the_language_models_step_is_measured_where_there_is_one() -> None:
    model = ToldModel({"vendor_name": "Corner Bakery Ltd", "total": "12.50"})
    found = steps([row("plain")], read, Doctypes(all=(RECEIPT,)), model)
    assert any(one.step == "language model" and one.right == 1.0 for one in found)
    assert {"step", "field", "n", "right", "coverage", "precision", "seconds"} == set(
        found[0].as_json()
    )
