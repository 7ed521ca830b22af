"""Labelled documents make better rankers, honest curves and cautious thresholds."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.doctypes.fitted import DeclaredCalibration
from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice.confidence import Evidence, calibrated, sure
from appliance.extraction.extract import extract
from appliance.learning import artefact, blind, calibrate, fit, train
from appliance.learning.calibrate import Answer, Pair
from appliance.learning.curve import learning_curve
from appliance.learning.labelled import Labelled
from appliance.learning.validate import validate
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

    trained = train.train(seen, toy)
    taught = doctype(TOTAL, rankers=trained.rankers, curves=trained.curves)

    right = [
        found is not None and found.value == item.values["total"]
        for item in unseen
        for found in [extract(item.document, taught, None).first("total")]
    ]
    assert sum(right) >= 0.95 * len(right)
    assert trained.figures["total"].right >= 95

    path = artefact.write(
        trained, tmp_path, artefact.card(trained, data="made", licence="ours", made_by="test")
    )
    content = json.loads(path.read_text())
    assert set(content) == {"card", "curves", "thresholds", "remembered", "rankers"}
    assert artefact.digest(trained) in content["card"]["figures"]
    assert "settled" not in path.read_text().lower()


def test_too_few_labels_teach_nothing() -> None:
    trained = train.train(labelled(4), doctype(TOTAL))
    assert trained.rankers == {}
    assert trained.curves == {}


def test_no_group_is_on_both_sides() -> None:
    items = labelled(60)
    split = fit.split([item.group for item in items], 5)
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


def test_one_mistake_leaves_doubtful_answers_doubtful() -> None:
    """No answer between .6 and .9 happens to be wrong: that makes one of .6 no surer."""
    source = random.Random(2)
    shares = [0.97 + 0.029 * source.random() for _ in range(200)] + [0.6, 0.7, 0.8]
    given = [Answer(evidence=Evidence(ranker=share, margin=0.0), right=True) for share in shares]
    wrong = Answer(evidence=Evidence(ranker=0.3, margin=0.0), right=False)
    fitted = calibrate.fitted([*given, wrong])
    low, middle, high = (sure(Evidence(ranker=s, margin=0.0), fitted) for s in (0.6, 0.9, 0.999))
    assert low < 0.95 < middle < high <= calibrate.CEILING


def test_a_mistake_more_does_not_change_what_a_curve_is_made_of() -> None:
    """With seven mistakes and with eight: nothing turns at a number of them."""
    source = random.Random(3)
    right = [
        Answer(evidence=Evidence(ranker=0.9 + 0.099 * source.random(), margin=0.9), right=True)
        for _ in range(200)
    ]
    wrong = [Answer(evidence=Evidence(ranker=0.4, margin=0.1), right=False)] * 8
    shown = Evidence(ranker=0.7, margin=0.4)
    seven, eight = (sure(shown, calibrate.fitted([*right, *wrong[:n]])) for n in (7, 8))
    assert eight == pytest.approx(seven, abs=0.03)


def test_a_trait_that_tells_mistakes_is_weighed() -> None:
    good = [Answer(evidence=Evidence(ranker=0.9, margin=0.8, ocr=0.99), right=True)] * 150
    bad = [Answer(evidence=Evidence(ranker=0.9, margin=0.8, ocr=0.7), right=False)] * 50
    fitted = calibrate.fitted([*good, *bad])
    clear, faint = (sure(Evidence(ranker=0.9, margin=0.8, ocr=o), fitted) for o in (0.99, 0.7))
    assert faint < 0.5
    assert clear > 0.85


def test_fitting_arrives_where_answers_are_split_cleanly() -> None:
    """Newton's steps overshoot there; the claims stay within the ceiling, and in order."""
    good = [Answer(evidence=Evidence(ranker=0.9999, margin=1.0), right=True)] * 100
    bad = [Answer(evidence=Evidence(ranker=0.0001, margin=0.0), right=False)] * 100
    fitted = calibrate.fitted([*good, *bad])
    low, high = (
        sure(Evidence(ranker=s, margin=m), fitted) for s, m in ((1e-4, 0.0), (0.9999, 1.0))
    )
    assert low < 0.1
    assert 0.9 < high <= calibrate.CEILING


def test_thresholds_want_proof() -> None:
    few = {"date": [(0.99, True)] * 40}
    assert calibrate.thresholds(few) == {"date": calibrate.NEVER}
    many = {"date": [(0.99, True)] * 200 + [(0.4, False)] * 50}
    assert calibrate.thresholds(many) == {"date": pytest.approx(0.99)}


