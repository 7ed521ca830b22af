"""Does choosing among allowed answers cost anything against writing freely?

Both are timed on the same model, threads and prompts, in turns, with the prompt already read: what
is compared is the writing of answers alone. Free writing takes the most probable token at every
step, which is the least that any sampler does.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from appliance.doctypes.schema import Doctype, Example
from appliance.models import catalogue
from appliance.models.chat import TEMPLATES
from appliance.models.engine import Engine, Feed
from appliance.models.llama import BESIDE, CONTEXT, LlamaModel
from appliance.models.paths import Lift
from appliance.models.prefix import Prefixes
from appliance.ports import Question
from appliance.types import Document, Span

STEPS = 48
"""Tokens written freely per text: about as many as the answers of a receipt have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """Tokens of answers per second over ``texts`` texts."""

    texts: int
    free: float
    constrained: float

    @property
    def ratio(self) -> float:
        """Constrained against free; 1.0 is no loss."""
        return self.constrained / self.free if self.free else 0.0


@dataclass(slots=True)
class _Clock:
    tokens: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return self.tokens / self.seconds if self.seconds else 0.0


def measure(path: Path, name: str, doctypes: Sequence[Doctype], threads: int) -> Decoding:
    """Time both ways on the example texts of ``doctypes``. The model's file is verified by now."""
    model = catalogue.load().get(name)
    engine = Engine(path, name, threads=threads, context=CONTEXT, sequences=BESIDE + 1)
    lift = Lift(end=model.lift_end, absent=model.lift_absent)
    asked = LlamaModel(engine, name, TEMPLATES[model.template], Prefixes(engine, "", None), lift)
    free, constrained = _Clock(), _Clock()
    texts = [(doctype, example) for doctype in doctypes for example in doctype.examples]
    try:
        for doctype, example in texts:
            _constrained(asked, engine, doctype, example, constrained)
            _free(engine, free)
    finally:
        asked.close()
    return Decoding(texts=len(texts), free=free.rate, constrained=constrained.rate)


def _constrained(
    model: LlamaModel, engine: Engine, doctype: Doctype, example: Example, clock: _Clock
) -> None:
    """Every field as a run of words: nothing is known beforehand but the document. One question at
    a time, as free writing is one text at a time; only values count, not their absence."""
    document = Document(text=example.text, pages=())
    window = [Span(0, len(example.text))]
    questions = [
        Question(name=spec.name, label=spec.label, longest=spec.longest, rows=spec.rows)
        for spec in doctype.fields
        if not spec.many and not spec.stated_only
    ]
    model.answer(doctype.instructions, document, window, questions[:1])  # reads the prompt
    started = time.perf_counter()
    answers = [
        answer
        for question in questions
        for answer in model.answer(doctype.instructions, document, window, [question])
    ]
    clock.seconds += time.perf_counter() - started
    for span in (answer.span for answer in answers if answer.span):
        clock.tokens += len(engine.tokens(f" {example.text[span.start : span.end]}\n"))


def _free(engine: Engine, clock: _Clock) -> None:
    """Goes on from the prompt that is held, on a branch of its own."""
    engine.branch([1])
    label = engine.tokens("total:")
    (rows,) = engine.decode([Feed(sequence=1, tokens=label, wanted=(len(label) - 1,))])
    started = time.perf_counter()
    for _ in range(STEPS):
        token = int(rows[0].argmax())
        (rows,) = engine.decode([Feed(sequence=1, tokens=[token], wanted=(0,))])
    clock.seconds += time.perf_counter() - started
    clock.tokens += STEPS
    engine.forget(1)
