"""Figures of long runs come back from their files as they were, and are held against the bars."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.bench import blind
from appliance.errors import SettingsInvalid
from appliance.learning.curve import Score
from appliance.learning.replay import Replay, Replayed
from appliance.learning.validate import Judged, Validation

AROUND = blind.Circumstances(day="2026-11-22", machine="2 cores", command="appliance train ...")


def judged(number: int, *, right: bool, confidence: float, accepted: bool) -> Judged:
    return Judged(
        field="total", document=number, read=True, right=right, confidence=confidence,
        accepted=accepted,
    )  # fmt: skip


def test_a_validation_is_held_against_its_bars(tmp_path: Path) -> None:
    sure = [judged(i, right=i != 0, confidence=0.99, accepted=True) for i in range(300)]
    rest = [judged(300 + i, right=False, confidence=0.2, accepted=False) for i in range(100)]
    made = blind.validated("receipt", AROUND, Validation(judged=(*sure, *rest)))

    blind.write(made, tmp_path / "receipt-validate.json")
    (found,) = blind.load(tmp_path)

    assert found == made
    assert sum(bin.n for bin in found.reliability) == 400
    figures = {figure.bar.what: figure for figure in found.figures()}
    precision = figures["receipt: accepted unseen, blindly: precision"]
    assert precision.value == pytest.approx(299 / 300)
    assert (precision.n, precision.bar.met(precision.value)) == (300, True)
    assert "2026-11-22" in precision.remark
    coverage = figures["receipt: accepted unseen, blindly: coverage"]
    assert (coverage.value, coverage.bar.wanted) == (0.75, ">= 0.600")
    wrong = figures["receipt: expected calibration error, blindly"]
    assert wrong.bar.met(wrong.value) is False
    whole = figures["receipt: all labelled fields right, unseen vendors, blindly"]
    assert (whole.value, whole.n) == (299 / 400, 400)


def test_a_replay_tells_what_memory_was_worth() -> None:
    one = {"field": "total", "document": 1, "remembered": True}
    replayed = Replay(
        judged=(
            Replayed(before=False, after=True, **one),
            Replayed(before=True, after=True, **one),
        )
    )

    report = blind.replayed("receipt", AROUND, replayed)

    assert {rate.name: rate.value for rate in report.rates} == {
        "unremembered": 0.5, "remembered": 1.0,
    }  # fmt: skip
    (figure,) = report.figures()
    assert figure.bar.wanted == ">= 0.960"


def test_a_learning_curve_keeps_its_intervals() -> None:
    scores = {
        0: Score(asked=(2,) * 20, answered=(1, 0) * 10, questions=17),
        40: Score(asked=(2,) * 20, answered=(2,) * 20, questions=3),
    }

    first, last = blind.learnt("receipt", AROUND, scores).curve

    assert (first.labels, first.n, first.share) == (0, 40, 0.25)
    assert first.low < 0.25 < first.high
    assert (last.share, last.high) == (1.0, pytest.approx(1.0))
    assert (first.questions, last.questions) == (17, 3), "what went to the language model"


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"doctype": 5}')

    with pytest.raises(SettingsInvalid, match=r"a\.json"):
        blind.load(tmp_path)


def test_the_committed_learning_curve_is_of_unseen_vendors_and_rises() -> None:
    """As `appliance train curve` wrote it: labels from train, measured on the 60 dev receipts."""
    folder = Path(__file__).parents[2] / "docs" / "figures"

    (run,) = (run for run in blind.load(folder) if run.curve)

    assert "train/receipts" in run.around.command.partition("--measured")[0]
    assert "dev/receipts" in run.around.command.partition("--measured")[2]
    assert [point.labels for point in run.curve] == [0, 5, 10, 20, 40]
    assert {point.n for point in run.curve} == {240}
    first, *_, last = run.curve
    assert all(point.low <= point.share <= point.high for point in run.curve)
    assert last.low > first.high, "labels are worth more than chance"