def test_right_answers_that_claim_less_than_is_promised_are_luck() -> None:
    doubtful = {"date": [(0.99, True)] * 200 + [(0.9, True)] * 100}
    assert calibrate.thresholds(doubtful) == {"date": pytest.approx(0.99)}


def test_a_sure_field_does_not_pay_for_a_doubtful_one() -> None:
    """Pooled, 4 wrong of 340 would pass; the name has to be good enough by itself."""
    dates = [(0.99, True)] * 300
    names = [(0.98, True)] * 36 + [(0.98, False)] * 4
    found = calibrate.thresholds({"date": dates, "name": names})
    assert found["date"] <= 0.99
    assert found["name"] == calibrate.NEVER


NAME = FieldSpec(name="vendor_name", kind=Kind.NAME, label="name", cues=("zzz",))
WORDS = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Heath", "Iris", "Juno")


def shops(count: int) -> list[Labelled]:
    """The name stands in the second row, below a slogan: no general prior expects that."""
    source = random.Random(5)
    made: list[Labelled] = []
    for number in range(count):
        name = f"{source.choice(WORDS)} {source.choice(WORDS)} Trading"
        rows = ["Welcome Dear Guest", name, f"Order {number}", "Thank You Come Again"]
        values = {"vendor_name": name}
        made.append(Labelled(document=printed("\n".join(rows)), values=values, group=name))
    return made


def test_trees_learn_which_row_is_the_name(tmp_path: Path) -> None:
    toy = doctype(NAME)
    seen, unseen = shops(140)[:100], shops(140)[100:]

    trained = train.train(seen, toy)
    path = artefact.write(
        trained, tmp_path, artefact.card(trained, data="made", licence="ours", made_by="test")
    )
    fitted = DeclaredCalibration.model_validate_json(path.read_text())
    taught = replace(toy, rankers={name: one.frozen() for name, one in fitted.rankers.items()})

    assert taught.rankers["vendor_name"].forest is not None
    right = [
        found is not None and found.value == item.values["vendor_name"]
        for item in unseen
        for found in [extract(item.document, taught, None).first("vendor_name")]
    ]
    assert sum(right) >= 0.95 * len(right)
    assert "Trading" not in path.read_text()


def test_the_same_labels_grow_the_same_trees() -> None:
    toy = doctype(NAME)
    known = blind.cases(shops(60), toy)
    first, second = (
        artefact.digest(train.Trained(rankers=blind.rankers(known, toy))) for _ in range(2)
    )
    other = blind.rankers(blind.cases(shops(61), toy), toy)
    assert first == second
    assert artefact.digest(train.Trained(rankers=other)) != first


def test_drawn_documents_alone_teach_to_choose_and_nothing_is_accepted_on_their_word() -> None:
    drawn = [replace(item, drawn=True) for item in labelled(60)]
    trained = train.train(drawn, doctype(TOTAL), folds=5)
    assert trained.figures["total"].right >= 55
    assert trained.thresholds == {"total": 1.0}
    assert max(trained.curves["total"].probabilities) < 0.9


def test_drawn_documents_do_not_outvote_a_few_real_ones() -> None:
    """A field that hardly any real document shows keeps the general prior."""
    mixed = [replace(item, drawn=number > 3) for number, item in enumerate(labelled(60))]
    assert blind.cases(mixed, doctype(TOTAL)) == {}


def test_with_fewer_folds_fewer_documents_are_answered_blindly() -> None:
    trained = train.train(labelled(120), doctype(TOTAL), folds=2)
    assert trained.figures["total"].labelled == 48


def test_the_more_labels_the_better() -> None:
    curve = learning_curve(labelled(120)[:60], labelled(120)[60:], doctype(TOTAL))

    assert list(curve) == [0, 5, 10, 20, 40]
    assert {score.n for score in curve.values()} == {60}
    assert curve[40].right >= 57
    assert curve[0].right < curve[10].right <= curve[40].right + 2


def test_validation_judges_blindly_and_says_how_surely() -> None:
    found = validate(labelled(120), doctype(TOTAL))

    right, n, interval = found.right
    assert (n, found.read) == (120, 120)
    assert right >= 110
    assert interval.low <= right / n <= interval.high
    sure, accepted, lower = found.accepted
    assert sure >= 0.95 * accepted
    assert lower <= 1.0
    assert found.error <= 0.1
