"""From spans to a field: the text at the spans, the page, one box per printed row."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.extraction.sheet.rows import enclosing
from appliance.types import Box, Document, Field, Source, Span, Suspect


def by_row(document: Document, span: Span) -> tuple[Span, ...]:
    """A span split at line breaks, each part without blanks at its ends."""
    parts: list[Span] = []
    position = span.start
    for line in document.text[span.start : span.end].split("\n"):
        inner = line.strip()
        if inner:
            start = position + line.index(inner[0])
            parts.append(Span(start, start + len(inner)))
        position += len(line) + 1
    return tuple(parts)


def text_at(document: Document, spans: Sequence[Span]) -> str:
    """The characters at the spans, rows joined by line breaks as in ``Document.text``."""
    return "\n".join(document.text[start:end] for start, end in spans)


def boxes_of(document: Document, spans: Sequence[Span]) -> tuple[int, tuple[Box, ...]]:
    """The page of the first word, and on that page one box per span (row) that has words there."""
    number = 0
    boxes: list[Box] = []
    for span in spans:
        found = [(page.number, word.box) for page, word in document.words_in(span)]
        if found and not number:
            number = found[0][0]
        box = enclosing(box for page, box in found if page == number)
        if box:
            boxes.append(box)
    return number or 1, tuple(boxes)


def confidence_of(document: Document, spans: Sequence[Span]) -> float:
    """The OCR's lowest word confidence within the spans (1.0 for a text layer)."""
    found = [word.confidence for span in spans for _, word in document.words_in(span)]
    return min(found, default=1.0)


def printed(document: Document, spans: Sequence[Span]) -> tuple[tuple[str, float], ...]:
    """The words within the spans, each with the OCR's confidence in it."""
    return tuple(
        (document.text[max(word.span.start, span.start) : word.span.end], word.confidence)
        for span in spans
        for _, word in document.words_in(span)
    )


def field(
    document: Document,
    name: str,
    value: str,
    spans: Sequence[Span],
    *,
    confidence: float,
    source: Source,
    row: int = 0,
) -> Field:
    """A grounded field. ``spans`` may cross rows; they are split row by row. ``row`` is that of
    a table's cell."""
    rows = tuple(part for span in spans for part in by_row(document, span))
    page, boxes = boxes_of(document, rows)
    return Field(
        name=name,
        value=value,
        text=text_at(document, rows),
        spans=rows,
        page=page,
        boxes=boxes,
        confidence=min(max(confidence, 0.0), 1.0),
        source=source,
        row=row,
        suspect=suspect(document, rows),
    )


def suspect(document: Document, spans: Sequence[Span]) -> Suspect | None:
    """Why text at these spans is not taken at its word; ``None`` where it is."""
    for item in document.suspicions:
        if any(span.start < item.span.end and item.span.start < span.end for span in spans):
            return item.why
    return None


def inferred(name: str, value: str, confidence: float) -> Field:
    """A value that is not printed: no spans, no boxes, marked as inferred."""
    return Field(
        name=name,
        value=value,
        text="",
        spans=(),
        page=1,
        boxes=(),
        confidence=min(max(confidence, 0.0), 1.0),
        source=Source.INFERRED,
    )
