"""What is known about a candidate, as named numbers: where it stands, what stands around it,
what it looks like. A ranker's weights are over these names; words enter as hashes only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import blockwise, sums
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.survey import Survey
from appliance.extraction.columns import Described, Features
from appliance.extraction.sheet import addressed, whose
from appliance.extraction.sheet.cues import CueMatch
from appliance.extraction.sheet.pointing import Pointer, Relation, pointed, pointers
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

FREE = frozenset({Kind.NAME, Kind.ADDRESS, Kind.TEXT})
"""Kinds whose values have no shape of their own."""


def _related(sheet: Sheet, cues: Sequence[Pointer], candidate: Candidate) -> Features:
    found: Features = {}
    if not cues:
        return {"cued": 0.0}
    for kind, (distance, cue) in pointed(sheet, cues, candidate.spans).items():
        scale = 3.0 if kind is Relation.BENEATH else 12.0
        found[f"cue_{kind.value}"] = 1.0 / (1.0 + distance / scale)
        if cue.order == 0:
            found[f"cue_{kind.value}_first"] = 1.0
    found["cued"] = float(bool(found))
    if not found.get("cue_after"):
        start = candidate.spans[0].start
        if sheet.once((_labelled, start), partial(_labelled, sheet, start)):
            found["foreign_label"] = 1.0
    return found


def _labelled(sheet: Sheet, start: int) -> bool:
    """Whether words stand right before a value in its cell: its label, and if it is none of the
    field's own, another field's."""
    cell = sheet.cell_at(start)
    before = sheet.text(Span(cell.span.start, start)) if cell else ""
    return sum(map(str.isalpha, before[-20:])) > 2


def describe(
    survey: Survey,
    spec: FieldSpec,
    candidates: Sequence[Candidate],
    cues: Sequence[CueMatch],
    *,
    hashed: bool = True,
) -> Described:
    """The features of each candidate, in order; ``hashed`` words only where they are weighed."""
    found = _each(survey, spec, candidates, cues, hashed=hashed)
    if spec.organisation and spec.kind in FREE:
        for features, candidate in zip(found, candidates, strict=True):
            features.update(_of_letter(survey, candidate.spans))
    if survey.roles is not None and (spec.party or spec.organisation):
        for features, candidate in zip(found, candidates, strict=True):
            features.update(survey.roles.traits(survey.sheet, spec, candidate.spans))
    if spec.kind is Kind.AMOUNT:
        if spec.pattern not in survey.amounts:
            priced = [bool(c.traits.get("cents") or c.traits.get("marked")) for c in candidates]
            survey.amounts[spec.pattern] = sums.describe([c.value for c in candidates], priced)
        for features, extra in zip(found, survey.amounts[spec.pattern], strict=True):
            features.update(extra)
    if found:
        found[0]["first_found"] = 1.0
    places = [candidate.spans for candidate in candidates]
    return Described(own=found, shared=blockwise.describe(survey, places, free=spec.kind in FREE))


def _of_letter(survey: Survey, spans: tuple[Span, ...]) -> Features:
    """Whose a block is, and how it lies among the blocks of its letter: the same for all fields."""
    if spans not in survey.letter:
        told = whose.traits(survey.sheet, spans)
        more = addressed.traits(survey.sheet, spans) if survey.parties else {}
        survey.letter[spans] = {**told, **more} if more else told
    return survey.letter[spans]


def _each(
    survey: Survey,
    spec: FieldSpec,
    candidates: Sequence[Candidate],
    cues: Sequence[CueMatch],
    *,
    hashed: bool,
) -> list[Features]:
    """What is known of each candidate by itself; nothing of those that a ``cued`` field has not."""
    counts = Counter(candidate.value for candidate in candidates)
    pointing = pointers(survey.sheet, cues)
    found: list[Features] = []
    for candidate in candidates:
        features = {"bias": 1.0, **candidate.traits}
        features.update(_related(survey.sheet, pointing, candidate))
        if spec.cued and not (spec.party or features["cued"]):
            found.append({})
            continue
        if counts[candidate.value] > 1:
            features["repeated"] = min(counts[candidate.value] - 1, 4) / 4
        if hashed:
            features.update(survey.words.of(candidate.spans, free=spec.kind in FREE))
        found.append(features)
    return found
