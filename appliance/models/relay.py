"""A language model in front of another one: what is asked passes through, and may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from appliance.ports import Answer, Exemplar, LanguageModel, Question
from appliance.types import Document, Span


class Relay:
    """``ports.LanguageModel`` that hands on what it is asked; subclasses look, or add."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.seconds = 0.0  # wall clock that the model behind took for its answers

    @property
    def name(self) -> str:
        """The name of the model behind."""
        return self._model.name

    def answer(
        self,
        instructions: str,
        document: Document,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar] = (),
    ) -> tuple[Answer, ...]:
        """The answers of the model behind; raises as it does."""
        shown = self.examples(questions, examples)
        started = perf_counter()
        try:
            return self._model.answer(instructions, document, window, questions, shown)
        finally:
            self.seconds += perf_counter() - started

    def examples(
        self, questions: Sequence[Question], examples: Sequence[Exemplar]
    ) -> Sequence[Exemplar]:
        """What the model behind is shown as examples; called once for each call of ``answer``."""
        return examples


class Counting(Relay):
    """Counts the questions that it hands on."""

    def __init__(self, model: LanguageModel) -> None:
        super().__init__(model)
        self.asked: list[str] = []

    def examples(
        self, questions: Sequence[Question], examples: Sequence[Exemplar]
    ) -> Sequence[Exemplar]:
        """The same examples; the names of the questions are kept in ``asked``."""
        self.asked += [question.name for question in questions]
        return examples
