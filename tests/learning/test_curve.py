"""The learning curve as its command draws it: with the language model where there is one."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from appliance.doctypes import catalogue
from appliance.errors import ModelMissing
from appliance.models.fake import FakeLanguageModel
from appliance.ports import LanguageModel
from appliance.service.quality.training import Labels, Training
from appliance.settings import Limits
from appliance.types import Document, Reading
from tests.evaluation.fakes_evaluation import manifest
from tests.extraction.fakes_extraction import printed

SLIP = "Corner Bakery\nNorth Harbour\nTea 3.00\nCake 9.50"


class Reader:
    def read(self, content: bytes, media_type: str) -> Reading:
        return Reading(document=self.document())

    @staticmethod
    def document() -> Document:
        return printed(SLIP)


class Silent:
    def step(self, what: str) -> nullcontext[None]:
        return nullcontext()


def asked(tmp_path: Path, model: object, *, without_model: bool = False) -> list[int | None]:
    """Questions to the model at each number of labels."""
    row = {"class": "receipts", "truth": {"company": "Corner Bakery", "total": "12.50"}}
    path = manifest(tmp_path, *({**row, "id": n, "file": f"{n}.txt"} for n in range(6)))
    training = Training(
        reader=Reader,  # type: ignore[arg-type]  # all that is used of a reader
        doctypes=catalogue.load(),
        limits=Limits(),
        model=model,  # type: ignore[arg-type]
    )
    labels = Labels(real=[path])
    found = training.learning_curve(
        "receipt", labels, labels, Silent(), without_model=without_model
    )
    return [score.questions for score in found.values()]


def test_without_a_label_the_installed_model_is_asked(tmp_path: Path) -> None:
    questions = asked(tmp_path, FakeLanguageModel)
    assert questions[0] is not None
    assert questions[0] >= 6, "each slip has a name nobody is sure of"
    assert asked(tmp_path, FakeLanguageModel, without_model=True) == [None] * 5


def test_where_no_model_is_installed_the_ranker_draws_its_curve_alone(tmp_path: Path) -> None:
    def missing() -> LanguageModel:
        raise ModelMissing("any", Path("any.gguf"))

    assert asked(tmp_path, missing) == [None] * 5
    assert asked(tmp_path, lambda: None) == [None] * 5
