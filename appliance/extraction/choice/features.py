"""What is known about a candidate, as named numbers: where it stands, what stands around it,
what it looks like. A ranker's weights are over these names.

Neighbouring words enter as hashes only (16 bits of CRC-32), so that weights learned from a
customer's documents hold no readable text.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.sheet import sections, surroundings, whose
from appliance.extraction.sheet.cues import CueMatch, Relation, relations
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

Features = dict[str, float]

FREE = frozenset({Kind.NAME, Kind.ADDRESS, Kind.TEXT})
"""Kinds whose values have no shape of their own."""

_TOP = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 50)
_SENSIBLE = Decimal(10**12)
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
    return next((edge for edge, bound in enumerate(edges) if value <= bound), len(edges))


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


def _shape(text: str, count: int) -> Features:
    solid = [ch for ch in text if not ch.isspace()]
    letters = [ch for ch in solid if ch.isalpha()]
    size = max(len(solid), 1)
    return {
        f"length_{_bin(len(text), _LENGTHS)}": 1.0,
        f"words_{min(len(text.split()), 8)}": 1.0,
        "digits": sum(ch.isdigit() for ch in solid) / size,
        "any_digit": float(any(ch.isdigit() for ch in solid)),
        "upper": sum(ch.isupper() for ch in letters) / max(len(letters), 1),
        "colon": float(":" in text),
        "bracket": float("(" in text or ")" in text),
        "commas": min(text.count(","), 4) / 4,
        "ends_comma": float(text.endswith(",")),
        "ends_stop": float(text.endswith(".")),
        "five_digits": float(any(len(w[:5]) == 5 and w[:5].isdigit() for w in words_of(text))),
        "repeated": min(count - 1, 4) / 4,
        "lower_words": _lower_share(text),
    }


_PARTICLES = frozenset(
    {"of", "the", "and", "for", "at", "in", "on", "by", "de", "del", "la", "le", "les", "du", "des"}
    | {"von", "van", "der", "den", "und", "et", "y", "e", "&", "bin", "binti"}
)


def _lower_share(text: str) -> float:
    """The part of words that begin in lower case: names have none but particles."""
    words = [w for w in text.split() if w[0].isalpha() and w.lower() not in _PARTICLES]
    return sum(w[0].islower() for w in words) / len(words) if words else 0.0


def _related(sheet: Sheet, cues: Sequence[CueMatch], candidate: Candidate) -> Features:
    found: Features = {}
    for kind, (distance, cue) in relations(sheet, cues, candidate.spans).items():
        scale = 3.0 if kind is Relation.BENEATH else 12.0
        found[f"cue_{kind.value}"] = 1.0 / (1.0 + distance / scale)
        if cue.order == 0:
            found[f"cue_{kind.value}_first"] = 1.0
    found["cued"] = float(bool(found))
    return found


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


def _content(sheet: Sheet, candidate: Candidate) -> Features:
    """Hashed words of a name, an address or a text itself; digits in its first and last row."""
    first, last = sheet.text(candidate.spans[0]), sheet.text(candidate.spans[-1])
    found: Features = {
        "digit_first": float(any(ch.isdigit() for ch in first[:14])),
        "postal_last": float(bool(surroundings.POSTAL.search(last))),
    }
    for position, span in enumerate(candidate.spans):
        words = words_of(sheet.text(span))
        for word in words[:12]:
            found[f"in:{word_hash(word)}"] = 1.0
        if words and position == 0:
            found[f"opens:{word_hash(words[0])}"] = 1.0
        if words and position == len(candidate.spans) - 1:
            found[f"closes:{word_hash(words[-1])}"] = 1.0
    return found


def _money(candidates: Sequence[Candidate]) -> list[Features]:
    """How amounts stand to each other: the largest, the one that cash less change makes."""
    values = [Decimal(c.value) for c in candidates]
    cents = [c.traits.get("cents", 0.0) > 0 or c.traits.get("marked", 0.0) > 0 for c in candidates]
    shown = sorted({v for v, ok in zip(values, cents, strict=True) if ok}, reverse=True)
    largest = shown[:40]
    paid = {a - b for a in largest for b in largest if a > b > 0}
    sums = {a + b for i, a in enumerate(largest) for b in largest[i:] if b > 0}
    found: list[Features] = []
    for index, value in enumerate(values):
        later = set(values[index + 1 :])
        due = any(a - value in later for a in later if a > value) if len(values) <= 120 else False
        found.append(
            {
                "largest": float(bool(shown) and value == shown[0]),
                "second": float(len(shown) > 1 and value == shown[1]),
                "paid_less_change": float(due and value > 0),
                "difference": float(value in paid),
                "sum": float(value in sums),
                "rounded": float(_rounded(value, largest)),
                "unrounded": float(any(_rounded(other, [value]) for other in largest)),
                "zero": float(value == 0),
                "negative": float(value < 0),
            }
        )
    return found


def _rounded(value: Decimal, others: Sequence[Decimal]) -> bool:
    """Whether a value is another one rounded to the next five hundredths (cash without cents)."""
    whole = abs(value) < _SENSIBLE and value % Decimal("0.05") == 0
    return whole and any(0 < abs(value - other) < Decimal("0.05") for other in others)


def describe(
    sheet: Sheet, spec: FieldSpec, candidates: Sequence[Candidate], cues: Sequence[CueMatch]
) -> list[Features]:
    """The features of each candidate, in order."""
    counts = Counter(candidate.value for candidate in candidates)
    heads = sections.prominence(sheet)
    found = [_describe(sheet, spec, c, cues, counts[c.value]) for c in candidates]
    for features, candidate in zip(found, candidates, strict=True):
        row = sheet.row_at(candidate.spans[0].start)
        features["heading"] = heads.get(row.index, 0.0) if row else 0.0
    if spec.organisation and spec.kind in FREE:
        letter = whose.Letter.of(sheet)
        for features, candidate in zip(found, candidates, strict=True):
            features.update(_filled(whose.traits(sheet, letter, candidate.spans)))
    if spec.kind is Kind.AMOUNT:
        for features, extra in zip(found, _money(candidates), strict=True):
            features.update(extra)
    for index, features in enumerate(found):
        features["first_found"] = float(index == 0)
    return found


def _filled(features: Features) -> Features:
    return {name: value for name, value in features.items() if value}


def _describe(
    sheet: Sheet, spec: FieldSpec, candidate: Candidate, cues: Sequence[CueMatch], count: int
) -> Features:
    row = sheet.row_at(candidate.spans[0].start)
    last = sheet.row_at(candidate.spans[-1].start)
    if row is None or last is None:
        return dict(candidate.traits)
    free = spec.kind in FREE
    parts: Iterable[Features] = (
        {"bias": 1.0, **candidate.traits},
        _position(sheet, row, last),
        _within_row(sheet, row, candidate.spans[0]),
        _shape(" ".join(sheet.text(span) for span in candidate.spans), count),
        _related(sheet, cues, candidate),
        _neighbours(sheet, row, last, candidate.span),
        surroundings.whites(sheet, row, last),
        surroundings.texts(sheet, row, last, candidate.spans) if free else {},
        _content(sheet, candidate) if free else {},
    )
    return {name: value for part in parts for name, value in _filled(part).items()}
