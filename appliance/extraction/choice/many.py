"""Fields that may have several values: every candidate that its cues vouch for."""

from __future__ import annotations

from collections.abc import Iterator

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.choice import blocks, confidence, runs
from appliance.extraction.choice.proposal import propose
from appliance.extraction.choice.survey import Survey
from appliance.extraction.sheet import cues, sections
from appliance.extraction.sheet.rows import Cell, Sheet
from appliance.types import Field, Source, Span

ENOUGH = 0.5
"""Belief, each candidate judged alone, from which a value is among the answers."""
MOST = 40
"""Most values of one field."""
WORDS = 10
"""Most words of a list entry; what is longer is a sentence about something."""
LISTED = 0.6
"""Belief in a member of a list that a cue announces."""


def _listed(sheet: Sheet, spec: FieldSpec) -> Iterator[Span]:
    """Members of the enumerations and lists that the field's cues announce."""
    heads = {s.title: s for s in sections.find(sheet)}
    for cue in cues.find(sheet, spec):
        section = next((s for t, s in heads.items() if t.start <= cue.span.start < t.end), None)
        if section is not None:
            for row in sheet.rows[section.first : min(section.last, section.first + MOST)]:
                entry = sections.without_bullet(sheet, row.span)
                if len(sheet.text(entry).split()) <= WORDS and ":" not in sheet.text(entry):
                    yield entry
            continue
        if len(sheet.rows[cue.cell.row].cells) > 1:
            yield from _column(sheet, cue.cell)
            continue
        rest = Span(cue.span.end, max(sheet.rows[cue.cell.row].span.end, cue.span.end))
        stop = blocks.sentence_end(sheet, rest)
        for item in blocks.items(sheet, Span(rest.start, stop)):
            if len(sheet.text(item).split()) <= WORDS:
                yield item


def _column(sheet: Sheet, head: Cell) -> Iterator[Span]:
    """The cells below a column's head, to the end of its table."""
    cell = sheet.under(head)
    for _ in range(MOST):
        if cell is None or not _same_table(sheet, head, cell):
            break
        yield cell.span
        cell = sheet.under(cell)


def _same_table(sheet: Sheet, head: Cell, cell: Cell) -> bool:
    """By the document's own tables; where it has none here, by rows of more than one cell."""
    if head.place or cell.place:
        return bool(head.place and cell.place and head.place.table == cell.place.table)
    return len(sheet.rows[cell.row].cells) > 1


def _vouched(
    survey: Survey, spec: FieldSpec, doctype: Doctype
) -> Iterator[tuple[str, tuple[Span, ...], float]]:
    """Value, spans and belief of each answer, in no particular order."""
    sheet = survey.sheet
    if spec.kind in (Kind.TEXT, Kind.NAME):
        for span in _listed(sheet, spec):
            inner = runs.trimmed(sheet, span, " \t*•.,;:-–")
            if inner is not None and inner.end - inner.start <= spec.longest:
                yield " ".join(sheet.text(inner).split()), (inner,), LISTED
        return
    for ranked in propose(survey, spec, doctype).ranked:
        alone = confidence.alone(ranked.score)
        if alone >= ENOUGH:
            yield ranked.candidate.value, ranked.candidate.spans, alone


def fields(survey: Survey, spec: FieldSpec, doctype: Doctype) -> tuple[Field, ...]:
    """All values of the field, in reading order, each once, at most ``MOST``."""
    found: dict[str, Field] = {}
    curve = doctype.curves.get(spec.name)
    for value, spans, belief in _vouched(survey, spec, doctype):
        if value.casefold() in found or len(found) >= MOST:
            continue
        score = confidence.raw(confidence.Evidence(ranker=belief, margin=0.0))
        found[value.casefold()] = ground.field(
            survey.sheet.document,
            spec.name,
            value,
            spans,
            confidence=confidence.calibrated(score, curve),
            source=Source.RANKER,
        )
    return tuple(sorted(found.values(), key=lambda item: item.spans))
