"""What people confirmed is shown to the language model as an example, as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.extraction import ground
from appliance.extraction.questions.examples import SHOWN, Exemplified
from appliance.models.fake import FakeLanguageModel
from appliance.ports import Answer, Exemplar, Question
from appliance.types import Document, Extraction, Source, Span
from tests.extraction.fakes_extraction import printed

TEXT = "Amber Trading Ltd\n12 Mill Lane\n" + "a row of goods 1.00\n" * 40 + "Hull weight 12 kg\n"
QUESTIONS = (
    Question(name="carrier", label="carrier"),
    Question(name="weight", label="weight"),
    Question(name="berth", label="berth"),
)


class Noting(FakeLanguageModel):
    """Notes which examples it was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[Exemplar, ...] = ()

    def answer(
        self,
        instructions: str,
        document: Document,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar] = (),
    ) -> tuple[Answer, ...]:
        self.shown = tuple(examples)
        return super().answer(instructions, document, window, questions, examples)


def confirmed(*values: str) -> tuple[Document, Extraction]:
    document = printed(TEXT)
    names = ("carrier", "weight")
    fields = [
        ground.field(
            document, name, value, (Span(TEXT.index(value), TEXT.index(value) + len(value)),),
            confidence=1.0, source=Source.PERSON,
        )
        for name, value in zip(names, values, strict=True)
    ]  # fmt: skip
    return document, Extraction(doctype="toy", fields=tuple(fields))


def asked(model: Noting, *opened: tuple[Document, Extraction]) -> tuple[Answer, ...]:
    text = "Birch Shipping\nHull weight 9 kg"
    window = [Span(0, len(text))]
    return Exemplified(model, lambda: opened).answer("Read.", printed(text), window, QUESTIONS)


def test_the_model_sees_the_rows_around_the_confirmed_answers() -> None:
    model = Noting()

    answers = asked(model, confirmed("Amber Trading Ltd", "12 kg"))

    assert [answer.name for answer in answers] == ["carrier", "weight", "berth"]
    (example,) = model.shown
    assert example.answers == {"carrier": "Amber Trading Ltd", "weight": "12 kg"}
    assert all(value in example.text for value in example.answers.values())
    assert len(example.text) <= SHOWN < len(TEXT)


def test_without_an_answer_to_these_questions_a_document_is_no_example() -> None:
    model = Noting()

    asked(model, (printed(TEXT), Extraction(doctype="toy", fields=())))

    assert model.shown == ()
