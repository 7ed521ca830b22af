"""Documents that people confirmed, as examples for the language model.

A type without a trained ranker has only its schema to go by; two documents with their answers say
more. They are opened when the model is asked, and nothing is kept of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from appliance.extraction.questions import passages
from appliance.models.relay import Relay
from appliance.ports import Exemplar, LanguageModel, Question
from appliance.types import Document, Extraction, Span

SHOWN = 320
"""Characters of an example that are shown: the rows around its answers."""

Opened = Callable[[], Sequence[tuple[Document, Extraction]]]
"""The confirmed documents with their values, the nearest first."""


class Exemplified(Relay):
    """``ports.LanguageModel`` that shows ``model`` what ``opened`` gives."""

    def __init__(self, model: LanguageModel, opened: Opened) -> None:
        super().__init__(model)
        self._opened = opened

    def examples(
        self, questions: Sequence[Question], examples: Sequence[Exemplar]
    ) -> Sequence[Exemplar]:
        """The examples given, then the confirmed documents that say something of the questions."""
        names = {question.name for question in questions}
        own = [exemplar(seen, values, names) for seen, values in self._opened()]
        return (*examples, *(one for one in own if one.answers))


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
