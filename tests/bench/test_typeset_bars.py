"""What is said of types that come as text: values right, and what deciding took."""

from __future__ import annotations

import pytest

from appliance.bench import typeset
from appliance.evaluation.metrics import figures
from appliance.evaluation.report import Report
from appliance.evaluation.score import DocumentScore
from appliance.types import State


def _report(*took: float) -> Report:
    scores = [
        DocumentScore(
            klass="invoices",
            state=State.REVIEW,
            type_right=True,
            accepted=False,
            fields=(),
            seconds={"reading": 0.5, "extraction": seconds, "decisions": 0.01},
        )
        for seconds in took
    ]
    return Report(
        figures=figures(scores), classes={}, missing=0, throughput=1.0, peak_memory_mb=1.0
    )


def test_invoices_are_held_against_what_deciding_may_take() -> None:
    (timed,) = (one for one in typeset.BARS if one.deciding is not None)
    assert timed.deciding is not None
    slow = typeset.took(timed.deciding, timed, _report(0.03, 0.05, 0.09))
    assert slow.value == pytest.approx(0.06)
    assert slow.as_json()["met"] is False
    quick = typeset.took(timed.deciding, timed, _report(0.03, 0.03, 0.09))
    assert quick.as_json()["met"] is True
