"""What became of a real server's answers: by the checks that every answer goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction.questions import escalated
from appliance.privacy.escalation import answer
from appliance.privacy.escalation.question import Cleared
from appliance.privacy.escalation.shown import Asked, stretches
from appliance.types import Document, Extraction, Field, Source, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A question that was sent, and the bytes that came back."""

    document: Document
    asked: tuple[Asked, ...]
    cleared: Cleared
    content: bytes


def judged(sent: Sent) -> Iterator[str]:
    """Why an answer was refused whole, or what became of each of its values; ``unproven`` for one
    that was taken and is no text of the rows shown."""
    try:
        told = answer.read(sent.content, sent.asked, sent.cleared.vault, sent.cleared.offered)
    except answer.Unusable as unusable:
        yield f"refused: {unusable.code}"
        return
    doctype = Doctype(
        name="asked",
        title="",
        description="",
        instructions="",
        fields=tuple(FieldSpec(name=one.name, kind=Kind.TEXT, label="") for one in sent.asked),
    )
    before = Extraction(doctype="asked", fields=())
    shown = stretches(sent.document, sent.asked)
    merged = escalated.merge(
        sent.document, doctype, before, told.values, shown, refused=told.refused
    )
    yield from (one.value for one in merged.judged.values())
    yield from ("unproven" for one in merged.extraction.fields if not _proven(one, sent, shown))


def _proven(found: Field, sent: Sent, shown: Sequence[Span]) -> bool:
    """Whether a value is marked as somebody else's, and stands in the rows that were shown."""
    return found.source is Source.ESCALATED and all(
        any(row.start <= span.start and span.end <= row.end for row in shown)
        and sent.document.text[span.start : span.end] in found.text
        for span in found.spans
    )
