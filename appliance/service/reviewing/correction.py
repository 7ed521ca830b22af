"""What a person's value makes of an extraction. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from appliance.types import Box, Document, Extraction, Field, Source, Span


def corrected(
    extraction: Extraction, document: Document, name: str, value: str, index: int = 0
) -> Extraction:
    """``extraction`` with the ``index``-th field called ``name`` set to ``value``.

    An empty value removes the field; one that was not there is added at the end. Where the
    document shows the value literally, the field points at it.
    """
    value = " ".join(value.split())
    places = [at for at, field in enumerate(extraction.fields) if field.name == name]
    fields = list(extraction.fields)
    at = places[index] if index < len(places) else None
    old = None if at is None else fields[at]
    if not value:
        if at is not None:
            del fields[at]
    elif at is None:
        made = _field(document, name, value, old)
        fields.append(replace(made, row=_next_row(fields, name)))
    else:
        fields[at] = replace(_field(document, name, value, old), row=fields[at].row)
    return replace(extraction, fields=tuple(fields))


def _next_row(fields: Sequence[Field], name: str) -> int:
    """Where a new cell of a table goes: the first row without this column, else a new row."""
    table, dot, _ = name.partition(".")
    if not dot:
        return 0
    taken = {field.row for field in fields if field.name == name}
    rows = {field.row for field in fields if field.name.startswith(f"{table}.")}
    return min(rows - taken, default=max(rows, default=0) + 1)


def _field(document: Document, name: str, value: str, old: Field | None) -> Field:
    if old is not None and value in (old.value, old.text):
        return replace(old, value=value, confidence=1.0, source=Source.PERSON)
    span = _find(document.text, value, old)
    page, boxes = _place(document, span) if span else (old.page if old else 1, ())
    return Field(
        name=name,
        value=value,
        text=document.text[span.start : span.end] if span else value,
        spans=(span,) if span else (),
        page=page,
        boxes=boxes,
        confidence=1.0,
        source=Source.PERSON,
    )


def _find(text: str, value: str, old: Field | None) -> Span | None:
    """Where ``value`` stands literally; of several places the one nearest to the old value."""
    near = old.spans[0].start if old and old.spans else 0
    places = []
    start = text.find(value)
    while start >= 0:
        places.append(start)
        start = text.find(value, start + 1)
    if not places:
        return None
    best = min(places, key=lambda place: abs(place - near))
    return Span(best, best + len(value))


def _place(document: Document, span: Span) -> tuple[int, tuple[Box, ...]]:
    words = list(document.words_in(span))
    if not words:
        return 1, ()
    page = words[0][0].number
    return page, tuple(word.box for on, word in words if on.number == page)
