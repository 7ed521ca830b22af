"""Puts the doubtful fields to the language model and weighs what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.extraction import ground
from appliance.extraction.choice.features import FREE
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.kinds import normalise
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.questions import passages
from appliance.extraction.sheet.rows import Sheet
from appliance.ports import Answer, LanguageModel, Question
from appliance.types import Source, Span

CHOICES = 8
"""Most candidates that are put to the model, best first."""
PER_CHOICE, PER_SEARCH = 120, 500
"""Characters shown for a question with candidates and for one without, and as many once more:
nearly all of the time goes into reading the prompt.
"""
HEARD = 0.05
"""Belief of the model in its answer, below which the ranker's stands."""
FEWEST = 240
"""Characters shown at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The model's answer to one field; ``value`` is ``None`` where it says "not there"."""

    value: str | None
    spans: tuple[Span, ...]
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The settled answer: from whom, and the share the ranker gave it."""

    value: str
    spans: tuple[Span, ...]
    source: Source
    share: float
    agrees: bool


def _question(proposal: Proposal, window: Sequence[Span]) -> Question:
    """Typed fields: choose among candidates. Free fields without any: a run of words."""
    spec = proposal.spec
    best = [ranked.candidate.span for ranked in proposal.ranked[:CHOICES]]
    spans = [s for s in best if any(w.start <= s.start and s.end <= w.end for w in window)]
    return Question(
        name=spec.name,
        label=spec.label,
        candidates=tuple(dict.fromkeys(spans)),
        longest=spec.longest,
        rows=spec.rows,
    )


def _places(proposals: Sequence[Proposal]) -> list[Span]:
    """Where to look, in turns: each field's best candidate, then its cues, then the next best."""
    turns = [
        [ranked.candidate.span for ranked in p.ranked[:2]]
        + [cue.span for cue in p.cues[:3]]
        + [ranked.candidate.span for ranked in p.ranked[2:CHOICES]]
        for p in proposals
    ]
    longest = max((len(turn) for turn in turns), default=0)
    return [turn[i] for i in range(longest) for turn in turns if i < len(turn)]


def _budget(proposals: Sequence[Proposal]) -> int:
    """How many characters of the document are shown for these questions together."""
    each = [PER_CHOICE if proposal.ranked else PER_SEARCH for proposal in proposals]
    return min(max(sum(each) + max(each, default=0), FEWEST), passages.SHOWN)


def _reach(proposals: Sequence[Proposal]) -> int:
    """Neighbouring rows shown: none where candidates are known for each question.

    The rows between them cost a third of the time and told the model nothing (SROIE train, n=60:
    .750 of the values right with and without them).
    """
    return 0 if all(proposal.ranked for proposal in proposals) else passages.REACH


def ask(
    sheet: Sheet,
    doctype: Doctype,
    proposals: Sequence[Proposal],
    model: LanguageModel,
    conventions: Conventions,
) -> dict[str, Reply]:
    """The model's replies by field. Questions that it cannot be asked are left out."""
    window = passages.shown(
        sheet.document.text, _places(proposals), sheet.window, _budget(proposals), _reach(proposals)
    )
    questions = [
        question
        for proposal in proposals
        if (question := _question(proposal, window)).candidates or proposal.spec.kind in FREE
    ]
    if not questions or not window:
        return {}
    answers = model.answer(doctype.instructions, sheet.document, window, questions)
    specs = {proposal.spec.name: proposal for proposal in proposals}
    return {
        answer.name: _reply(sheet, specs[answer.name], answer, conventions)
        for answer in answers
        if answer.name in specs
    }


def _reply(sheet: Sheet, proposal: Proposal, answer: Answer, conventions: Conventions) -> Reply:
    span = answer.span
    if span is None or not 0 <= span.start < span.end <= len(sheet.document.text):
        return Reply(value=None, spans=(), probability=answer.probability)
    known = proposal.holding(span)
    if known:
        return Reply(
            value=known.candidate.value,
            spans=known.candidate.spans,
            probability=answer.probability,
        )
    spans = ground.by_row(sheet.document, span)
    text = ground.text_at(sheet.document, spans)
    value = normalise.value(proposal.spec, text, conventions)
    return Reply(value=value or None, spans=spans if value else (), probability=answer.probability)


def weigh(proposal: Proposal, reply: Reply | None) -> Chosen | None:
    """Ranker against model: a trained ranker yields only where it hardly prefers its own."""
    best = proposal.best
    unheard = best is not None and reply is not None and reply.probability < HEARD
    if reply is None or reply.value is None or not reply.spans or unheard:
        if best is None:
            return None
        return _by_ranker(proposal, agrees=False)
    share = next((r.probability for r in proposal.ranked if r.candidate.value == reply.value), 0.0)
    if best is not None and best.candidate.value == reply.value:
        return _by_ranker(proposal, agrees=True)
    if best is not None and _stands(proposal.spec, best.probability, share, proposal.trained):
        return _by_ranker(proposal, agrees=False)
    return Chosen(
        value=reply.value, spans=reply.spans, source=Source.MODEL, share=share, agrees=False
    )


def _stands(spec: FieldSpec, best: float, other: float, trained: bool) -> bool:
    """Whether the ranker's choice stands against another choice of the model."""
    return best > (1.1 if trained else 4.0) * other and (trained or best >= 0.75)


def _by_ranker(proposal: Proposal, *, agrees: bool) -> Chosen | None:
    best = proposal.best
    if best is None:
        return None
    return Chosen(
        value=best.candidate.value,
        spans=best.candidate.spans,
        source=Source.MODEL if agrees and not proposal.trained else Source.RANKER,
        share=best.probability,
        agrees=agrees,
    )
