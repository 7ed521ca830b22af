"""The language model that answers with spans of the document, on llama.cpp.

The prompt is our own: the fixed instructions, the passages shown, then for each question its label
*fed* as the beginning of the answer. What follows the label is not sampled: only token sequences
that copy an allowed span, or say "none", are compared (``paths``, ``walk``).
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from appliance.errors import ModelBusy, ModelMismatch, ModelMissing, ModelUnusable
from appliance.models import catalogue, verify
from appliance.models.chat import TEMPLATES, Template
from appliance.models.engine import Engine, Feed, version
from appliance.models.paths import ABSENT, Lift, Spelling, openings
from appliance.models.prefix import Prefixes
from appliance.models.shown import Shown, show
from appliance.models.walk import Choice, Walk, walk
from appliance.ports import Answer, Exemplar, Question
from appliance.types import Document, Span

CONTEXT = 4096
BESIDE = 8
"""Questions walked side by side in one batch."""
LABEL, VALUE = 32, 192
"""Tokens of context that one label and one answer may take."""
RESERVE = 1280
"""Tokens of context kept for answers: fewer questions go side by side where it is not enough."""
EXAMPLES = 640
"""Tokens of context that earlier documents may take; their state is never kept."""
WAIT_SECONDS = 60


def load(
    path: Path, name: str, threads: int, cache_dir: Path | None, *, context: int = CONTEXT
) -> LlamaModel:
    """Load a language model of the catalogue, after comparing its sha256.

    ``cache_dir`` is where the states of fixed prompts may be kept. Raises ``ModelMissing``,
    ``ModelMismatch``, ``ModelUnusable``.
    """
    model = catalogue.load().get(name)
    if not path.is_file():
        raise ModelMissing(name, str(path))
    if model.template not in TEMPLATES:
        raise ModelUnusable(name, "it is not a language model with a known chat template")
    sha256 = verify.pinned(model, path.parent).sha256
    if verify.digest(path) != sha256:
        raise ModelMismatch(name, str(path))
    engine = Engine(path, name, threads=threads, context=context, sequences=BESIDE + 1)
    prefixes = Prefixes(engine, f"{sha256} {version()}", cache_dir)
    lift = Lift(end=model.lift_end, absent=model.lift_absent)
    return LlamaModel(engine, name, TEMPLATES[model.template], prefixes, lift)


class LlamaModel:
    """``ports.LanguageModel`` on one engine; one call at a time."""

    def __init__(
        self, engine: Engine, name: str, template: Template, prefixes: Prefixes, lift: Lift
    ) -> None:
        self._engine = engine
        self._name = name
        self._template = template
        self._prefixes = prefixes
        self._lift = lift
        self._lock = threading.Lock()
        self._held: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The catalogue name."""
        return self._name

    def close(self) -> None:
        """Give the memory back."""
        with self._lock:
            self._engine.close()

    def answer(
        self,
        instructions: str,
        document: Document,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar] = (),
    ) -> tuple[Answer, ...]:
        """Answer each question with a span inside the window, or with none.

        A window that does not fit the context is cut at the end of a row; what is cut off cannot
        be an answer. Raises ``ModelBusy`` while another thread holds the model.
        """
        if not questions:
            return ()
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise ModelBusy
        try:
            choices = self._answered(instructions, document.text, window, questions, examples)
        except ModelUnusable:  # once more in an emptied context; what fails again is reported
            self._held = ()
            self._engine.clear()
            choices = self._answered(instructions, document.text, window, questions, examples)
        finally:
            self._lock.release()
        return tuple(
            Answer(name=question.name, span=choice.span, probability=choice.probability,
                   margin=choice.margin)
            for question, choice in zip(questions, choices, strict=True)
        )  # fmt: skip

    def _answered(
        self,
        instructions: str,
        text: str,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar],
    ) -> list[Choice]:
        spelling = Spelling(self._engine.tokens, self._engine.piece, VALUE, self._lift)
        shown = self._read(instructions, text, window, self._examples(examples, questions))
        groups = _groups(questions, 1 if text.isascii() else 4)
        return [choice for group in groups for choice in self._choose(group, shown, spelling)]

    def _examples(self, examples: Sequence[Exemplar], questions: Sequence[Question]) -> list[int]:
        """Earlier documents with their answers, each ending where the next document begins.

        The nearest comes last, beside the document; those beyond ``EXAMPLES`` tokens are left off.
        """
        tokens, template = self._engine.tokens, self._template
        answer = tokens(template.answer, special=True)
        turn = tokens(template.document, special=True)
        found: list[int] = []
        for one in examples:
            said = "".join(f"{q.label}: {one.answers.get(q.name, ABSENT)}\n" for q in questions)
            shot = [*tokens(one.text), *answer, *tokens(said), *turn]
            if len(found) + len(shot) <= EXAMPLES:
                found = [*shot, *found]
        return found

    def _read(
        self, instructions: str, text: str, window: Sequence[Span], before: Sequence[int]
    ) -> Shown:
        """Bring sequence 0 to the beginning of the answer; ``before`` goes before the document."""
        tokens, template = self._engine.tokens, self._template
        opening = tokens(template.opening, special=True)
        turn = tokens(template.document, special=True)
        prefix = (*self._engine.opening(), *opening, *tokens(instructions), *turn)
        suffix = tokens(template.answer, special=True)
        room = self._engine.context - len(prefix) - len(before) - len(suffix) - RESERVE
        shown = show(text, window, tokens, room)
        prompt = (*prefix, *before, *shown.tokens, *suffix)
        if prompt != self._held:
            self._held = ()
            self._prefixes.read(prefix)
            self._engine.decode([Feed(sequence=0, tokens=prompt[len(prefix) :])])
            self._held = prompt
        return shown

    def _choose(
        self, questions: Sequence[Question], shown: Shown, spelling: Spelling
    ) -> list[Choice]:
        walks = [
            walk(
                self._engine.tokens(f"{question.label}:")[-LABEL:],
                openings(question, shown, spelling),
            )
            for question in questions
        ]
        targets = range(1, len(walks) + 1)
        self._engine.branch(targets)
        try:
            return self._side_by_side(walks)
        finally:
            for target in targets:
                self._engine.forget(target)

    def _side_by_side(self, walks: Sequence[Walk]) -> list[Choice]:
        """Run walks together: the requests of a round are read in one batch."""
        choices: dict[int, Choice] = {}
        requests = {}
        for index, item in enumerate(walks):
            try:
                requests[index] = next(item)
            except StopIteration as done:
                choices[index] = done.value
        while requests:
            feeds = [
                Feed(sequence=index + 1, tokens=request.tokens, wanted=request.wanted)
                for index, request in requests.items()
            ]
            scores = self._engine.decode(feeds)
            for index, rows in zip(list(requests), scores, strict=True):
                try:
                    requests[index] = walks[index].send(rows)
                except StopIteration as done:
                    choices[index] = done.value
                    del requests[index]
        return [choices[index] for index in range(len(walks))]


def _groups(questions: Sequence[Question], densest: int) -> list[list[Question]]:
    """Questions that go side by side: at most ``BESIDE``, and what their answers may take fits.

    ``densest`` is the most bytes of a character: a token has at least one byte.
    """
    groups: list[list[Question]] = []
    left = 0
    for question in questions:
        spans = question.candidates
        longest = max((item.end - item.start for item in spans), default=question.longest)
        need = LABEL + min(VALUE, longest * densest + 8)
        if need > left or len(groups[-1]) == BESIDE:
            groups.append([])
            left = RESERVE
        groups[-1].append(question)
        left -= need
    return groups
