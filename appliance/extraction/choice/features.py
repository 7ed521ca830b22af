"""What is known about a candidate, as named numbers: where it stands, what stands around it,
what it looks like. A ranker's weights are over these names.

Neighbouring words enter as hashes only (16 bits of CRC-32), so that weights learned from a
customer's documents hold no readable text.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import blockwise, sums
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.survey import Survey
from appliance.extraction.columns import Described, Features
from appliance.extraction.sheet import addressed, whose
from appliance.extraction.sheet.cues import CueMatch, Pointer, Relation, pointed, pointers
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

FREE = frozenset({Kind.NAME, Kind.ADDRESS, Kind.TEXT})
"""Kinds whose values have no shape of their own."""


# what OCR takes for each other inside a word
_ALIKE = str.maketrans("01|!58i$", "olllsbls")


@lru_cache(maxsize=65536)
def word_hash(word: str) -> str:
    """Sixteen bits of a folded word, in hexadecimal.

    Of numbers only the count of digits matters; in words, characters that OCR confuses are one.
    """
    folded = unicodedata.normalize("NFKD", word).casefold()
    letters = sum(ch.isalpha() for ch in folded)
    if letters > sum(ch.isdigit() for ch in folded):
        folded = folded.translate(_ALIKE)
    shape = "".join("9" if ch.isdigit() else ch for ch in folded if ch.isalnum())
    return f"{zlib.crc32(shape.encode()) & 0xFFFF:04x}"


def words_of(text: str) -> list[str]:
    """The words of a text; points, commas and strokes part them."""
    return [w for w in text.replace("/", " ").replace(".", " ").replace(",", " ").split() if w]


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
    if not found.get("cue_after") and _labelled(sheet, candidate.span):
        found["foreign_label"] = 1.0
    return found


def _labelled(sheet: Sheet, span: Span) -> bool:
    """Whether words stand right before a value in its cell: its label, and if it is none of the
    field's own, another field's."""
    cell = sheet.cell_at(span.start)
    before = sheet.text(Span(cell.span.start, span.start)) if cell else ""
    return sum(ch.isalpha() for ch in before[-20:]) > 2


def _neighbours(sheet: Sheet, row: Row, last: Row, span: Span) -> Features:
    """Hashed words left of the candidate, behind it, and in the rows above and below."""
    found: Features = {}
    text = sheet.document.text
    left = words_of(text[row.span.start : span.start])
    right = words_of(text[span.end : last.span.end])
    above = words_of(sheet.text(sheet.rows[row.index - 1].span)) if row.index else ["^"]
    below = ["$"]
    if last.index + 1 < len(sheet.rows):
        below = words_of(sheet.text(sheet.rows[last.index + 1].span))
    for name, words in (("left", left[-4:]), ("right", right[:3])):
        for word in words:
            found[f"{name}:{word_hash(word)}"] = 1.0
    if left:
        found[f"beside:{word_hash(left[-1])}"] = 1.0
    for name, words in (("above", above[:6]), ("below", below[:6])):
        for word in words:
            found[f"{name}:{word_hash(word)}"] = 1.0
    if above:
        found[f"above_last:{word_hash(above[-1])}"] = 1.0
    if below:
        found[f"below_first:{word_hash(below[0])}"] = 1.0
    return found


def _content(sheet: Sheet, spans: Sequence[Span]) -> Features:
    """Hashed words of a name, an address or a text itself."""
    found: Features = {}
    for position, span in enumerate(spans):
        words = words_of(sheet.text(span))
        for word in words[:12]:
            found[f"in:{word_hash(word)}"] = 1.0
        if words and position == 0:
            found[f"opens:{word_hash(words[0])}"] = 1.0
        if words and position == len(spans) - 1:
            found[f"closes:{word_hash(words[-1])}"] = 1.0
    return found


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
    places = tuple(candidate.spans for candidate in candidates)
    return Described(own=found, shared=blockwise.describe(survey, places, free=spec.kind in FREE))


def _of_letter(survey: Survey, spans: tuple[Span, ...]) -> Features:
    """Whose a block is, and how it lies among the blocks of its letter: the same for all fields."""
    sheet = survey.sheet

    def found() -> Features:
        letter = sheet.once((whose.Letter,), lambda: whose.Letter.of(sheet))
        told = whose.traits(sheet, letter, spans)
        own = {name: value for name, value in told.items() if value}
        return {**own, **addressed.traits(sheet, spans)} if survey.parties else own

    return sheet.once((_of_letter, spans, bool(survey.parties)), found)


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
            features.update(_hashed(survey.sheet, spec, candidate))
        found.append(features)
    return found


def _hashed(sheet: Sheet, spec: FieldSpec, candidate: Candidate) -> Features:
    """Hashed words around a candidate, and in it: the same for all fields that look at it."""
    spans, free = candidate.spans, spec.kind in FREE

    def found() -> Features:
        row, last = sheet.row_at(spans[0].start), sheet.row_at(spans[-1].start)
        if row is None or last is None:
            return {}
        around = _neighbours(sheet, row, last, candidate.span)
        return {**around, **_content(sheet, spans)} if free else around

    return sheet.once((_hashed, spans, free), found)
