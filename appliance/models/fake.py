"""A language model without a model: for tests and for trying out what stands around it.

It keeps the promises of ``ports.LanguageModel`` (spans inside the window, whole words, bounds) and
chooses in the simplest way: the first candidate, or the first start as far as the row goes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from appliance.models.shown import Shown, show
from appliance.ports import Answer, Exemplar, Question
from appliance.types import Document, Span

ROOM = 1_000_000


class FakeLanguageModel:
    """Deterministic; says "absent" for the question names in ``absent``, and where nothing fits."""

    def __init__(self, absent: Collection[str] = (), name: str = "fake") -> None:
        self._absent = frozenset(absent)
        self._name = name

    @property
    def name(self) -> str:
        """What it was called."""
        return self._name

    def answer(
        self,
        instructions: str,
        document: Document,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar] = (),
    ) -> tuple[Answer, ...]:
        """Answer each question, in order."""
        shown = show(document.text, window, lambda text: [0] * len(text), ROOM)
        return tuple(self._one(question, shown) for question in questions)

    def _one(self, question: Question, shown: Shown) -> Answer:
        span = None if question.name in self._absent else _first(question, shown)
        return Answer(name=question.name, span=span, probability=0.5 if span else 1.0, margin=0.0)


def _first(question: Question, shown: Shown) -> Span | None:
    if question.candidates:
        return next((span for span in question.candidates if shown.holds(span)), None)
    for start in question.starts or [word.start for word in shown.words]:
        words = shown.words_from(start, longest=question.longest, rows=1)
        if words:
            return Span(start, words[-1].end)
    return None
