"""What a sentence tells of the values in it, for fields that are read by their schema's words.

Names, addresses, positions and periods are taken out of it; what a date or a sum is stands right
before it or behind it (``begins on``, ``as a refundable deposit``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import ground
from appliance.extraction.choice import participants, unlabelled
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.columns import Features
from appliance.extraction.kinds import dates
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.sheet import prose, sayings
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

_LASTING = re.compile(
    r"\b(?:\d+|[a-z]+(?:-[a-z]+)?) (?:(?:working|calendar|business) )?"
    r"(?:days?|weeks?|months?|years?)\b"
)
_AS_ROLE = re.compile(
    r"\b(?:as(?: an?)?|position of|post of|role of|job of|employed as|title of) "
    r"(?!(?:follows?|soon|well|long|far|such|possible|per|if|though|part|agreed|regards|usual|of)\b)"
    r"(?P<role>[^\W\d_][\w-]*(?: [^\W\d_][\w-]*){0,3}?)"
    r"(?=[,.;]|\s(?:from|with|at|in|and|for|on|who|is|to|starting|beginning|by|of)\b)"
)
_SPANS = frozenset({"notic", "durat", "term", "perio", "warra", "lengt"})
"""Stems of what lasts some time."""
_NEXT = re.compile(r"\b(?:and|or|but|until|to|plus|which|while|und|oder)\b|;")
"""What begins the next thing that a sentence says."""
NEAR = 70
"""Characters around a value in which words tell of it."""
WHOLE = frozenset({Kind.NAME, Kind.ADDRESS, Kind.TEXT})
"""Kinds whose values have no shape of their own."""
TYPED = frozenset({Kind.DATE, Kind.AMOUNT, Kind.CODE, Kind.NUMBER, Kind.PHONE, Kind.TEXT})


def candidates(sheet: Sheet, spec: FieldSpec, conventions: Conventions) -> Iterator[Candidate]:
    """Names, addresses, positions and lengths of time inside sentences."""
    for span in _places(sheet, spec):
        spans = ground.by_row(sheet.document, span)
        value = " ".join(sheet.text(span).split())
        if spans and len(value) <= spec.longest:
            yield Candidate(spans=spans, value=value)
    if spec.kind is Kind.DATE:
        yield from _parted(sheet, conventions)


def _parted(sheet: Sheet, conventions: Conventions) -> Iterator[Candidate]:
    """Dates that begin in one row and end in the next."""
    for sentence in prose.sentences(sheet):
        text, offset = sheet.text(sentence.span), sentence.span.start
        for found in dates.find(text.replace("\n", " "), day_first=conventions.day_first):
            if "\n" in text[found.span.start : found.span.end]:
                whole = Span(found.span.start + offset, found.span.end + offset)
                spans = ground.by_row(sheet.document, whole)
                yield Candidate(spans=spans, value=found.iso, traits={"full_year": 1.0})


def _places(sheet: Sheet, spec: FieldSpec) -> Iterator[Span]:
    if spec.kind is Kind.NAME:
        yield from (name for sentence in prose.sentences(sheet) for name in sentence.names)
    elif spec.kind is Kind.ADDRESS:
        yield from prose.addresses(sheet)
    elif unlabelled.is_role(spec):
        yield from _matches(sheet, _AS_ROLE, "role")
    elif spec.kind is Kind.TEXT and sayings.stems(f"{spec.name} {spec.label}") & _SPANS:
        yield from _matches(sheet, _LASTING, 0)


def _matches(sheet: Sheet, pattern: re.Pattern[str], group: str | int) -> Iterator[Span]:
    for sentence in prose.sentences(sheet):
        for match in pattern.finditer(sheet.text(sentence.span)):
            start, end = match.span(group)
            yield Span(sentence.span.start + start, sentence.span.start + end)


def traits(
    sheet: Sheet, spec: FieldSpec, doctype: Doctype, found: Sequence[Candidate]
) -> list[Features]:
    """What the sentence of each candidate tells of it."""
    if not prose.sentences(sheet):
        return [{} for _ in found]
    if spec.kind is Kind.NAME:
        described = participants.traits(sheet, spec, doctype, found)
    elif spec.kind in TYPED:
        described = _told(sheet, spec, found)
    else:
        described = [{} for _ in found]
    return [
        {**features, **seat}
        for features, seat in zip(described, _seated(sheet, spec, found), strict=True)
    ]


def _seated(sheet: Sheet, spec: FieldSpec, found: Sequence[Candidate]) -> Iterator[Features]:
    """Whether a value without a shape of its own is one of a sentence's, or cut out of it."""
    known = {(span.start, span.end) for span in _places(sheet, spec)}
    for one in found:
        shaped = spec.kind not in WHOLE or one.traits.get("shaped")
        if shaped or prose.holding(sheet, one.span.start) is None:
            yield {}
        elif (one.span.start, one.span.end) not in known:
            yield {"cut_sentence": 1.0}
        elif spec.kind is Kind.NAME and len(one.value.split()) == 1:
            yield {"lone_word": 1.0}
        else:
            yield {"in_prose": 1.0, "phrase": float(spec.kind is Kind.TEXT)}


def _told(sheet: Sheet, spec: FieldSpec, found: Sequence[Candidate]) -> list[Features]:
    """How much of what a field is about is said right before each value, and behind it."""
    cores = [core for core in (sayings.core(spec.name), sayings.core(spec.label)) if core]
    edges = sorted({one.span.start for one in found} | {one.span.end for one in found})
    described: list[Features] = []
    for one in found:
        before, after = _around(sheet, one.span, edges)
        shares = [[len(core & told) / len(core) for core in cores] for told in (before, after)]
        first, then = (max(share, default=0.0) for share in shares)
        described.append({"told_before": first, "told_behind": then})
    return described


def _around(
    sheet: Sheet, span: Span, edges: Sequence[int]
) -> tuple[frozenset[str], frozenset[str]]:
    """What is said in the sentence before a value and behind it, up to the next value."""
    sentence = prose.holding(sheet, span.start)
    if sentence is None:
        return frozenset(), frozenset()
    begin, finish = bisect_left(edges, span.start), bisect_right(edges, span.end)
    last, following = edges[max(begin - 1, 0) : begin], edges[finish : finish + 1]
    before = max(sentence.span.start, span.start - NEAR, *last)
    after = min(sentence.span.end, span.end + NEAR, *following)
    text = sheet.document.text
    said = text[before : span.start]
    if before in last:  # what is said right behind the value before is said of that one
        said = _NEXT.split(said, maxsplit=1)[-1]
    behind = _NEXT.split(text[span.end : after], maxsplit=1)[0]
    return sayings.about(said), sayings.about(behind)
