"""A print as the ``Document`` that perfect reading would give: for training without OCR."""

from __future__ import annotations

from itertools import groupby

from appliance.types import Box, Document, Origin, Page, Span, Word
from samples.generator.receipt.paper import Print

POINTS_PER_PIXEL = 72 / 200  # the paper is drawn at 200 dots per inch


def reading(flat: Print) -> Document:
    """Words of a row joined by a blank, rows by a line feed, boxes in points."""
    words: list[Word] = []
    rows: list[str] = []
    at = 0
    for _, group in groupby(flat.pieces, key=lambda piece: piece.row):
        pieces = sorted(group, key=lambda piece: piece.box[0])
        for piece in pieces:
            span = Span(at, at + len(piece.text))
            box = Box(*(edge * POINTS_PER_PIXEL for edge in piece.box))
            words.append(Word(text=piece.text, span=span, box=box))
            at = span.end + 1
        rows.append(" ".join(piece.text for piece in pieces))
    page = Page(
        number=1,
        width=flat.image.width * POINTS_PER_PIXEL,
        height=flat.image.height * POINTS_PER_PIXEL,
        words=tuple(words),
        origin=Origin.OCR,
    )
    return Document(text="\n".join(rows), pages=(page,), media_type="image/jpeg")
