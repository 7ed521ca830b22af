"""Documents that people confirmed, as examples for the language model.

A type without a trained ranker has only its schema to go by; two documents with their answers say
more. They are opened when the model is asked, and nothing is kept of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from appliance.extraction.questions import passages
from appliance.ports import Answer, Exemplar, LanguageModel, Question
from appliance.types import Document, Extraction, Span

SHOWN = 320
"""Characters of an example that are shown: the rows around its answers."""

Opened = Callable[[], Sequence[tuple[Document, Extraction]]]
"""The confirmed documents with their values, the nearest first."""


class Exemplified:
    """``ports.LanguageModel`` that shows ``model`` what ``opened`` gives."""

    def __init__(self, model: LanguageModel, opened: Opened) -> None:
        self._model = model
        self._opened = opened

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    def answer(
        self,
        instructions: str,
        document: Document,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar] = (),
    ) -> tuple[Answer, ...]:
        """Answer each question, in order."""
        names = {question.name for question in questions}
        own = [exemplar(seen, values, names) for seen, values in self._opened()]
        shown = (*examples, *(one for one in own if one.answers))
        return self._model.answer(instructions, document, window, questions, shown)


def exemplar(document: Document, extraction: Extraction, names: set[str]) -> Exemplar:
    """What a confirmed document says of these fields, with the rows where it says so."""
    fields = {f.name: f for f in reversed(extraction.fields) if f.name in names and f.spans}
    places = [field.spans[0] for field in fields.values()]
    whole = [Span(0, len(document.text))]
    rows = passages.shown(document.text, places, whole, SHOWN)
    return Exemplar(
        text="\n".join(document.text[span.start : span.end].strip("\n") for span in rows),
        answers={name: " ".join(field.text.split()) for name, field in fields.items()},
    )
