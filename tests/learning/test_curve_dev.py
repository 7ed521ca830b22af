"""Each corrected receipt moves work to the ranker: the learning curve, run anew on dev receipts.

The receipts stand as people typed them off (words with their boxes), so that nothing but learning
is measured; labels are train receipts, of other vendors for the most part.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.doctypes import catalogue
from appliance.evaluation.intervals import clustered
from appliance.learning.curve import LABELS, Score, learning_curve
from appliance.learning.labelled import Labelled
from appliance.models import catalogue as models
from appliance.models import llama, verify
from appliance.ports import LanguageModel
from appliance.settings import load
from deploy import transcripts


@pytest.fixture(scope="module")
def receipts(data_dir: Path) -> list[list[Labelled]]:
    """Of train, and of dev."""
    return [list(transcripts.labelled(data_dir / part / "receipts")) for part in ("train", "dev")]


@pytest.fixture(scope="module")
def curve(receipts: list[list[Labelled]]) -> dict[int, Score]:
    return learning_curve(*receipts, catalogue.load().get("receipt"))


@pytest.fixture(scope="module")
def model() -> Iterator[LanguageModel]:
    """The default language model."""
    settings = load()
    known = models.load().get(settings.language_model)
    model = llama.load(verify.verified(known, settings.models_dir), known.name, 2, None)
    yield model
    model.close()


@pytest.mark.slow
def test_labels_are_worth_more_than_chance(curve: dict[int, Score]) -> None:
    assert tuple(curve) == LABELS
    shares = {count: score.right / score.n for count, score in curve.items()}
    print({count: round(share, 3) for count, share in shares.items()})
    assert len({score.n for score in curve.values()}) == 1
    assert len(curve[0].asked) == 60

    paired = [b - a for a, b in zip(curve[0].answered, curve[40].answered, strict=True)]
    gained = clustered(paired, curve[0].asked)
    assert gained.low > 0.02, "forty labels are worth more than none, the receipts drawn again"
    assert shares[40] >= shares[10] >= shares[5] - 0.03, "further labels do no harm"


@pytest.mark.slow
def test_at_first_the_language_model_answers_then_labels_move_work_to_the_ranker(
    receipts: list[list[Labelled]], model: LanguageModel
) -> None:
    """Every seventh dev receipt, eight in all: the model takes seconds for each."""
    labels, measured = receipts[0], receipts[1][::7][:8]
    doctype = catalogue.load().get("receipt")

    found = learning_curve(labels, measured, doctype, model=model)
    alone = learning_curve(labels, measured, doctype, (0,))

    print({count: (score.right, score.n, score.questions) for count, score in found.items()})
    assert tuple(found) == LABELS
    assert {score.n for score in found.values()} == {32}
    first, later, last = (found[count].questions for count in (0, 20, 40))
    assert first is not None
    assert later is not None
    assert last is not None
    assert first >= 4, "without a label the model is asked"
    assert later <= first / 2, "labels move work to the ranker"
    assert last <= later, "further labels leave no more to it"
    assert found[40].right > found[0].right, "forty labels are worth more than none"
    assert found[20].right >= found[0].right >= alone[0].right, "nothing is lost by it"
    assert alone[0].questions is None
