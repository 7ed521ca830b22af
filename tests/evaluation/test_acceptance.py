"""What the evaluation counts as accepted is what the decisions let through."""

from __future__ import annotations

from dataclasses import replace

from appliance.evaluation.run import thresholds
from appliance.types import Source
from tests.evaluation.fakes_evaluation import DOCTYPES, field


def test_what_a_file_states_is_accepted_whatever_the_threshold_for_print() -> None:
    accepts = thresholds(DOCTYPES)
    unsure = field("total", "1.00", confidence=0.5)
    assert accepts("invoice", replace(unsure, source=Source.READER))
    assert not accepts("invoice", replace(unsure, source=Source.RANKER))
    assert accepts("invoice", replace(unsure, source=Source.RANKER, confidence=0.95))
    assert not accepts("unknown", replace(unsure, source=Source.READER))
