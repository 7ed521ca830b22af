"""Labelled documents make better rankers, honest curves and cautious thresholds."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from appliance.doctypes.schema import Curve, FieldSpec, Kind
from appliance.extraction.confidence import calibrated
from appliance.extraction.extract import extract
from appliance.learning import calibrate, train
from appliance.learning.calibrate import Pair
from appliance.learning.labelled import Labelled
from tests.extraction.fakes_extraction import doctype, printed

# "Amount handed in" is no cue of the schema: only labels can teach that the total stands there
TOTAL = FieldSpec(name="total", kind=Kind.AMOUNT, label="total", required=True, cues=("zzz",))


def labelled(count: int) -> list[Labelled]:
    source = random.Random(3)
    made: list[Labelled] = []
    for number in range(count):
        total = f"{source.randint(100, 9999) / 100:.2f}"
        noise = [
            f"item {source.randint(1, 9)} {source.randint(100, 99999) / 100:.2f}" for _ in range(4)
        ]
        rows = [
            f"Shop {number}",
            *noise,
            f"Settled {total}",
            f"Card {source.randint(100, 999999) / 100:.2f}",
        ]
        made.append(
            Labelled(
                document=printed("\n".join(rows)), values={"total": total}, group=f"g{number % 20}"
            )
        )
    return made


def test_labels_teach_where_a_value_stands_and_how_sure_that_is(tmp_path: Path) -> None:
    toy = doctype(TOTAL)
    seen, unseen = labelled(140)[:100], labelled(140)[100:]

    trained = train.train(seen, toy, None)
    taught = doctype(TOTAL, rankers=trained.rankers, curves=trained.curves)

    right = [
        found is not None and found.value == item.values["total"]
        for item in unseen
        for found in [extract(item.document, taught, None).first("total")]
    ]
    assert sum(right) >= 0.95 * len(right)
    assert trained.figures["total"].right >= 95

    path = train.write(
        trained, tmp_path, train.card(trained, data="made", licence="ours", made_by="test")
    )
    content = json.loads(path.read_text())
    assert set(content) == {"card", "curves", "thresholds", "rankers"}
    assert train.digest(trained) in content["card"]["figures"]
    assert "settled" not in path.read_text().lower()


def test_too_few_labels_teach_nothing() -> None:
    trained = train.train(labelled(10), doctype(TOTAL), None)
    assert trained.rankers == {}
    assert trained.curves == {}


def test_no_group_is_on_both_sides() -> None:
    items = labelled(60)
    split = train.parts(items)
    groups = [{items[index].group for index in part} for part in split]
    assert sum(len(part) for part in split) == 60
    assert all(not one & other for i, one in enumerate(groups) for other in groups[i + 1 :])


def test_a_curve_rises_and_follows_the_rates() -> None:
    source = random.Random(1)
    scores = [source.random() for _ in range(2000)]
    fitted = calibrate.curve([Pair(score=s, right=source.random() < s) for s in scores])
    assert list(fitted.probabilities) == sorted(fitted.probabilities)
    for score in (0.2, 0.5, 0.8):
        assert calibrated(score, fitted) == pytest.approx(score, abs=0.08)


def test_a_handful_of_right_answers_is_not_certainty() -> None:
    fitted = calibrate.curve([Pair(score=0.9, right=True)] * 5)
    assert calibrated(0.9, fitted) < 0.9


def test_thresholds_want_proof() -> None:
    flat = Curve(scores=(0.0, 1.0), probabilities=(0.0, 1.0))
    few = [Pair(score=0.9, right=True)] * 40
    assert calibrate.threshold(few, flat) == calibrate.NEVER
    many = [Pair(score=0.97, right=True)] * 200 + [Pair(score=0.4, right=False)] * 50
    assert calibrate.threshold(many, flat) == pytest.approx(0.97)
