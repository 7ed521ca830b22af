"""What is known about a candidate, as named numbers: where it stands, what stands around it,
what it looks like. A ranker's weights are over these names.

Neighbouring words enter as hashes only (16 bits of CRC-32), so that weights learned from a
customer's documents hold no readable text.
"""

from __future__ import annotations

import unicodedata
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import sums
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.survey import Survey
from appliance.extraction.sheet import surroundings, whose
from appliance.extraction.sheet.cues import CueMatch, Relation, relations
from appliance.extraction.sheet.looks import Look, together
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

Features = dict[str, float]

FREE = frozenset({Kind.NAME, Kind.ADDRESS, Kind.TEXT})
"""Kinds whose values have no shape of their own."""

_TOP = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 50)
_LENGTHS = (3, 6, 10, 15, 22, 30, 45, 70, 110, 160)


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


def _bin(value: float, edges: Sequence[float]) -> int:
    return bisect_left(edges, value)


def _position(sheet: Sheet, row: Row, last: Row) -> Features:
    count = len(sheet.rows)
    found = {
        f"top_{_bin(row.index, _TOP)}": 1.0,
        f"bottom_{_bin(count - 1 - last.index, _TOP)}": 1.0,
        "place": row.index / max(count, 1),
        "later_page": float(row.page > 1),
    }
    page = sheet.pages.get(row.page)
    if row.box and page:
        middle = (row.box.left + row.box.right) / 2 / max(page.width, 1.0)
        found["centred"] = 1.0 - min(abs(middle - 0.5) * 4, 1.0)
        found["tall"] = min((row.box.bottom - row.box.top) / sheet.height, 3.0) - 1.0
    return found


def _within_row(sheet: Sheet, row: Row, span: Span) -> Features:
    cell = next((i for i, c in enumerate(row.cells) if span.start < c.span.end), 0)
    inside = row.cells[cell].span
    return {
        "only_cell": float(len(row.cells) == 1),
        "last_cell": float(cell == len(row.cells) - 1),
        "first_cell": float(cell == 0),
        "fills_cell": float(span.start <= inside.start and span.end >= inside.end),
        "ends_row": float(span.end >= row.span.end),
        "starts_row": float(span.start <= row.span.start),
        "ocr": row.cells[cell].confidence,
    }


def _shape(sheet: Sheet, spans: Sequence[Span], looks: Sequence[Look]) -> Features:
    look = looks[0] if len(looks) == 1 else together(looks)
    end = sheet.document.text[spans[-1].end - 1 : spans[-1].end]
    return {
        f"length_{_bin(look.size + len(looks) - 1, _LENGTHS)}": 1.0,
        f"words_{min(look.words, 8)}": 1.0,
        "digits": look.digits / max(look.solid, 1),
        "any_digit": float(look.digits > 0),
        "upper": look.uppers / max(look.letters, 1),
        "colon": float(":" in look.marks),
        "bracket": float("(" in look.marks or ")" in look.marks),
        "commas": min(look.commas, 4) / 4,
        "ends_comma": float(end == ","),
        "ends_stop": float(end == "."),
        "five_digits": float(look.five_digits),
        "lower_words": look.lower / look.named if look.named else 0.0,
    }


def _related(sheet: Sheet, cues: Sequence[CueMatch], candidate: Candidate) -> Features:
    found: Features = {}
    if not cues:
        return {"cued": 0.0}
    for kind, (distance, cue) in relations(sheet, cues, candidate.spans).items():
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
) -> list[Features]:
    """The features of each candidate, in order; ``hashed`` words only where they are weighed."""
    counts = Counter(candidate.value for candidate in candidates)
    found: list[Features] = []
    for candidate in candidates:
        features = {"bias": 1.0, **candidate.traits, **_base(survey, spec, candidate.spans)}
        features.update(_related(survey.sheet, cues, candidate))
        if counts[candidate.value] > 1:
            features["repeated"] = min(counts[candidate.value] - 1, 4) / 4
        if hashed:
            features.update(_hashed(survey.sheet, spec, candidate))
        found.append(features)
    if spec.organisation and spec.kind in FREE:
        letter = whose.Letter.of(survey.sheet)
        for features, candidate in zip(found, candidates, strict=True):
            told = whose.traits(survey.sheet, letter, candidate.spans)
            features.update({name: value for name, value in told.items() if value})
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
    return found


def _base(survey: Survey, spec: FieldSpec, spans: tuple[Span, ...]) -> Features:
    """What is known of a block whatever the field: worked out once for all that look at it."""
    key = (spans, spec.kind in FREE)
    found = survey.bases.get(key)
    if found is None:
        sheet = survey.sheet
        row, last = sheet.row_at(spans[0].start), sheet.row_at(spans[-1].start)
        if row is None or last is None:
            return {}
        looks = [sheet.look(span) for span in spans]
        parts = {**_within_row(sheet, row, spans[0]), **_shape(sheet, spans, looks)}
        if spec.kind in FREE:
            parts.update(surroundings.texts(looks))
            parts["tallest"] = surroundings.tallest(sheet, row)
            first = sheet.text(spans[0])[:14]
            parts["digit_first"] = float(any(map(str.isdigit, first)))
            parts["postal_last"] = float(looks[-1].postal)
        own = {name: value for name, value in parts.items() if value}
        found = survey.bases[key] = {**_run(survey, row, last), **own}
    return found


def _run(survey: Survey, row: Row, last: Row) -> Mapping[str, float]:
    """Where a run of rows stands, and between what."""
    sheet, key = survey.sheet, (row.index, last.index)
    if key not in sheet.runs:
        parts = {
            **_position(sheet, row, last),
            **surroundings.whites(sheet, row, last),
            **surroundings.neighbours(sheet, row, last),
            "heading": survey.heads.get(row.index, 0.0),
        }
        sheet.runs[key] = {name: value for name, value in parts.items() if value}
    return sheet.runs[key]


def _hashed(sheet: Sheet, spec: FieldSpec, candidate: Candidate) -> Features:
    row = sheet.row_at(candidate.spans[0].start)
    last = sheet.row_at(candidate.spans[-1].start)
    if row is None or last is None:
        return {}
    found = _neighbours(sheet, row, last, candidate.span)
    if spec.kind in FREE:
        found.update(_content(sheet, candidate.spans))
    return found
