"""Figures against their bars, as people and machines read them."""

from __future__ import annotations

from appliance.bench.bars import Bar, Figure, markdown
from appliance.bench.blind import BARS
from appliance.evaluation.intervals import Interval
from appliance.service.quality.bench import missing

RIGHT = Bar(what="values right", bound=0.9)
QUICK = Bar(what="a receipt", bound=1.2, unit="s", most=True)


def test_a_figure_says_whether_its_bar_is_met() -> None:
    good = Figure(bar=RIGHT, value=0.9, n=200, of="values", interval=Interval(0.85, 0.94))
    slow = Figure(bar=QUICK, value=1.3, n=60, of="receipts")

    assert good.as_json() == {
        "what": "values right",
        "bar": ">= 0.900",
        "value": 0.9,
        "interval": [0.85, 0.94],
        "n": 200,
        "of": "values",
        "met": True,
        "remark": "",
    }
    assert slow.as_json()["met"] is False
    assert slow.as_json()["bar"] == "<= 1.2 s"


def test_the_table_for_the_documents_has_a_row_per_figure() -> None:
    figure = Figure(bar=QUICK, value=1.0, n=60, of="receipts", remark="two processes")

    rows = markdown([figure]).splitlines()

    assert rows[2] == "| a receipt (two processes) | <= 1.2 s | 1 s |  | 60 receipts | yes |"


def test_bars_that_a_run_does_not_measure_are_named_with_what_does() -> None:
    blindly = [Figure(bar=Bar(what=f"receipt: {bar.what}", bound=0.0), value=1.0, n=1, of="values")
               for bar in BARS.values()]  # fmt: skip

    without, with_reports = missing([]), missing(blindly)

    assert len(without) == 1 + len(BARS)
    assert any("confirmed twice" in one and "appliance train" in one for one in without)
    assert len(with_reports) == 1
    assert "deploy.unseen_type" in with_reports[0]
